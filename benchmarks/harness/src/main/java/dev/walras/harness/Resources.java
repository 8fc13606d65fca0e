package dev.walras.harness;

import org.jspecify.annotations.Nullable;

/**
 * What a run of a cell is given of the machine.
 *
 * @param threads how many threads a run may use, and how many cores are kept for it; 1 or more
 * @param memoryBytes how much memory the process of a run may hold; {@link #NO_LIMIT} for what the machine has. What
 *     needs more is stopped from outside
 * @param workers where runs take place; null lets the rest decide: processes where memory is limited or timing is
 *     exclusive, else threads
 * @param timing what a run shares while it is timed
 */
public record Resources(
        int threads, long memoryBytes, @Nullable Workers workers, Timing timing) {
    /** No limit on memory. */
    public static final long NO_LIMIT = Long.MAX_VALUE;

    /** The least limit on memory: a JVM with the libraries of solvers holds some 150 MiB before it does anything. */
    public static final long LEAST_MEMORY = 256L << 20;

    /** One thread, no limit on memory, shared timing. */
    public static final Resources DEFAULT = new Resources(1, NO_LIMIT, null, Timing.SHARED);

    /** Where runs take place. */
    public enum Workers {
        /** In threads of one process: they start at once, but share heap and fate, and nothing limits their memory. */
        THREADS,
        /**
         * In processes that run one cell after the other: a crash, a time-out or too much memory costs one cell only.
         */
        PROCESSES
    }

    /** What a run shares while it is timed. */
    public enum Timing {
        /** Cores may be shared with other runs: times are for orientation. */
        SHARED,
        /** A run has cores of its own, and no more runs go on than there are cores. */
        EXCLUSIVE
    }

    public Resources {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be 1 or more");
        }
        if (memoryBytes < LEAST_MEMORY) {
            throw new IllegalArgumentException("memory is " + memoryBytes + " bytes; it must be " + LEAST_MEMORY
                    + " (256MiB) or more, for that is what a process needs before it does anything");
        }
        if (workers == Workers.THREADS && memoryBytes != NO_LIMIT) {
            throw new IllegalArgumentException(
                    "memory is limited, which threads of one process cannot be" + "\nMaybe use processes as workers.");
        }
        if (workers == Workers.THREADS && timing == Timing.EXCLUSIVE) {
            throw new IllegalArgumentException("timing is exclusive, which threads of one process cannot have"
                    + "\nMaybe use processes as workers.");
        }
    }

    /** Where runs take place. */
    public Workers place() {
        Workers chosen = workers;
        if (chosen != null) {
            return chosen;
        }
        return memoryBytes != NO_LIMIT || timing == Timing.EXCLUSIVE ? Workers.PROCESSES : Workers.THREADS;
    }

    /** These resources with other workers. */
    public Resources withWorkers(Workers other) {
        return new Resources(threads, memoryBytes, other, timing);
    }
}
