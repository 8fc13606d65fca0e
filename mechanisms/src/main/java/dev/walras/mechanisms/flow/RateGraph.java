package dev.walras.mechanisms.flow;

import static dev.walras.mechanisms.flow.Fractions.min;
import static dev.walras.mechanisms.flow.Fractions.sign;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Exchange rates between currencies, and the cycles of conversions that end with more than they began with.
 *
 * <p>A conversion turns one unit of a currency into {@code rate x (1 - fee)} of another, up to a capacity in units of
 * what it takes. In logarithms, a cycle that earns is a negative cycle of {@code -log rate}. {@link #find} looks for
 * one by Bellman-Ford in O(V E) products of exact rates, without logarithms and their rounding; it finds a cycle when
 * there is one, not always the best. {@link #best} tries every simple cycle, and serves as an audit for up to
 * {@value #MOST_EXHAUSTIVE} currencies. {@link #saturate} uses up the best cycle again and again until none earns.
 *
 * <p>Reference: R. Sedgewick, K. Wayne, Algorithms, 4th edition, Addison-Wesley, 2011, section 4.4 (arbitrage).
 */
public final class RateGraph {
    /** The most currencies for which all simple cycles are tried. */
    public static final int MOST_EXHAUSTIVE = 10;

    private final int currencies;
    private final List<Conversion> conversions = new ArrayList<>();
    private final @Nullable Conversion[][] best;

    /**
     * One conversion.
     *
     * @param from index of the currency taken
     * @param to index of the currency given
     * @param factor units given for each unit taken, fees off, above 0
     * @param capacity units taken at most, 0 or more; null when unlimited
     */
    public record Conversion(
            int from, int to, BigFraction factor, @Nullable BigFraction capacity) {}

    /**
     * A cycle of conversions, each taking what the one before gives.
     *
     * @param conversions in their order
     * @param factor what a unit becomes
     */
    public record Cycle(List<Conversion> conversions, BigFraction factor) {
        public Cycle {
            conversions = List.copyOf(conversions);
        }

        /** The currencies, beginning with the one of least index. */
        public List<Integer> currencies() {
            int first = 0;
            for (int i = 1; i < conversions.size(); i++) {
                first = conversions.get(i).from < conversions.get(first).from ? i : first;
            }
            List<Integer> order = new ArrayList<>();
            for (int i = 0; i < conversions.size(); i++) {
                order.add(conversions.get((first + i) % conversions.size()).from);
            }
            return order;
        }

        /** Whether a unit becomes more than one. */
        public boolean earns() {
            return factor.compareTo(BigFraction.ONE) > 0;
        }

        /** The most units of the first conversion's currency that fit through; null when unlimited. */
        public @Nullable BigFraction most() {
            BigFraction most = null;
            BigFraction arriving = BigFraction.ONE;
            for (Conversion each : conversions) {
                BigFraction capacity = each.capacity;
                if (capacity != null) {
                    BigFraction bound = capacity.divide(arriving);
                    most = most == null ? bound : min(most, bound);
                }
                arriving = arriving.multiply(each.factor);
            }
            return most;
        }
    }

    /**
     * A cycle used to its capacity.
     *
     * @param cycle which
     * @param amount units of its first currency put in
     * @param profit units of its first currency gained
     */
    public record Use(Cycle cycle, BigFraction amount, BigFraction profit) {}

    /**
     * Between {@code currencies} currencies; of several conversions between two the first with the best factor counts.
     */
    public RateGraph(int currencies, List<Conversion> conversions) {
        this.currencies = currencies;
        this.best = new @Nullable Conversion[currencies][currencies];
        for (Conversion each : conversions) {
            boolean inside = Math.min(each.from, each.to) >= 0 && Math.max(each.from, each.to) < currencies;
            if (!inside || sign(each.factor) <= 0) {
                throw new IllegalArgumentException("conversion from currency " + each.from + " to " + each.to + " of "
                        + currencies + " at " + each.factor + "; the rate after fees must be above 0");
            }
            if (each.from == each.to || (each.capacity != null && sign(each.capacity) <= 0)) {
                continue;
            }
            this.conversions.add(each);
            Conversion known = best[each.from][each.to];
            if (known == null || each.factor.compareTo(known.factor) > 0) {
                best[each.from][each.to] = each;
            }
        }
    }

    /** A cycle that earns, null when there is none. */
    public @Nullable Cycle find() {
        BigFraction[] most = new BigFraction[currencies];
        Arrays.fill(most, BigFraction.ONE);
        @Nullable Conversion[] by = new @Nullable Conversion[currencies];
        int improved = -1;
        for (int round = 0; round <= currencies; round++) {
            improved = -1;
            for (Conversion each : conversions) {
                BigFraction reached = most[each.from].multiply(each.factor);
                if (reached.compareTo(most[each.to]) > 0) {
                    most[each.to] = reached;
                    by[each.to] = each;
                    improved = each.to;
                }
            }
            if (improved < 0) {
                return null;
            }
        }
        return traced(by, improved);
    }

    private Cycle traced(@Nullable Conversion[] by, int from) {
        int at = from;
        for (int i = 0; i < currencies; i++) {
            at = before(by, at).from;
        }
        List<Conversion> reversed = new ArrayList<>();
        int end = at;
        do {
            Conversion last = before(by, at);
            reversed.add(0, last);
            at = last.from;
        } while (at != end);
        return cycle(reversed);
    }

    private static Conversion before(@Nullable Conversion[] by, int at) {
        Conversion last = by[at];
        if (last == null) {
            throw new IllegalStateException("no conversion leads to currency " + at);
        }
        return last;
    }

    private static Cycle cycle(List<Conversion> conversions) {
        BigFraction factor = BigFraction.ONE;
        for (Conversion each : conversions) {
            factor = factor.multiply(each.factor);
        }
        return new Cycle(conversions, factor);
    }

    /**
     * The simple cycle with the largest factor, whether it earns or not; null when there is no cycle. Of equals one
     * with the fewest conversions, and of these the first one met, from the currency of least index.
     *
     * @throws IllegalArgumentException with more than {@value #MOST_EXHAUSTIVE} currencies
     */
    public @Nullable Cycle best() {
        if (currencies > MOST_EXHAUSTIVE) {
            throw new IllegalArgumentException("all simple cycles of " + currencies + " currencies are too many; the"
                    + " limit is " + MOST_EXHAUSTIVE);
        }
        Search search = new Search();
        for (int start = 0; start < currencies; start++) {
            search.from(start, start, BigFraction.ONE);
        }
        return search.found;
    }

    /** Depth first through all simple cycles whose least currency is the start. */
    private final class Search {
        private final List<Conversion> path = new ArrayList<>();
        private final boolean[] visited = new boolean[currencies];
        private @Nullable Cycle found;

        void from(int start, int at, BigFraction factor) {
            visited[at] = true;
            for (int next = start; next < currencies; next++) {
                Conversion step = best[at][next];
                if (step == null || (visited[next] && next != start)) {
                    continue;
                }
                path.add(step);
                BigFraction reached = factor.multiply(step.factor);
                if (next == start) {
                    if (found == null || better(reached, found)) {
                        found = new Cycle(path, reached);
                    }
                } else {
                    from(start, next, reached);
                }
                path.remove(path.size() - 1);
            }
            visited[at] = false;
        }

        private boolean better(BigFraction reached, Cycle than) {
            int more = reached.compareTo(than.factor);
            return more > 0 || (more == 0 && path.size() < than.conversions.size());
        }
    }

    /**
     * Uses up cycles until none earns: the best one each time for at most {@value #MOST_EXHAUSTIVE} currencies, else
     * the one that {@link #find} finds. Profit is taken out where the cycle begins.
     *
     * @param limit the most cycles to use, 0 or more
     * @throws IllegalArgumentException when a cycle that earns has no capacity: what it earns has no end
     */
    public List<Use> saturate(int limit) {
        List<Use> uses = new ArrayList<>();
        RateGraph left = this;
        while (uses.size() < limit) {
            Cycle cycle = currencies <= MOST_EXHAUSTIVE ? left.best() : left.find();
            if (cycle == null || !cycle.earns()) {
                return uses;
            }
            BigFraction amount = cycle.most();
            if (amount == null) {
                throw new IllegalArgumentException("the cycle through currencies " + cycle.currencies()
                        + " earns without end\nMaybe a capacity is missing.");
            }
            uses.add(new Use(cycle, amount, amount.multiply(cycle.factor.subtract(BigFraction.ONE))));
            left = left.without(cycle, amount);
        }
        return uses;
    }

    private RateGraph without(Cycle cycle, BigFraction amount) {
        List<Conversion> left = new ArrayList<>(conversions);
        BigFraction arriving = amount;
        for (Conversion used : cycle.conversions) {
            BigFraction capacity = used.capacity;
            if (capacity != null) {
                left.set(
                        left.indexOf(used),
                        new Conversion(used.from, used.to, used.factor, capacity.subtract(arriving)));
            }
            arriving = arriving.multiply(used.factor);
        }
        return new RateGraph(currencies, left);
    }
}
