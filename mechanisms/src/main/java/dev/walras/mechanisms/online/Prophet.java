package dev.walras.mechanisms.online;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Prophet inequalities: values with known independent priors are seen one after the other, and up to <i>k</i> of them
 * are taken when they are seen; a prophet who knows them all takes the best <i>k</i>.
 *
 * <p>Everything is exact, in fractions. {@link #bestOnlineValue} is by backward induction. Taking the first value of
 * half of the prophet's mean or more earns at least half as much as the prophet, and no rule can promise more; so does
 * the median of the maximum. For <i>k</i> values the same holds of the price {@code E[best k] / (2 k)}. In random order
 * (prophet secretary) a single threshold with {@code P(max <= T) = 1 / e} earns {@code 1 - 1 / e} where values do not
 * tie, and with equal priors the best rule earns at least {@link #equalPriorsRatio}.
 *
 * <p>Reference: U. Krengel, L. Sucheston, Semiamarts and finite values, Bulletin of the AMS 83(4), 1977, 745-747,
 * doi:10.1090/S0002-9904-1977-14378-4; E. Samuel-Cahn, Comparison of threshold stop rules and maximum for independent
 * nonnegative random variables, Annals of Probability 12(4), 1984, 1213-1216, doi:10.1214/aop/1176993150; R. Kleinberg,
 * S. M. Weinberg, Matroid prophet inequalities, STOC 2012, doi:10.1145/2213977.2213991.
 *
 * @param priors one for each value, in the order in which they are seen
 */
public record Prophet(List<Prior> priors) {
    public Prophet {
        priors = List.copyOf(priors);
        if (priors.isEmpty()) {
            throw new IllegalArgumentException("there are no priors; there must be one");
        }
    }

    /** The mean of the greatest value. */
    public BigFraction expectedMaximum() {
        return expectedBest(1);
    }

    /** The mean of the sum of the {@code k} greatest values. O(values x priors x k). */
    public BigFraction expectedBest(int k) {
        requireTaken(k);
        BigFraction sum = BigFraction.ZERO;
        BigFraction below = BigFraction.ZERO;
        for (BigFraction value : support()) {
            sum = sum.add(value.subtract(below).multiply(expectedCount(value, k)));
            below = value;
        }
        return sum;
    }

    /** All values that can be seen, rising. */
    private TreeSet<BigFraction> support() {
        TreeSet<BigFraction> support = new TreeSet<>();
        priors.forEach(prior -> support.addAll(prior.probabilities().keySet()));
        return support;
    }

    /** The mean of how many values are {@code value} or more, counted up to {@code k}. */
    private BigFraction expectedCount(BigFraction value, int k) {
        BigFraction[] chance = chances(value, k);
        BigFraction mean = BigFraction.ZERO;
        for (int count = 1; count <= k; count++) {
            mean = mean.add(chance[count].multiply(count));
        }
        return mean;
    }

    /** The chances that 0, 1, ..., {@code k} or more values are {@code value} or more. */
    private BigFraction[] chances(BigFraction value, int k) {
        BigFraction[] chance = new BigFraction[k + 1];
        Arrays.fill(chance, BigFraction.ZERO);
        chance[0] = BigFraction.ONE;
        for (Prior prior : priors) {
            BigFraction hit = prior.atLeast(value);
            for (int count = k; count >= 0; count--) {
                BigFraction stays = count == k ? chance[count] : chance[count].multiply(BigFraction.ONE.subtract(hit));
                chance[count] = count == 0 ? stays : stays.add(chance[count - 1].multiply(hit));
            }
        }
        return chance;
    }

    /** The mean of what the best rule earns that takes up to {@code k} values. */
    public BigFraction bestOnlineValue(int k) {
        requireTaken(k);
        BigFraction[] later = new BigFraction[k + 1];
        Arrays.fill(later, BigFraction.ZERO);
        for (int i = priors.size() - 1; i >= 0; i--) {
            for (int left = k; left >= 1; left--) {
                BigFraction mean = BigFraction.ZERO;
                for (Map.Entry<BigFraction, BigFraction> each :
                        priors.get(i).probabilities().entrySet()) {
                    BigFraction taken = each.getKey().add(later[left - 1]);
                    BigFraction best = taken.compareTo(later[left]) > 0 ? taken : later[left];
                    mean = mean.add(best.multiply(each.getValue()));
                }
                later[left] = mean;
            }
        }
        return later[k];
    }

    /** The mean of what is earned by taking the first {@code k} values of {@code threshold} or more. */
    public BigFraction valueWithThreshold(BigFraction threshold, int k) {
        requireTaken(k);
        BigFraction[] taken = new BigFraction[k + 1];
        Arrays.fill(taken, BigFraction.ZERO);
        taken[0] = BigFraction.ONE;
        BigFraction value = BigFraction.ZERO;
        for (Prior prior : priors) {
            BigFraction hit = prior.atLeast(threshold);
            BigFraction open = BigFraction.ONE.subtract(taken[k]);
            value = value.add(open.multiply(prior.meanFrom(threshold)));
            for (int count = k; count >= 1; count--) {
                BigFraction stays = count == k ? taken[count] : taken[count].multiply(BigFraction.ONE.subtract(hit));
                taken[count] = stays.add(taken[count - 1].multiply(hit));
            }
            taken[0] = taken[0].multiply(BigFraction.ONE.subtract(hit));
        }
        return value;
    }

    /** {@code E[best k] / (2 k)}: for one value, half of the mean of the maximum. */
    public BigFraction balancedThreshold(int k) {
        return expectedBest(k).divide(2 * k);
    }

    /** The least value for which the maximum is at most it with a probability of {@code probability} or more. */
    public BigFraction quantileOfMaximum(BigFraction probability) {
        for (BigFraction value : support()) {
            BigFraction below = BigFraction.ONE;
            for (Prior prior : priors) {
                BigFraction atMost = BigFraction.ONE.subtract(prior.atLeast(value));
                BigFraction here = prior.probabilities().getOrDefault(value, BigFraction.ZERO);
                below = below.multiply(atMost.add(here));
            }
            if (below.compareTo(probability) >= 0) {
                return value;
            }
        }
        return support().last();
    }

    /** The median of the maximum. */
    public BigFraction medianOfMaximum() {
        return quantileOfMaximum(BigFraction.ONE_HALF);
    }

    /**
     * The mean of what is earned by taking the first value of {@code threshold} or more when the values are seen in an
     * order drawn uniformly (prophet secretary). O(n^2) fractions a value.
     */
    public BigFraction valueInRandomOrder(BigFraction threshold) {
        BigFraction value = BigFraction.ZERO;
        for (int i = 0; i < priors.size(); i++) {
            // The integral over arrival times t of the chance that nobody else is taken before, a polynomial in t.
            List<BigFraction> polynomial = new ArrayList<>(List.of(BigFraction.ONE));
            for (int j = 0; j < priors.size(); j++) {
                if (j != i) {
                    polynomial = times(polynomial, priors.get(j).atLeast(threshold));
                }
            }
            BigFraction integral = BigFraction.ZERO;
            for (int power = 0; power < polynomial.size(); power++) {
                integral = integral.add(polynomial.get(power).divide(power + 1));
            }
            value = value.add(integral.multiply(priors.get(i).meanFrom(threshold)));
        }
        return value;
    }

    /** {@code polynomial x (1 - hit t)}. */
    private static List<BigFraction> times(List<BigFraction> polynomial, BigFraction hit) {
        List<BigFraction> product = new ArrayList<>();
        for (int power = 0; power <= polynomial.size(); power++) {
            BigFraction same = power < polynomial.size() ? polynomial.get(power) : BigFraction.ZERO;
            BigFraction lower = power > 0 ? polynomial.get(power - 1) : BigFraction.ZERO;
            product.add(same.subtract(lower.multiply(hit)));
        }
        return product;
    }

    /**
     * The share of the prophet's mean that the best rule earns at least when all priors are equal: {@code 1 / b}, where
     * the integral over y from 0 to 1 of {@code 1 / (y (1 - ln y) + b - 1)} is 1; about 0.745.
     *
     * <p>Reference: T. P. Hill, R. P. Kertz, Comparisons of stop rule and supremum expectations of i.i.d. random
     * variables, Annals of Probability 10(2), 1982, 336-345, doi:10.1214/aop/1176993861.
     */
    public static double equalPriorsRatio() {
        IterativeLegendreGaussIntegrator integrator = new IterativeLegendreGaussIntegrator(16, 1e-12, 1e-12);
        double b = new BrentSolver(1e-12)
                .solve(
                        100,
                        candidate ->
                                integrator.integrate(10_000_000, y -> 1 / (y * (1 - Math.log(y)) + candidate - 1), 0, 1)
                                        - 1,
                        1.1,
                        2);
        return 1 / b;
    }

    private static void requireTaken(int k) {
        if (k < 1) {
            throw new IllegalArgumentException(k + " values may be taken; there must be one");
        }
    }
}
