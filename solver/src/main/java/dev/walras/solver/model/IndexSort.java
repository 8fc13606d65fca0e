package dev.walras.solver.model;

import java.util.Arrays;
import java.util.function.IntToLongFunction;

/** Sorts indices by keys without objects: packs key and position into one long where both fit. */
public final class IndexSort {
    private IndexSort() {}

    /**
     * The first {@code n} of {@code items} by decreasing key; equal keys keep their order.
     *
     * @param key a pure function; differences of keys must fit a {@code long}
     */
    public static int[] descending(int[] items, int n, IntToLongFunction key) {
        long lo = Long.MAX_VALUE;
        long hi = Long.MIN_VALUE;
        for (int i = 0; i < n; i++) {
            long at = key.applyAsLong(items[i]);
            lo = Math.min(lo, at);
            hi = Math.max(hi, at);
        }
        int positionBits = Long.SIZE - Long.numberOfLeadingZeros(n);
        int keyBits = n == 0 ? 0 : Long.SIZE - Long.numberOfLeadingZeros(hi - lo);
        return positionBits + keyBits < Long.SIZE ? packed(items, n, key, hi) : merged(items, n, key);
    }

    /**
     * The indices {@code 0 .. scores.length - 1} by decreasing score; equal scores in increasing order of index.
     *
     * <p>Sorts the leading bits of the scores with the indices in place of the last bits, then puts right the runs that
     * share their leading bits.
     */
    public static int[] descending(double[] scores) {
        int n = scores.length;
        long mask = (1L << (Long.SIZE - Long.numberOfLeadingZeros(n))) - 1;
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            keys[i] = (~ordered(scores[i]) & ~mask) | i;
        }
        Arrays.sort(keys);
        int[] sorted = new int[n];
        for (int i = 0; i < n; i++) {
            sorted[i] = (int) (keys[i] & mask);
        }
        for (int start = 0, end; start < n; start = end) {
            boolean inOrder = true;
            for (end = start + 1; end < n && (keys[end] & ~mask) == (keys[start] & ~mask); end++) {
                inOrder &= ordered(scores[sorted[end - 1]]) >= ordered(scores[sorted[end]]);
            }
            if (!inOrder) {
                int[] run = Arrays.copyOfRange(sorted, start, end);
                System.arraycopy(merged(run, run.length, i -> ordered(scores[i])), 0, sorted, start, run.length);
            }
        }
        return sorted;
    }

    /** The bits of {@code score} as a number in the same order; not-a-number comes last. */
    private static long ordered(double score) {
        long bits = Double.doubleToLongBits(Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score + 0.0);
        return bits < 0 ? Long.MIN_VALUE - bits : bits;
    }

    private static int[] packed(int[] items, int n, IntToLongFunction key, long hi) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(n);
        long[] keys = new long[n];
        for (int i = 0; i < n; i++) {
            keys[i] = (hi - key.applyAsLong(items[i])) << bits | i;
        }
        Arrays.sort(keys);
        int[] sorted = new int[n];
        long mask = (1L << bits) - 1;
        for (int i = 0; i < n; i++) {
            sorted[i] = items[(int) (keys[i] & mask)];
        }
        return sorted;
    }

    /** Bottom-up merge sort, for keys too wide to pack. */
    private static int[] merged(int[] items, int n, IntToLongFunction key) {
        int[] from = Arrays.copyOf(items, n);
        int[] to = new int[n];
        for (int width = 1; width < n; width *= 2) {
            for (int start = 0; start < n; start += 2 * width) {
                int middle = Math.min(n, start + width);
                int end = Math.min(n, start + 2 * width);
                int a = start;
                int b = middle;
                for (int i = start; i < end; i++) {
                    boolean left = b >= end || (a < middle && key.applyAsLong(from[a]) >= key.applyAsLong(from[b]));
                    to[i] = left ? from[a++] : from[b++];
                }
            }
            int[] swap = from;
            from = to;
            to = swap;
        }
        return from;
    }
}
