package dev.walras.bench;

import java.lang.management.ManagementFactory;
import java.lang.management.OperatingSystemMXBean;

/**
 * Wall-clock and processor time since a start. Processor time is that of the whole process: all threads, those of
 * native engines and of the collector too.
 */
public final class Stopwatch {
    private final long wall = System.nanoTime();
    private final long cpu = processNanos();

    private Stopwatch() {}

    /** Starts now. */
    public static Stopwatch start() {
        return new Stopwatch();
    }

    /** Seconds of wall-clock time since the start. */
    public double wallSeconds() {
        return (System.nanoTime() - wall) / 1e9;
    }

    /** Seconds of processor time of this process since the start; not a number where the system cannot tell. */
    public double cpuSeconds() {
        return cpu < 0 ? Double.NaN : (processNanos() - cpu) / 1e9;
    }

    private static long processNanos() {
        OperatingSystemMXBean system = ManagementFactory.getOperatingSystemMXBean();
        return system instanceof com.sun.management.OperatingSystemMXBean known ? known.getProcessCpuTime() : -1;
    }
}
