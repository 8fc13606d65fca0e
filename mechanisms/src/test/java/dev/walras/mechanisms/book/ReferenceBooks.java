package dev.walras.mechanisms.book;

import dev.walras.mechanism.Side;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.NavigableMap;
import java.util.TreeMap;

/** The rules of {@link MatchingEngine} written apart, as plainly as can be: a sorted map of queues for each side. */
final class ReferenceBooks {
    private static final class Order {
        private final Side side;
        private final int user;
        private final long id;
        private long price;
        private long open;

        Order(Side side, int user, long id) {
            this.side = side;
            this.user = user;
            this.id = id;
        }
    }

    private static final class Sides {
        private final NavigableMap<Long, Deque<Order>> bids = new TreeMap<>((a, b) -> Long.compare(b, a));
        private final NavigableMap<Long, Deque<Order>> asks = new TreeMap<>();

        private NavigableMap<Long, Deque<Order>> of(Side side) {
            return side == Side.BUY ? bids : asks;
        }

        private Order find(long id) {
            for (Side side : Side.values()) {
                for (Deque<Order> queue : of(side).values()) {
                    for (Order order : queue) {
                        if (order.id == id) {
                            return order;
                        }
                    }
                }
            }
            return null;
        }

        private void remove(Order order) {
            Deque<Order> queue = of(order.side).get(order.price);
            queue.removeFirstOccurrence(order);
            if (queue.isEmpty()) {
                of(order.side).remove(order.price);
            }
        }

        private void rest(Order order) {
            of(order.side)
                    .computeIfAbsent(order.price, price -> new ArrayDeque<>())
                    .addLast(order);
        }
    }

    private final List<Sides> books = new ArrayList<>();
    private final int mostOrders;
    private List<String> told = new ArrayList<>();
    private int resting;

    ReferenceBooks(int count, int mostOrders) {
        for (int b = 0; b < count; b++) {
            books.add(new Sides());
        }
        this.mostOrders = mostOrders;
    }

    /** What a command does, as {@link #describe} tells it. */
    List<String> execute(Command command) {
        told = new ArrayList<>();
        Reply reply = command.book() >= books.size() ? Reply.UNKNOWN_BOOK : run(command, books.get(command.book()));
        told.add(0, reply.toString());
        return told;
    }

    private Reply run(Command command, Sides book) {
        Order order = book.find(command.id());
        long least = command.kind() == Command.Kind.REPLACE ? 0 : 1;
        if (command.kind().hasQuantity() && command.quantity() < least) {
            return Reply.BAD_QUANTITY;
        }
        if (command.kind().isOrder()) {
            if (order != null) {
                return Reply.ORDER_EXISTS;
            }
            if (command.kind() == Command.Kind.LIMIT && resting >= mostOrders) {
                return Reply.TOO_MANY_ORDERS;
            }
            come(command, book);
            return Reply.DONE;
        }
        if (order == null) {
            return Reply.UNKNOWN_ORDER;
        }
        if (order.user != command.user()) {
            return Reply.FOREIGN_ORDER;
        }
        change(command, book, order);
        return Reply.DONE;
    }

    private void come(Command command, Sides book) {
        Order order = new Order(command.side(), command.user(), command.id());
        order.price = command.price();
        order.open = command.quantity();
        if (command.kind() == Command.Kind.MARKET) {
            order.price = command.side() == Side.BUY ? Long.MAX_VALUE : Long.MIN_VALUE;
        }
        long available = book.of(order.side.other()).entrySet().stream()
                .filter(level -> order.side.accepts(order.price, level.getKey()))
                .flatMap(level -> level.getValue().stream())
                .mapToLong(other -> other.open)
                .sum();
        if (command.kind() != Command.Kind.FILL_OR_KILL || available >= order.open) {
            match(order, book);
        }
        if (order.open > 0 && command.kind() == Command.Kind.LIMIT) {
            book.rest(order);
            resting++;
        } else if (order.open > 0) {
            tell("REJECTED", order, order, order.price, order.open, "actor done");
        }
    }

    private void change(Command command, Sides book, Order order) {
        long out = switch (command.kind()) {
            case CANCEL -> order.open;
            case REDUCE -> Math.min(order.open, command.quantity());
            case REPLACE -> Math.max(0, order.open - command.quantity());
            default -> 0;
        };
        if (out > 0) {
            tell("REDUCED", order, order, order.price, out, out == order.open ? "actor done" : "");
            order.open -= out;
        }
        if (order.open == 0) {
            book.remove(order);
            resting--;
            return;
        }
        boolean grows = command.kind() == Command.Kind.REPLACE && command.quantity() > order.open;
        boolean moves = command.kind() == Command.Kind.MOVE
                || (command.kind() == Command.Kind.REPLACE && command.price() != order.price);
        if (grows || moves) {
            book.remove(order);
            resting--;
            order.open = grows ? command.quantity() : order.open;
            order.price = command.price();
            match(order, book);
            if (order.open > 0) {
                book.rest(order);
                resting++;
            }
        }
    }

    private void match(Order order, Sides book) {
        NavigableMap<Long, Deque<Order>> others = book.of(order.side.other());
        while (order.open > 0 && !others.isEmpty()) {
            Map.Entry<Long, Deque<Order>> best = others.firstEntry();
            if (!order.side.accepts(order.price, best.getKey())) {
                return;
            }
            Order other = best.getValue().getFirst();
            long units = Math.min(order.open, other.open);
            order.open -= units;
            other.open -= units;
            String done = (order.open == 0 ? "actor done" : "") + (other.open == 0 ? "other done" : "");
            tell("TRADE", order, other, best.getKey(), units, done);
            if (other.open == 0) {
                book.remove(other);
                resting--;
            }
        }
    }

    private void tell(String kind, Order actor, Order named, long price, long units, String done) {
        told.add(kind + " " + actor.side + " " + named.id + " of " + named.user + " at " + price + " x " + units + " "
                + done);
    }

    /** A reply and the events of a command in words. */
    static List<String> describe(Reply reply, Events events) {
        List<String> words = new ArrayList<>();
        words.add(reply.toString());
        for (int i = 0; i < events.size(); i++) {
            String done = (events.actorDone(i) ? "actor done" : "") + (events.otherDone(i) ? "other done" : "");
            words.add(events.kind(i) + " " + events.side(i) + " " + events.id(i) + " of " + events.user(i) + " at "
                    + events.price(i) + " x " + events.quantity(i) + " " + done);
        }
        return words;
    }

    /** What rests on a side of a book, in the order in which it would trade. */
    List<BookView.Resting> resting(int book, Side side) {
        return books.get(book).of(side).values().stream()
                .flatMap(Deque::stream)
                .map(order -> new BookView.Resting(order.id, order.user, order.price, order.open))
                .toList();
    }
}
