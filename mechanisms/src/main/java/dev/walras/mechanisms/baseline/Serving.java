package dev.walras.mechanisms.baseline;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;

/**
 * Serves bids one after the other from asks that come one after the other, at bid and ask.
 *
 * <p>A bid is an order that only receives, an ask one that gives; an ask that also receives (a conversion) is bought
 * together with what it needs, from further asks in the same way. A bid is served in portions: as many lots as what
 * lies free and the next ask of each good it needs allow, at least its minimum at first. What lies free is endowed, or
 * left over from lots of asks that were larger than needed. A portion is taken when the bid covers the asks it takes;
 * else, or when there is no more supply, the bid is done. A conversion whose needs could once not be met is not tried
 * again, nor is one part of its own supply, and chains have at most {@value #LONGEST_CHAIN} links. A cost below 0
 * counts as 0. Buyers pay their bids and never more than their budget, sellers are paid their asks, the rest is the
 * operator's.
 *
 * <p>Each portion exhausts the bid or an ask: O(orders x bundle) without conversions when lots are small.
 */
final class Serving {
    private static final int LONGEST_CHAIN = 256;

    private final Market market;
    private final long[] lots;
    /** Units of each good that belong to nobody yet; below 0 while a portion is being bought. */
    private final long[] free;

    private final int[] filledOfGroup;
    private final long[] paid;
    private final int[][] asksOf;
    private final int[] head;
    private final boolean[] closed;
    private final Deque<Purchase> purchases = new ArrayDeque<>();
    private int chain;

    /** Some lots booked of an order. */
    private record Purchase(int order, long lots) {}

    /**
     * Over the asks of {@code market}.
     *
     * @param asks its orders that give, in the order in which they are bought from
     */
    Serving(Market market, int[] asks) {
        this.market = market;
        this.lots = new long[market.orders()];
        this.free = new long[market.goods()];
        Arrays.setAll(free, market::endowment);
        this.filledOfGroup = new int[market.groups()];
        Arrays.fill(filledOfGroup, -1);
        this.paid = new long[market.participants()];
        this.asksOf = byGood(market, asks);
        this.head = new int[market.goods()];
        this.closed = new boolean[market.orders()];
    }

    /** The orders of {@code market} that only receive, by index. */
    static int[] bids(Market market) {
        return where(market, k -> !gives(market, k));
    }

    /** The orders of {@code market} that give, by index. */
    static int[] asks(Market market) {
        return where(market, k -> gives(market, k));
    }

    private static int[] where(Market market, IntPredicate wanted) {
        return IntStream.range(0, market.orders()).filter(wanted).toArray();
    }

    private static boolean gives(Market market, int order) {
        for (int i = 0; i < market.bundleSize(order); i++) {
            if (market.bundleUnits(order, i) < 0) {
                return true;
            }
        }
        return false;
    }

    /** For every good, the asks that give it. */
    private static int[][] byGood(Market market, int[] asks) {
        int[] sizes = new int[market.goods()];
        for (int ask : asks) {
            for (int i = 0; i < market.bundleSize(ask); i++) {
                sizes[market.bundleGood(ask, i)] += market.bundleUnits(ask, i) < 0 ? 1 : 0;
            }
        }
        int[][] lists = new int[market.goods()][];
        Arrays.setAll(lists, g -> new int[sizes[g]]);
        for (int at = asks.length - 1; at >= 0; at--) {
            for (int i = 0; i < market.bundleSize(asks[at]); i++) {
                if (market.bundleUnits(asks[at], i) < 0) {
                    int good = market.bundleGood(asks[at], i);
                    lists[good][--sizes[good]] = asks[at];
                }
            }
        }
        return lists;
    }

    /** Serves {@code bid}, an order that only receives, as far as it goes. */
    void serve(int bid) {
        long value = market.valueMicrosPerLot(bid);
        if (value <= 0 || taken(bid)) {
            return;
        }
        while (true) {
            long least = lots[bid] == 0 ? market.minLots(bid) : 1;
            long most = Math.min(market.maxLots(bid) - lots[bid], affordable(bid));
            if (most < least) {
                return;
            }
            long portion = Math.max(least, Math.min(most, atHand(bid)));
            if (!book(bid, portion) || cost() > portion * value) {
                undo(0);
                return;
            }
            settled();
            paid[market.owner(bid)] += portion * value;
        }
    }

    /** Keeps what was bought, and moves on to the next asks of the goods it gave. */
    private void settled() {
        for (Purchase purchase : purchases) {
            for (int i = 0; i < market.bundleSize(purchase.order); i++) {
                int good = market.bundleGood(purchase.order, i);
                head[good] = next(good, head[good]);
            }
        }
        purchases.clear();
    }

    /** The outcome so far. */
    Outcome outcome() {
        long[] payments = new long[market.participants()];
        for (int k = 0; k < lots.length; k++) {
            payments[market.owner(k)] += lots[k] * (gives(market, k) ? -askMicros(k) : market.valueMicrosPerLot(k));
        }
        return new Outcome(Fills.of(lots), Payments.of(payments), null, Termination.COMPLETED, 1);
    }

    private long askMicros(int ask) {
        return Math.max(0, -market.valueMicrosPerLot(ask));
    }

    /** What the asks booked for the current portion cost; bounded by the value of all orders. */
    private long cost() {
        long sum = 0;
        for (Purchase purchase : purchases) {
            sum += gives(market, purchase.order) ? purchase.lots * askMicros(purchase.order) : 0;
        }
        return sum;
    }

    /** Whether another order of its group is filled. */
    private boolean taken(int order) {
        int group = market.group(order);
        return group != Order.NO_GROUP && filledOfGroup[group] >= 0 && filledOfGroup[group] != order;
    }

    /** How many lots of {@code bid} the budget of its owner still covers. */
    private long affordable(int bid) {
        int owner = market.owner(bid);
        long budget = market.budgetMicros(owner);
        return budget == Participant.NO_BUDGET
                ? Long.MAX_VALUE
                : (budget - paid[owner]) / market.valueMicrosPerLot(bid);
    }

    /** How many lots of {@code bid} what lies free and the next ask of each good allow. */
    private long atHand(int bid) {
        long most = Long.MAX_VALUE;
        for (int i = 0; i < market.bundleSize(bid); i++) {
            int good = market.bundleGood(bid, i);
            long units = market.bundleUnits(bid, i);
            long there = free[good];
            if (there < units) {
                head[good] = next(good, head[good]);
                if (head[good] < asksOf[good].length) {
                    int ask = asksOf[good][head[good]];
                    there += (market.maxLots(ask) - lots[ask]) * given(ask, good);
                }
            }
            most = Math.min(most, there / units);
        }
        return most;
    }

    /** The place of the first ask of {@code good} from {@code from} on that can be bought. */
    private int next(int good, int from) {
        int at = from;
        while (at < asksOf[good].length && !open(asksOf[good][at])) {
            at++;
        }
        return at;
    }

    private boolean open(int ask) {
        return !closed[ask] && lots[ask] < market.maxLots(ask) && !taken(ask);
    }

    private long given(int ask, int good) {
        for (int i = 0; i < market.bundleSize(ask); i++) {
            if (market.bundleGood(ask, i) == good) {
                return -market.bundleUnits(ask, i);
            }
        }
        return 0;
    }

    /** Books lots of an order and buys what they need; whether that was possible. If not, some may be left booked. */
    private boolean book(int order, long n) {
        change(order, n);
        purchases.push(new Purchase(order, n));
        for (int i = 0; i < market.bundleSize(order); i++) {
            if (market.bundleUnits(order, i) > 0 && !settle(market.bundleGood(order, i))) {
                return false;
            }
        }
        return true;
    }

    /** Buys asks until no unit of {@code good} is owed; whether that was possible. */
    private boolean settle(int good) {
        for (int at = next(good, head[good]); free[good] < 0; at = next(good, at)) {
            if (at == asksOf[good].length || chain == LONGEST_CHAIN) {
                return false;
            }
            int ask = asksOf[good][at];
            long wanted = Math.ceilDiv(-free[good], given(ask, good));
            long least = lots[ask] == 0 ? market.minLots(ask) : 1;
            long bought = Math.min(market.maxLots(ask) - lots[ask], Math.max(wanted, least));
            // Closed while its own needs are bought, and for good when not even the least can be.
            closed[ask] = true;
            if (supplied(ask, bought, least)) {
                closed[ask] = false;
            }
        }
        return true;
    }

    /** Books {@code most} lots of an ask, or a half, a quarter of them, at least {@code least}; whether it could. */
    private boolean supplied(int ask, long most, long least) {
        int before = purchases.size();
        chain++;
        long n = most;
        while (!book(ask, n)) {
            undo(before);
            if (n == least) {
                chain--;
                return false;
            }
            n = Math.max(least, n / 2);
        }
        chain--;
        return true;
    }

    /** Adds lots to an order, or takes them back when negative. */
    private void change(int order, long n) {
        lots[order] += n;
        int group = market.group(order);
        if (group != Order.NO_GROUP) {
            filledOfGroup[group] = lots[order] > 0 ? order : -1;
        }
        for (int i = 0; i < market.bundleSize(order); i++) {
            free[market.bundleGood(order, i)] -= n * market.bundleUnits(order, i);
        }
    }

    /** Takes back the latest bookings until {@code size} of the current portion are left. */
    private void undo(int size) {
        while (purchases.size() > size) {
            Purchase last = purchases.pop();
            change(last.order, -last.lots);
        }
    }
}
