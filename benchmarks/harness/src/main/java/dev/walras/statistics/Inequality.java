package dev.walras.statistics;

import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * How evenly an amount is spread over participants, exactly.
 *
 * <p>References: R. Jain, D. Chiu, W. Hawe, A quantitative measure of fairness and discrimination for resource
 * allocation in shared computer systems, DEC TR-301, 1984; C. Gini, Variabilit&agrave; e mutabilit&agrave;, 1912.
 */
public final class Inequality {
    private Inequality() {}

    /**
     * Jain's index: (sum x)<sup>2</sup> over n times the sum of x<sup>2</sup>; 1 when all are equal, 1/n when one has
     * everything. 1 where all are zero or there is nobody.
     *
     * @param amounts 0 or more
     */
    public static BigFraction jain(List<BigFraction> amounts) {
        requireNonNegative(amounts);
        BigFraction sum = sum(amounts);
        BigFraction squares = BigFraction.ZERO;
        for (BigFraction amount : amounts) {
            squares = squares.add(amount.multiply(amount));
        }
        return squares.equals(BigFraction.ZERO)
                ? BigFraction.ONE
                : sum.multiply(sum).divide(squares.multiply(amounts.size()));
    }

    /**
     * Gini's coefficient: the sum of |x<sub>i</sub> - x<sub>j</sub>| over all pairs in both orders, over 2
     * n<sup>2</sup> times the mean; 0 when all are equal, 1 - 1/n when one has everything. O(n log n).
     *
     * @param amounts 0 or more
     */
    public static BigFraction gini(List<BigFraction> amounts) {
        requireNonNegative(amounts);
        List<BigFraction> sorted = amounts.stream().sorted().toList();
        int n = sorted.size();
        BigFraction sum = sum(sorted);
        if (sum.equals(BigFraction.ZERO)) {
            return BigFraction.ZERO;
        }
        BigFraction weighted = BigFraction.ZERO;
        for (int i = 0; i < n; i++) {
            weighted = weighted.add(sorted.get(i).multiply(2 * i + 1 - n));
        }
        return weighted.divide(sum.multiply(n));
    }

    private static BigFraction sum(List<BigFraction> amounts) {
        return amounts.stream().reduce(BigFraction.ZERO, BigFraction::add);
    }

    private static void requireNonNegative(List<BigFraction> amounts) {
        for (BigFraction amount : amounts) {
            if (amount.compareTo(BigFraction.ZERO) < 0) {
                throw new IllegalArgumentException("an amount is " + amount + "; amounts must be 0 or more");
            }
        }
    }
}
