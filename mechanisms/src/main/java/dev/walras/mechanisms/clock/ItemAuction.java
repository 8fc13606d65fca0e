package dev.walras.mechanisms.clock;

import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/**
 * The rule of Kelso and Crawford over items that exist once, for bidders with any valuation of sets of them.
 * {@link KelsoCrawford} has the rule, what it guarantees, and its source.
 */
public final class ItemAuction {
    /** One who wants sets of items. */
    @FunctionalInterface
    public interface Bidder {
        /**
         * Its best set that contains what it holds; ties to fewer items.
         *
         * @param held what it holds
         * @param cost the price of every item to it
         */
        Demand demand(BitSet held, long[] cost);
    }

    /**
     * A demand.
     *
     * @param items the best set that contains what is held
     * @param profit its value less its cost
     * @param freeProfit the best profit of any set, whether it contains what is held or not
     */
    public record Demand(BitSet items, long profit, long freeProfit) {}

    /** The value of a set of items, given as bits; 0 for no items. */
    @FunctionalInterface
    public interface SetValue {
        /** What {@code items} are worth together. */
        long of(int items);
    }

    /**
     * How it went.
     *
     * @param held what every bidder holds in the end
     * @param prices of all items
     * @param bids how many bids there were
     * @param rounds bids over bidders, rounded up
     * @param substitutes whether nobody was ever sorry to keep what it held
     * @param termination why it ended: {@link Termination#CLEARED}, or a limit
     */
    public record Course(
            List<BitSet> held, List<Long> prices, long bids, int rounds, boolean substitutes, Termination termination) {
        public Course {
            held = List.copyOf(held);
            prices = List.copyOf(prices);
        }
    }

    private static final int MOST_ENUMERATED = 20;

    private final List<Bidder> bidders;
    private final int items;

    /** Bidders for {@code items} items. */
    public ItemAuction(List<Bidder> bidders, int items) {
        this.bidders = List.copyOf(bidders);
        this.items = items;
    }

    /**
     * A bidder that tries all sets of {@code items} items, at most {@value #MOST_ENUMERATED}; ties of equally many
     * items go to the lexicographically smallest set.
     */
    public static Bidder enumerating(int items, SetValue value) {
        if (items > MOST_ENUMERATED) {
            throw new IllegalArgumentException(
                    items + " items are too many to try all sets; at most " + MOST_ENUMERATED);
        }
        return (held, cost) -> {
            int mine = held.isEmpty() ? 0 : (int) held.toLongArray()[0];
            int best = -1;
            long bestProfit = 0;
            long free = Long.MIN_VALUE;
            for (int set = 0; set < 1 << items; set++) {
                long profit = value.of(set);
                for (int bits = set; bits != 0; bits &= bits - 1) {
                    profit -= cost[Integer.numberOfTrailingZeros(bits)];
                }
                free = Math.max(free, profit);
                if ((set & mine) == mine
                        && (best < 0 || profit > bestProfit || (profit == bestProfit && before(set, best)))) {
                    best = set;
                    bestProfit = profit;
                }
            }
            return new Demand(BitSet.valueOf(new long[] {best}), bestProfit, free);
        };
    }

    /** Fewer items first; of equally many, the set with the lower item where they first differ. */
    private static boolean before(int a, int b) {
        int sizes = Integer.compare(Integer.bitCount(a), Integer.bitCount(b));
        int different = a ^ b;
        return sizes != 0 ? sizes < 0 : (a & different & -different) != 0;
    }

    /** Runs the auction with bids that rise by {@code increment}, 1 or more. */
    public Course run(long increment, RunContext context) {
        if (increment < 1) {
            throw new IllegalArgumentException("the increment is " + increment + "; it must be 1 or more");
        }
        return new Run(increment).course(context);
    }

    /** One auction. */
    private final class Run {
        private final long increment;
        private final long[] prices = new long[items];
        private final List<BitSet> held = new ArrayList<>();
        private long bids;
        private boolean substitutes = true;

        Run(long increment) {
            this.increment = increment;
            bidders.forEach(bidder -> held.add(new BitSet()));
        }

        Course course(RunContext context) {
            long limit = (long) context.limits().rounds() * Math.max(1, bidders.size());
            long start = System.nanoTime();
            Termination end = null;
            while (end == null) {
                if (!bid()) {
                    end = Termination.CLEARED;
                } else if (context.cancelled().getAsBoolean()) {
                    end = Termination.CANCELLED;
                } else if (bids >= limit) {
                    end = Termination.ROUND_LIMIT;
                } else if ((System.nanoTime() - start) / 1_000_000
                        >= context.limits().timeMillis()) {
                    end = Termination.TIME_LIMIT;
                }
            }
            List<Long> stated = new ArrayList<>();
            for (long price : prices) {
                stated.add(price);
            }
            int rounds = (int) Math.ceilDiv(bids, Math.max(1, bidders.size()));
            return new Course(held, stated, bids, rounds, substitutes, end);
        }

        /** The first unsatisfied bidder bids; false when there is none. */
        private boolean bid() {
            for (int b = 0; b < bidders.size(); b++) {
                long[] cost = new long[items];
                for (int item = 0; item < items; item++) {
                    cost[item] = prices[item] + (held.get(b).get(item) ? 0 : increment);
                }
                Demand demand = bidders.get(b).demand(held.get(b), cost);
                substitutes &= demand.profit() == demand.freeProfit();
                BitSet taken = (BitSet) demand.items().clone();
                taken.andNot(held.get(b));
                if (!taken.isEmpty()) {
                    take(b, taken);
                    return true;
                }
            }
            return false;
        }

        private void take(int b, BitSet taken) {
            for (BitSet others : held) {
                others.andNot(taken);
            }
            held.get(b).or(taken);
            taken.stream().forEach(item -> prices[item] += increment);
            bids++;
        }
    }
}
