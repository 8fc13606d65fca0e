package dev.walras.mechanisms.trading;

import dev.walras.mechanism.Side;
import dev.walras.mechanisms.book.BookView;
import dev.walras.mechanisms.book.Command;
import dev.walras.mechanisms.book.Events;
import dev.walras.mechanisms.book.MatchingEngine;
import dev.walras.mechanisms.book.Reply;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit order book with price-time priority, as stock exchanges keep it: one book of a {@link MatchingEngine}, with
 * calls in place of packed commands, a log in place of events, and exceptions in place of refusals.
 *
 * <p>A limit order that comes in trades at once with the resting orders of the other side that it crosses: the best
 * price first, at one price the oldest first, each trade at the price of the resting order. What is left of it rests.
 * An order that is partly filled keeps its place. A market order takes any price, and what is left of it is dropped. A
 * cancelled order is taken out; that an order is unknown, because it never came or was filled, is no error. A replaced
 * order keeps its place when its price stays and its quantity does not grow; otherwise it comes in anew, and may trade
 * at once.
 *
 * <p>Prices are ticks of any size, quantities whole units, at most {@link MatchingEngine#MOST_UNITS} in all; orders
 * have the ids that callers give them, and an id may be used again once its order is gone. Orders have no owners here,
 * so that nobody is kept from trading with himself.
 *
 * <p>Everything is O(1) on the average but the first order at a price far from the touch, O(log levels); a trade costs
 * O(1). Memory is proportional to what rests, and to the log. Not thread-safe.
 *
 * <p>Reference for the rules: L. R. Glosten, Is the electronic open limit order book inevitable?, Journal of Finance
 * 49(4), 1994, 1127-1161, doi:10.1111/j.1540-6261.1994.tb02450.x.
 */
public final class LimitOrderBook {
    /** Is told every trade as it is made. */
    public interface Listener {
        /**
         * A trade was made; both orders are reduced already. It may {@link #cancel} orders of the book, nothing else.
         */
        void traded(TradeLog.Trade trade);
    }

    /**
     * An order at rest.
     *
     * @param id its id
     * @param price its limit, in ticks
     * @param quantity the units left of it
     */
    public record Resting(long id, long price, long quantity) {}

    private final TradeLog log;
    private final @Nullable Listener listener;
    private final MatchingEngine engine = new MatchingEngine(1, Integer.MAX_VALUE);
    private final BookView view = engine.book(0);

    /** An empty book with a log of its own. */
    public LimitOrderBook() {
        this.log = new TradeLog();
        this.listener = null;
        engine.tell(log::add);
    }

    /**
     * An empty book.
     *
     * @param log to which trades are added; several books may share it
     * @param listener is told every trade
     */
    public LimitOrderBook(TradeLog log, Listener listener) {
        this.log = log;
        this.listener = listener;
        engine.tell(this::traded);
    }

    private void traded(long buy, long sell, long price, long quantity) {
        log.add(buy, sell, price, quantity);
        if (listener != null) {
            listener.traded(new TradeLog.Trade(buy, sell, price, quantity));
        }
    }

    /**
     * A limit order comes in.
     *
     * @param orderId its id, which no resting order has
     * @param price the most a buyer pays, or the least a seller takes, for a unit, in ticks
     * @param quantity how many units, 1 or more
     * @return how many units it traded at once; the others rest
     */
    public long limit(Side side, long orderId, long price, long quantity) {
        execute(new Command(Command.Kind.LIMIT, side, 0, 0, orderId, price, quantity));
        return traded();
    }

    /**
     * A market order comes in.
     *
     * @param orderId its id, which no resting order has
     * @param quantity how many units, 1 or more
     * @return how many units it traded; the others are dropped
     */
    public long market(Side side, long orderId, long quantity) {
        execute(new Command(Command.Kind.MARKET, side, 0, 0, orderId, 0, quantity));
        return traded();
    }

    /** Executes a command; whether its order was known. */
    private boolean execute(Command command) {
        engine.events().clear();
        Reply reply = engine.execute(command);
        if (reply == Reply.DONE || reply == Reply.UNKNOWN_ORDER) {
            return reply == Reply.DONE;
        }
        throw new IllegalArgumentException("order " + command.id() + " for " + command.quantity() + " units "
                + switch (reply) {
                    case BAD_QUANTITY -> "must be for " + (command.kind() == Command.Kind.REPLACE ? 0 : 1) + " or more";
                    case ORDER_EXISTS -> "rests in the book already\nMaybe it should be replaced.";
                    default -> "is more than a book can hold";
                });
    }

    /** The units that the last command traded. */
    private long traded() {
        Events events = engine.events();
        long units = 0;
        for (int i = 0; i < events.size(); i++) {
            if (events.kind(i) == Events.Kind.TRADE) {
                units += events.quantity(i);
            }
        }
        return units;
    }

    /**
     * Takes an order out.
     *
     * @return whether it rested; when it is unknown, nothing happens
     */
    public boolean cancel(long orderId) {
        return engine.cancel(0, orderId);
    }

    /**
     * Changes an order. With the same price and no more units than are left it keeps its place; otherwise it comes in
     * anew as the youngest.
     *
     * @param price its new limit, in ticks
     * @param quantity the units it shall have left, 0 or more; 0 cancels it
     * @return whether it rested; when it is unknown, nothing happens
     */
    public boolean replace(long orderId, long price, long quantity) {
        return execute(new Command(Command.Kind.REPLACE, Side.BUY, 0, 0, orderId, price, quantity));
    }

    /** Takes everything out; the log stays. */
    public void clear() {
        engine.clear();
    }

    /** Whether an order rests. */
    public boolean rests(long orderId) {
        return view.rests(orderId);
    }

    /** The units left of an order, 0 when it does not rest. */
    public long open(long orderId) {
        return view.open(orderId);
    }

    /** How many orders rest. */
    public int size() {
        return engine.size();
    }

    /** Whether nothing rests on a side. */
    public boolean isEmpty(Side side) {
        return view.isEmpty(side);
    }

    /** The best price of a side, in ticks; throws when nothing rests there. */
    public long bestPrice(Side side) {
        return view.bestPrice(side);
    }

    /** The order that trades next of a side; throws when nothing rests there. */
    public long bestOrder(Side side) {
        return view.bestOrder(side);
    }

    /** The units at rest at one price of a side. */
    public long depth(Side side, long price) {
        return view.depth(side, price);
    }

    /** What rests on a side, in the order in which it would trade. */
    public List<Resting> resting(Side side) {
        return view.resting(side).stream()
                .map(order -> new Resting(order.id(), order.price(), order.quantity()))
                .toList();
    }

    /** The log of trades. */
    public TradeLog log() {
        return log;
    }
}
