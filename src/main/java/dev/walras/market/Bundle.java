package dev.walras.market;

import java.util.Arrays;

/**
 * What one lot of an order trades: for each good touched, the units received (+) or given (-).
 *
 * <p>Entries are sorted by good and none is zero. Immutable.
 */
public final class Bundle {
    /** The bundle that touches no good. */
    public static final Bundle EMPTY = new Bundle(new int[0], new long[0]);

    private final int[] goods;
    private final long[] units;

    private Bundle(int[] goods, long[] units) {
        this.goods = goods;
        this.units = units;
    }

    /** One good: {@code units} of it, received when positive, given when negative; zero gives the empty bundle. */
    public static Bundle of(int good, long units) {
        return of(new int[] {good}, new long[] {units});
    }

    /**
     * Two goods: gives {@code out} of {@code from} and receives {@code in} of {@code to}. A route that takes a good
     * here and delivers it there gives what it delivers and receives what it takes.
     */
    public static Bundle convert(int from, long out, int to, long in) {
        return of(new int[] {from, to}, new long[] {Math.negateExact(out), in});
    }

    /**
     * A bundle of parallel arrays in any order; entries of the same good are added up and zeros dropped.
     *
     * @param goods indices of goods, each 0 or more
     * @param units units received (+) or given (-), in the same order
     * @throws IllegalArgumentException when the lengths differ or an index is negative
     * @throws ArithmeticException when the units of one good add up beyond a {@code long}
     */
    public static Bundle of(int[] goods, long[] units) {
        if (goods.length != units.length) {
            throw new IllegalArgumentException(goods.length + " goods but " + units.length + " units");
        }
        long[] keys = new long[goods.length];
        for (int i = 0; i < goods.length; i++) {
            if (goods[i] < 0) {
                throw new IllegalArgumentException("good " + goods[i] + " is negative");
            }
            keys[i] = (long) goods[i] << 32 | i;
        }
        Arrays.sort(keys);
        int[] sorted = new int[goods.length];
        long[] sums = new long[goods.length];
        int n = 0;
        for (long key : keys) {
            int good = (int) (key >> 32);
            long u = units[(int) key];
            if (n > 0 && sorted[n - 1] == good) {
                sums[n - 1] = Math.addExact(sums[n - 1], u);
            } else {
                sorted[n] = good;
                sums[n] = u;
                n++;
            }
        }
        int kept = 0;
        for (int i = 0; i < n; i++) {
            if (sums[i] != 0) {
                sorted[kept] = sorted[i];
                sums[kept] = sums[i];
                kept++;
            }
        }
        return new Bundle(Arrays.copyOf(sorted, kept), Arrays.copyOf(sums, kept));
    }

    /** The number of goods touched. */
    public int size() {
        return goods.length;
    }

    /** The good of entry {@code i}; increasing in {@code i}. */
    public int good(int i) {
        return goods[i];
    }

    /** Units of entry {@code i}: received when positive, given when negative, never zero. */
    public long units(int i) {
        return units[i];
    }

    /** Units of {@code good}, 0 when untouched. */
    public long unitsOf(int good) {
        int i = Arrays.binarySearch(goods, good);
        return i < 0 ? 0 : units[i];
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bundle that && Arrays.equals(goods, that.goods) && Arrays.equals(units, that.units);
    }

    @Override
    public int hashCode() {
        return 31 * Arrays.hashCode(goods) + Arrays.hashCode(units);
    }

    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < goods.length; i++) {
            text.append(i == 0 ? "" : ", ")
                    .append(goods[i])
                    .append(units[i] > 0 ? ":+" : ":")
                    .append(units[i]);
        }
        return text.append("}").toString();
    }
}
