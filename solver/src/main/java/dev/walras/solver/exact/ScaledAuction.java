package dev.walras.solver.exact;

import java.util.Arrays;

/**
 * Bertsekas' auction for dense square matrices, with scaling of the bidding increment; exact in whole numbers.
 *
 * <p>Costs count n + 1 times, so that an increment of 1 ends at an optimum. In every phase each row out bids for the
 * column that is cheapest to it, price included, and raises the price by the margin to its second choice and the
 * increment; whoever had the column is out. Prices only rise: what a row found dear stays dear. Therefore a row keeps a
 * short list of its cheapest columns with a floor under all others, and reads its costs again only when the floor is
 * reached; most bids look at a list, not at a row.
 *
 * <p>At the end each row pays at most 1 / (n + 1) too much. Among n prices some remainder by n + 1 is missing; prices
 * rounded from there on are whole duals, without any tolerance.
 *
 * <p>Differs from the reference in the lists, and in keeping pairs that are good enough for the next phase. Reference:
 * D. P. Bertsekas, The auction algorithm: a distributed relaxation method for the assignment problem, Annals of
 * Operations Research 14, 1988, 105-123, doi:10.1007/BF02186476.
 */
final class ScaledAuction {
    private static final int FREE = -1;
    private static final int LISTED = 24;
    private static final int SCALE = 5;
    private static final long FAR = Long.MAX_VALUE;

    private final CostMatrix costs;
    private final int n;
    private final long scale;
    private final int listed;
    private final long[] price;
    private final int[] columnOf;
    private final int[] rowOf;
    private final long[] row;
    /** For each row its cheapest columns when it was last read, their scaled costs, and a floor under all others. */
    private final int[] listColumn;

    private final long[] listCost;
    private final long[] floor;
    private final long[] nearest;
    private final int[] nearestColumn;
    private long reads;

    ScaledAuction(CostMatrix costs) {
        this.costs = costs;
        this.n = costs.rows();
        this.scale = n + 1L;
        this.listed = Math.min(n, LISTED);
        this.price = new long[n];
        this.columnOf = new int[n];
        this.rowOf = new int[n];
        Arrays.fill(columnOf, FREE);
        Arrays.fill(rowOf, FREE);
        this.row = new long[n];
        this.listColumn = new int[n * listed];
        this.listCost = new long[n * listed];
        this.floor = new long[n];
        Arrays.fill(floor, Long.MIN_VALUE);
        this.nearest = new long[listed + 1];
        this.nearestColumn = new int[listed + 1];
    }

    /** Whether scaled costs and prices of a matrix with this range of costs fit a {@code long}. */
    static boolean fits(CostMatrix costs, CostMatrix.Range range) {
        double spread = (double) range.greatest() - range.least();
        double size = Math.max(spread, Math.max(Math.abs((double) range.least()), Math.abs((double) range.greatest())));
        return costs.rows() == costs.columns()
                && range.forbidden() == 0
                && size * (costs.rows() + 2.0) * (costs.rows() + 2.0) < 0x1p61;
    }

    int[] columnOf() {
        return columnOf;
    }

    long reads() {
        return reads;
    }

    /** Runs to the end. */
    void run(long spread) {
        long increment = Math.max(1, Math.multiplyExact(spread, scale) / SCALE);
        while (true) {
            phase(increment);
            if (increment == 1) {
                return;
            }
            increment = Math.max(1, increment / SCALE);
        }
    }

    private void phase(long increment) {
        int[] out = new int[n];
        int first = 0;
        int size = 0;
        for (int i = 0; i < n; i++) {
            if (columnOf[i] != FREE && !contentWith(i, increment)) {
                rowOf[columnOf[i]] = FREE;
                columnOf[i] = FREE;
            }
            if (columnOf[i] == FREE) {
                out[size++] = i;
            }
        }
        while (size > 0) {
            int i = out[first];
            first = first + 1 == n ? 0 : first + 1;
            size--;
            int evicted = bid(i, increment);
            if (evicted != FREE) {
                int last = first + size;
                out[last >= n ? last - n : last] = evicted;
                size++;
            }
        }
    }

    /** Whether the column of a row is within the increment of its best, as far as its list shows. */
    private boolean contentWith(int i, long increment) {
        long best = floor[i];
        long own = FAR;
        for (int at = i * listed; at < (i + 1) * listed; at++) {
            long w = listCost[at] + price[listColumn[at]];
            best = Math.min(best, w);
            own = listColumn[at] == columnOf[i] ? w : own;
        }
        return own != FAR && own <= best + increment;
    }

    private int bid(int i, long increment) {
        if (floor[i] == Long.MIN_VALUE) {
            read(i);
        }
        while (true) {
            int best = FREE;
            long least = FAR;
            long second = FAR;
            int start = i * listed;
            for (int at = start; at < start + listed; at++) {
                long w = listCost[at] + price[listColumn[at]];
                if (w < second) {
                    if (w < least) {
                        second = least;
                        least = w;
                        best = at;
                    } else {
                        second = w;
                    }
                }
            }
            if (second <= floor[i]) {
                return take(i, listColumn[best], second == FAR ? increment : second - least + increment);
            }
            read(i);
        }
    }

    private int take(int i, int column, long rise) {
        price[column] += rise;
        int evicted = rowOf[column];
        rowOf[column] = i;
        columnOf[i] = column;
        if (evicted != FREE) {
            columnOf[evicted] = FREE;
        }
        return evicted;
    }

    /** Reads the costs of a row and lists its cheapest columns at present prices. */
    private void read(int i) {
        reads++;
        costs.row(i, row);
        int size = 0;
        long edge = FAR;
        for (int j = 0; j < n; j++) {
            long w = row[j] * scale + price[j];
            if (w < edge) {
                int at = size < nearest.length ? size++ : size - 1;
                while (at > 0 && nearest[at - 1] > w) {
                    nearest[at] = nearest[at - 1];
                    nearestColumn[at] = nearestColumn[at - 1];
                    at--;
                }
                nearest[at] = w;
                nearestColumn[at] = j;
                edge = size == nearest.length ? nearest[size - 1] : FAR;
            }
        }
        floor[i] = edge;
        for (int at = 0; at < listed; at++) {
            listColumn[i * listed + at] = nearestColumn[at];
            listCost[i * listed + at] = row[nearestColumn[at]] * scale;
        }
    }

    /** Whole prices of the columns, as the Jonker-Volgenant method has them: a higher one makes a column cheaper. */
    long[] columnPrices() {
        boolean[] met = new boolean[n + 1];
        for (long p : price) {
            met[(int) Math.floorMod(p, scale)] = true;
        }
        int missing = 0;
        while (met[missing]) {
            missing++;
        }
        long[] v = new long[n];
        for (int j = 0; j < n; j++) {
            v[j] = -Math.floorDiv(price[j] - missing - 1, scale);
        }
        return v;
    }
}
