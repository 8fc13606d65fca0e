package dev.walras.harness;

import java.util.Arrays;
import java.util.SplittableRandom;
import org.apache.commons.math3.distribution.BinomialDistribution;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * The statistics of a comparison: medians, bootstrap intervals of medians, and a paired test. Never a bare mean.
 *
 * <p>Samples hold one value an instance, so that instances are what is resampled. Not-a-number is not allowed in them.
 */
public final class Statistics {
    /** How many bootstrap samples an interval is read from. */
    public static final int RESAMPLES = 2_000;

    /** Up to this many differences the paired test enumerates every pattern of signs. */
    private static final int EXACT = 50;

    private Statistics() {}

    /**
     * An interval on the scale of the sample.
     *
     * @param low its lower end
     * @param high its upper end
     */
    public record Interval(double low, double high) {}

    /**
     * The middle value, the mean of the two middle ones of an even number; not a number for an empty sample.
     *
     * @param sample in any order; not changed
     */
    public static double median(double[] sample) {
        if (sample.length == 0) {
            return Double.NaN;
        }
        double[] sorted = sample.clone();
        Arrays.sort(sorted);
        return medianOfSorted(sorted);
    }

    private static double medianOfSorted(double[] sorted) {
        int middle = sorted.length / 2;
        return sorted.length % 2 == 1 ? sorted[middle] : (sorted[middle - 1] + sorted[middle]) / 2;
    }

    /**
     * The order statistic of rank {@code ceil(level x n)}: the inverse of the empirical distribution function.
     *
     * @param sorted ascending, not empty
     * @param level above 0, at most 1
     */
    public static double quantile(double[] sorted, double level) {
        int rank = (int) Math.ceil(level * sorted.length - 1e-9);
        return sorted[Math.clamp(rank, 1, sorted.length) - 1];
    }

    /**
     * The percentile bootstrap interval of the median: resamples the instances with replacement {@value #RESAMPLES}
     * times and cuts off equal tails. A sample of one gives that value twice; an empty one not-a-number.
     *
     * <p>Reference: B. Efron, Nonparametric standard errors and confidence intervals, Canadian Journal of Statistics 9,
     * 1981, 139-158, doi:10.2307/3314608.
     *
     * @param sample one value an instance
     * @param confidence coverage aimed at, between 0 and 1: 0.95
     * @param random where the resamples come from
     */
    public static Interval bootstrapMedian(double[] sample, double confidence, SplittableRandom random) {
        if (sample.length == 0) {
            return new Interval(Double.NaN, Double.NaN);
        }
        double[] medians = new double[RESAMPLES];
        double[] resample = new double[sample.length];
        for (int b = 0; b < RESAMPLES; b++) {
            for (int i = 0; i < resample.length; i++) {
                resample[i] = sample[random.nextInt(sample.length)];
            }
            Arrays.sort(resample);
            medians[b] = medianOfSorted(resample);
        }
        return percentiles(medians, confidence);
    }

    /** The interval between the two percentiles that leave equal tails. */
    static Interval percentiles(double[] statistics, double confidence) {
        double[] sorted = statistics.clone();
        Arrays.sort(sorted);
        double tail = (1 - confidence) / 2;
        return new Interval(quantile(sorted, tail), quantile(sorted, 1 - tail));
    }

    /**
     * The two-sided p-value of Wilcoxon's signed-rank test that paired differences are centred at zero. Zero
     * differences are dropped, tied sizes share their mean rank. Exact, by counting sign patterns with the same ranks,
     * up to {@value #EXACT} differences; beyond, the normal approximation with correction for ties. 1 when nothing
     * differs.
     *
     * <p>Reference: F. Wilcoxon, Individual comparisons by ranking methods, Biometrics Bulletin 1, 1945, 80-83,
     * doi:10.2307/3001968.
     */
    public static double wilcoxon(double[] differences) {
        return wilcoxon(differences, EXACT);
    }

    /** The same with another limit on the size that is enumerated. */
    static double wilcoxon(double[] differences, int exactUpTo) {
        double[] nonZero = Arrays.stream(differences).filter(d -> d != 0).toArray();
        int n = nonZero.length;
        if (n == 0) {
            return 1;
        }
        int[] doubledRanks = doubledRanks(nonZero);
        long least = doubledLeast(nonZero, doubledRanks);
        return n <= exactUpTo ? exactTail(doubledRanks, least) : normalTail(doubledRanks, least);
    }

    /** Wilcoxon's statistic: the smaller of the sums of ranks of positive and of negative differences. */
    public static double signedRanks(double[] differences) {
        double[] nonZero = Arrays.stream(differences).filter(d -> d != 0).toArray();
        return doubledLeast(nonZero, doubledRanks(nonZero)) / 2.0;
    }

    /** The smaller of the sums of doubled ranks of positive and of negative differences. */
    private static long doubledLeast(double[] nonZero, int[] doubledRanks) {
        long plus = 0;
        long total = 0;
        for (int i = 0; i < nonZero.length; i++) {
            total += doubledRanks[i];
            plus += nonZero[i] > 0 ? doubledRanks[i] : 0;
        }
        return Math.min(plus, total - plus);
    }

    /**
     * The two-sided p-value of the sign test: positive and negative differences are equally likely. Zero differences
     * are dropped; 1 when nothing differs.
     */
    public static double signTest(double[] differences) {
        int positive = (int) Arrays.stream(differences).filter(d -> d > 0).count();
        int negative = (int) Arrays.stream(differences).filter(d -> d < 0).count();
        int n = positive + negative;
        return n == 0
                ? 1
                : Math.min(
                        1,
                        2 * new BinomialDistribution(null, n, 0.5).cumulativeProbability(Math.min(positive, negative)));
    }

    /** Twice the rank of each size, so that shared ranks stay whole. */
    private static int[] doubledRanks(double[] values) {
        double[] sizes = Arrays.stream(values).map(Math::abs).toArray();
        double[] sorted = sizes.clone();
        Arrays.sort(sorted);
        int[] ranks = new int[sizes.length];
        for (int i = 0; i < sizes.length; i++) {
            int below = 0;
            int equal = 0;
            for (double other : sorted) {
                below += other < sizes[i] ? 1 : 0;
                equal += other == sizes[i] ? 1 : 0;
            }
            ranks[i] = 2 * below + equal + 1;
        }
        return ranks;
    }

    /** Twice the share of sign patterns whose sum of ranks is at most {@code least}, by the counting recursion. */
    private static double exactTail(int[] doubledRanks, long least) {
        int total = Arrays.stream(doubledRanks).sum();
        double[] share = new double[total + 1];
        share[0] = 1;
        int reach = 0;
        for (int rank : doubledRanks) {
            reach += rank;
            for (int sum = reach; sum >= 0; sum--) {
                share[sum] = (share[sum] + (sum >= rank ? share[sum - rank] : 0)) / 2;
            }
        }
        double tail = 0;
        for (int sum = 0; sum <= least; sum++) {
            tail += share[sum];
        }
        return Math.min(1, 2 * tail);
    }

    private static double normalTail(int[] doubledRanks, long least) {
        double mean = 0;
        double variance = 0;
        for (int rank : doubledRanks) {
            // Ranks are doubled: the sum of ranks of one sign has mean sum r / 2 and variance sum r^2 / 4.
            mean += rank / 4.0;
            variance += (double) rank * rank / 16;
        }
        double z = (least / 2.0 + 0.5 - mean) / Math.sqrt(variance);
        double tail = new NormalDistribution(null, 0, 1).cumulativeProbability(z);
        return Math.min(1, 2 * tail);
    }
}
