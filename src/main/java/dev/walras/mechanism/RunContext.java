package dev.walras.mechanism;

import java.util.SplittableRandom;
import java.util.function.BooleanSupplier;

/**
 * What a run is given besides its market.
 *
 * @param seed the only source of randomness
 * @param limits when to stop
 * @param threads how many threads may work, 1 or more; more threads must not change a result that no time limit cut
 * @param cancelled polled between steps; the run stops soon after it turns true
 * @param observer watches the run
 */
public record RunContext(long seed, Limits limits, int threads, BooleanSupplier cancelled, Observer observer) {
    public RunContext {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be 1 or more");
        }
    }

    /** Default limits, one thread, nobody watching. */
    public static RunContext seeded(long seed) {
        return new RunContext(seed, Limits.DEFAULT, 1, () -> false, Observer.NONE);
    }

    /** This context with other limits. */
    public RunContext withLimits(Limits other) {
        return new RunContext(seed, other, threads, cancelled, observer);
    }

    /** This context with another number of threads. */
    public RunContext withThreads(int count) {
        return new RunContext(seed, limits, count, cancelled, observer);
    }

    /** This context with another observer. */
    public RunContext withObserver(Observer other) {
        return new RunContext(seed, limits, threads, cancelled, other);
    }

    /**
     * A generator for one purpose, independent of those for other purposes and seeds: {@code random("arrivals")}. The
     * same seed and purpose give the same numbers.
     */
    public SplittableRandom random(String purpose) {
        long mixed = mix(seed);
        for (int i = 0; i < purpose.length(); i++) {
            mixed = mix(mixed ^ purpose.charAt(i));
        }
        return new SplittableRandom(mixed);
    }

    /** One to one; spreads the seed first, so that neighbouring seeds do not meet in the letters of a purpose. */
    private static long mix(long bits) {
        long mixed = bits * 0x9E3779B97F4A7C15L;
        return mixed ^ (mixed >>> 29);
    }
}
