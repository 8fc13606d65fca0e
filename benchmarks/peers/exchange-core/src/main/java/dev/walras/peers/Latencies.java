package dev.walras.peers;

/** A histogram of nanoseconds, each known to 1 part in 32; the same as in Walras. */
final class Latencies {
    private static final int FINE = 5;

    private final long[] counts = new long[64 << FINE];
    private long total;
    private long most;

    void add(long nanos) {
        long value = Math.max(0, nanos);
        int cell = (int) value;
        if (value >= 1 << FINE) {
            int shift = 63 - Long.numberOfLeadingZeros(value) - FINE;
            cell = (shift + 1 << FINE) + (int) (value >>> shift) - (1 << FINE);
        }
        counts[cell]++;
        total++;
        most = Math.max(most, value);
    }

    /** The least value that a share of all do not exceed. */
    long quantile(double share) {
        long rank = (long) Math.ceil(share * total);
        long seen = 0;
        for (int cell = 0; cell < counts.length; cell++) {
            seen += counts[cell];
            if (seen >= rank && seen > 0) {
                int shift = Math.max(0, (cell >>> FINE) - 1);
                long value = cell < 1 << FINE ? cell : (long) ((cell & (1 << FINE) - 1) + (1 << FINE)) << shift;
                return Math.min(value, most);
            }
        }
        return most;
    }

    long most() {
        return most;
    }
}
