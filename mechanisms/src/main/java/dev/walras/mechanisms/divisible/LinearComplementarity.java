package dev.walras.mechanisms.divisible;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * The linear complementarity problem, solved exactly: find <i>z</i> &gt;= 0 with <i>w = q + Mz</i> &gt;= 0 and
 * <i>w<sub>i</sub>z<sub>i</sub></i> = 0 for all <i>i</i>.
 *
 * <p>Lemke's method: an artificial variable, multiplied by a covering vector, makes <i>w</i> feasible; complementary
 * pivots follow the one path from there until the artificial variable leaves, or the path goes off on a ray. Ties of
 * the ratio test are broken lexicographically, so that it never cycles. Rows are scaled to whole numbers and pivots
 * keep them whole (each division is exact), so that the answer is exact.
 *
 * <p>Time: O(N^2) multiplications of long integers for each pivot; mostly some 2N pivots, in the worst case
 * exponentially many. A solution is found whenever <i>M</i> is copositive-plus and the problem is feasible, and for the
 * formulations of markets in {@link ExchangeEconomy}; a ray is reported as null.
 *
 * <p>Reference: C. E. Lemke, Bimatrix equilibrium points and mathematical programming, Management Science 11(7), 1965,
 * 681-689, doi:10.1287/mnsc.11.7.681.
 */
final class LinearComplementarity {
    private final int size;
    private final BigInteger[][] table;
    private final int[] basic;
    private BigInteger denominator = BigInteger.ONE;

    /**
     * @param matrix the rows of M
     * @param constant q
     * @param cover the covering vector, 0 or more, positive where q is negative
     */
    private LinearComplementarity(BigFraction[][] matrix, BigFraction[] constant, BigFraction[] cover) {
        this.size = constant.length;
        this.table = new BigInteger[size][];
        this.basic = new int[size];
        for (int i = 0; i < size; i++) {
            table[i] = row(i, matrix[i], cover[i], constant[i]);
            basic[i] = i;
        }
    }

    /** Columns: w, z, the artificial variable, right side; scaled to whole numbers. */
    private BigInteger[] row(int i, BigFraction[] row, BigFraction cover, BigFraction constant) {
        List<BigFraction> cells = new ArrayList<>(List.of(row));
        cells.add(cover);
        BigInteger scale = constant.getDenominator();
        for (BigFraction cell : cells) {
            scale = lcm(scale, cell.getDenominator());
        }
        BigInteger[] whole = new BigInteger[2 * size + 2];
        for (int j = 0; j < size; j++) {
            whole[j] = j == i ? BigInteger.ONE : BigInteger.ZERO;
        }
        for (int j = 0; j <= size; j++) {
            whole[size + j] = times(cells.get(j), scale).negate();
        }
        whole[2 * size + 1] = times(constant, scale);
        return whole;
    }

    private static BigInteger lcm(BigInteger a, BigInteger b) {
        return a.divide(a.gcd(b)).multiply(b);
    }

    private static BigInteger times(BigFraction value, BigInteger scale) {
        return value.getNumerator().multiply(scale.divide(value.getDenominator()));
    }

    /**
     * A solution, null when the path ends in a ray or takes more than {@code pivots} pivots.
     *
     * @param matrix the rows of M, as long as {@code constant}
     * @param constant q
     * @param cover the covering vector: 0 or more, positive where {@code constant} is negative
     */
    static BigFraction @Nullable [] solve(
            BigFraction[][] matrix, BigFraction[] constant, BigFraction[] cover, int pivots) {
        return new LinearComplementarity(matrix, constant, cover).solve(pivots);
    }

    private BigFraction @Nullable [] solve(int pivots) {
        int artificial = 2 * size;
        int row = mostNegative(artificial);
        if (row < 0) {
            return solution();
        }
        int entering = artificial;
        for (int count = 0; count < pivots && row >= 0; count++) {
            int leaving = basic[row];
            pivot(row, entering);
            if (leaving == artificial) {
                return solution();
            }
            entering = leaving < size ? leaving + size : leaving - size;
            row = leavingRow(entering, artificial);
        }
        return null;
    }

    /**
     * The row with the least constant per unit of cover; the last on ties, as its perturbation is least; -1 if none.
     */
    private int mostNegative(int artificial) {
        int worst = -1;
        for (int i = 0; i < size; i++) {
            if (right(i).signum() < 0 && (worst < 0 || ratio(i, worst, artificial, 2 * size + 1) >= 0)) {
                worst = i;
            }
        }
        return worst;
    }

    /** Compares the ratios of column {@code of} to column {@code to} in two rows, both negative in {@code to}. */
    private int ratio(int row, int other, int to, int of) {
        BigInteger left = table[row][of].multiply(table[other][to]);
        return left.compareTo(table[other][of].multiply(table[row][to]));
    }

    private BigInteger right(int row) {
        return table[row][2 * size + 1];
    }

    private int leavingRow(int entering, int artificial) {
        int best = -1;
        for (int i = 0; i < size; i++) {
            if (table[i][entering].signum() > 0 && (best < 0 || before(i, best, entering))) {
                best = i;
            }
        }
        for (int i = 0; i < size && best >= 0; i++) {
            boolean tied = basic[i] == artificial
                    && table[i][entering].signum() > 0
                    && compare(i, best, entering, 2 * size + 1) == 0;
            if (tied) {
                return i;
            }
        }
        return best;
    }

    private boolean before(int row, int other, int entering) {
        int order = compare(row, other, entering, 2 * size + 1);
        for (int j = 0; j < size && order == 0; j++) {
            order = compare(row, other, entering, j);
        }
        return order < 0;
    }

    private int compare(int row, int other, int entering, int column) {
        return table[row][column]
                .multiply(table[other][entering])
                .compareTo(table[other][column].multiply(table[row][entering]));
    }

    /** Brings {@code column} into the basis at {@code row}; all cells stay whole multiples of 1/denominator. */
    private void pivot(int row, int column) {
        BigInteger[] pivotRow = table[row];
        if (pivotRow[column].signum() < 0) {
            for (int j = 0; j < pivotRow.length; j++) {
                pivotRow[j] = pivotRow[j].negate();
            }
        }
        BigInteger pivot = pivotRow[column];
        for (int i = 0; i < size; i++) {
            BigInteger factor = table[i][column];
            for (int j = 0; i != row && j < pivotRow.length; j++) {
                BigInteger cell = table[i][j];
                boolean unchanged = factor.signum() == 0 || pivotRow[j].signum() == 0;
                if (unchanged && cell.signum() == 0) {
                    continue;
                }
                BigInteger scaled = cell.multiply(pivot);
                table[i][j] = (unchanged ? scaled : scaled.subtract(factor.multiply(pivotRow[j]))).divide(denominator);
            }
        }
        denominator = pivot;
        basic[row] = column;
    }

    private BigFraction[] solution() {
        BigFraction[] z = new BigFraction[size];
        java.util.Arrays.fill(z, BigFraction.ZERO);
        for (int i = 0; i < size; i++) {
            if (basic[i] >= size && basic[i] < 2 * size) {
                z[basic[i] - size] = new BigFraction(right(i), denominator);
            }
        }
        return z;
    }
}
