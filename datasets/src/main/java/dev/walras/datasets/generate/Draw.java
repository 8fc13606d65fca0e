package dev.walras.datasets.generate;

import dev.walras.mechanism.RunContext;
import java.util.SplittableRandom;

/**
 * A named stream of random numbers. Streams of different purposes are independent, so that drawing more of one leaves
 * the others as they were.
 *
 * <p>Everything is derived from 64-bit words and {@link StrictMath} by rules stated here; the numbers do not depend on
 * how a JVM draws bounded integers or evaluates logarithms.
 */
public final class Draw {
    private static final double UNIT = 0x1.0p-53;

    private final SplittableRandom words;

    private Draw(SplittableRandom words) {
        this.words = words;
    }

    /** The stream of {@code seed} for one purpose. */
    public static Draw of(long seed, String purpose) {
        return new Draw(RunContext.seeded(seed).random(purpose));
    }

    /** A number from 0 (inclusive) to 1 (exclusive), a multiple of 2^-53. */
    public double unit() {
        return (words.nextLong() >>> 11) * UNIT;
    }

    /** A number from {@code lo} (inclusive) to {@code hi} (exclusive but for rounding). */
    public double uniform(double lo, double hi) {
        return lo + (hi - lo) * unit();
    }

    /** A whole number from {@code lo} to {@code hi}, both inclusive, by rejection: exactly uniform. */
    public long whole(long lo, long hi) {
        if (lo > hi) {
            throw new IllegalArgumentException("no whole number from " + lo + " to " + hi);
        }
        long range = hi - lo + 1;
        if (range <= 0) {
            throw new IllegalArgumentException("the range " + lo + " to " + hi + " is wider than 2^63");
        }
        while (true) {
            long bits = words.nextLong() >>> 1;
            long value = bits % range;
            if (bits - value + (range - 1) >= 0) {
                return lo + value;
            }
        }
    }

    /** An index from 0 to {@code size - 1}. */
    public int index(int size) {
        return (int) whole(0, size - 1L);
    }

    /** True with this probability. */
    public boolean chance(double probability) {
        return unit() < probability;
    }

    /** An index drawn with probability proportional to {@code weights}, which are 0 or more with a positive sum. */
    public int weighted(double... weights) {
        double sum = 0;
        for (double weight : weights) {
            sum += weight;
        }
        double left = unit() * sum;
        int last = -1;
        for (int i = 0; i < weights.length; i++) {
            if (weights[i] > 0) {
                last = i;
                left -= weights[i];
                if (left < 0) {
                    return i;
                }
            }
        }
        if (last < 0) {
            throw new IllegalArgumentException("all " + weights.length + " weights are zero");
        }
        return last;
    }

    /** An exponential number, by inversion. */
    public double exponential(double mean) {
        return -mean * StrictMath.log(1 - unit());
    }

    /** A normal number, by the method of Box and Muller; the second of each pair is discarded. */
    public double normal(double mean, double deviation) {
        double radius = StrictMath.sqrt(-2 * StrictMath.log(1 - unit()));
        return mean + deviation * radius * StrictMath.cos(2 * StrictMath.PI * unit());
    }

    /** The exponential of a normal number with median {@code median} and deviation {@code sigma} of its logarithm. */
    public double logNormal(double median, double sigma) {
        return median * StrictMath.exp(normal(0, sigma));
    }

    /** A Pareto number of {@code least} or more: P(x > t) = (least / t)^shape. */
    public double pareto(double least, double shape) {
        return least * StrictMath.pow(1 - unit(), -1 / shape);
    }

    /** A random order of 0 .. size - 1 (Fisher and Yates). */
    public int[] permutation(int size) {
        int[] order = new int[size];
        for (int i = 0; i < size; i++) {
            int j = index(i + 1);
            order[i] = order[j];
            order[j] = i;
        }
        return order;
    }

    /** {@code units} of money as micros, rounded to the nearest, 0 or more. */
    public static long micros(double units) {
        return Math.max(0, StrictMath.round(units * 1e6));
    }
}
