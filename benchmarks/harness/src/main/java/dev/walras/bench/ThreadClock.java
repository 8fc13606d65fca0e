package dev.walras.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Supplier;

/** Processor time of the thread that asks: other load on the machine, and other threads, do not count. */
final class ThreadClock {
    private static final ThreadMXBean THREADS = ManagementFactory.getThreadMXBean();

    private ThreadClock() {}

    /** The least seconds of processor time among {@code times} runs of {@code work}. */
    static double best(int times, Runnable work) {
        double best = Double.POSITIVE_INFINITY;
        for (int i = 0; i < times; i++) {
            best = Math.min(best, seconds(work));
        }
        return best;
    }

    /** Seconds of processor time of one run. */
    static double seconds(Runnable work) {
        long start = THREADS.getCurrentThreadCpuTime();
        work.run();
        return (THREADS.getCurrentThreadCpuTime() - start) / 1e9;
    }

    /** What {@code work} returns, with its seconds. */
    static <T> Timed<T> timed(Supplier<T> work) {
        long start = THREADS.getCurrentThreadCpuTime();
        T result = work.get();
        return new Timed<>(result, (THREADS.getCurrentThreadCpuTime() - start) / 1e9);
    }

    /** A result and the seconds of processor time it took. */
    record Timed<T>(T result, double seconds) {}
}
