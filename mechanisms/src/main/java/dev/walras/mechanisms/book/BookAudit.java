package dev.walras.mechanisms.book;

import dev.walras.mechanism.Side;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Checks that nothing is lost or made in a run of books. It hears the commands, the replies and the events, keeps
 * accounts of its own, in which every unit of every order is either at rest, traded, taken out or rejected, and in the
 * end compares these with what rests and with the positions. It shares no code with the engine.
 *
 * <p>What it finds: units that appear or vanish; trades of orders that do not rest, at prices that an order does not
 * accept, or not at the price of the resting order; a wrong word on who is done; events of refused commands; units or
 * money of a book that do not sum to zero over users. Priority in time it does not check. Memory: some 200 bytes for
 * each order at rest.
 */
public final class BookAudit {
    private static final int MOST_VIOLATIONS = 20;

    /** An order of a book. */
    private record Key(int book, long id) {}

    /** A user of a book. */
    private record Holder(int book, int user) {}

    /** An order at rest, or acting. */
    private static final class Account {
        private final Side side;
        private final int user;
        private long price;
        private long open;

        Account(Side side, int user, long price, long open) {
            this.side = side;
            this.user = user;
            this.price = price;
            this.open = open;
        }
    }

    /**
     * What became of units, all orders of all books together.
     *
     * @param submitted by new orders, and by replacements for more units
     * @param traded counted for the buyer and for the seller
     * @param takenOut by cancellations, reductions and replacements
     * @param rejected of orders that do not rest
     * @param atRest in the end
     */
    public record Units(
            BigInteger submitted, BigInteger traded, BigInteger takenOut, BigInteger rejected, BigInteger atRest) {}

    private final Map<Key, Account> accounts = new HashMap<>();
    private final Map<Holder, BigInteger> units = new HashMap<>();
    private final Map<Holder, BigInteger> money = new HashMap<>();
    private final List<String> violations = new ArrayList<>();
    private BigInteger submitted = BigInteger.ZERO;
    private BigInteger traded = BigInteger.ZERO;
    private BigInteger takenOut = BigInteger.ZERO;
    private BigInteger rejected = BigInteger.ZERO;
    private long trades;
    private long refused;
    private long heard;

    private void violation(String what) {
        if (violations.size() < MOST_VIOLATIONS) {
            violations.add("command " + (heard - 1) + ": " + what);
        }
    }

    /** Hears a command and what it did. */
    public void hear(Command command, Reply reply, Events events) {
        heard++;
        if (reply != Reply.DONE) {
            refused++;
            if (events.size() > 0) {
                violation("was refused with " + reply + " and did something");
            }
            return;
        }
        Key key = new Key(command.book(), command.id());
        Account actor = command.kind().isOrder() ? enter(command, key) : accounts.get(key);
        if (actor == null) {
            violation("changes order " + command.id() + ", which does not rest");
            return;
        }
        long wanted = actor.open;
        if (command.kind() == Command.Kind.MOVE || command.kind() == Command.Kind.REPLACE) {
            actor.price = command.price();
        }
        if (command.kind() == Command.Kind.REPLACE) {
            long more = Math.max(0, command.quantity() - actor.open);
            actor.open += more;
            submitted = submitted.add(BigInteger.valueOf(more));
        }
        for (int i = 0; i < events.size(); i++) {
            hear(command, actor, events, i);
        }
        expect(command, actor, events, wanted);
        if (actor.open == 0) {
            accounts.remove(key);
        }
    }

    private Account enter(Command command, Key key) {
        long limit = switch (command.kind()) {
            case MARKET -> command.side() == Side.BUY ? Long.MAX_VALUE : Long.MIN_VALUE;
            default -> command.price();
        };
        Account account = new Account(command.side(), command.user(), limit, command.quantity());
        submitted = submitted.add(BigInteger.valueOf(command.quantity()));
        if (accounts.put(key, account) != null) {
            violation("order " + command.id() + " rests already");
        }
        return account;
    }

    private void hear(Command command, Account actor, Events events, int i) {
        long quantity = events.quantity(i);
        if (quantity < 1) {
            violation("event " + i + " is of " + quantity + " units");
        }
        if (actor.side != events.side(i)) {
            violation("event " + i + " names the wrong side");
        }
        actor.open -= quantity;
        BigInteger amount = BigInteger.valueOf(quantity);
        switch (events.kind(i)) {
            case TRADE -> trade(command, actor, events, i);
            case REDUCED -> takenOut = takenOut.add(amount);
            case REJECTED -> rejected = rejected.add(amount);
        }
        if (actor.open < 0) {
            violation("order " + command.id() + " has " + actor.open + " units left");
        }
        if (events.actorDone(i) != (actor.open == 0)) {
            violation("event " + i + " errs on whether order " + command.id() + " is done");
        }
    }

    private void trade(Command command, Account actor, Events events, int i) {
        trades++;
        Key key = new Key(command.book(), events.id(i));
        Account other = accounts.get(key);
        if (other == null || events.id(i) == command.id()) {
            violation("trades with order " + events.id(i) + ", which does not rest");
            return;
        }
        long price = events.price(i);
        if (other.side == actor.side || other.user != events.user(i) || other.price != price) {
            violation("trades with order " + events.id(i) + " of another side, user or price");
        }
        if (!actor.side.accepts(actor.price, price)) {
            violation("trades at " + price + ", beyond its limit " + actor.price);
        }
        BigInteger quantity = BigInteger.valueOf(events.quantity(i));
        traded = traded.add(quantity).add(quantity);
        other.open -= events.quantity(i);
        if (other.open < 0 || events.otherDone(i) != (other.open == 0)) {
            violation("leaves " + other.open + " units of order " + events.id(i));
        }
        if (other.open == 0) {
            accounts.remove(key);
        }
        boolean buys = actor.side == Side.BUY;
        book(new Holder(command.book(), buys ? actor.user : other.user), quantity, price);
        book(new Holder(command.book(), buys ? other.user : actor.user), quantity.negate(), price);
    }

    private void book(Holder holder, BigInteger quantity, long price) {
        units.merge(holder, quantity, BigInteger::add);
        money.merge(holder, quantity.negate().multiply(BigInteger.valueOf(price)), BigInteger::add);
    }

    /** What a command must have done beyond its single events. */
    private void expect(Command command, Account actor, Events events, long wanted) {
        long reduced = 0;
        for (int i = 0; i < events.size(); i++) {
            reduced += events.kind(i) == Events.Kind.REDUCED ? events.quantity(i) : 0;
        }
        long expected = switch (command.kind()) {
            case CANCEL -> wanted;
            case REDUCE -> Math.min(wanted, command.quantity());
            case REPLACE -> Math.max(0, wanted - command.quantity());
            default -> 0;
        };
        if (reduced != expected) {
            violation("takes out " + reduced + " units; they should be " + expected);
        }
        boolean mayRest =
                command.kind() == Command.Kind.LIMIT || !command.kind().isOrder();
        if (!mayRest && actor.open > 0) {
            violation("leaves " + actor.open + " units of an order that does not rest");
        }
    }

    /**
     * Ends the audit: compares the accounts with what rests in {@code engine}.
     *
     * @return what is wrong, at most {@value #MOST_VIOLATIONS} things; empty when nothing is
     */
    public List<String> compare(MatchingEngine engine) {
        heard++;
        long found = 0;
        for (int b = 0; b < engine.books(); b++) {
            BookView book = engine.book(b);
            for (Side side : Side.values()) {
                for (BookView.Resting order : book.resting(side)) {
                    found++;
                    Account account = accounts.get(new Key(b, order.id()));
                    if (account == null
                            || account.open != order.quantity()
                            || account.user != order.user()
                            || account.price != order.price()
                            || account.side != side) {
                        violation("order " + order.id() + " of book " + b + " rests otherwise than it should");
                    }
                }
            }
        }
        if (found != accounts.size() || found != engine.size()) {
            violation(found + " orders rest; they should be " + accounts.size());
        }
        balance(units, "units");
        balance(money, "money");
        Units all = units();
        if (!all.submitted.equals(all.traded.add(all.takenOut).add(all.rejected).add(all.atRest))) {
            violation("units do not add up: " + all);
        }
        return List.copyOf(violations);
    }

    /** Goes on: compares the accounts with {@code positions}. */
    public List<String> compare(Positions positions) {
        if (!positions.exact()) {
            violation("a position went beyond 64 bits");
        }
        if (positions.size() != units.size()) {
            violation(positions.size() + " positions are kept; they should be " + units.size());
        }
        units.forEach((holder, sum) -> {
            BigInteger paid = money.getOrDefault(holder, BigInteger.ZERO);
            if (!sum.equals(BigInteger.valueOf(positions.units(holder.book, holder.user)))
                    || !paid.equals(BigInteger.valueOf(positions.money(holder.book, holder.user)))) {
                violation("user " + holder.user + " holds the wrong position in book " + holder.book);
            }
        });
        return List.copyOf(violations);
    }

    private void balance(Map<Holder, BigInteger> sums, String what) {
        Map<Integer, BigInteger> byBook = new TreeMap<>();
        sums.forEach((holder, sum) -> byBook.merge(holder.book, sum, BigInteger::add));
        byBook.forEach((book, sum) -> {
            if (sum.signum() != 0) {
                violation(what + " of book " + book + " sum to " + sum + " over users, not to 0");
            }
        });
    }

    /** What became of all units. */
    public Units units() {
        BigInteger atRest = accounts.values().stream()
                .map(account -> BigInteger.valueOf(account.open))
                .reduce(BigInteger.ZERO, BigInteger::add);
        return new Units(submitted, traded, takenOut, rejected, atRest);
    }

    /** How many trades there were. */
    public long trades() {
        return trades;
    }

    /** How many commands were refused. */
    public long refused() {
        return refused;
    }
}
