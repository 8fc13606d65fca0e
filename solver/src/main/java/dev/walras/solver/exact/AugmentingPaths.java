package dev.walras.solver.exact;

import java.util.Arrays;

/**
 * Jonker and Volgenant's method for dense matrices of at least as many columns as rows: column reduction, reduction
 * transfer and augmenting row reduction find most of the assignment; every row left takes a shortest augmenting path.
 *
 * <p>Where there are more columns than rows, column prices begin at 0 and only fall once the column is taken, for good.
 * Whole numbers throughout. Time O(n^3) at worst; memory a few numbers a row.
 *
 * <p>Reference: R. Jonker, A. Volgenant, A shortest augmenting path algorithm for dense and sparse linear assignment
 * problems, Computing 38, 1987, 325-340, doi:10.1007/BF02278710.
 */
final class AugmentingPaths {
    static final int FREE = -1;
    private static final long FAR = Long.MAX_VALUE;
    private static final int REDUCTIONS = 2;

    private final CostMatrix costs;
    private final int rows;
    private final int columns;
    private final long none;
    private final int[] columnOf;
    private final int[] rowOf;
    private final long[] v;
    private final long[] row;
    private final long[] distance;
    private final int[] before;
    private final int[] order;
    private int[] free;
    private int frees;
    /** Rows that may still be read. */
    private long work;

    /** What came out of it. */
    enum Result {
        /** An optimum. */
        OPTIMAL,
        /** Some rows cannot be assigned together. */
        INFEASIBLE,
        /** The work allowed was not enough. */
        CUT
    }

    /**
     * A run on {@code costs}.
     *
     * @param work how many rows may be read
     */
    AugmentingPaths(CostMatrix costs, long work) {
        this.costs = costs;
        this.work = work;
        this.rows = costs.rows();
        this.columns = costs.columns();
        this.none = costs.forbidden();
        this.columnOf = new int[rows];
        this.rowOf = new int[columns];
        Arrays.fill(columnOf, FREE);
        Arrays.fill(rowOf, FREE);
        this.v = new long[columns];
        this.row = new long[columns];
        this.distance = new long[columns];
        this.before = new int[columns];
        this.order = new int[columns];
        this.free = new int[rows];
    }

    int[] columnOf() {
        return columnOf;
    }

    /** The price of every column, not above 0 where there are more columns than rows. */
    long[] columnPrices() {
        return v;
    }

    Result run() {
        if (rows == columns) {
            reduceColumns();
        } else {
            for (int i = 0; i < rows; i++) {
                free[frees++] = i;
            }
        }
        for (int round = 0; round < REDUCTIONS && frees > 0; round++) {
            reduceRows();
        }
        int[] left = Arrays.copyOf(free, frees);
        for (int i : left) {
            if (work < 0) {
                return Result.CUT;
            }
            if (!augment(i)) {
                return work < 0 ? Result.CUT : Result.INFEASIBLE;
            }
        }
        return Result.OPTIMAL;
    }

    private void read(int i) {
        costs.row(i, row);
        work--;
    }

    /** Each column takes the row it costs least; a row taken once lowers the price of its column to its second best. */
    private void reduceColumns() {
        int[] cheapest = new int[columns];
        Arrays.fill(v, FAR);
        for (int i = 0; i < rows; i++) {
            read(i);
            for (int j = 0; j < columns; j++) {
                if (row[j] < v[j]) {
                    v[j] = row[j];
                    cheapest[j] = i;
                }
            }
        }
        int[] taken = new int[rows];
        for (int j = columns - 1; j >= 0; j--) {
            if (v[j] >= none) {
                v[j] = 0;
                continue;
            }
            int i = cheapest[j];
            if (++taken[i] == 1) {
                columnOf[i] = j;
                rowOf[j] = i;
            }
        }
        for (int i = 0; i < rows; i++) {
            if (taken[i] == 0) {
                free[frees++] = i;
            } else if (taken[i] == 1) {
                transfer(i);
            }
        }
    }

    private void transfer(int i) {
        read(i);
        int own = columnOf[i];
        long second = FAR;
        for (int j = 0; j < columns; j++) {
            if (j != own && row[j] != none) {
                second = Math.min(second, row[j] - v[j]);
            }
        }
        if (second != FAR) {
            v[own] -= second - (row[own] - v[own]);
        }
    }

    /** Free rows take their best column and lower its price by the margin to the second best. */
    private void reduceRows() {
        int waiting = frees;
        int next = 0;
        frees = 0;
        long most = work - 4L * rows;
        int[] later = new int[rows];
        while (next < waiting) {
            int i = free[next++];
            read(i);
            int best = FREE;
            int other = FREE;
            long least = FAR;
            long second = FAR;
            for (int j = 0; j < columns; j++) {
                long h = row[j] - v[j];
                if (h < second && row[j] != none) {
                    if (h < least) {
                        second = least;
                        other = best;
                        least = h;
                        best = j;
                    } else {
                        second = h;
                        other = j;
                    }
                }
            }
            if (best == FREE) {
                later[frees++] = i;
                continue;
            }
            boolean margin = second != FAR && least < second;
            int evicted = rowOf[best];
            if (margin) {
                v[best] -= second - least;
            } else if (evicted != FREE && other != FREE) {
                best = other;
                evicted = rowOf[best];
            }
            if (evicted != FREE && !margin && second == FAR) {
                later[frees++] = i;
                continue;
            }
            columnOf[i] = best;
            rowOf[best] = i;
            if (evicted != FREE) {
                columnOf[evicted] = FREE;
                if (margin && work > most) {
                    free[--next] = evicted;
                } else {
                    later[frees++] = evicted;
                }
            }
        }
        free = later;
    }

    /** The shortest augmenting path from a free row, by Dijkstra on reduced costs; false when no column is in reach. */
    private boolean augment(int start) {
        for (int j = 0; j < columns; j++) {
            order[j] = j;
        }
        Arrays.fill(distance, FAR);
        // order: [0, ready) final, [ready, edge) at the present minimum, [edge, columns) beyond it.
        int ready = 0;
        int edge = 0;
        int settled = 0;
        long minimum = 0;
        int i = start;
        long base = 0;
        int end = FREE;
        while (true) {
            read(i);
            if (work < 0) {
                return false;
            }
            for (int at = edge; at < columns; at++) {
                int j = order[at];
                if (row[j] == none) {
                    continue;
                }
                long reach = row[j] - v[j] - base;
                if (reach < distance[j]) {
                    distance[j] = reach;
                    before[j] = i;
                    if (reach == minimum && ready < edge) {
                        if (rowOf[j] == FREE) {
                            end = j;
                            break;
                        }
                        order[at] = order[edge];
                        order[edge++] = j;
                    }
                }
            }
            if (end == FREE && ready == edge) {
                settled = ready;
                minimum = FAR;
                for (int at = edge; at < columns; at++) {
                    int j = order[at];
                    if (distance[j] <= minimum && distance[j] != FAR) {
                        if (distance[j] < minimum) {
                            edge = ready;
                            minimum = distance[j];
                        }
                        order[at] = order[edge];
                        order[edge++] = j;
                    }
                }
                if (minimum == FAR) {
                    return false;
                }
                for (int at = ready; at < edge && end == FREE; at++) {
                    end = rowOf[order[at]] == FREE ? order[at] : FREE;
                }
            }
            if (end != FREE) {
                break;
            }
            int j = order[ready++];
            i = rowOf[j];
            base = costs.cost(i, j) - v[j] - minimum;
        }
        for (int at = 0; at < settled; at++) {
            int j = order[at];
            v[j] += distance[j] - minimum;
        }
        for (int j = end; ; ) {
            int taker = before[j];
            rowOf[j] = taker;
            int next = columnOf[taker];
            columnOf[taker] = j;
            if (taker == start) {
                return true;
            }
            j = next;
        }
    }
}
