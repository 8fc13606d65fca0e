package dev.walras.solver.ortools;

import java.util.Arrays;

/**
 * A linear program in columns: maximise {@code value . x} with {@code 0 <= x <= upper} and every row at most its bound.
 *
 * <p>Built row by row and column by column, every number checked on the way in, since native engines end the process on
 * what they do not expect. Not thread-safe while it is built.
 */
public final class SparseProgram {
    private double[] rowBound = new double[16];
    private double[] value = new double[16];
    private double[] upper = new double[16];
    private int[] start = new int[17];
    private int[] row = new int[64];
    private double[] coefficient = new double[64];
    private int rows;
    private int columns;
    private int entries;

    /** A program without rows and columns, with room for so many columns and entries at first. */
    public SparseProgram(int columnsExpected, int entriesExpected) {
        reserve(columnsExpected, entriesExpected);
    }

    private void reserve(int newColumns, int newEntries) {
        if (newColumns > value.length) {
            value = Arrays.copyOf(value, newColumns);
            upper = Arrays.copyOf(upper, newColumns);
            start = Arrays.copyOf(start, newColumns + 1);
        }
        if (newEntries > row.length) {
            row = Arrays.copyOf(row, newEntries);
            coefficient = Arrays.copyOf(coefficient, newEntries);
        }
    }

    /** Adds a row that is at most {@code bound}, a finite number; returns its index. */
    public int addRow(double bound) {
        requireFinite(bound, "the bound of row " + rows);
        if (rows == rowBound.length) {
            rowBound = Arrays.copyOf(rowBound, 2 * rows);
        }
        rowBound[rows] = bound;
        return rows++;
    }

    /**
     * Adds a column without entries; returns its index.
     *
     * @param most its largest value, 0 or more, perhaps infinite
     */
    public int addColumn(double worth, double most) {
        if (!Double.isFinite(worth) || !(most >= 0)) {
            throw new IllegalArgumentException("column " + columns + " of value " + worth + " at most " + most);
        }
        if (columns == value.length) {
            reserve(2 * columns, 0);
        }
        value[columns] = worth;
        upper[columns] = most;
        columns++;
        start[columns] = entries;
        return columns - 1;
    }

    /** Adds an entry to the newest column. */
    public void addEntry(int inRow, double number) {
        if (columns == 0 || inRow < 0 || inRow >= rows) {
            throw new IllegalArgumentException(
                    "an entry in row " + inRow + " of " + rows + " and column " + (columns - 1));
        }
        requireFinite(number, "an entry of row " + inRow);
        if (entries == row.length) {
            reserve(0, 2 * entries);
        }
        row[entries] = inRow;
        coefficient[entries++] = number;
        start[columns] = entries;
    }

    private static void requireFinite(double number, String what) {
        if (!Double.isFinite(number)) {
            throw new IllegalArgumentException(what + " is " + number);
        }
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** The number of columns. */
    public int columns() {
        return columns;
    }

    /** The number of entries. */
    public int entries() {
        return entries;
    }

    /** What row {@code r} is at most. */
    public double rowBound(int r) {
        return rowBound[r];
    }

    /** What a unit of column {@code c} is worth. */
    public double value(int c) {
        return value[c];
    }

    /** What column {@code c} is at most. */
    public double upper(int c) {
        return upper[c];
    }

    /** The first entry of column {@code c}; of the number of columns, the number of entries. */
    public int start(int c) {
        return start[c];
    }

    /** The row of {@code entry}. */
    public int row(int entry) {
        return row[entry];
    }

    /** The number at {@code entry}. */
    public double coefficient(int entry) {
        return coefficient[entry];
    }

    /**
     * What an engine found; nothing of it is proved.
     *
     * <p>Arrays are handed over, not copied: nobody changes them afterwards.
     */
    public static final class Answer {
        private final double[] columns;
        private final double[] duals;
        private final boolean optimal;

        /**
         * An answer.
         *
         * @param columns the value of each column; all 0 when the engine has none
         * @param duals the price of each row; all 0 when the engine has none
         * @param optimal whether the engine says that it came to its end
         */
        public Answer(double[] columns, double[] duals, boolean optimal) {
            this.columns = columns;
            this.duals = duals;
            this.optimal = optimal;
        }

        /** The value of column {@code c}. */
        public double column(int c) {
            return columns[c];
        }

        /** The price of row {@code r}, 0 or more but for the engine's errors. */
        public double dual(int r) {
            return duals[r];
        }

        /** Whether the engine says that it came to its end. */
        public boolean optimal() {
            return optimal;
        }
    }
}
