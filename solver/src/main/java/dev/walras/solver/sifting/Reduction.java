package dev.walras.solver.sifting;

import java.util.Arrays;
import java.util.List;

/**
 * What is still open in a market once prices are known to lie in a box: columns that may be part of a best reply
 * somewhere in the box, and what certain replies leave of every good.
 */
final class Reduction {
    private final double[] left;
    private final int groups;
    private final int columns;
    private final double[] value;
    private final int[] group;
    private final long[] id;
    private final int[] start;
    private final int[] good;
    private final double[] units;

    /**
     * The parts, one behind the other.
     *
     * @param endowment of every good, from which certain replies are taken
     */
    Reduction(double[] endowment, List<Part> parts) {
        int all = parts.stream().mapToInt(part -> part.columns).sum();
        int entries = parts.stream().mapToInt(part -> part.start[part.columns]).sum();
        left = endowment.clone();
        value = new double[all];
        group = new int[all];
        id = new long[all];
        start = new int[all + 1];
        good = new int[entries];
        units = new double[entries];
        int at = 0;
        int firstGroup = 0;
        for (Part part : parts) {
            int from = start[at];
            for (int c = 0; c < part.columns; c++) {
                group[at + c] = part.group[c] < 0 ? -1 : firstGroup + part.group[c];
                start[at + c + 1] = from + part.start[c + 1];
            }
            System.arraycopy(part.value, 0, value, at, part.columns);
            System.arraycopy(part.id, 0, id, at, part.columns);
            System.arraycopy(part.good, 0, good, from, part.start[part.columns]);
            System.arraycopy(part.units, 0, units, from, part.start[part.columns]);
            for (int g = 0; g < left.length; g++) {
                left[g] -= part.used[g];
            }
            at += part.columns;
            firstGroup += part.groups;
        }
        columns = all;
        groups = firstGroup;
    }

    /** The open columns and the certain replies of some participants; grows. */
    static final class Part {
        private final double[] used;
        private int groups;
        private int columns;
        private double[] value = new double[64];
        private int[] group = new int[64];
        private long[] id = new long[64];
        private int[] start = new int[65];
        private int[] good = new int[64];
        private double[] units = new double[64];

        /** Nothing, over so many goods. */
        Part(int goods) {
            used = new double[goods];
        }

        /** A certain reply takes units of a good; sums of whole numbers below 2^53 are exact. */
        void use(int ofGood, double taken) {
            used[ofGood] += taken;
        }

        /** Opens a group: of the columns added with it one unit in all may be taken. */
        int openGroup() {
            return groups++;
        }

        /** The number of columns so far. */
        int columns() {
            return columns;
        }

        /** Adds a column of a group of this part, or of none (-1). */
        void add(long name, double worth, int ofGroup) {
            if (columns == value.length) {
                int more = 2 * columns;
                value = Arrays.copyOf(value, more);
                group = Arrays.copyOf(group, more);
                id = Arrays.copyOf(id, more);
                start = Arrays.copyOf(start, more + 1);
            }
            id[columns] = name;
            value[columns] = worth;
            group[columns] = ofGroup;
            start[columns + 1] = start[columns];
            columns++;
        }

        /** Adds an entry to the newest column. */
        void entry(int ofGood, double taken) {
            int at = start[columns];
            if (at == good.length) {
                good = Arrays.copyOf(good, 2 * at);
                units = Arrays.copyOf(units, 2 * at);
            }
            good[at] = ofGood;
            units[at] = taken;
            start[columns] = at + 1;
        }
    }

    /** The number of goods. */
    int goods() {
        return left.length;
    }

    /** Units of {@code g} that certain replies leave; may be negative. */
    double left(int g) {
        return left[g];
    }

    /** The number of groups of which one unit in all may be taken. */
    int groups() {
        return groups;
    }

    /** The number of columns. */
    int columns() {
        return columns;
    }

    /** What column {@code c}, taken entirely, is worth. */
    double value(int c) {
        return value[c];
    }

    /** The group of column {@code c}, -1 when it has none. */
    int group(int c) {
        return group[c];
    }

    /** What column {@code c} stands for in the market. */
    long id(int c) {
        return id[c];
    }

    /** The first entry of column {@code c}; of the number of columns, the number of entries. */
    int start(int c) {
        return start[c];
    }

    /** The good of {@code entry}. */
    int good(int entry) {
        return good[entry];
    }

    /** Units of it that the column takes (negative: gives) when it is taken entirely. */
    double units(int entry) {
        return units[entry];
    }
}
