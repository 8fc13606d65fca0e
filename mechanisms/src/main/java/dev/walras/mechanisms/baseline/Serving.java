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

/**
 * Serves bids one after the other from asks that come one after the other, at bid and ask.
 *
 * <p>A bid is an order that only receives, an ask one that only gives; conversions are left alone. A bid is served in
 * portions: as many lots as what lies free and the next ask of each good it needs allow, at least its minimum at first.
 * What lies free is endowed, or left over from lots of asks that were larger than needed. A portion is taken when the
 * bid covers the asks it needs; else, or when there is no more supply, the bid is done. A cost below 0 counts as 0.
 * Buyers pay their bids and never more than their budget, sellers are paid their asks, the rest is the operator's.
 *
 * <p>Each portion exhausts the bid or an ask: O(orders x bundle) when lots are small.
 */
final class Serving {
    private final Market market;
    private final long[] lots;
    private final long[] free;
    private final int[] filledOfGroup;
    private final long[] paid;
    private final int[][] asksOf;
    private final int[] head;
    private final Deque<Purchase> purchases = new ArrayDeque<>();

    /** Some lots bought of an ask. */
    private record Purchase(int ask, long lots) {}

    /**
     * Over the asks of {@code market}.
     *
     * @param asks its orders that only give, in the order in which they are bought from
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
    }

    /** The orders of {@code market} that only receive ({@code sign} 1) or only give (-1), by index. */
    static int[] side(Market market, int sign) {
        int[] found = new int[market.orders()];
        int n = 0;
        for (int k = 0; k < market.orders(); k++) {
            boolean all = true;
            for (int i = 0; i < market.bundleSize(k); i++) {
                all &= Long.signum(market.bundleUnits(k, i)) == sign;
            }
            if (all) {
                found[n++] = k;
            }
        }
        return Arrays.copyOf(found, n);
    }

    private static int[][] byGood(Market market, int[] asks) {
        int[] sizes = new int[market.goods()];
        for (int ask : asks) {
            for (int i = 0; i < market.bundleSize(ask); i++) {
                sizes[market.bundleGood(ask, i)]++;
            }
        }
        int[][] lists = new int[market.goods()][];
        Arrays.setAll(lists, g -> new int[sizes[g]]);
        for (int at = asks.length - 1; at >= 0; at--) {
            for (int i = 0; i < market.bundleSize(asks[at]); i++) {
                int good = market.bundleGood(asks[at], i);
                lists[good][--sizes[good]] = asks[at];
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
            // Before buying, so that no ask of its own group is bought.
            add(bid, portion);
            long cost = buy(bid, portion);
            if (cost < 0 || cost > portion * value) {
                undo();
                add(bid, -portion);
                return;
            }
            purchases.clear();
            paid[market.owner(bid)] += portion * value;
            for (int i = 0; i < market.bundleSize(bid); i++) {
                free[market.bundleGood(bid, i)] -= portion * market.bundleUnits(bid, i);
            }
        }
    }

    /** The outcome so far. */
    Outcome outcome() {
        long[] payments = new long[market.participants()];
        for (int k = 0; k < lots.length; k++) {
            long worth = market.bundleUnits(k, 0) > 0 ? market.valueMicrosPerLot(k) : -cost(k);
            payments[market.owner(k)] += lots[k] * worth;
        }
        return new Outcome(Fills.of(lots), Payments.of(payments), null, Termination.COMPLETED, 1);
    }

    private long cost(int ask) {
        return Math.max(0, -market.valueMicrosPerLot(ask));
    }

    /** Whether another order of its group is filled. */
    private boolean taken(int order) {
        int group = market.group(order);
        return group != Order.NO_GROUP && filledOfGroup[group] >= 0 && filledOfGroup[group] != order;
    }

    private void add(int order, long n) {
        lots[order] += n;
        int group = market.group(order);
        if (group != Order.NO_GROUP) {
            filledOfGroup[group] = lots[order] > 0 ? order : -1;
        }
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
                int ask = next(good, head[good]);
                head[good] = ask;
                if (ask < asksOf[good].length) {
                    int order = asksOf[good][ask];
                    there += (market.maxLots(order) - lots[order]) * -unitsOf(order, good);
                }
            }
            most = Math.min(most, there / units);
        }
        return most;
    }

    /** The place of the first ask of {@code good} from {@code from} on that has lots left. */
    private int next(int good, int from) {
        int at = from;
        while (at < asksOf[good].length
                && (lots[asksOf[good][at]] == market.maxLots(asksOf[good][at]) || taken(asksOf[good][at]))) {
            at++;
        }
        return at;
    }

    private long unitsOf(int order, int good) {
        for (int i = 0; i < market.bundleSize(order); i++) {
            if (market.bundleGood(order, i) == good) {
                return market.bundleUnits(order, i);
            }
        }
        return 0;
    }

    /** Buys what {@code portion} lots of {@code bid} need beyond what lies free; the cost, -1 without enough supply. */
    private long buy(int bid, long portion) {
        long cost = 0;
        for (int i = 0; i < market.bundleSize(bid); i++) {
            int good = market.bundleGood(bid, i);
            long needed = portion * market.bundleUnits(bid, i);
            for (int at = head[good]; free[good] < needed; at++) {
                at = next(good, at);
                if (at == asksOf[good].length) {
                    return -1;
                }
                int ask = asksOf[good][at];
                long perLot = -unitsOf(ask, good);
                long wanted = Math.ceilDiv(needed - free[good], perLot);
                long least = lots[ask] == 0 ? market.minLots(ask) : 1;
                long bought = Math.min(market.maxLots(ask) - lots[ask], Math.max(wanted, least));
                cost += bought * cost(ask);
                purchase(new Purchase(ask, bought), 1);
                purchases.push(new Purchase(ask, bought));
            }
        }
        return cost;
    }

    /** Books a purchase ({@code sign} 1), or takes it back (-1). */
    private void purchase(Purchase purchase, int sign) {
        int ask = purchase.ask;
        add(ask, sign * purchase.lots);
        for (int i = 0; i < market.bundleSize(ask); i++) {
            free[market.bundleGood(ask, i)] -= sign * purchase.lots * market.bundleUnits(ask, i);
        }
    }

    private void undo() {
        while (!purchases.isEmpty()) {
            purchase(purchases.pop(), -1);
        }
    }
}
