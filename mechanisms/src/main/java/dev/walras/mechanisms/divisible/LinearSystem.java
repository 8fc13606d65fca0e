package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Square systems of linear equations: exact ones, and symmetric positive ones in floating point. */
final class LinearSystem {
    private LinearSystem() {}

    /**
     * The solution of the rows {@code coefficients | right side}, which are changed; null when there is not just one.
     */
    static @Nullable List<BigFraction> solve(BigFraction[][] rows) {
        int n = rows.length;
        for (int c = 0; c < n; c++) {
            int pivot = c;
            while (pivot < n && Fractions.sign(rows[pivot][c]) == 0) {
                pivot++;
            }
            if (pivot == n) {
                return null;
            }
            BigFraction[] swapped = rows[c];
            rows[c] = rows[pivot];
            rows[pivot] = swapped;
            for (int r = 0; r < n; r++) {
                if (r != c && Fractions.sign(rows[r][c]) != 0) {
                    BigFraction factor = rows[r][c].divide(rows[c][c]);
                    for (int k = c; k <= n; k++) {
                        rows[r][k] = rows[r][k].subtract(factor.multiply(rows[c][k]));
                    }
                }
            }
        }
        List<BigFraction> solution = new ArrayList<>();
        for (int c = 0; c < n; c++) {
            solution.add(rows[c][n].divide(rows[c][c]));
        }
        return solution;
    }

    /**
     * Solves {@code matrix x = right} for a symmetric positive definite matrix by Cholesky's method; both are changed,
     * {@code right} into the solution. A pivot that rounding made too small counts as large, which leaves its unknown
     * at 0.
     */
    static void solve(double[][] matrix, double[] right) {
        int n = right.length;
        for (int c = 0; c < n; c++) {
            double original = matrix[c][c];
            double pivot = original;
            for (int k = 0; k < c; k++) {
                pivot -= matrix[c][k] * matrix[c][k];
            }
            matrix[c][c] = pivot > 1e-15 * original && pivot > 0 ? Math.sqrt(pivot) : 1e64;
            for (int r = c + 1; r < n; r++) {
                double sum = matrix[r][c];
                for (int k = 0; k < c; k++) {
                    sum -= matrix[r][k] * matrix[c][k];
                }
                matrix[r][c] = sum / matrix[c][c];
            }
        }
        for (int c = 0; c < n; c++) {
            for (int k = 0; k < c; k++) {
                right[c] -= matrix[c][k] * right[k];
            }
            right[c] /= matrix[c][c];
        }
        for (int c = n - 1; c >= 0; c--) {
            for (int k = c + 1; k < n; k++) {
                right[c] -= matrix[k][c] * right[k];
            }
            right[c] /= matrix[c][c];
        }
    }
}
