package dev.walras.mechanisms.book;

import dev.walras.mechanism.Side;
import java.util.Arrays;
import java.util.SplittableRandom;

/** The making of one stream: the books as they are after the commands so far, and what rests in each. */
final class OrderFlowRun {
    private static final double PARETO = 1.5;

    private final OrderFlow flow;
    private final SplittableRandom random;
    private final MatchingEngine engine;
    private final Commands commands = new Commands();
    private final double[] busy;
    private final Quotes[] quotes;

    /** By number of order: what is left, whose it is, where it rests, and where it stands among those of its book. */
    private long[] open = new long[16];

    private int[] user = new int[16];
    private long[] price = new long[16];
    private int[] place = new int[16];
    private int orders;

    /** What is known of one book. */
    private static final class Quotes {
        private int[] resting = new int[16];
        private int size;
        private final int[] bySide = new int[2];
        private long last = OrderFlow.CENTRE;
        private int direction;
        private final int depth;

        Quotes(int depth) {
            this.depth = depth;
        }
    }

    OrderFlowRun(OrderFlow flow, int count, SplittableRandom random) {
        this.flow = flow;
        this.random = random;
        this.engine = new MatchingEngine(flow.books(), flow.depth() + count);
        this.busy = new double[flow.books()];
        double sum = 0;
        for (int b = 0; b < busy.length; b++) {
            sum += Math.pow(1 - random.nextDouble(), -1 / PARETO);
            busy[b] = sum;
        }
        this.quotes = new Quotes[flow.books()];
        for (int b = 0; b < busy.length; b++) {
            busy[b] /= sum;
            double share = busy[b] - (b == 0 ? 0 : busy[b - 1]);
            quotes[b] = new Quotes(Math.max(2, (int) Math.round(share * flow.depth())));
        }
    }

    Commands commands() {
        return commands;
    }

    /** Fills all books, in turn; returns with how many commands. */
    int fill() {
        boolean lacking = true;
        while (lacking) {
            lacking = false;
            for (int b = 0; b < quotes.length; b++) {
                Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
                side = lack(b, side) > 0 ? side : side.other();
                if (lack(b, side) > 0) {
                    place(b, side, Command.Kind.LIMIT);
                    lacking = true;
                }
            }
        }
        return commands.size();
    }

    private int lack(int book, Side side) {
        return quotes[book].depth / 2 - quotes[book].bySide[side == Side.BUY ? 0 : 1];
    }

    /** One command. */
    void step() {
        int book = draw();
        Side side = random.nextInt(4) + quotes[book].direction >= 2 ? Side.BUY : Side.SELL;
        boolean lacks = lack(book, side) > 0;
        Command.Kind kind = switch (flow.mix()) {
            case QUOTES -> quote(lacks);
            case ARRIVALS -> arrival(lacks);
            case ALL -> lacks && random.nextBoolean() ? Command.Kind.LIMIT : any();
        };
        if (kind.isOrder() || quotes[book].size == 0) {
            place(book, side, kind.isOrder() ? kind : Command.Kind.LIMIT);
        } else {
            change(book, kind);
        }
    }

    private Command.Kind any() {
        return Command.Kind.ALL.get(random.nextInt(Command.Kind.ALL.size()));
    }

    private int draw() {
        int at = Arrays.binarySearch(busy, random.nextDouble());
        return Math.min(at < 0 ? ~at : at, busy.length - 1);
    }

    private Command.Kind quote(boolean lacks) {
        return switch (random.nextInt(lacks ? 10 : 40)) {
            case 0, 1 -> lacks ? Command.Kind.LIMIT : Command.Kind.IMMEDIATE;
            case 2 -> Command.Kind.CANCEL;
            case 3 -> Command.Kind.REDUCE;
            default -> Command.Kind.MOVE;
        };
    }

    private Command.Kind arrival(boolean lacks) {
        int draw = random.nextInt(100);
        if (draw < 10) {
            return draw < 2 ? Command.Kind.MARKET : Command.Kind.IMMEDIATE;
        }
        if (draw < 24) {
            return draw < 14 ? Command.Kind.REDUCE : Command.Kind.MOVE;
        }
        return lacks ? Command.Kind.LIMIT : Command.Kind.CANCEL;
    }

    private void place(int book, Side side, Command.Kind kind) {
        int order = orders++;
        if (order == open.length) {
            grow();
        }
        int sign = side == Side.BUY ? -1 : 1;
        long limit = kind == Command.Kind.LIMIT ? quotes[book].last + sign * offset() : takes(side);
        long quantity = 1 + (long) random.nextInt(6) * random.nextInt(6) * random.nextInt(6);
        open[order] = quantity;
        user[order] = random.nextInt(flow.users());
        price[order] = limit;
        place[order] = -1;
        long shown = kind.hasPrice() ? limit : 0;
        send(new Command(kind, side, book, user[order], order, shown, quantity), order);
    }

    private long takes(Side side) {
        return side == Side.BUY ? OrderFlow.CENTRE + 2L * flow.spread() : OrderFlow.CENTRE - 2L * flow.spread();
    }

    /** A distance from the last price. */
    private long offset() {
        double draw = random.nextDouble();
        int range = 1 + (int) (draw * draw * flow.spread());
        long sum = 0;
        for (int i = 0; i < 4; i++) {
            sum += random.nextInt(range);
        }
        return Math.abs(sum / 2 - range);
    }

    private void change(int book, Command.Kind kind) {
        int order = quotes[book].resting[random.nextInt(quotes[book].size)];
        long limit = kind.hasPrice() ? nearer(price[order], quotes[book].last) : 0;
        long quantity = switch (kind) {
            case REDUCE -> 1 + random.nextLong(open[order]);
            case REPLACE -> random.nextLong(2 * open[order] + 1);
            default -> 0;
        };
        if (kind == Command.Kind.REPLACE && random.nextBoolean()) {
            limit = price[order];
        }
        if (kind == Command.Kind.REPLACE) {
            open[order] = Math.max(open[order], quantity);
        }
        if (kind.hasPrice()) {
            price[order] = limit;
        }
        send(new Command(kind, Side.BUY, book, user[order], order, limit, quantity), order);
    }

    private long nearer(long from, long to) {
        if (from == to) {
            return from + 2L * random.nextInt(2) - 1;
        }
        long step = (to - from) / 100;
        return from + (step == 0 ? Long.signum(to - from) : step);
    }

    private void send(Command command, int actor) {
        commands.add(command);
        Reply reply = engine.execute(command);
        if (reply != Reply.DONE) {
            throw new IllegalStateException("made a command that is refused with " + reply + ": " + command);
        }
        Events events = engine.events();
        Quotes book = quotes[command.book()];
        for (int i = 0; i < events.size(); i++) {
            open[actor] -= events.quantity(i);
            if (events.kind(i) == Events.Kind.TRADE) {
                int other = (int) events.id(i);
                open[other] -= events.quantity(i);
                if (open[other] == 0) {
                    forget(book, other, events.side(i).other());
                }
                walk(book, events.price(i));
            }
            if (open[actor] == 0 && place[actor] >= 0) {
                forget(book, actor, events.side(i));
            }
        }
        events.clear();
        if (command.kind() == Command.Kind.LIMIT && open[actor] > 0) {
            settle(command.book(), actor, command.side());
        }
    }

    private void walk(Quotes book, long traded) {
        long low = OrderFlow.CENTRE - flow.spread();
        long high = OrderFlow.CENTRE + flow.spread();
        book.last = Math.clamp(traded, low, high);
        if (traded <= low) {
            book.direction = 1;
        } else if (traded >= high) {
            book.direction = -1;
        }
    }

    private void settle(int number, int order, Side side) {
        Quotes book = quotes[number];
        if (book.size == book.resting.length) {
            book.resting = Arrays.copyOf(book.resting, 2 * book.size);
        }
        place[order] = book.size;
        book.resting[book.size++] = order;
        book.bySide[side == Side.BUY ? 0 : 1]++;
    }

    private void forget(Quotes book, int order, Side side) {
        int last = book.resting[--book.size];
        book.resting[place[order]] = last;
        place[last] = place[order];
        place[order] = -1;
        book.bySide[side == Side.BUY ? 0 : 1]--;
    }

    private void grow() {
        int length = 2 * orders;
        open = Arrays.copyOf(open, length);
        user = Arrays.copyOf(user, length);
        price = Arrays.copyOf(price, length);
        place = Arrays.copyOf(place, length);
    }
}
