package dev.walras.solver.packages;

/**
 * Which bids exclude each other, as a symmetric matrix of bits. A bid does not exclude itself.
 *
 * <p>Takes n squared / 8 bytes for n bids.
 */
final class Conflicts {
    private final int words;
    private final long[][] row;

    /** No conflicts among {@code bids} bids. */
    Conflicts(int bids) {
        this.words = (bids + 63) >>> 6;
        this.row = new long[bids][words];
    }

    /** Conflicts of bids of which every row of {@code cliques} admits one. */
    static Conflicts of(int bids, int[][] cliques) {
        Conflicts conflicts = new Conflicts(bids);
        for (int[] clique : cliques) {
            conflicts.join(clique);
        }
        return conflicts;
    }

    /** Makes all {@code members} exclude each other. */
    void join(int[] members) {
        long[] mask = new long[words];
        for (int k : members) {
            mask[k >>> 6] |= 1L << k;
        }
        for (int k : members) {
            long[] own = row[k];
            for (int w = 0; w < words; w++) {
                own[w] |= mask[w];
            }
            own[k >>> 6] &= ~(1L << k);
        }
    }

    int bids() {
        return row.length;
    }

    boolean exclude(int a, int b) {
        return (row[a][b >>> 6] >>> b & 1) != 0;
    }

    /** How many bids {@code k} excludes. */
    int degree(int k) {
        int sum = 0;
        for (long word : row[k]) {
            sum += Long.bitCount(word);
        }
        return sum;
    }

    /** The bids that {@code k} excludes, as bits; to be read only. */
    long[] of(int k) {
        return row[k];
    }

    /** Whether every bid that {@code a} excludes, and {@code a}, is {@code b} or excluded by it. */
    boolean within(int a, int b) {
        long[] ofA = row[a];
        long[] ofB = row[b];
        for (int w = 0; w < words; w++) {
            long beyond = ofA[w] & ~ofB[w];
            if (beyond != 0 && (w != b >>> 6 || (beyond & ~(1L << b)) != 0)) {
                return false;
            }
        }
        return exclude(a, b);
    }

    /** Makes {@code k} exclude nothing. */
    void isolate(int k) {
        long[] own = row[k];
        for (int w = 0; w < words; w++) {
            for (long rest = own[w]; rest != 0; rest &= rest - 1) {
                row[(w << 6) + Long.numberOfTrailingZeros(rest)][k >>> 6] &= ~(1L << k);
            }
            own[w] = 0;
        }
    }
}
