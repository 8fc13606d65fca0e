package dev.walras.mechanisms.trading;

import dev.walras.mechanism.Side;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A limit order book with price-time priority, as stock exchanges keep it.
 *
 * <p>A limit order that comes in trades at once with the resting orders of the other side that it crosses: the best
 * price first, at one price the oldest first, each trade at the price of the resting order. What is left of it rests.
 * An order that is partly filled keeps its place. A market order takes any price, and what is left of it is dropped. A
 * cancelled order is taken out; that an order is unknown, because it never came or was filled, is no error. A replaced
 * order keeps its place when its price stays and its quantity does not grow; otherwise it comes in anew, and may trade
 * at once.
 *
 * <p>Prices are ticks of any size, quantities whole units; orders have the ids that callers give them, and an id may be
 * used again once its order is gone. Orders have no owners here, so that nobody is kept from trading with himself.
 *
 * <p>Everything is O(1) on the average but the first order at a price, O(log levels); a trade costs O(1). Memory is
 * proportional to what rests, and to the log. Not thread-safe.
 *
 * <p>Reference for the rules: L. R. Glosten, Is the electronic open limit order book inevitable?, Journal of Finance
 * 49(4), 1994, 1127-1161, doi:10.1111/j.1540-6261.1994.tb02450.x.
 */
public final class LimitOrderBook {
    private static final int NONE = PriceLevels.NONE;

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
    private final PriceLevels bids = new PriceLevels(Side.BUY);
    private final PriceLevels asks = new PriceLevels(Side.SELL);
    private final Slots slots = new Slots();

    /** An empty book with a log of its own. */
    public LimitOrderBook() {
        this.log = new TradeLog();
        this.listener = null;
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
        requireNew(orderId, quantity);
        long left = match(side, orderId, price, quantity);
        if (left > 0) {
            rest(side, orderId, price, left);
        }
        return quantity - left;
    }

    /**
     * A market order comes in.
     *
     * @param orderId its id, which no resting order has
     * @param quantity how many units, 1 or more
     * @return how many units it traded; the others are dropped
     */
    public long market(Side side, long orderId, long quantity) {
        requireNew(orderId, quantity);
        return quantity - match(side, orderId, side == Side.BUY ? Long.MAX_VALUE : Long.MIN_VALUE, quantity);
    }

    private void requireNew(long orderId, long quantity) {
        if (quantity < 1) {
            throw new IllegalArgumentException(
                    "order " + orderId + " is for " + quantity + " units; it must be 1 or more");
        }
        if (rests(orderId)) {
            throw new IllegalArgumentException(
                    "order " + orderId + " rests in the book already\nMaybe it should be replaced.");
        }
    }

    /**
     * Takes an order out.
     *
     * @return whether it rested; when it is unknown, nothing happens
     */
    public boolean cancel(long orderId) {
        int slot = slots.find(orderId);
        if (slot == NONE) {
            return false;
        }
        remove(slot);
        return true;
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
        if (quantity < 0) {
            throw new IllegalArgumentException(
                    "order " + orderId + " is replaced by one for " + quantity + " units; it must be 0 or more");
        }
        int slot = slots.find(orderId);
        if (slot == NONE) {
            return false;
        }
        Side side = slots.side(slot);
        if (quantity > 0
                && quantity <= slots.open(slot)
                && price == levels(side).price(slots.level(slot))) {
            slots.reduce(slot, slots.open(slot) - quantity);
            return true;
        }
        remove(slot);
        if (quantity > 0) {
            limit(side, orderId, price, quantity);
        }
        return true;
    }

    /** Takes everything out; the log stays. */
    public void clear() {
        bids.clear();
        asks.clear();
        slots.clear();
    }

    /** Whether an order rests. */
    public boolean rests(long orderId) {
        return slots.find(orderId) != NONE;
    }

    /** The units left of an order, 0 when it does not rest. */
    public long open(long orderId) {
        int slot = slots.find(orderId);
        return slot == NONE ? 0 : slots.open(slot);
    }

    /** How many orders rest. */
    public int size() {
        return slots.size();
    }

    /** Whether nothing rests on a side. */
    public boolean isEmpty(Side side) {
        return levels(side).best() == NONE;
    }

    /** The best price of a side, in ticks; throws when nothing rests there. */
    public long bestPrice(Side side) {
        int best = levels(side).best();
        if (best == NONE) {
            throw new IllegalStateException("nothing rests on side " + side);
        }
        return levels(side).price(best);
    }

    /** The order that trades next of a side; throws when nothing rests there. */
    public long bestOrder(Side side) {
        int best = levels(side).best();
        if (best == NONE) {
            throw new IllegalStateException("nothing rests on side " + side);
        }
        return slots.id(levels(side).head(best));
    }

    /** The units at rest at one price of a side. */
    public long depth(Side side, long price) {
        int at = levels(side).find(price);
        long sum = 0;
        for (int slot = at == NONE ? NONE : levels(side).head(at); slot != NONE; slot = slots.next(slot)) {
            sum = Math.addExact(sum, slots.open(slot));
        }
        return sum;
    }

    /** What rests on a side, in the order in which it would trade. */
    public List<Resting> resting(Side side) {
        PriceLevels levels = levels(side);
        List<Resting> all = new ArrayList<>();
        for (int at : levels.sorted()) {
            for (int slot = levels.head(at); slot != NONE; slot = slots.next(slot)) {
                all.add(new Resting(slots.id(slot), levels.price(at), slots.open(slot)));
            }
        }
        return List.copyOf(all);
    }

    /** The log of trades. */
    public TradeLog log() {
        return log;
    }

    /** Trades with what rests at {@code limit} or better; returns the units that found nobody. */
    private long match(Side side, long orderId, long limit, long quantity) {
        PriceLevels others = levels(side.other());
        long left = quantity;
        for (int at = others.best();
                left > 0 && at != NONE && side.accepts(limit, others.price(at));
                at = others.best()) {
            int slot = others.head(at);
            long price = others.price(at);
            long units = Math.min(left, slots.open(slot));
            long buy = side == Side.BUY ? orderId : slots.id(slot);
            long sell = side == Side.BUY ? slots.id(slot) : orderId;
            left -= units;
            slots.reduce(slot, units);
            if (slots.open(slot) == 0) {
                remove(slot);
            }
            log.add(buy, sell, price, units);
            if (listener != null) {
                listener.traded(new TradeLog.Trade(buy, sell, price, units));
            }
        }
        return left;
    }

    private void rest(Side side, long orderId, long price, long quantity) {
        PriceLevels levels = levels(side);
        int at = levels.at(price);
        int last = levels.tail(at);
        int slot = slots.add(orderId, quantity, side, at);
        slots.link(last, slot);
        levels.ends(at, last == NONE ? slot : levels.head(at), slot);
    }

    private void remove(int slot) {
        PriceLevels levels = levels(slots.side(slot));
        int at = slots.level(slot);
        int before = slots.previous(slot);
        int after = slots.next(slot);
        slots.link(before, after);
        if (before == NONE || after == NONE) {
            levels.ends(at, before == NONE ? after : levels.head(at), after == NONE ? before : levels.tail(at));
        }
        slots.remove(slot);
    }

    private PriceLevels levels(Side side) {
        return side == Side.BUY ? bids : asks;
    }
}
