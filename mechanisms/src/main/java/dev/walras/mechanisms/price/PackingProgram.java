package dev.walras.mechanisms.price;

import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The linear programme {@code max c x} with {@code A x <= b, x >= 0}, where <i>b</i> is 0 or more; solved exactly.
 *
 * <p>The primal simplex method from the slack basis, with the rule of lowest indices, which cannot cycle. For
 * programmes of some dozens of rows: every pivot touches the whole tableau, and fractions grow.
 *
 * <p>Reference: R. G. Bland, New finite pivoting rules for the simplex method, Mathematics of Operations Research 2(2),
 * 1977, 103-107, doi:10.1287/moor.2.2.103.
 */
final class PackingProgram {
    private final BigFraction[][] tableau;
    private final int rows;
    private final int columns;

    /** The programme with rows of <i>A</i> and, after each, its right-hand side. */
    PackingProgram(List<BigFraction> objective, List<List<BigFraction>> rowsWithLimit) {
        this.rows = rowsWithLimit.size();
        this.columns = objective.size();
        this.tableau = new BigFraction[rows + 1][columns + rows + 1];
        int[] basis = new int[rows];
        for (int i = 0; i <= rows; i++) {
            for (int j = 0; j <= columns + rows; j++) {
                tableau[i][j] = BigFraction.ZERO;
            }
        }
        for (int i = 0; i < rows; i++) {
            for (int j = 0; j < columns; j++) {
                tableau[i][j] = rowsWithLimit.get(i).get(j);
            }
            tableau[i][columns + i] = BigFraction.ONE;
            tableau[i][columns + rows] = rowsWithLimit.get(i).get(columns);
            basis[i] = columns + i;
        }
        for (int j = 0; j < columns; j++) {
            tableau[rows][j] = objective.get(j).negate();
        }
        solve(basis);
    }

    /** The least value of the programme, and of its dual. */
    BigFraction value() {
        return tableau[rows][columns + rows];
    }

    /** The dual value of row {@code i}. */
    BigFraction price(int i) {
        return tableau[rows][columns + i];
    }

    private void solve(int[] basis) {
        for (int in = entering(); in >= 0; in = entering()) {
            int out = -1;
            BigFraction least = BigFraction.ZERO;
            for (int i = 0; i < rows; i++) {
                if (tableau[i][in].compareTo(BigFraction.ZERO) > 0) {
                    BigFraction ratio = tableau[i][columns + rows].divide(tableau[i][in]);
                    int order = out < 0 ? -1 : ratio.compareTo(least);
                    if (order < 0 || (order == 0 && basis[i] < basis[out])) {
                        out = i;
                        least = ratio;
                    }
                }
            }
            if (out < 0) {
                throw new IllegalArgumentException("something of value needs nothing that is limited");
            }
            pivot(out, in);
            basis[out] = in;
        }
    }

    private int entering() {
        for (int j = 0; j < columns + rows; j++) {
            if (tableau[rows][j].compareTo(BigFraction.ZERO) < 0) {
                return j;
            }
        }
        return -1;
    }

    private void pivot(int out, int in) {
        BigFraction[] row = tableau[out];
        BigFraction by = row[in];
        for (int j = 0; j < row.length; j++) {
            row[j] = row[j].divide(by);
        }
        for (int i = 0; i <= rows; i++) {
            BigFraction factor = tableau[i][in];
            if (i != out && factor.compareTo(BigFraction.ZERO) != 0) {
                for (int j = 0; j < row.length; j++) {
                    tableau[i][j] = tableau[i][j].subtract(factor.multiply(row[j]));
                }
            }
        }
    }
}
