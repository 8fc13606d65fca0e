package dev.walras.solver.model;

import dev.walras.market.Market;
import java.util.Arrays;

/**
 * The integer program of a market, or of a part of it, in plain arrays.
 *
 * <p>Maximise {@code sum_k value_k x_k} where {@code x_k} is 0 or from {@code min_k} to {@code max_k}, at most one of a
 * group is positive, and for every good {@code sum_k units_kg x_k <= endowment_g}. Entries are stored by order. A group
 * of one order is no group. Immutable; the bounds of {@link Market} hold, so that sums of {@code value x lots} and
 * {@code units x lots} within ranges fit a {@code long}.
 */
public final class LotProgram {
    /** The group of an order that excludes no other. */
    public static final int NO_GROUP = -1;

    private final long[] endowment;
    private final int[] starts;
    private final int[] entryGood;
    private final long[] entryUnits;
    private final long[] min;
    private final long[] max;
    private final long[] value;
    private final int[] group;
    private final int groups;

    private LotProgram(long[] endowment, int[] starts, int[] entryGood, long[] entryUnits, Columns orders) {
        this.endowment = endowment;
        this.starts = starts;
        this.entryGood = entryGood;
        this.entryUnits = entryUnits;
        this.min = orders.min;
        this.max = orders.max;
        this.value = orders.value;
        this.group = orders.group;
        this.groups = compactGroups(group);
    }

    /** The columns of the orders while a program is built. */
    private static final class Columns {
        private final long[] min;
        private final long[] max;
        private final long[] value;
        private final int[] group;

        Columns(int orders) {
            this.min = new long[orders];
            this.max = new long[orders];
            this.value = new long[orders];
            this.group = new int[orders];
        }
    }

    /** The program of a whole market; orders and goods keep their indices. Linear in its size. */
    public static LotProgram of(Market market) {
        int n = market.orders();
        int[] starts = new int[n + 1];
        int[] goods = new int[market.entries()];
        long[] units = new long[market.entries()];
        Columns orders = new Columns(n);
        int e = 0;
        for (int k = 0; k < n; k++) {
            for (int i = 0; i < market.bundleSize(k); i++) {
                goods[e] = market.bundleGood(k, i);
                units[e++] = market.bundleUnits(k, i);
            }
            starts[k + 1] = e;
            orders.min[k] = market.minLots(k);
            orders.max[k] = market.maxLots(k);
            orders.value[k] = market.valueMicrosPerLot(k);
            orders.group[k] = market.group(k);
        }
        long[] endowment = new long[market.goods()];
        for (int g = 0; g < endowment.length; g++) {
            endowment[g] = market.endowment(g);
        }
        return new LotProgram(endowment, starts, goods, units, orders);
    }

    /**
     * A set packing: single lots, of which every row admits one.
     *
     * @param values of the orders, in micros
     * @param rows distinct orders each; they become goods of endowment 1
     */
    public static LotProgram packing(long[] values, int[][] rows) {
        int n = values.length;
        int[] starts = new int[n + 1];
        for (int[] row : rows) {
            for (int k : row) {
                starts[k + 1]++;
            }
        }
        for (int k = 0; k < n; k++) {
            starts[k + 1] += starts[k];
        }
        int[] next = Arrays.copyOf(starts, n);
        int[] goods = new int[starts[n]];
        for (int r = 0; r < rows.length; r++) {
            for (int k : rows[r]) {
                goods[next[k]++] = r;
            }
        }
        long[] ones = new long[Math.max(rows.length, goods.length)];
        Arrays.fill(ones, 1);
        Columns orders = new Columns(n);
        Arrays.fill(orders.min, 1);
        Arrays.fill(orders.max, 1);
        Arrays.fill(orders.group, NO_GROUP);
        System.arraycopy(values, 0, orders.value, 0, n);
        return new LotProgram(
                Arrays.copyOf(ones, rows.length), starts, goods, Arrays.copyOf(ones, goods.length), orders);
    }

    /**
     * The program of some orders, with all others at zero: order {@code i} of the result is order {@code kept[i]} of
     * this one, good {@code j} is good {@code keptGoods[j]}.
     *
     * @param kept distinct orders
     * @param keptGoods goods in increasing order; what orders do with others is left out
     */
    public LotProgram select(int[] kept, int[] keptGoods) {
        return select(kept, keptGoods, endowment);
    }

    /**
     * As {@link #select(int[], int[])}, with other endowments: what is left when the other orders are fixed.
     *
     * @param left units left of every good of this program, 0 or more for the kept goods that matter
     */
    public LotProgram select(int[] kept, int[] keptGoods, long[] left) {
        long[] endowments = new long[keptGoods.length];
        for (int j = 0; j < keptGoods.length; j++) {
            endowments[j] = left[keptGoods[j]];
        }
        boolean all = keptGoods.length == goods();
        int n = kept.length;
        int most = 0;
        for (int k : kept) {
            most += size(k);
        }
        int[] newStarts = new int[n + 1];
        int[] goods = new int[most];
        long[] units = new long[most];
        Columns orders = new Columns(n);
        int to = 0;
        for (int i = 0; i < n; i++) {
            int k = kept[i];
            for (int e = starts[k]; e < starts[k + 1]; e++) {
                int good = all ? entryGood[e] : Arrays.binarySearch(keptGoods, entryGood[e]);
                if (good >= 0) {
                    goods[to] = good;
                    units[to++] = entryUnits[e];
                }
            }
            newStarts[i + 1] = to;
            orders.min[i] = min[k];
            orders.max[i] = max[k];
            orders.value[i] = value[k];
            orders.group[i] = group[k];
        }
        return new LotProgram(endowments, newStarts, Arrays.copyOf(goods, to), Arrays.copyOf(units, to), orders);
    }

    /** Renumbers groups in order of first occurrence, and frees orders that are alone in theirs. */
    private static int compactGroups(int[] group) {
        int greatest = -1;
        for (int g : group) {
            greatest = Math.max(greatest, g);
        }
        if (greatest < 0) {
            return 0;
        }
        if (greatest > 4L * group.length + 1024) {
            ranked(group);
            return compactGroups(group);
        }
        int[] size = new int[greatest + 1];
        for (int g : group) {
            if (g >= 0) {
                size[g]++;
            }
        }
        int[] renumbered = new int[greatest + 1];
        int count = 0;
        for (int k = 0; k < group.length; k++) {
            int g = group[k];
            if (g >= 0 && size[g] > 1) {
                if (renumbered[g] == 0) {
                    renumbered[g] = ++count;
                }
                group[k] = renumbered[g] - 1;
            } else {
                group[k] = NO_GROUP;
            }
        }
        return count;
    }

    /** Replaces groups by their rank: few orders of a market with many groups need no table of all. */
    private static void ranked(int[] group) {
        int[] ids = Arrays.stream(group).filter(g -> g >= 0).sorted().distinct().toArray();
        for (int k = 0; k < group.length; k++) {
            group[k] = group[k] < 0 ? NO_GROUP : Arrays.binarySearch(ids, group[k]);
        }
    }

    /** The number of goods. */
    public int goods() {
        return endowment.length;
    }

    /** The number of orders. */
    public int orders() {
        return min.length;
    }

    /** The number of groups, each of two or more orders. */
    public int groups() {
        return groups;
    }

    /** The number of entries: non-zeros of the goods x orders matrix. */
    public int entries() {
        return entryGood.length;
    }

    /** Units of {@code good} there are; 0 or more. */
    public long endowment(int good) {
        return endowment[good];
    }

    /** The first entry of {@code order}. */
    public int start(int order) {
        return starts[order];
    }

    /** One past the last entry of {@code order}. */
    public int end(int order) {
        return starts[order + 1];
    }

    /** The number of entries of {@code order}. */
    public int size(int order) {
        return starts[order + 1] - starts[order];
    }

    /** The good of entry {@code entry}; increasing within an order. */
    public int good(int entry) {
        return entryGood[entry];
    }

    /** Units a lot of entry {@code entry}: + received, - given, never 0. */
    public long units(int entry) {
        return entryUnits[entry];
    }

    /** The fewest lots of a fill of {@code order}, 1 or more. */
    public long min(int order) {
        return min[order];
    }

    /** The most lots of a fill of {@code order}, {@code min} or more. */
    public long max(int order) {
        return max[order];
    }

    /** What a lot of {@code order} is worth, in micros; negative is a cost. */
    public long value(int order) {
        return value[order];
    }

    /** The group of {@code order}, {@link #NO_GROUP} when it is alone. */
    public int group(int order) {
        return group[order];
    }

    /** The greatest common divisor of all values, 1 or more: welfare is a multiple of it. */
    public long valueGcd() {
        long gcd = 0;
        for (long v : value) {
            long a = Math.abs(v);
            while (a != 0) {
                long rest = gcd % a;
                gcd = a;
                a = rest;
            }
            if (gcd == 1) {
                return 1;
            }
        }
        return Math.max(1, gcd);
    }

    /** The welfare of {@code lots} within ranges, in micros. */
    public long welfare(long[] lots) {
        long sum = 0;
        for (int k = 0; k < min.length; k++) {
            if (lots[k] != 0) {
                sum += value[k] * lots[k];
            }
        }
        return sum;
    }

    /** Whether {@code lots} keeps every range, every group and every balance; exactly. */
    public boolean feasible(long[] lots) {
        if (lots.length != orders()) {
            return false;
        }
        boolean[] used = new boolean[groups];
        for (int k = 0; k < lots.length; k++) {
            if (lots[k] != 0) {
                if (lots[k] < min[k] || lots[k] > max[k] || (group[k] >= 0 && used[group[k]])) {
                    return false;
                }
                if (group[k] >= 0) {
                    used[group[k]] = true;
                }
            }
        }
        for (long left : left(lots)) {
            if (left < 0) {
                return false;
            }
        }
        return true;
    }

    /** Units of every good that {@code lots} within ranges leave over; negative where they take too much. */
    public long[] left(long[] lots) {
        long[] left = endowment.clone();
        for (int k = 0; k < lots.length; k++) {
            if (lots[k] != 0) {
                for (int e = starts[k]; e < starts[k + 1]; e++) {
                    left[entryGood[e]] -= entryUnits[e] * lots[k];
                }
            }
        }
        return left;
    }

    /** The members of every group, in increasing order. */
    public int[][] membersOfGroups() {
        int[] size = new int[groups];
        for (int g : group) {
            if (g >= 0) {
                size[g]++;
            }
        }
        int[][] members = new int[groups][];
        for (int g = 0; g < groups; g++) {
            members[g] = new int[size[g]];
        }
        for (int k = group.length - 1; k >= 0; k--) {
            if (group[k] >= 0) {
                members[group[k]][--size[group[k]]] = k;
            }
        }
        return members;
    }

    /** The orders that touch every good, in increasing order, as rows of a compressed matrix. */
    public Touching touching() {
        int[] ends = new int[goods() + 1];
        for (int g : entryGood) {
            ends[g + 1]++;
        }
        for (int g = 0; g < goods(); g++) {
            ends[g + 1] += ends[g];
        }
        int[] next = Arrays.copyOf(ends, goods());
        int[] order = new int[entryGood.length];
        int[] entry = new int[entryGood.length];
        for (int k = 0; k < orders(); k++) {
            for (int e = starts[k]; e < starts[k + 1]; e++) {
                int to = next[entryGood[e]]++;
                order[to] = k;
                entry[to] = e;
            }
        }
        return new Touching(ends, order, entry);
    }

    /** Entries by good. */
    public static final class Touching {
        private final int[] starts;
        private final int[] order;
        private final int[] entry;

        private Touching(int[] starts, int[] order, int[] entry) {
            this.starts = starts;
            this.order = order;
            this.entry = entry;
        }

        /** The first position of {@code good}. */
        public int start(int good) {
            return starts[good];
        }

        /** One past the last position of {@code good}. */
        public int end(int good) {
            return starts[good + 1];
        }

        /** The order at a position. */
        public int order(int position) {
            return order[position];
        }

        /** The entry of that order at a position. */
        public int entry(int position) {
            return entry[position];
        }
    }
}
