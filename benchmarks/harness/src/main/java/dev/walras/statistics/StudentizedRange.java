package dev.walras.statistics;

import org.apache.commons.math3.analysis.integration.IterativeLegendreGaussIntegrator;
import org.apache.commons.math3.analysis.solvers.BrentSolver;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The distribution of the range of <i>k</i> independent standard normal variables: Tukey's studentized range with
 * infinitely many degrees of freedom, from which Nemenyi's critical values come.
 *
 * <p>P(range &le; q) = k &int; &phi;(z) (&Phi;(z) - &Phi;(z - q))<sup>k-1</sup> dz, integrated by Gauss-Legendre
 * quadrature to some 1e-10; quantiles by Brent's method.
 *
 * <p>Reference: J. Dem&scaron;ar, Statistical comparisons of classifiers over multiple data sets, Journal of Machine
 * Learning Research 7, 2006, 1-30, table 5 (its q are these quantiles over the square root of 2).
 */
public final class StudentizedRange {
    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);
    private static final double TAIL = 9;
    private static final int MOST = 1_000_000;

    private StudentizedRange() {}

    /**
     * The probability that the range of {@code k} standard normal variables is at most {@code q}.
     *
     * @param q 0 or more
     * @param k 2 or more
     */
    public static double cumulative(double q, int k) {
        if (k < 2) {
            throw new IllegalArgumentException("k is " + k + "; a range needs 2 or more");
        }
        IterativeLegendreGaussIntegrator quadrature = new IterativeLegendreGaussIntegrator(24, 1e-11, 1e-12);
        return k
                * quadrature.integrate(
                        MOST,
                        z -> NORMAL.density(z)
                                * Math.pow(
                                        NORMAL.cumulativeProbability(z) - NORMAL.cumulativeProbability(z - q), k - 1),
                        -TAIL,
                        TAIL);
    }

    /**
     * The value that the range exceeds with probability {@code alpha}.
     *
     * @param alpha between 0 and 1
     * @param k 2 or more
     */
    public static double upperQuantile(double alpha, int k) {
        if (!(alpha > 0 && alpha < 1)) {
            throw new IllegalArgumentException("alpha is " + alpha + "; it must be between 0 and 1");
        }
        return new BrentSolver(1e-9).solve(1_000, q -> cumulative(q, k) - (1 - alpha), 1e-6, 2 * TAIL);
    }

    /** Nemenyi's critical value: the quantile over the square root of 2. */
    public static double nemenyi(double alpha, int k) {
        return upperQuantile(alpha, k) / Math.sqrt(2);
    }

    /** The critical value of Bonferroni and Dunn, for comparing {@code k - 1} methods with one. */
    public static double bonferroniDunn(double alpha, int k) {
        return NORMAL.inverseCumulativeProbability(1 - alpha / (2.0 * (k - 1)));
    }
}
