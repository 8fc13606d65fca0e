package dev.walras.solver.exact;

import java.util.Arrays;
import java.util.Optional;

/**
 * The assignment of least cost of rows to columns, with whole-number duals that prove it.
 *
 * <p>Every row (every column, where there are fewer of them) is assigned. Two methods are at hand: shortest augmenting
 * paths ({@link AugmentingPaths}) and an auction with scaling ({@link ScaledAuction}). Neither is best on all matrices:
 * by default the first method gets as many reads of rows as it needs where it does well, and when these are used up the
 * auction, whose time hardly depends on the costs, starts over. Rectangular matrices, those with pairs that are not
 * allowed, and costs too large to be scaled are left to the augmenting paths alone.
 *
 * <p>Time O(n^3) at worst; on top of the matrix a few numbers a row. Deterministic. Use {@link Assignment} for sparse
 * markets, goods of several units, and participants who may stay out.
 */
public final class LinearAssignment {
    /** Which method is used. */
    public enum Method {
        /** The better of both, found while running. */
        AUTOMATIC,
        /** Jonker and Volgenant's shortest augmenting paths. */
        AUGMENTING_PATHS,
        /** Bertsekas' auction with scaling; for square matrices without forbidden pairs. */
        AUCTION
    }

    /** Reads of a row, for each row there is, after which augmenting paths are given up. */
    private static final long PATIENCE = 4;

    private final Method method;
    private final int[] columnOf;
    private final long[] rowDuals;
    private final long[] columnDuals;
    private final long cost;

    private LinearAssignment(CostMatrix costs, Method method, int[] columnOf, long[] columnDuals) {
        this.method = method;
        this.columnOf = columnOf;
        this.columnDuals = columnDuals;
        this.rowDuals = new long[columnOf.length];
        long sum = 0;
        for (int i = 0; i < columnOf.length; i++) {
            if (columnOf[i] >= 0) {
                long own = costs.cost(i, columnOf[i]);
                rowDuals[i] = own - columnDuals[columnOf[i]];
                sum = Math.addExact(sum, own);
            }
        }
        this.cost = sum;
    }

    /** The optimum of {@code costs}; empty when not every row (or column, if fewer) can be assigned. */
    public static Optional<LinearAssignment> solve(CostMatrix costs) {
        return solve(costs, Method.AUTOMATIC);
    }

    /**
     * The optimum of {@code costs} by {@code method}; empty when not every row (or column, if fewer) can be assigned.
     *
     * @throws IllegalArgumentException when sums of costs could exceed a {@code long}, or the auction is asked for
     *     where it does not apply
     */
    public static Optional<LinearAssignment> solve(CostMatrix costs, Method method) {
        CostMatrix.Range range = costs.range();
        int most = Math.max(costs.rows(), costs.columns());
        double size = Math.max(Math.abs((double) range.least()), Math.abs((double) range.greatest()));
        if (size * 4 * (most + 2.0) > 0x1p62) {
            throw new IllegalArgumentException("costs from " + range.least() + " to " + range.greatest() + " of " + most
                    + " rows or columns could add up to more than 2^62\nMaybe a large cost stands for a pair that is"
                    + " not allowed: use CostMatrix.FORBIDDEN_LONG.");
        }
        boolean fits = ScaledAuction.fits(costs, range);
        if (method == Method.AUCTION && !fits) {
            throw new IllegalArgumentException("the auction needs a square matrix without forbidden pairs, and costs"
                    + " times the square of the number of rows below 2^61");
        }
        if (method != Method.AUCTION) {
            long work = method == Method.AUTOMATIC && fits ? PATIENCE * costs.rows() : Long.MAX_VALUE;
            boolean turned = costs.rows() > costs.columns();
            AugmentingPaths paths = new AugmentingPaths(turned ? costs.transposed() : costs, work);
            AugmentingPaths.Result result = paths.run();
            if (result != AugmentingPaths.Result.CUT) {
                return result == AugmentingPaths.Result.OPTIMAL
                        ? Optional.of(turned ? turned(costs, paths) : straight(costs, paths))
                        : Optional.empty();
            }
        }
        ScaledAuction auction = new ScaledAuction(costs);
        auction.run(range.greatest() - range.least());
        return Optional.of(new LinearAssignment(costs, Method.AUCTION, auction.columnOf(), auction.columnPrices()));
    }

    private static LinearAssignment straight(CostMatrix costs, AugmentingPaths paths) {
        return new LinearAssignment(costs, Method.AUGMENTING_PATHS, paths.columnOf(), paths.columnPrices());
    }

    /** Rows of the transposed matrix are columns of the original. */
    private static LinearAssignment turned(CostMatrix costs, AugmentingPaths paths) {
        int[] columnOf = new int[costs.rows()];
        Arrays.fill(columnOf, -1);
        long[] columnDuals = new long[costs.columns()];
        for (int j = 0; j < columnDuals.length; j++) {
            int i = paths.columnOf()[j];
            columnOf[i] = j;
            columnDuals[j] = costs.cost(i, j) - paths.columnPrices()[i];
        }
        LinearAssignment turned = new LinearAssignment(costs, Method.AUGMENTING_PATHS, columnOf, columnDuals);
        System.arraycopy(paths.columnPrices(), 0, turned.rowDuals, 0, columnOf.length);
        return turned;
    }

    /** The method that found it. */
    public Method method() {
        return method;
    }

    /** The sum of the costs. */
    public long cost() {
        return cost;
    }

    /** The column of a row, -1 when it has none, which happens only when there are fewer columns. */
    public int columnOf(int row) {
        return columnOf[row];
    }

    /** The dual of a row: the least cost to serve it, at the duals of the columns. Not above 0 where rows abound. */
    public long rowDual(int row) {
        return rowDuals[row];
    }

    /** The dual of a column: its price, negated. Not above 0 where columns abound. */
    public long columnDual(int column) {
        return columnDuals[column];
    }

    /**
     * Whether the duals prove the optimum: no pair costs less than its two duals, they add up to the cost, and those of
     * the more numerous side are not above 0. In exact arithmetic; reads the whole matrix.
     */
    public boolean proved(CostMatrix costs) {
        long sum = 0;
        boolean proved = true;
        for (int i = 0; i < columnOf.length; i++) {
            sum += rowDuals[i];
            proved &= costs.rows() <= costs.columns() || rowDuals[i] <= 0;
        }
        for (long dual : columnDuals) {
            sum += dual;
            proved &= costs.rows() >= costs.columns() || dual <= 0;
        }
        for (int i = 0; i < columnOf.length && proved; i++) {
            int j = columnOf[i];
            proved = j < 0 ? rowDuals[i] == 0 : rowDuals[i] + columnDuals[j] == costs.cost(i, j);
        }
        long[] row = new long[costs.columns()];
        long none = costs.forbidden();
        long slack = 0;
        for (int i = 0; i < columnOf.length && proved; i++) {
            costs.row(i, row);
            for (int j = 0; j < row.length; j++) {
                slack = Math.min(slack, row[j] == none ? 0 : row[j] - rowDuals[i] - columnDuals[j]);
            }
        }
        return proved && slack == 0 && sum == cost;
    }
}
