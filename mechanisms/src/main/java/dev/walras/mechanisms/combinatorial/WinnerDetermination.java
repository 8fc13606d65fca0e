package dev.walras.mechanisms.combinatorial;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.BooleanSupplier;

/**
 * Every optimal outcome of a small market: who wins, and in how many ways.
 *
 * <p>Depth-first search over participants in order, and for each over its orders in order, a filled order before
 * nothing and more lots before fewer; branches whose best possible value stays below the best found are cut. The optima
 * therefore come in lexicographic order of (participant, order), the first of them being the tie-break by the smallest
 * such vector. Exponential in the number of orders: meant for markets of a few dozen. Outcomes that differ only in
 * fills worth nothing count as different.
 *
 * <p>Use a central solver to find one optimum of a large market.
 */
public final class WinnerDetermination {
    private WinnerDetermination() {}

    /** Which of several optima is meant. */
    public enum TieBreak {
        /** The lexicographically smallest vector of (participant, order). */
        LEXICOGRAPHIC,
        /** Most participants served, then lexicographic. */
        MOST_WINNERS
    }

    /**
     * The optima of a market.
     *
     * @param welfareMicros their welfare, in micros
     * @param optima the fills of each, in lexicographic order; no more than asked for
     * @param complete whether these are all
     */
    public record Optima(long welfareMicros, List<Fills> optima, boolean complete) {
        public Optima {
            optima = List.copyOf(optima);
        }

        /** Whether there is more than one. */
        public boolean tied() {
            return optima.size() > 1;
        }

        /** The one that {@code tieBreak} means. */
        public Fills chosen(Market market, TieBreak tieBreak) {
            return switch (tieBreak) {
                case LEXICOGRAPHIC -> optima.get(0);
                case MOST_WINNERS ->
                    optima.stream()
                            .max(Comparator.comparingLong(fills -> winners(market, fills)))
                            .orElseThrow();
            };
        }
    }

    /**
     * The optima of {@code market}.
     *
     * @param most how many of them to keep, 1 or more
     * @param stop polled between steps; the search then ends with what it has
     */
    public static Optima of(Market market, int most, BooleanSupplier stop) {
        Search search = new Search(market, most, stop);
        search.decide(0, 0);
        if (search.optima.isEmpty()) {
            search.optima.add(Fills.none(market.orders()));
            search.best = 0;
        }
        return new Optima(search.best, search.optima, !search.stopped && !search.more);
    }

    /** How many participants have a filled order. */
    static long winners(Market market, Fills fills) {
        boolean[] wins = new boolean[market.participants()];
        long count = 0;
        for (int k = 0; k < market.orders(); k++) {
            int owner = market.owner(k);
            if (fills.lots().get(k) > 0 && !wins[owner]) {
                wins[owner] = true;
                count++;
            }
        }
        return count;
    }

    /** Decides on one unit (an exclusive group, or a lone order) after the other. */
    private static final class Search {
        private final Market market;
        private final int most;
        private final BooleanSupplier stop;
        private final List<int[]> units = new ArrayList<>();
        private final long[] upside;
        private final long[] lots;
        private final long[] left;
        private final long[][] canStillGive;
        private final List<Fills> optima = new ArrayList<>();
        private long best = -1;
        private boolean stopped;
        private boolean more;

        Search(Market market, int most, BooleanSupplier stop) {
            this.market = market;
            this.most = most;
            this.stop = stop;
            collectUnits();
            this.lots = new long[market.orders()];
            this.left = new long[market.goods()];
            for (int g = 0; g < left.length; g++) {
                left[g] = market.endowment(g);
            }
            this.upside = new long[units.size() + 1];
            this.canStillGive = new long[units.size() + 1][market.goods()];
            for (int u = units.size() - 1; u >= 0; u--) {
                bound(u);
            }
        }

        private void collectUnits() {
            boolean[] taken = new boolean[market.groups()];
            for (int p = 0; p < market.participants(); p++) {
                for (int i = 0; i < market.ordersByParticipant().size(p); i++) {
                    int k = market.ordersByParticipant().member(p, i);
                    int group = market.group(k);
                    if (group < 0) {
                        units.add(new int[] {k});
                    } else if (!taken[group]) {
                        taken[group] = true;
                        int[] members = new int[market.ordersByGroup().size(group)];
                        for (int j = 0; j < members.length; j++) {
                            members[j] = market.ordersByGroup().member(group, j);
                        }
                        units.add(members);
                    }
                }
            }
        }

        /** The most that unit {@code u} and those after it can add in value, and give of every good. */
        private void bound(int u) {
            long value = 0;
            long[] gives = new long[market.goods()];
            for (int k : units.get(u)) {
                value = Math.max(value, market.valueMicrosPerLot(k) * market.maxLots(k));
                for (int i = 0; i < market.bundleSize(k); i++) {
                    int g = market.bundleGood(k, i);
                    gives[g] = Math.max(gives[g], -market.bundleUnits(k, i) * market.maxLots(k));
                }
            }
            upside[u] = upside[u + 1] + value;
            for (int g = 0; g < gives.length; g++) {
                canStillGive[u][g] = canStillGive[u + 1][g] + gives[g];
            }
        }

        void decide(int u, long welfare) {
            if (welfare + upside[u] < best || stopped || !canBalance(u)) {
                return;
            }
            stopped = stop.getAsBoolean();
            if (u == units.size() || stopped) {
                keep(u, welfare);
                return;
            }
            for (int k : units.get(u)) {
                for (long n = market.maxLots(k); n >= market.minLots(k); n--) {
                    fill(k, n);
                    decide(u + 1, welfare + n * market.valueMicrosPerLot(k));
                    fill(k, -n);
                }
            }
            decide(u + 1, welfare);
        }

        private void keep(int u, long welfare) {
            if (u < units.size()) {
                return;
            }
            if (welfare > best) {
                best = welfare;
                optima.clear();
                more = false;
            }
            more |= optima.size() == most;
            if (optima.size() < most) {
                optima.add(Fills.of(lots.clone()));
            }
        }

        private boolean canBalance(int u) {
            for (int g = 0; g < left.length; g++) {
                if (left[g] + canStillGive[u][g] < 0) {
                    return false;
                }
            }
            return true;
        }

        private void fill(int k, long n) {
            lots[k] += n;
            for (int i = 0; i < market.bundleSize(k); i++) {
                left[market.bundleGood(k, i)] -= n * market.bundleUnits(k, i);
            }
        }
    }
}
