package dev.walras.mechanisms.book;

import java.util.Arrays;

/**
 * The price levels within a range of consecutive ticks: a cell for each tick, and three tiers of bits that find the
 * next occupied tick above or below in a handful of instructions. A level stays in its cell when its last order goes,
 * as the price will likely come back; only its bit is cleared.
 */
final class TickWindow {
    /** The fewest ticks. */
    static final int FEWEST = 64;
    /** The most ticks, as the uppermost tier is one long. */
    static final int MOST = 1 << 18;

    private final int ticks;
    private final int shift;
    private final int[] cells;
    private final long[] low;
    private final long[] middle;
    private long top;
    private long base;
    private int size;

    /** Empty, from tick 0 on; {@code ticks} is a power of two. */
    TickWindow(int ticks) {
        this.ticks = ticks;
        this.shift = Integer.numberOfTrailingZeros(ticks);
        this.cells = new int[ticks];
        this.low = new long[ticks >> 6];
        this.middle = new long[Math.max(1, ticks >> 12)];
    }

    int ticks() {
        return ticks;
    }

    long base() {
        return base;
    }

    /** How many ticks are occupied. */
    int size() {
        return size;
    }

    boolean covers(long price) {
        return (price - base) >>> shift == 0;
    }

    /** The level at a price that is covered, 0 if there never was one; it may have no orders. */
    int get(long price) {
        return cells[(int) (price - base)];
    }

    /** Puts a level at a price that is covered; it has no orders yet. */
    void put(long price, int level) {
        cells[(int) (price - base)] = level;
    }

    /** Notes that the level at a price that is covered has orders. */
    void occupy(long price) {
        int i = (int) (price - base);
        long before = low[i >> 6];
        low[i >> 6] = before | 1L << i;
        size += (int) (~before >>> i) & 1;
        if (before == 0) {
            middle[i >> 12] |= 1L << (i >> 6);
            top |= 1L << (i >> 12);
        }
    }

    /**
     * Notes whether the level at a price that is covered, which had orders, has none now.
     *
     * @param empty 1 if it has none, 0 if it still has; without a branch, as nobody could foretell it
     */
    void vacate(long price, int empty) {
        int i = (int) (price - base);
        long after = low[i >> 6] & ~((long) empty << i);
        low[i >> 6] = after;
        size -= empty;
        if (after == 0 && (middle[i >> 12] &= ~(1L << (i >> 6))) == 0) {
            top &= ~(1L << (i >> 12));
        }
    }

    /** The first level with orders above a price that is covered, 0 if there is none. */
    int above(long price) {
        int i = (int) (price - base);
        long bits = low[i >> 6] & (-2L << i);
        if (bits != 0) {
            return cells[(i & -64) + Long.numberOfTrailingZeros(bits)];
        }
        int j = i >> 6;
        bits = middle[j >> 6] & (-2L << j);
        if (bits != 0) {
            return lowest((j & -64) + Long.numberOfTrailingZeros(bits));
        }
        bits = top & (-2L << (j >> 6));
        if (bits == 0) {
            return 0;
        }
        int k = Long.numberOfTrailingZeros(bits);
        return lowest((k << 6) + Long.numberOfTrailingZeros(middle[k]));
    }

    /** The last level with orders below a price that is covered, 0 if there is none. */
    int below(long price) {
        int i = (int) (price - base);
        long bits = low[i >> 6] & ((1L << i) - 1);
        if (bits != 0) {
            return cells[(i | 63) - Long.numberOfLeadingZeros(bits)];
        }
        int j = i >> 6;
        bits = middle[j >> 6] & ((1L << j) - 1);
        if (bits != 0) {
            return highest((j | 63) - Long.numberOfLeadingZeros(bits));
        }
        bits = top & ((1L << (j >> 6)) - 1);
        if (bits == 0) {
            return 0;
        }
        int k = 63 - Long.numberOfLeadingZeros(bits);
        return highest((k << 6) + 63 - Long.numberOfLeadingZeros(middle[k]));
    }

    private int lowest(int j) {
        return cells[(j << 6) + Long.numberOfTrailingZeros(low[j])];
    }

    private int highest(int j) {
        return cells[(j << 6) + 63 - Long.numberOfLeadingZeros(low[j])];
    }

    /** The lowest level with orders, 0 if there is none. */
    int first() {
        if (size == 0) {
            return 0;
        }
        int k = Long.numberOfTrailingZeros(top);
        return lowest((k << 6) + Long.numberOfTrailingZeros(middle[k]));
    }

    /** The highest level with orders, 0 if there is none. */
    int last() {
        if (size == 0) {
            return 0;
        }
        int k = 63 - Long.numberOfLeadingZeros(top);
        return highest((k << 6) + 63 - Long.numberOfLeadingZeros(middle[k]));
    }

    /** The range that has {@code centre} in its middle, or as near to it as prices go: its first tick. */
    long baseAround(long centre) {
        long half = ticks >> 1;
        long from = centre < Long.MIN_VALUE + half ? Long.MIN_VALUE : centre - half;
        return Math.min(from, Long.MAX_VALUE - ticks + 1) & -64L;
    }

    /** The level at the {@code i}-th tick, 0 if there never was one. */
    int cell(int i) {
        return cells[i];
    }

    /** Forgets the level at the {@code i}-th tick, which is not occupied. */
    void drop(int i) {
        cells[i] = 0;
    }

    /**
     * Covers another range.
     *
     * @param first its first tick, a multiple of 64; no level is at a tick that is no longer covered
     */
    void shiftTo(long first) {
        long by = first - base;
        base = first;
        if (Math.abs(by) >= ticks || by == Long.MIN_VALUE) {
            return;
        }
        int move = (int) by;
        slide(cells, move);
        slide(low, move >> 6);
        Arrays.fill(middle, 0);
        top = 0;
        for (int j = 0; j < low.length; j++) {
            if (low[j] != 0) {
                middle[j >> 6] |= 1L << j;
                top |= 1L << (j >> 6);
            }
        }
    }

    private static void slide(int[] cells, int by) {
        int kept = cells.length - Math.abs(by);
        System.arraycopy(cells, Math.max(0, by), cells, Math.max(0, -by), kept);
        Arrays.fill(cells, by > 0 ? kept : 0, by > 0 ? cells.length : -by, 0);
    }

    private static void slide(long[] bits, int by) {
        int kept = bits.length - Math.abs(by);
        System.arraycopy(bits, Math.max(0, by), bits, Math.max(0, -by), kept);
        Arrays.fill(bits, by > 0 ? kept : 0, by > 0 ? bits.length : -by, 0);
    }

    void clear() {
        Arrays.fill(cells, 0);
        Arrays.fill(low, 0);
        Arrays.fill(middle, 0);
        top = 0;
        size = 0;
    }
}
