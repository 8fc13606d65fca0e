package dev.walras.market;

import java.util.Arrays;
import java.util.Objects;
import java.util.function.IntToLongFunction;

/**
 * An immutable vector of {@code long}s, stored as narrowly as its values allow: one constant, 8, 16, 32 or 64 bits an
 * entry. Reading an entry allocates nothing.
 */
public final class LongVector {
    private static final LongVector EMPTY = new LongVector(0, 0);

    private final int size;
    private final long constant;
    private final long least;
    private final long greatest;
    private final byte[] bytes;
    private final short[] shorts;
    private final int[] ints;
    private final long[] longs;
    private final int width;

    private static final byte[] NO_BYTES = {};
    private static final short[] NO_SHORTS = {};
    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};

    private LongVector(int size, long constant) {
        this.size = size;
        this.constant = constant;
        this.least = constant;
        this.greatest = constant;
        this.width = 0;
        this.bytes = NO_BYTES;
        this.shorts = NO_SHORTS;
        this.ints = NO_INTS;
        this.longs = NO_LONGS;
    }

    /** {@code size} entries yet to be written, in the narrowest of the array forms that holds {@code lo .. hi}. */
    private LongVector(int size, long lo, long hi) {
        this.size = size;
        this.constant = 0;
        this.least = lo;
        this.greatest = hi;
        this.width = lo >= Byte.MIN_VALUE && hi <= Byte.MAX_VALUE
                ? 1
                : lo >= Short.MIN_VALUE && hi <= Short.MAX_VALUE
                        ? 2
                        : lo >= Integer.MIN_VALUE && hi <= Integer.MAX_VALUE ? 4 : 8;
        this.bytes = width == 1 ? new byte[size] : NO_BYTES;
        this.shorts = width == 2 ? new short[size] : NO_SHORTS;
        this.ints = width == 4 ? new int[size] : NO_INTS;
        this.longs = width == 8 ? new long[size] : NO_LONGS;
    }

    /** Fills a new vector from a function. */
    private LongVector written(IntToLongFunction value) {
        for (int i = 0; i < size; i++) {
            long v = value.applyAsLong(i);
            switch (width) {
                case 1 -> bytes[i] = (byte) v;
                case 2 -> shorts[i] = (short) v;
                case 4 -> ints[i] = (int) v;
                default -> longs[i] = v;
            }
        }
        return this;
    }

    /** Fills a new vector from an array: one plain loop for each width, which the compiler turns into wide moves. */
    private LongVector written(long[] values) {
        switch (width) {
            case 1 -> {
                for (int i = 0; i < size; i++) {
                    bytes[i] = (byte) values[i];
                }
            }
            case 2 -> {
                for (int i = 0; i < size; i++) {
                    shorts[i] = (short) values[i];
                }
            }
            case 4 -> {
                for (int i = 0; i < size; i++) {
                    ints[i] = (int) values[i];
                }
            }
            default -> System.arraycopy(values, 0, longs, 0, size);
        }
        return this;
    }

    /** A copy of {@code values}. */
    public static LongVector of(long... values) {
        return copyOf(values, values.length);
    }

    /** A copy of the first {@code size} of {@code values}. */
    public static LongVector copyOf(long[] values, int size) {
        if (size <= 0) {
            return repeat(size, 0);
        }
        long lo = values[0];
        long hi = values[0];
        for (int i = 1; i < size; i++) {
            lo = Math.min(lo, values[i]);
            hi = Math.max(hi, values[i]);
        }
        return lo == hi ? new LongVector(size, lo) : new LongVector(size, lo, hi).written(values);
    }

    /** A copy of the first {@code size} of {@code values}. */
    public static LongVector copyOf(int[] values, int size) {
        return tabulate(size, i -> values[i]);
    }

    /** {@code size} times the same value. */
    public static LongVector repeat(int size, long value) {
        if (size < 0) {
            throw new IllegalArgumentException("size is " + size + "; it must be 0 or more");
        }
        return size == 0 ? EMPTY : new LongVector(size, value);
    }

    /** {@code size} zeros. */
    public static LongVector zeros(int size) {
        return repeat(size, 0);
    }

    /**
     * The vector of {@code value(0) .. value(size - 1)}.
     *
     * @param value a pure function: it is called more than once per index
     */
    public static LongVector tabulate(int size, IntToLongFunction value) {
        if (size <= 0) {
            return repeat(size, 0);
        }
        long lo = Long.MAX_VALUE;
        long hi = Long.MIN_VALUE;
        for (int i = 0; i < size; i++) {
            long v = value.applyAsLong(i);
            lo = Math.min(lo, v);
            hi = Math.max(hi, v);
        }
        return lo == hi ? new LongVector(size, lo) : new LongVector(size, lo, hi).written(value);
    }

    /** The number of entries. */
    public int size() {
        return size;
    }

    /**
     * The entry at {@code index}.
     *
     * @throws IndexOutOfBoundsException unless {@code 0 <= index < size()}
     */
    public long get(int index) {
        return switch (width) {
            case 1 -> bytes[index];
            case 2 -> shorts[index];
            case 4 -> ints[index];
            case 8 -> longs[index];
            default -> {
                if (index < 0 || index >= size) {
                    throw new IndexOutOfBoundsException("index " + index + ", size " + size);
                }
                yield constant;
            }
        };
    }

    /** The least entry; the repeated one, or 0, when the vector is empty. Known without looking. */
    public long least() {
        return least;
    }

    /** The greatest entry; the repeated one, or 0, when the vector is empty. Known without looking. */
    public long greatest() {
        return greatest;
    }

    /**
     * Copies the entries {@code from .. from + count - 1} to the beginning of {@code into}: several times faster than
     * to ask for one after the other.
     */
    public void read(int from, int count, long[] into) {
        Objects.checkFromIndexSize(from, count, size);
        switch (width) {
            case 1 -> {
                for (int i = 0; i < count; i++) {
                    into[i] = bytes[from + i];
                }
            }
            case 2 -> {
                for (int i = 0; i < count; i++) {
                    into[i] = shorts[from + i];
                }
            }
            case 4 -> {
                for (int i = 0; i < count; i++) {
                    into[i] = ints[from + i];
                }
            }
            case 8 -> System.arraycopy(longs, from, into, 0, count);
            default -> Arrays.fill(into, 0, count, constant);
        }
    }

    /** A fresh array of all entries. */
    public long[] toArray() {
        long[] copy = new long[size];
        read(0, size, copy);
        return copy;
    }

    /** Bytes of heap held by the entries, without object headers. */
    public long heapBytes() {
        return (long) width * size;
    }

    @Override
    public boolean equals(Object other) {
        if (!(other instanceof LongVector that) || that.size != size) {
            return false;
        }
        for (int i = 0; i < size; i++) {
            if (get(i) != that.get(i)) {
                return false;
            }
        }
        return true;
    }

    @Override
    public int hashCode() {
        int hash = 1;
        for (int i = 0; i < size; i++) {
            hash = 31 * hash + Long.hashCode(get(i));
        }
        return hash;
    }

    @Override
    public String toString() {
        return size <= 32 ? Arrays.toString(toArray()) : "LongVector[" + size + " entries]";
    }
}
