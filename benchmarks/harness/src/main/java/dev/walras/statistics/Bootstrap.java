package dev.walras.statistics;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.function.ToDoubleFunction;
import org.apache.commons.math3.distribution.NormalDistribution;

/**
 * Bootstrap intervals of a statistic: instances are drawn with replacement, and the statistic's values on the resamples
 * tell how far it can be trusted.
 *
 * <p>Two intervals: the percentile interval, and the bias-corrected and accelerated one (BCa), which moves the
 * percentiles by the median bias and by the jackknife's estimate of how the spread depends on the value. A quantile is
 * the order statistic of rank {@code ceil(level x resamples)}.
 *
 * <p>Reference: B. Efron, Better bootstrap confidence intervals, Journal of the American Statistical Association 82,
 * 1987, 171-185, doi:10.1080/01621459.1987.10478410.
 */
public final class Bootstrap {
    /** The most values that {@link #exact} enumerates resamples for. */
    public static final int MOST_EXACT = 7;

    private static final NormalDistribution NORMAL = new NormalDistribution(null, 0, 1);

    private final double[] sample;
    private final double[] sorted;
    private final ToDoubleFunction<double[]> statistic;

    private Bootstrap(double[] sample, double[] values, ToDoubleFunction<double[]> statistic) {
        this.sample = sample;
        this.sorted = values;
        this.statistic = statistic;
        Arrays.sort(sorted);
    }

    /**
     * An interval on the scale of the statistic.
     *
     * @param low its lower end
     * @param high its upper end
     */
    public record Interval(double low, double high) {}

    /**
     * Draws resamples.
     *
     * @param sample one value an instance, not empty
     * @param statistic of a sample; must not keep or change it
     * @param resamples how many to draw, 1 or more
     */
    public static Bootstrap drawn(
            double[] sample, ToDoubleFunction<double[]> statistic, int resamples, SplittableRandom random) {
        requireSample(sample);
        double[] values = new double[resamples];
        double[] resample = new double[sample.length];
        for (int b = 0; b < resamples; b++) {
            for (int i = 0; i < resample.length; i++) {
                resample[i] = sample[random.nextInt(sample.length)];
            }
            values[b] = statistic.applyAsDouble(resample);
        }
        return new Bootstrap(sample.clone(), values, statistic);
    }

    /** Enumerates all n<sup>n</sup> resamples of at most {@value #MOST_EXACT} values. */
    public static Bootstrap exact(double[] sample, ToDoubleFunction<double[]> statistic) {
        requireSample(sample);
        int n = sample.length;
        if (n > MOST_EXACT) {
            throw new IllegalArgumentException(
                    n + " values have too many resamples to enumerate; at most " + MOST_EXACT + " can be");
        }
        double[] values = new double[(int) Math.round(Math.pow(n, n))];
        double[] resample = new double[n];
        for (int code = 0; code < values.length; code++) {
            for (int i = 0, rest = code; i < n; i++, rest /= n) {
                resample[i] = sample[rest % n];
            }
            values[code] = statistic.applyAsDouble(resample);
        }
        return new Bootstrap(sample.clone(), values, statistic);
    }

    private static void requireSample(double[] sample) {
        if (sample.length == 0) {
            throw new IllegalArgumentException("an empty sample has no resamples");
        }
    }

    /** How many resamples there are. */
    public int resamples() {
        return sorted.length;
    }

    /** The standard deviation of the statistic over the resamples (divided by their number). */
    public double standardError() {
        double mean = Arrays.stream(sorted).average().orElse(Double.NaN);
        return Math.sqrt(Arrays.stream(sorted)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElse(Double.NaN));
    }

    /** The share of resamples whose statistic is at most {@code value}. */
    public double shareAtMost(double value) {
        return (double) Arrays.stream(sorted).filter(v -> v <= value).count() / sorted.length;
    }

    /** The percentile interval with equal tails. */
    public Interval percentile(double confidence) {
        double tail = (1 - confidence) / 2;
        return new Interval(quantile(tail), quantile(1 - tail));
    }

    /** The bias-corrected and accelerated interval; the percentile interval where the statistic does not vary. */
    public Interval biasCorrected(double confidence) {
        double estimate = statistic.applyAsDouble(sample.clone());
        double below = Arrays.stream(sorted).filter(v -> v < estimate).count();
        double ties = Arrays.stream(sorted).filter(v -> v == estimate).count();
        double share = (below + ties / 2) / sorted.length;
        if (share <= 0 || share >= 1 || sample.length < 2) {
            return percentile(confidence);
        }
        double bias = NORMAL.inverseCumulativeProbability(share);
        double acceleration = acceleration();
        double tail = (1 - confidence) / 2;
        return new Interval(
                quantile(adjusted(tail, bias, acceleration)), quantile(adjusted(1 - tail, bias, acceleration)));
    }

    private static double adjusted(double level, double bias, double acceleration) {
        double z = bias + NORMAL.inverseCumulativeProbability(level);
        return NORMAL.cumulativeProbability(bias + z / (1 - acceleration * z));
    }

    /** A sixth of the skewness of the statistic's jackknife values. */
    private double acceleration() {
        double[] left = new double[sample.length];
        double[] without = new double[sample.length - 1];
        for (int i = 0; i < sample.length; i++) {
            System.arraycopy(sample, 0, without, 0, i);
            System.arraycopy(sample, i + 1, without, i, sample.length - 1 - i);
            left[i] = statistic.applyAsDouble(without);
        }
        double mean = Arrays.stream(left).average().orElse(0);
        double squares = 0;
        double cubes = 0;
        for (double value : left) {
            squares += (mean - value) * (mean - value);
            cubes += Math.pow(mean - value, 3);
        }
        return squares == 0 ? 0 : cubes / (6 * Math.pow(squares, 1.5));
    }

    private double quantile(double level) {
        int rank = (int) Math.ceil(level * sorted.length - 1e-9);
        return sorted[Math.clamp(rank, 1, sorted.length) - 1];
    }
}
