package dev.walras.mechanisms.clock;

import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.Instance;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Winner determination among the standing offers of package bidders, with ties broken by a stated rule: most revenue;
 * then, if asked for, most winners, then most of the orders that won before; then the lexicographically smallest list
 * of orders.
 *
 * <p>By dynamic programming over participants and what is left of the goods, with at most {@value #STATES} states;
 * beyond that by the planner, whose ties are its own.
 */
final class Winners {
    private static final int STATES = 200_000;

    /** How ties in revenue are broken. */
    enum Ties {
        /** The lexicographically smallest list of orders. */
        LEXICOGRAPHIC,
        /** Most winners, then most orders kept, then lexicographically. */
        MOST_WINNERS
    }

    private final Market market;
    private final CentralSolver planner;
    private final RunContext context;
    private final Ties ties;
    private final long[] radix;
    private final boolean small;
    private boolean planned;

    /** Winners of {@code market}, in which every participant wins one of its orders at most. */
    Winners(Market market, CentralSolver planner, RunContext context, Ties ties) {
        this.market = market;
        this.planner = planner;
        this.context = context;
        this.ties = ties;
        this.radix = new long[market.goods()];
        this.small = encode();
    }

    /** Numbers the vectors of what is left; false when there are too many to number. */
    private boolean encode() {
        long states = 1;
        for (int g = 0; g < radix.length; g++) {
            radix[g] = states;
            long values = Math.min(market.endowment(g), 1L << 40) + 1;
            if (Math.multiplyHigh(states, values) != 0 || states * values > 1L << 61 || states * values < 0) {
                return false;
            }
            states *= values;
        }
        return true;
    }

    /** Whether the planner had to be asked. */
    boolean planned() {
        return planned;
    }

    /**
     * The winning orders, by participant: -1 for losers.
     *
     * @param offers money offered for each order, 0 or more; negative where none stands
     * @param before the winning orders of the round before
     */
    int[] of(long[] offers, int[] before) {
        if (small && !planned) {
            Search search = new Search(offers, before);
            int[] winners = search.winners();
            if (winners.length == market.participants()) {
                return winners;
            }
        }
        planned = true;
        return plan(offers);
    }

    private int[] plan(long[] offers) {
        // An order without offer is worth less than nothing, so that no plan fills it for its own sake.
        Market offered = market.withValues(LongVector.tabulate(offers.length, k -> Math.max(-1, offers[k])));
        Outcome plan = planner.solve(Instance.of(offered), context);
        Fills fills = plan.fills();
        int[] winners = new int[market.participants()];
        Arrays.fill(winners, -1);
        for (int k = 0; k < offers.length; k++) {
            if (fills.lots().get(k) > 0 && offers[k] >= 0) {
                winners[market.owner(k)] = k;
            }
        }
        return winners;
    }

    /** What the participants from some one on can bring: revenue, then winners, then winners kept. */
    private record Worth(long revenue, int winners, int kept) {
        static final Worth NOTHING = new Worth(0, 0, 0);

        Worth plus(long offer, int winner, int same) {
            return new Worth(revenue + offer, winners + winner, kept + same);
        }
    }

    /** One determination. */
    private final class Search {
        private final long[] offers;
        private final int[] before;
        private final List<int[]> options = new ArrayList<>();
        private final List<Map<Long, Worth>> memo = new ArrayList<>();
        private int states;

        Search(long[] offers, int[] before) {
            this.offers = offers;
            this.before = before;
            for (int p = 0; p < market.participants(); p++) {
                int bidder = p;
                int size = market.ordersByParticipant().size(p);
                int[] own = new int[size];
                int n = 0;
                for (int i = 0; i < size; i++) {
                    int order = market.ordersByParticipant().member(bidder, i);
                    if (offers[order] >= 0) {
                        own[n++] = order;
                    }
                }
                options.add(Arrays.copyOf(own, n));
                memo.add(new HashMap<>());
            }
        }

        /** The winners, or an empty array when there are too many states. */
        int[] winners() {
            long[] left = new long[market.goods()];
            for (int g = 0; g < left.length; g++) {
                left[g] = Math.min(market.endowment(g), 1L << 40);
            }
            int[] winners = new int[market.participants()];
            for (int p = 0; p < winners.length; p++) {
                Worth best = from(p, left);
                if (states > STATES) {
                    return new int[0];
                }
                winners[p] = -1;
                for (int order : options.get(p)) {
                    if (winners[p] < 0 && fits(order, left)) {
                        take(order, left, +1);
                        if (with(p, order, left).equals(best)) {
                            winners[p] = order;
                        } else {
                            take(order, left, -1);
                        }
                    }
                }
            }
            return winners;
        }

        private Worth from(int p, long[] left) {
            if (p == options.size() || states > STATES) {
                return Worth.NOTHING;
            }
            if (options.get(p).length == 0) {
                return from(p + 1, left);
            }
            long key = key(left);
            Worth known = memo.get(p).get(key);
            if (known != null) {
                return known;
            }
            states++;
            Worth best = from(p + 1, left);
            for (int order : options.get(p)) {
                if (fits(order, left)) {
                    take(order, left, +1);
                    Worth with = with(p, order, left);
                    take(order, left, -1);
                    best = better(with, best) ? with : best;
                }
            }
            memo.get(p).put(key, best);
            return best;
        }

        /** What {@code order} of {@code p}, already taken, brings with the best of the others. */
        private Worth with(int p, int order, long[] left) {
            boolean counted = ties == Ties.MOST_WINNERS;
            return from(p + 1, left).plus(offers[order], counted ? 1 : 0, counted && before[p] == order ? 1 : 0);
        }

        private boolean better(Worth a, Worth b) {
            if (a.revenue != b.revenue || ties == Ties.LEXICOGRAPHIC) {
                return a.revenue > b.revenue;
            }
            return a.winners != b.winners ? a.winners > b.winners : a.kept > b.kept;
        }

        private long key(long[] left) {
            long key = 0;
            for (int g = 0; g < left.length; g++) {
                key += radix[g] * left[g];
            }
            return key;
        }

        private boolean fits(int order, long[] left) {
            for (int i = 0; i < market.bundleSize(order); i++) {
                if (market.bundleUnits(order, i) > left[market.bundleGood(order, i)]) {
                    return false;
                }
            }
            return true;
        }

        private void take(int order, long[] left, int sign) {
            for (int i = 0; i < market.bundleSize(order); i++) {
                left[market.bundleGood(order, i)] -= sign * market.bundleUnits(order, i);
            }
        }
    }
}
