package dev.walras.mechanisms.game;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Firms that choose quantities of one good at the inverse demand {@code p = intercept - slope Q}, in fractions.
 *
 * <p>The best reply of firm <i>i</i> is {@code q_i = (intercept - cost_i) / (2 slope) - (sum of the others) / 2}. When
 * all reply at once, the distance to equilibrium is multiplied by {@code -(n - 1) / 2} each round: two firms converge,
 * three oscillate for ever, four or more diverge; when they reply in turn, they converge.
 *
 * <p>Reference: A. Cournot, Recherches sur les principes mathematiques de la theorie des richesses, 1838; R. D.
 * Theocharis, On the stability of the Cournot solution on the oligopoly problem, Review of Economic Studies 27(2),
 * 1960, 133-134, doi:10.2307/2296135.
 *
 * @param intercept the price at which nothing is bought
 * @param slope the fall of the price a unit, above 0
 * @param costs the constant cost of a unit of each firm; at least one firm
 */
public record CournotOligopoly(BigFraction intercept, BigFraction slope, List<BigFraction> costs) {
    /** Who moves when. */
    public enum Mode {
        /** All firms reply to the last round at once. */
        SIMULTANEOUS,
        /** Firms reply in turn, each to the latest quantities. */
        SEQUENTIAL
    }

    /** Which quantities are allowed. */
    public enum Range {
        /** Any, as in the linear analysis of stability. */
        ANY,
        /** Zero or more. */
        NOT_NEGATIVE
    }

    public CournotOligopoly {
        costs = List.copyOf(costs);
        if (costs.isEmpty() || slope.getNumerator().signum() <= 0) {
            throw new IllegalArgumentException(
                    costs.size() + " firms and a slope of " + slope + "; there must be a firm, and a slope above 0");
        }
    }

    /** {@code firms} firms of the same cost. */
    public static CournotOligopoly symmetric(BigFraction intercept, BigFraction slope, BigFraction cost, int firms) {
        return new CournotOligopoly(intercept, slope, Collections.nCopies(firms, cost));
    }

    /**
     * The quantities after each round of best replies; the start is not repeated.
     *
     * @param start one quantity a firm
     * @param rounds how many rounds, in each of which every firm replies once
     */
    public List<List<BigFraction>> replies(List<BigFraction> start, int rounds, Mode mode, Range range) {
        if (start.size() != costs.size()) {
            throw new IllegalArgumentException(start.size() + " quantities for " + costs.size() + " firms");
        }
        List<List<BigFraction>> trace = new ArrayList<>();
        List<BigFraction> last = start;
        for (int t = 0; t < rounds; t++) {
            List<BigFraction> next = new ArrayList<>(last);
            for (int i = 0; i < next.size(); i++) {
                next.set(i, reply(i, mode == Mode.SIMULTANEOUS ? last : next, range));
            }
            trace.add(List.copyOf(next));
            last = next;
        }
        return trace;
    }

    private BigFraction reply(int firm, List<BigFraction> quantities, Range range) {
        BigFraction others = sum(quantities).subtract(quantities.get(firm));
        BigFraction best = intercept
                .subtract(costs.get(firm))
                .divide(slope)
                .subtract(others)
                .divide(2);
        return range == Range.NOT_NEGATIVE && best.getNumerator().signum() < 0 ? BigFraction.ZERO : best;
    }

    /** The equilibrium quantities, none negative: firms whose cost is not below the price produce nothing. */
    public List<BigFraction> equilibrium() {
        List<Integer> active = new ArrayList<>();
        for (int i = 0; i < costs.size(); i++) {
            active.add(i);
        }
        active.sort((a, b) -> costs.get(a).compareTo(costs.get(b)));
        while (!active.isEmpty()) {
            BigFraction price = price(active);
            int last = active.get(active.size() - 1);
            if (costs.get(last).compareTo(price) < 0) {
                List<BigFraction> quantities = new ArrayList<>(Collections.nCopies(costs.size(), BigFraction.ZERO));
                for (int i : active) {
                    quantities.set(i, price.subtract(costs.get(i)).divide(slope));
                }
                return quantities;
            }
            active.removeLast();
        }
        return Collections.nCopies(costs.size(), BigFraction.ZERO);
    }

    private BigFraction price(List<Integer> active) {
        BigFraction total = intercept;
        for (int i : active) {
            total = total.add(costs.get(i));
        }
        return total.divide(active.size() + 1);
    }

    /** Whether best replies come nearer to equilibrium from every start, any quantities allowed. */
    public boolean converges(Mode mode) {
        return mode == Mode.SEQUENTIAL || costs.size() < 3;
    }

    private static BigFraction sum(List<BigFraction> quantities) {
        return quantities.stream().reduce(BigFraction.ZERO, BigFraction::add);
    }
}
