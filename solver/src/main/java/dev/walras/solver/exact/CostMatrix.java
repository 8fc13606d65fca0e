package dev.walras.solver.exact;

import java.util.function.IntBinaryOperator;

/**
 * What it costs to assign each row to each column: whole numbers, by rows, 4 or 8 bytes each.
 *
 * <p>The array is taken over, not copied: nobody changes it afterwards.
 */
public final class CostMatrix {
    /** The cost of a pair that is not allowed, in a matrix of {@code int}s. */
    public static final int FORBIDDEN = Integer.MAX_VALUE;
    /** The cost of a pair that is not allowed, in a matrix of {@code long}s. */
    public static final long FORBIDDEN_LONG = Long.MAX_VALUE;

    private static final int[] NO_INTS = {};
    private static final long[] NO_LONGS = {};

    private final int rows;
    private final int columns;
    private final int[] narrow;
    private final long[] wide;

    private CostMatrix(int rows, int columns, int[] narrow, long[] wide) {
        long cells = (long) rows * columns;
        if (rows < 0 || columns < 0 || cells != Math.max(narrow.length, wide.length)) {
            throw new IllegalArgumentException(
                    Math.max(narrow.length, wide.length) + " costs for " + rows + " rows of " + columns + " columns");
        }
        this.rows = rows;
        this.columns = columns;
        this.narrow = narrow;
        this.wide = wide;
    }

    /**
     * A matrix of {@code costs}, row after row.
     *
     * @param costs the cost of row <i>i</i> and column <i>j</i> at {@code i x columns + j}; {@link #FORBIDDEN} if the
     *     pair is not allowed; not copied
     */
    public static CostMatrix of(int rows, int columns, int[] costs) {
        return new CostMatrix(rows, columns, costs, NO_LONGS);
    }

    /**
     * A matrix of {@code costs}, row after row.
     *
     * @param costs the cost of row <i>i</i> and column <i>j</i> at {@code i x columns + j}; {@link #FORBIDDEN_LONG} if
     *     the pair is not allowed; not copied
     */
    public static CostMatrix of(int rows, int columns, long[] costs) {
        return new CostMatrix(rows, columns, NO_INTS, costs);
    }

    /** The matrix of {@code cost(row, column)}. */
    public static CostMatrix tabulate(int rows, int columns, IntBinaryOperator cost) {
        int[] costs = new int[Math.multiplyExact(rows, columns)];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                costs[i * columns + j] = cost.applyAsInt(i, j);
            }
        }
        return of(rows, columns, costs);
    }

    /** The number of rows. */
    public int rows() {
        return rows;
    }

    /** The number of columns. */
    public int columns() {
        return columns;
    }

    /** The cost of a pair; {@link #FORBIDDEN_LONG} if it is not allowed. */
    public long cost(int row, int column) {
        int at = row * columns + column;
        if (narrow.length > 0) {
            return narrow[at] == FORBIDDEN ? FORBIDDEN_LONG : narrow[at];
        }
        return wide[at];
    }

    /** Copies a row to {@code into}, as it is kept: forbidden pairs are not translated. */
    void row(int row, long[] into) {
        int from = row * columns;
        if (narrow.length > 0) {
            for (int j = 0; j < columns; j++) {
                into[j] = narrow[from + j];
            }
        } else {
            System.arraycopy(wide, from, into, 0, columns);
        }
    }

    /** What stands for a pair that is not allowed. */
    long forbidden() {
        return narrow.length > 0 ? FORBIDDEN : FORBIDDEN_LONG;
    }

    /** The least and the greatest cost of an allowed pair, and how many are not allowed. */
    record Range(long least, long greatest, long forbidden) {}

    Range range() {
        long least = Long.MAX_VALUE;
        long greatest = Long.MIN_VALUE;
        long out = 0;
        long[] row = new long[columns];
        long none = forbidden();
        for (int i = 0; i < rows; i++) {
            row(i, row);
            long low = Long.MAX_VALUE;
            long high = Long.MIN_VALUE;
            for (int j = 0; j < columns; j++) {
                low = Math.min(low, row[j]);
                high = Math.max(high, row[j]);
            }
            if (high == none) {
                high = Long.MIN_VALUE;
                for (int j = 0; j < columns; j++) {
                    out += row[j] == none ? 1 : 0;
                    high = row[j] == none ? high : Math.max(high, row[j]);
                }
                low = low == none ? Long.MAX_VALUE : low;
            }
            least = Math.min(least, low);
            greatest = Math.max(greatest, high);
        }
        return least > greatest ? new Range(0, 0, out) : new Range(least, greatest, out);
    }

    /** Rows and columns exchanged; a copy. */
    CostMatrix transposed() {
        if (narrow.length > 0) {
            int[] turned = new int[narrow.length];
            for (int i = 0; i < rows; i++) {
                for (int j = 0; j < columns; j++) {
                    turned[j * rows + i] = narrow[i * columns + j];
                }
            }
            return of(columns, rows, turned);
        }
        long[] turned = new long[wide.length];
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                turned[j * rows + i] = wide[i * columns + j];
            }
        }
        return of(columns, rows, turned);
    }
}
