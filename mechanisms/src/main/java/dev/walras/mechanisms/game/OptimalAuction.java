package dev.walras.mechanisms.game;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The most that a seller of one good can expect from bidders whose values are independent and equally distributed.
 *
 * <p>Every truthful auction that nobody is forced into earns the expected virtual value of who gets the good; the best
 * one gives it to the highest virtual value if that is positive. For values on a finite grid, the virtual values are
 * the slopes of the revenue {@code v x P(value >= v)} as a function of the probability of a sale, made concave first
 * (ironing). Exact in fractions; O(n log n) in the size of the grid.
 *
 * <p>Reference: R. B. Myerson, Optimal auction design, Mathematics of Operations Research 6(1), 1981, 58-73,
 * doi:10.1287/moor.6.1.58.
 */
public final class OptimalAuction {
    private OptimalAuction() {}

    /**
     * The best revenue from values uniform on [0, 1]: a second-price auction with the reserve 1/2.
     *
     * @param bidders 1 or more
     */
    public static BigFraction uniformRevenue(int bidders) {
        return new FirstPriceEquilibrium(bidders, new BigFraction(1, 2)).revenue();
    }

    /**
     * A value and how likely it is.
     *
     * @param value 0 or more
     * @param probability above 0
     */
    public record Atom(BigFraction value, BigFraction probability) {}

    /**
     * The ironed virtual value of each atom.
     *
     * @param atoms by rising value, probabilities summing to 1
     */
    public static List<BigFraction> virtualValues(List<Atom> atoms) {
        check(atoms);
        int n = atoms.size();
        // Corners (probability of a sale, revenue) from the highest value down, and their upper hull.
        List<BigFraction[]> hull = new ArrayList<>();
        hull.add(new BigFraction[] {BigFraction.ZERO, BigFraction.ZERO});
        List<BigFraction> sold = new ArrayList<>();
        BigFraction total = BigFraction.ZERO;
        for (int i = n - 1; i >= 0; i--) {
            total = total.add(atoms.get(i).probability);
            sold.add(total);
            BigFraction[] corner = {total, total.multiply(atoms.get(i).value)};
            while (hull.size() > 1
                    && slope(hull.get(hull.size() - 2), hull.get(hull.size() - 1))
                                    .compareTo(slope(hull.get(hull.size() - 1), corner))
                            <= 0) {
                hull.remove(hull.size() - 1);
            }
            hull.add(corner);
        }
        List<BigFraction> virtual = new ArrayList<>();
        int edge = 1;
        for (BigFraction to : sold) {
            while (hull.get(edge)[0].compareTo(to) < 0) {
                edge++;
            }
            virtual.add(0, slope(hull.get(edge - 1), hull.get(edge)));
        }
        return virtual;
    }

    private static BigFraction slope(BigFraction[] from, BigFraction[] to) {
        return to[1].subtract(from[1]).divide(to[0].subtract(from[0]));
    }

    /** The best revenue from {@code bidders} whose values are drawn from {@code atoms}. */
    public static BigFraction revenue(List<Atom> atoms, int bidders) {
        List<BigFraction> virtual = virtualValues(atoms);
        BigFraction revenue = BigFraction.ZERO;
        BigFraction below = BigFraction.ZERO;
        for (int i = 0; i < atoms.size(); i++) {
            BigFraction upTo = below.add(atoms.get(i).probability);
            // The highest value of all is this one; virtual values do not fall as values rise.
            BigFraction highest = upTo.pow(bidders).subtract(below.pow(bidders));
            if (virtual.get(i).getNumerator().signum() > 0) {
                revenue = revenue.add(virtual.get(i).multiply(highest));
            }
            below = upTo;
        }
        return revenue;
    }

    /** The uniform distribution on the values 1/cells, 2/cells, ... 1, which exceeds that on [0, 1] by O(1/cells). */
    public static List<Atom> uniformGrid(int cells) {
        List<Atom> atoms = new ArrayList<>();
        for (int i = 1; i <= cells; i++) {
            atoms.add(new Atom(new BigFraction(i, cells), new BigFraction(1, cells)));
        }
        return atoms;
    }

    private static void check(List<Atom> atoms) {
        BigFraction total = BigFraction.ZERO;
        for (int i = 0; i < atoms.size(); i++) {
            Atom atom = atoms.get(i);
            total = total.add(atom.probability);
            boolean rising = i == 0 || atom.value.compareTo(atoms.get(i - 1).value) > 0;
            if (!rising
                    || atom.value.getNumerator().signum() < 0
                    || atom.probability.getNumerator().signum() <= 0) {
                throw new IllegalArgumentException(
                        "atom " + i + " is " + atom + "; values must be 0 or more and rise, probabilities be above 0");
            }
        }
        if (!total.equals(BigFraction.ONE)) {
            throw new IllegalArgumentException("the probabilities sum to " + total + ", not to 1");
        }
    }
}
