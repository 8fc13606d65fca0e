package dev.walras.mechanisms.auction;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The price and the fills of a call auction: all orders are collected, and as much as possible trades at one price.
 *
 * <p>At a price <i>p</i>, D(p) is what bids of <i>p</i> or more want, S(p) what asks of <i>p</i> or less offer. Among
 * the candidates, every tick from the lowest to the highest limit (or only the limits themselves), the price is chosen
 * by
 *
 * <ol>
 *   <li>the largest volume, min(D, S);
 *   <li>among these the smallest surplus, |D - S|;
 *   <li>if all that remain have a surplus of bids, the highest; if all have one of asks, the lowest;
 *   <li>else the reference price, moved into the remaining range, or the middle of the range when there is none.
 * </ol>
 *
 * <p>The middle of the range, and a reference, may lie between ticks. Where no bid reaches an ask nothing trades, and
 * the price is one at which the fewest would.
 *
 * <p>The scarce side is filled wholly; of the other the better limits first, and at the last limit that is reached by
 * time or in proportion. O(n log n), whatever the tick: between two limits nothing changes, so one price stands for
 * all.
 *
 * <p>This is the rule of opening and closing auctions on exchanges; details differ among rule books, therefore the
 * {@link Rules}. With candidates at every possible price it brings all gains from trade of honest limits.
 *
 * <p>Reference: N. Economides, R. A. Schwartz, Electronic call market trading, Journal of Portfolio Management 21(3),
 * 1995, 10-18.
 */
public final class CallAuction {
    /** Which prices may be chosen. */
    public enum Candidates {
        /** The lowest limit and every multiple of the tick above it, up to the highest limit. */
        TICKS,
        /** The limits of the orders. */
        LIMITS
    }

    /**
     * What rule books differ in.
     *
     * @param tick distance of prices, 1 or more
     * @param candidates which prices may be chosen
     * @param reference the last price, 0 or more; null when there is none
     * @param rationing who is served first at the marginal limit
     */
    public record Rules(
            long tick, Candidates candidates, @Nullable Long reference, Rationing rationing) {
        /** Every price is a candidate, no reference, served by time. */
        public static final Rules DEFAULT = new Rules(1, Candidates.TICKS, null, Rationing.FIRST);

        public Rules {
            if (tick < 1 || (reference != null && reference < 0)) {
                throw new IllegalArgumentException(
                        "the tick is " + tick + " and the reference " + reference + "; they must be at least 1 and 0");
            }
        }

        /** The price of a range of equal merit: the reference moved into it, else its middle. */
        long among(long low, long high) {
            return reference != null ? Math.max(low, Math.min(high, reference)) : low + (high - low) / 2;
        }
    }

    /**
     * An order with a limit.
     *
     * @param buys whether it buys
     * @param limit the most it pays, or the least it takes, for a unit
     * @param quantity units, 1 or more
     */
    public record LimitOrder(boolean buys, long limit, long quantity) {}

    /**
     * What is decided.
     *
     * @param low the lowest price of equal merit
     * @param high the highest price of equal merit
     * @param price the price of all trades, between both; half a unit of price is rounded down
     * @param volume units that trade
     * @param surplus units that more are wanted than offered at the price, negative when fewer
     * @param fills units of every order, in the order given
     */
    public record Result(long low, long high, long price, long volume, long surplus, List<Long> fills) {
        public Result {
            fills = List.copyOf(fills);
        }
    }

    private final Rules rules;
    private final long[] limits;
    private final long[] quantities;
    private final int[] bids;
    private final int[] asks;
    private final long[] fills;
    /** Units of bids above, and of asks below, all orders that are looked at. */
    private final long demandAbove;

    private final long supplyBelow;

    private CallAuction(List<LimitOrder> orders, Rules rules, long demandAbove, long supplyBelow) {
        this.rules = rules;
        this.demandAbove = demandAbove;
        this.supplyBelow = supplyBelow;
        this.limits = orders.stream().mapToLong(LimitOrder::limit).toArray();
        this.quantities = orders.stream().mapToLong(LimitOrder::quantity).toArray();
        this.fills = new long[limits.length];
        long[] distinct = Arrays.stream(limits).sorted().distinct().toArray();
        // Rank of the limit, then index: sorted as plain numbers.
        long[] buying = new long[limits.length];
        long[] selling = new long[limits.length];
        int buyers = 0;
        int sellers = 0;
        for (int k = 0; k < limits.length; k++) {
            long rank = Arrays.binarySearch(distinct, limits[k]);
            if (orders.get(k).buys()) {
                buying[buyers++] = (distinct.length - rank) << 32 | k;
            } else {
                selling[sellers++] = rank << 32 | k;
            }
        }
        this.bids = sorted(Arrays.copyOf(buying, buyers));
        this.asks = sorted(Arrays.copyOf(selling, sellers));
    }

    private static int[] sorted(long[] keys) {
        Arrays.sort(keys);
        return Arrays.stream(keys).mapToInt(key -> (int) key).toArray();
    }

    /**
     * Clears {@code orders}, which stand in the order of their arrival. The quantities of each side add up to at most
     * 2^62.
     */
    public static Result clear(List<LimitOrder> orders, Rules rules) {
        for (LimitOrder order : orders) {
            if (order.quantity() < 1) {
                throw new IllegalArgumentException(
                        "an order has the quantity " + order.quantity() + "; it must be 1 or" + " more");
            }
        }
        return new CallAuction(orders, rules, 0, 0).result();
    }

    /**
     * The price when only the orders near it are given: all with limits from the last ask that trades to the last bid
     * that does, which must exist. Every price is a candidate.
     *
     * @param demandAbove units of bids above
     * @param supplyBelow units of asks below
     */
    static long priceNear(List<LimitOrder> orders, Rules rules, long demandAbove, long supplyBelow) {
        CallAuction near = new CallAuction(orders, rules, demandAbove, supplyBelow);
        Level best = near.best();
        if (best == null) {
            throw new IllegalArgumentException("no order is near the price");
        }
        return near.price(best);
    }

    private Result result() {
        Level best = best();
        if (best == null) {
            return new Result(0, 0, 0, 0, 0, List.of());
        }
        long price = price(best);
        Level at = at(price);
        long volume = at.volume();
        fill(bids, volume);
        fill(asks, volume);
        return new Result(
                best.low,
                best.high,
                price,
                volume,
                at.surplus(),
                Arrays.stream(fills).boxed().toList());
    }

    /** Candidates from {@code low} to {@code high}, between which demand and supply do not change in merit. */
    private record Level(long low, long high, long demand, long supply) {
        long volume() {
            return Math.min(demand, supply);
        }

        long surplus() {
            return demand - supply;
        }

        /** This level widened by the next higher one of equal merit. */
        Level with(Level next) {
            return new Level(low, next.high, demand, supply);
        }

        /** Negative when this is better: more volume, then less surplus. */
        int compareTo(Level other) {
            int byVolume = Long.compare(other.volume(), volume());
            return byVolume != 0 ? byVolume : Long.compare(Math.abs(surplus()), Math.abs(other.surplus()));
        }
    }

    /** All candidates of the greatest merit, null when there are no orders. */
    private @Nullable Level best() {
        Level best = null;
        boolean bidsLeft = true;
        boolean asksLeft = true;
        for (Level level : levels()) {
            if (best == null || level.compareTo(best) < 0) {
                best = level;
                bidsLeft = level.surplus() > 0;
                asksLeft = level.surplus() < 0;
            } else if (level.compareTo(best) == 0) {
                best = best.with(level);
                bidsLeft &= level.surplus() > 0;
                asksLeft &= level.surplus() < 0;
            }
        }
        if (best == null) {
            return null;
        }
        return bidsLeft
                ? new Level(best.high, best.high, best.demand, best.supply)
                : asksLeft ? new Level(best.low, best.low, best.demand, best.supply) : best;
    }

    private long price(Level best) {
        return rules.among(best.low, best.high);
    }

    /** Every limit, and every stretch of candidates between two limits, from below. */
    private List<Level> levels() {
        long[] steps = Arrays.stream(limits).sorted().distinct().toArray();
        List<Level> levels = new ArrayList<>();
        Sweep sweep = new Sweep();
        for (int i = 0; i < steps.length; i++) {
            boolean listed = rules.candidates() == Candidates.LIMITS || (steps[i] - steps[0]) % rules.tick() == 0;
            if (listed) {
                levels.add(sweep.level(steps[i], steps[i]));
            }
            if (rules.candidates() == Candidates.TICKS && i + 1 < steps.length) {
                long low = steps[0] + (Math.floorDiv(steps[i] - steps[0], rules.tick()) + 1) * rules.tick();
                long high = steps[0] + Math.floorDiv(steps[i + 1] - 1 - steps[0], rules.tick()) * rules.tick();
                if (low <= high) {
                    levels.add(sweep.level(low, high));
                }
            }
        }
        return levels;
    }

    private Level at(long price) {
        return new Sweep().level(price, price);
    }

    /** Demand and supply at rising prices. */
    private final class Sweep {
        private long demand = Math.addExact(demandAbove, total(bids));
        private long supply = supplyBelow;
        private int lowestBid = bids.length;
        private int nextAsk;

        Level level(long low, long high) {
            while (lowestBid > 0 && limits[bids[lowestBid - 1]] < high) {
                demand -= quantities[bids[--lowestBid]];
            }
            while (nextAsk < asks.length && limits[asks[nextAsk]] <= low) {
                supply += quantities[asks[nextAsk++]];
            }
            return new Level(low, high, demand, supply);
        }
    }

    private long total(int[] side) {
        long total = 0;
        for (int k : side) {
            total = Math.addExact(total, quantities[k]);
        }
        return total;
    }

    /** Fills {@code volume} units of a side, best limits first. */
    private void fill(int[] side, long volume) {
        long left = volume;
        int next = 0;
        while (left > 0) {
            int end = next;
            long offered = 0;
            while (end < side.length && limits[side[end]] == limits[side[next]]) {
                offered += quantities[side[end++]];
            }
            long room = Math.min(left, offered);
            ration(Arrays.copyOfRange(side, next, end), room, offered);
            left -= room;
            next = end;
        }
    }

    /** Shares {@code room} units among orders of the same limit that have {@code offered} together. */
    private void ration(int[] equal, long room, long offered) {
        long given = 0;
        if (rules.rationing() == Rationing.PRO_RATA) {
            for (int k : equal) {
                fills[k] = HighestBids.share(room, quantities[k], offered);
                given += fills[k];
            }
        }
        boolean oneEach = rules.rationing() == Rationing.PRO_RATA;
        for (int k : equal) {
            long missing = Math.min(room - given, quantities[k] - fills[k]);
            long more = oneEach ? Math.min(1, missing) : missing;
            fills[k] += more;
            given += more;
        }
    }
}
