package dev.walras.book;

/** A histogram of nanoseconds, each known to 1 part in 32. Adding allocates nothing. */
public final class Latencies {
    private static final int FINE = 5;

    private final long[] counts = new long[64 << FINE];
    private long total;
    private long most;

    /** Adds a time; below 0 counts as 0. */
    public void add(long nanos) {
        long value = Math.max(0, nanos);
        int cell = (int) value;
        if (value >= 1 << FINE) {
            int shift = 63 - Long.numberOfLeadingZeros(value) - FINE;
            cell = ((shift + 1) << FINE) + (int) (value >>> shift) - (1 << FINE);
        }
        counts[cell]++;
        total++;
        most = Math.max(most, value);
    }

    /** A time that a share (0 to 1) of all do not exceed, rounded down to 1 part in 32; 0 without times. */
    public long quantile(double share) {
        long rank = Math.max(1, (long) Math.ceil(share * total));
        long seen = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            seen += counts[cell];
            if (seen >= rank) {
                int shift = Math.max(0, (cell >>> FINE) - 1);
                long value = cell < 1 << FINE ? cell : (long) ((cell & ((1 << FINE) - 1)) + (1 << FINE)) << shift;
                return Math.min(value, most);
            }
        }
        return most;
    }

    /** The longest time. */
    public long most() {
        return most;
    }

    /** What two looks at the clock in a row differ by in the median: part of every time that is measured by two. */
    public static long clock() {
        Latencies pairs = new Latencies();
        for (int i = 0; i < 1_000_000; i++) {
            long start = System.nanoTime();
            pairs.add(System.nanoTime() - start);
        }
        return pairs.quantile(0.5);
    }
}
