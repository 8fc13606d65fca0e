package dev.walras.mechanisms.game;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * A small linear program in fractions: maximise {@code c x} subject to {@code A x <= b} and {@code x >= 0}.
 *
 * <p>The two-phase simplex method on dictionaries with Bland's rule, which does not cycle. Exact, hence without
 * tolerances, and slow: meant for tens of rows and columns.
 *
 * <p>Reference: R. G. Bland, New finite pivoting rules for the simplex method, Mathematics of Operations Research 2(2),
 * 1977, 103-107, doi:10.1287/moor.2.2.103.
 */
final class ExactProgram {
    private final int variables;
    private final List<BigFraction[]> left = new ArrayList<>();
    private final List<BigFraction> right = new ArrayList<>();

    ExactProgram(int variables) {
        this.variables = variables;
    }

    /** Adds {@code row x <= bound}. */
    void atMost(BigFraction[] row, BigFraction bound) {
        left.add(row.clone());
        right.add(bound);
    }

    /** Adds {@code row x >= bound}. */
    void atLeast(BigFraction[] row, BigFraction bound) {
        atMost(Arrays.stream(row).map(BigFraction::negate).toArray(BigFraction[]::new), bound.negate());
    }

    /** Adds {@code row x = bound}. */
    void equal(BigFraction[] row, BigFraction bound) {
        atMost(row, bound);
        atLeast(row, bound);
    }

    /** An optimal {@code x}; null when nothing is feasible. The programs of this package are bounded. */
    BigFraction @Nullable [] maximise(BigFraction[] objective) {
        Dictionary dictionary = new Dictionary();
        if (!dictionary.makeFeasible()) {
            return null;
        }
        return dictionary.optimise(objective);
    }

    /** The basic variables as functions of the others: {@code basic_i = constant_i - sum_j coefficient_ij other_j}. */
    private final class Dictionary {
        private final int rows = left.size();
        /** The variables of the program, the artificial one, the slacks: numbered in this order. */
        private final int[] basic = new int[rows];

        private final int[] others = new int[variables + 1];
        private final BigFraction[][] coefficient = new BigFraction[rows][variables + 1];
        private final BigFraction[] constant = new BigFraction[rows];
        private BigFraction[] profit = zeros(variables + 1);

        Dictionary() {
            for (int j = 0; j <= variables; j++) {
                others[j] = j;
            }
            for (int i = 0; i < rows; i++) {
                basic[i] = variables + 1 + i;
                System.arraycopy(left.get(i), 0, coefficient[i], 0, variables);
                coefficient[i][variables] = BigFraction.MINUS_ONE;
                constant[i] = right.get(i);
            }
        }

        /** Phase one: the artificial variable takes up what is violated, and is then driven out. */
        boolean makeFeasible() {
            int worst = 0;
            for (int i = 1; i < rows; i++) {
                worst = constant[i].compareTo(constant[worst]) < 0 ? i : worst;
            }
            if (rows == 0 || constant[worst].getNumerator().signum() >= 0) {
                return true;
            }
            profit[variables] = BigFraction.MINUS_ONE;
            pivot(worst, variables);
            climb(-1);
            for (int i = 0; i < rows; i++) {
                if (basic[i] == variables) {
                    if (constant[i].getNumerator().signum() != 0) {
                        return false;
                    }
                    for (int j = 0; j <= variables && basic[i] == variables; j++) {
                        if (coefficient[i][j].getNumerator().signum() != 0) {
                            pivot(i, j);
                        }
                    }
                }
            }
            return true;
        }

        BigFraction[] optimise(BigFraction[] objective) {
            profit = zeros(variables + 1);
            for (int j = 0; j <= variables; j++) {
                if (others[j] < variables) {
                    profit[j] = objective[others[j]];
                }
            }
            for (int i = 0; i < rows; i++) {
                if (basic[i] < variables) {
                    for (int j = 0; j <= variables; j++) {
                        profit[j] = profit[j].subtract(objective[basic[i]].multiply(coefficient[i][j]));
                    }
                }
            }
            climb(variables);
            BigFraction[] x = zeros(variables);
            for (int i = 0; i < rows; i++) {
                if (basic[i] < variables) {
                    x[basic[i]] = constant[i];
                }
            }
            return x;
        }

        /** Pivots until no variable raises the objective; {@code barred} never enters. */
        private void climb(int barred) {
            for (int enter = entering(barred); enter >= 0; enter = entering(barred)) {
                int leave = leaving(enter);
                if (leave < 0) {
                    throw new IllegalStateException("the program is unbounded");
                }
                pivot(leave, enter);
            }
        }

        private int entering(int barred) {
            int enter = -1;
            for (int j = 0; j <= variables; j++) {
                boolean better = profit[j].getNumerator().signum() > 0 && others[j] != barred;
                enter = better && (enter < 0 || others[j] < others[enter]) ? j : enter;
            }
            return enter;
        }

        private int leaving(int enter) {
            int leave = -1;
            BigFraction least = BigFraction.ZERO;
            for (int i = 0; i < rows; i++) {
                if (coefficient[i][enter].getNumerator().signum() > 0) {
                    BigFraction ratio = constant[i].divide(coefficient[i][enter]);
                    int order = leave < 0 ? -1 : ratio.compareTo(least);
                    if (order < 0 || (order == 0 && basic[i] < basic[leave])) {
                        leave = i;
                        least = ratio;
                    }
                }
            }
            return leave;
        }

        private void pivot(int row, int column) {
            BigFraction[] from = coefficient[row];
            BigFraction pivot = from[column];
            constant[row] = constant[row].divide(pivot);
            for (int j = 0; j <= variables; j++) {
                from[j] = j == column ? pivot.reciprocal() : from[j].divide(pivot);
            }
            for (int i = 0; i < rows; i++) {
                BigFraction factor = coefficient[i][column];
                if (i != row && factor.getNumerator().signum() != 0) {
                    constant[i] = constant[i].subtract(factor.multiply(constant[row]));
                    replace(coefficient[i], factor, from, column);
                }
            }
            if (profit[column].getNumerator().signum() != 0) {
                replace(profit, profit[column], from, column);
            }
            int swapped = basic[row];
            basic[row] = others[column];
            others[column] = swapped;
        }

        private void replace(BigFraction[] target, BigFraction factor, BigFraction[] from, int column) {
            for (int j = 0; j <= variables; j++) {
                BigFraction own = j == column ? BigFraction.ZERO : target[j];
                target[j] = own.subtract(factor.multiply(from[j]));
            }
        }
    }

    static BigFraction[] zeros(int size) {
        BigFraction[] zeros = new BigFraction[size];
        Arrays.fill(zeros, BigFraction.ZERO);
        return zeros;
    }
}
