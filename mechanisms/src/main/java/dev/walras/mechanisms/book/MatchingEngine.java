package dev.walras.mechanisms.book;

import org.jspecify.annotations.Nullable;

/**
 * Continuous double auctions in many order books at once, with price-time priority.
 *
 * <p>The rules. A new order trades at once with the resting orders of the other side that it crosses: the best price
 * first, at one price the oldest first, each trade at the price of the resting order. What is left of it rests or is
 * rejected, as its {@link Command.Kind} says. An order keeps its place while it is partly filled, reduced, or replaced
 * at its price by no more units than are left; it comes in anew, as the youngest, when it is moved, even to its own
 * price, or replaced at another price or by more units. A bad command is refused by its {@link Reply} and changes
 * nothing. Users may trade with themselves.
 *
 * <p>Commands come packed and events go packed; orders, levels and tables are long-lived arrays of longs. They grow to
 * what is used at most, and from then on nothing is allocated. Everything is O(1) but for prices far from the touch,
 * O(log levels); a trade costs O(1). Room: 48 to 64 bytes an order at rest, 32 a price level, and a window for each
 * book, of about 130 bytes a price level at most. Not thread-safe.
 *
 * <p>Reference for the rules: L. R. Glosten, Is the electronic open limit order book inevitable?, Journal of Finance
 * 49(4), 1994, 1127-1161, doi:10.1111/j.1540-6261.1994.tb02450.x. The commands are those of the matching core of
 * exchange-core (Apache-2.0), and replacement.
 */
public final class MatchingEngine {
    /** The most units that rest in a book, both sides together: sums of units are exact. */
    public static final long MOST_UNITS = 1L << 62;

    /** How many commands {@link #executeAll} looks ahead. */
    private static final int GLANCES = 16;

    /** With fewer orders everything is in the cache anyway. */
    private static final int WORTH_A_GLANCE = 1 << 14;

    /** Is told every trade as it is made. */
    public interface Listener {
        /**
         * A trade was made; both orders are reduced already. It may {@link MatchingEngine#cancel} orders, nothing else.
         *
         * @param buy the order that bought
         * @param sell the order that sold
         * @param price of a unit, in ticks
         * @param quantity how many units, 1 or more
         */
        void traded(long buy, long sell, long price, long quantity);
    }

    /** Reads what a command did. */
    public interface Reader {
        /**
         * Command {@code i} was executed.
         *
         * @param events what it did, forgotten when this returns
         */
        void read(int i, Reply reply, Events events);
    }

    private final Levels levels = new Levels();
    private final Orders orders;
    private final Book[] books;
    private final Events events = new Events();
    private final long[] single = new long[Command.WORDS];
    private @Nullable Positions positions;
    private @Nullable Listener listener;
    private final int[] glanced = new int[GLANCES];
    private long checkSum;

    /** The order that acts. */
    private long actor;

    private int actorUser;
    /** 1 when it sells, 0 when it buys. */
    private int actorSide;

    private long actorLimit;

    /**
     * An engine with empty books.
     *
     * @param books how many, 1 to {@link Command#MOST_BOOKS}
     * @param mostOrders how many orders can rest in all books together, 1 or more; room is taken as it is needed
     */
    public MatchingEngine(int books, int mostOrders) {
        if (books < 1 || books > Command.MOST_BOOKS) {
            throw new IllegalArgumentException("books " + books + " must be 1 to " + Command.MOST_BOOKS);
        }
        if (mostOrders < 1) {
            throw new IllegalArgumentException("most orders " + mostOrders + " must be 1 or more");
        }
        this.orders = new Orders(levels, Math.min(mostOrders, Orders.MOST));
        this.books = new Book[books];
        for (int b = 0; b < books; b++) {
            this.books[b] = new Book(b, levels);
        }
    }

    /** Makes room for so many orders at rest, and as many price levels, so that it need not be made later. */
    public MatchingEngine reserve(int ordersAtRest) {
        orders.reserve(ordersAtRest);
        levels.reserve(Math.min(ordersAtRest, Orders.MOST));
        return this;
    }

    /** Keeps what users gain and give in {@code account} from now on. */
    public MatchingEngine keep(Positions account) {
        this.positions = account;
        return this;
    }

    /** Tells {@code hearer} every trade from now on. */
    public MatchingEngine tell(Listener hearer) {
        this.listener = hearer;
        return this;
    }

    /** What commands did that {@link #execute} executed since the events were cleared; the caller clears them. */
    public Events events() {
        return events;
    }

    /** Executes one command; what it does is added to {@link #events}. */
    public Reply execute(Command command) {
        command.pack(single, 0);
        return execute(single, 0);
    }

    /** Executes the {@code i}-th of {@code commands}; what it does is added to {@link #events}. */
    public Reply execute(Commands commands, int i) {
        return execute(commands.words(), i * Command.WORDS);
    }

    /**
     * Executes commands {@code from} to {@code to}, the last not included, in order. Looks ahead for the orders that
     * the next commands name, so that their memory is fetched in time; that changes nothing else.
     */
    public void executeAll(Commands commands, int from, int to, Reader reader) {
        long[] words = commands.words();
        for (int first = from; first < to; first += GLANCES) {
            int end = Math.min(to, first + GLANCES);
            if (orders.size() > WORTH_A_GLANCE) {
                glance(words, first * Command.WORDS, end * Command.WORDS);
            }
            for (int i = first; i < end; i++) {
                Reply reply = execute(words, i * Command.WORDS);
                reader.read(i, reply, events);
                events.clear();
            }
        }
    }

    /**
     * Reads what the next commands will touch. Each loop reads memory that is likely not in the cache, for all of them:
     * so many waits at once take hardly longer than one.
     */
    private void glance(long[] words, int from, int to) {
        long seen = 0;
        for (int at = from; at < to; at += Command.WORDS) {
            seen += orders.glance(words[at + Command.ID], Command.book(words[at + Command.TAG]));
        }
        int count = 0;
        for (int at = from; at < to; at += Command.WORDS) {
            glanced[count++] = orders.find(words[at + Command.ID], Command.book(words[at + Command.TAG]));
        }
        for (int k = 0; k < count; k++) {
            seen += orders.glanceAround(glanced[k]);
        }
        for (int at = from; at < to; at += Command.WORDS) {
            int number = Command.book(words[at + Command.TAG]);
            seen += number < books.length ? orders.open(books[number].glance(words[at + Command.PRICE])) : 0;
        }
        checkSum = seen;
    }

    private Reply execute(long[] words, int at) {
        long tag = words[at + Command.TAG];
        int number = Command.book(tag);
        if (number >= books.length) {
            return Reply.UNKNOWN_BOOK;
        }
        Book book = books[number];
        return switch (Command.kind(tag)) {
            case 0 -> limit(book, words, at);
            case 1 -> immediate(book, words, at);
            case 2 -> fillOrKill(book, words, at);
            case 3 -> market(book, words, at);
            case 4 -> cancel(book, words, at);
            case 5 -> reduce(book, words, at);
            case 6 -> move(book, words, at);
            case 7 -> replace(book, words, at);
            default -> Reply.UNKNOWN_COMMAND;
        };
    }

    /** Whether a new order is in order; sets who acts. */
    private Reply enter(Book book, long[] words, int at) {
        long quantity = words[at + Command.QUANTITY];
        if (quantity < 1) {
            return Reply.BAD_QUANTITY;
        }
        if (quantity > MOST_UNITS - book.units) {
            return Reply.TOO_MANY_UNITS;
        }
        actor = words[at + Command.ID];
        if (orders.find(actor, book.number()) != 0) {
            return Reply.ORDER_EXISTS;
        }
        long tag = words[at + Command.TAG];
        actorUser = Command.user(tag);
        actorSide = Command.side(tag);
        actorLimit = words[at + Command.PRICE];
        return Reply.DONE;
    }

    private Reply limit(Book book, long[] words, int at) {
        Reply reply = enter(book, words, at);
        if (reply != Reply.DONE) {
            return reply;
        }
        if (orders.full()) {
            return Reply.TOO_MANY_ORDERS;
        }
        long left = match(book, words[at + Command.QUANTITY]);
        if (left > 0) {
            rest(book, orders.add(actor, book.number(), actorUser, left), left);
        }
        return Reply.DONE;
    }

    private Reply immediate(Book book, long[] words, int at) {
        Reply reply = enter(book, words, at);
        if (reply == Reply.DONE) {
            reject(match(book, words[at + Command.QUANTITY]));
        }
        return reply;
    }

    private Reply fillOrKill(Book book, long[] words, int at) {
        Reply reply = enter(book, words, at);
        if (reply == Reply.DONE) {
            long quantity = words[at + Command.QUANTITY];
            reject(canFill(book, quantity) ? match(book, quantity) : quantity);
        }
        return reply;
    }

    private Reply market(Book book, long[] words, int at) {
        Reply reply = enter(book, words, at);
        if (reply == Reply.DONE) {
            actorLimit = Book.key(Long.MAX_VALUE, actorSide);
            reject(match(book, words[at + Command.QUANTITY]));
        }
        return reply;
    }

    private void reject(long left) {
        if (left > 0) {
            int flags = Events.REJECTED | Events.ACTOR_DONE | actorSide * Events.ACTOR_SELLS;
            events.add(actor, actorLimit, left, ((long) actorUser << 32) | flags);
        }
    }

    private Reply cancel(Book book, long[] words, int at) {
        int order = orders.find(words[at + Command.ID], book.number());
        if (order == 0) {
            return Reply.UNKNOWN_ORDER;
        }
        if (orders.user(order) != Command.user(words[at + Command.TAG])) {
            return Reply.FOREIGN_ORDER;
        }
        cancel(book, order);
        return Reply.DONE;
    }

    private void cancel(Book book, int order) {
        reduced(order, orders.open(order), Events.ACTOR_DONE);
        remove(book, order);
    }

    private void remove(Book book, int order) {
        unlink(book, order, orders.open(order));
        orders.remove(order, book.number());
    }

    /**
     * Takes an order out, whosever it is; no event tells it.
     *
     * @param book the number of its book
     * @return whether it rested; when it is unknown, nothing happens
     */
    public boolean cancel(int book, long id) {
        int order = orders.find(id, book);
        if (order == 0) {
            return false;
        }
        remove(books[book], order);
        return true;
    }

    private Reply reduce(Book book, long[] words, int at) {
        long by = words[at + Command.QUANTITY];
        if (by < 1) {
            return Reply.BAD_QUANTITY;
        }
        int order = orders.find(words[at + Command.ID], book.number());
        if (order == 0) {
            return Reply.UNKNOWN_ORDER;
        }
        if (orders.user(order) != Command.user(words[at + Command.TAG])) {
            return Reply.FOREIGN_ORDER;
        }
        reduce(book, order, by);
        return Reply.DONE;
    }

    private void reduce(Book book, int order, long by) {
        long open = orders.open(order);
        if (by >= open) {
            cancel(book, order);
            return;
        }
        reduced(order, by, 0);
        orders.open(order, open - by);
        levels.addUnits(orders.level(order), -by);
        book.units -= by;
    }

    private void reduced(int order, long units, int done) {
        int level = orders.level(order);
        int flags = Events.REDUCED | done | levels.side(level) * Events.ACTOR_SELLS;
        events.add(orders.id(order), levels.price(level), units, ((long) orders.user(order) << 32) | flags);
    }

    private Reply move(Book book, long[] words, int at) {
        int order = orders.find(words[at + Command.ID], book.number());
        if (order == 0) {
            return Reply.UNKNOWN_ORDER;
        }
        if (orders.user(order) != Command.user(words[at + Command.TAG])) {
            return Reply.FOREIGN_ORDER;
        }
        comeAnew(book, order, words[at + Command.PRICE]);
        return Reply.DONE;
    }

    private Reply replace(Book book, long[] words, int at) {
        long quantity = words[at + Command.QUANTITY];
        if (quantity < 0) {
            return Reply.BAD_QUANTITY;
        }
        int order = orders.find(words[at + Command.ID], book.number());
        if (order == 0) {
            return Reply.UNKNOWN_ORDER;
        }
        if (orders.user(order) != Command.user(words[at + Command.TAG])) {
            return Reply.FOREIGN_ORDER;
        }
        long open = orders.open(order);
        if (quantity - open > MOST_UNITS - book.units) {
            return Reply.TOO_MANY_UNITS;
        }
        long price = words[at + Command.PRICE];
        int level = orders.level(order);
        if (quantity < open) {
            reduce(book, order, open - quantity);
        }
        if (quantity > 0 && (quantity > open || price != levels.price(level))) {
            levels.addUnits(level, Math.max(0, quantity - open));
            book.units += Math.max(0, quantity - open);
            orders.open(order, quantity);
            comeAnew(book, order, price);
        }
        return Reply.DONE;
    }

    /** Takes an order out of its queue and lets it come in with another limit; its entry in the table stays. */
    private void comeAnew(Book book, int order, long price) {
        long open = orders.open(order);
        actor = orders.id(order);
        actorUser = orders.user(order);
        actorSide = levels.side(orders.level(order));
        actorLimit = price;
        unlink(book, order, open);
        long left = match(book, open);
        if (left == 0) {
            orders.remove(order, book.number());
            return;
        }
        orders.open(order, left);
        rest(book, order, left);
    }

    /** Whether so many units can be had at the limit of the actor or better. */
    private boolean canFill(Book book, long quantity) {
        long units = 0;
        int level = book.best[1 - actorSide];
        while (level != 0 && units < quantity && accepts(levels.price(level))) {
            units += levels.units(level);
            level = actorSide == 1 ? book.below(levels.price(level)) : book.above(levels.price(level));
        }
        return units >= quantity;
    }

    private boolean accepts(long price) {
        return Book.key(price, 1 - actorSide) >= Book.key(actorLimit, 1 - actorSide);
    }

    /** Lets the actor trade up to so many units; returns those that found nobody. */
    private long match(Book book, long quantity) {
        int other = 1 - actorSide;
        long limit = Book.key(actorLimit, other);
        long left = quantity;
        while (left > 0 && book.bestKey[other] >= limit && book.best[other] != 0) {
            left -= trade(book, book.best[other], left);
        }
        return left;
    }

    /** Lets the actor trade up to so many units with the oldest order of a level; returns how many it traded. */
    private long trade(Book book, int level, long most) {
        int order = levels.head(level);
        long price = levels.price(level);
        long id = orders.id(order);
        int user = orders.user(order);
        long open = orders.open(order);
        long units = Math.min(most, open);
        int flags = (units == most ? Events.ACTOR_DONE : 0) | actorSide * Events.ACTOR_SELLS;
        if (units == open) {
            flags |= Events.OTHER_DONE;
            unlink(book, order, units);
            orders.remove(order, book.number());
        } else {
            orders.open(order, open - units);
            levels.addUnits(level, -units);
            book.units -= units;
        }
        events.add(id, price, units, ((long) user << 32) | flags);
        if (positions != null) {
            long other = Positions.key(book.number(), user);
            long own = Positions.key(book.number(), actorUser);
            positions.trade(actorSide == 0 ? own : other, actorSide == 0 ? other : own, price, units);
        }
        if (listener != null) {
            listener.traded(actorSide == 0 ? actor : id, actorSide == 0 ? id : actor, price, units);
        }
        return units;
    }

    /** Takes an order with so many units out of its queue. */
    private void unlink(Book book, int order, long units) {
        int level = orders.level(order);
        int next = orders.next(order);
        int previous = orders.previous(order);
        orders.unlink(order);
        book.units -= units;
        levels.addUnits(level, -units);
        int head = previous == 0 ? next : levels.head(level);
        int tail = next == 0 ? previous : levels.tail(level);
        levels.ends(level, head, tail);
        book.leave(level, head == 0 ? 1 : 0);
    }

    /** Puts an order with so many units behind the others at the limit of the actor. */
    private void rest(Book book, int order, long units) {
        int level = book.enter(actorLimit, actorSide);
        int head = levels.head(level);
        int tail = levels.tail(level);
        orders.append(order, tail, level);
        levels.ends(level, head == 0 ? order : head, order);
        levels.addUnits(level, units);
        book.units += units;
    }

    /** How many books there are. */
    public int books() {
        return books.length;
    }

    /** How many orders rest in all books. */
    public int size() {
        return orders.size();
    }

    /** One book, to look at. */
    public BookView book(int number) {
        return new BookView(books[number], orders, levels);
    }

    /** Takes everything out; positions stay. */
    public void clear() {
        for (Book book : books) {
            book.clear();
        }
        orders.clear();
        levels.clear();
        events.clear();
    }

    /** Of what was glanced at, so that no compiler leaves the glances out. */
    long checkSum() {
        return checkSum;
    }
}
