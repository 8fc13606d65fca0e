package dev.walras.mechanisms.exact;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.BooleanSupplier;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * A linear program in exact arithmetic: maximize {@code c . x} over {@code x >= 0} with rows of whole coefficients.
 *
 * <p>The simplex method on a condensed tableau of whole numbers over one common denominator, which divides exactly at
 * every pivot (Edmonds, Bareiss), so that numbers stay determinants of the input. A start that is not feasible is
 * repaired by the dual simplex method first. Largest coefficient enters; the least index while steps are degenerate, so
 * that it ends. Dense: meant for some thousand entries a row or column at most. The answer depends on the order of rows
 * and variables only where the optimum is not unique.
 *
 * <p>Reference: E. H. Bareiss, Sylvester's identity and multistep integer-preserving Gaussian elimination, Mathematics
 * of Computation 22, 1968, 565-578, doi:10.1090/S0025-5718-1968-0226829-0; R. G. Bland, New finite pivoting rules for
 * the simplex method, Mathematics of Operations Research 2(2), 1977, 103-107, doi:10.1287/moor.2.2.103.
 */
public final class LinearProgram {
    private final int variables;
    private final BigInteger[] objective;
    private final List<Row> rows = new ArrayList<>();
    private int constraints;

    /** How it ended. */
    public enum Status {
        /** The optimum was found. */
        OPTIMAL,
        /** No point satisfies all rows. */
        INFEASIBLE,
        /** There is no largest value. */
        UNBOUNDED,
        /** The caller asked to stop. */
        STOPPED
    }

    /**
     * An answer; all but the status is empty or 0 unless it is {@link Status#OPTIMAL}.
     *
     * @param status how it ended
     * @param value the optimum
     * @param point the variables
     * @param duals for every constraint, in order of addition, by how much the optimum grows with its right-hand side
     */
    public record Solution(Status status, BigFraction value, List<BigFraction> point, List<BigFraction> duals) {
        public Solution {
            point = List.copyOf(point);
            duals = List.copyOf(duals);
        }

        static Solution none(Status status) {
            return new Solution(status, BigFraction.ZERO, List.of(), List.of());
        }
    }

    /** {@code coefficients . x <= bound}, multiplied by {@code scale}; belongs to a constraint with a sign. */
    private record Row(List<BigInteger> coefficients, BigInteger bound, BigInteger scale, int constraint, int sign) {}

    /** Coefficients of a row by variable; repeated variables add up. */
    public static final class Terms {
        private final BigInteger[] coefficients;

        private Terms(int variables) {
            this.coefficients = zeros(variables);
        }

        /** Adds {@code coefficient x variable}. */
        public Terms add(int variable, long coefficient) {
            coefficients[variable] = coefficients[variable].add(BigInteger.valueOf(coefficient));
            return this;
        }
    }

    /** A program of {@code variables} variables, each 0 or more, without rows or objective. */
    public LinearProgram(int variables) {
        this.variables = variables;
        this.objective = zeros(variables);
    }

    /** Adds {@code coefficient x variable} to what is maximized. */
    public void maximize(int variable, long coefficient) {
        objective[variable] = objective[variable].add(BigInteger.valueOf(coefficient));
    }

    /** An empty row to be filled. */
    public Terms terms() {
        return new Terms(variables);
    }

    /** Adds {@code terms <= bound} and returns the index of the constraint. */
    public int atMost(Terms terms, BigFraction bound) {
        add(terms, bound, 1);
        return constraints++;
    }

    /** Adds {@code terms >= bound} and returns the index of the constraint. */
    public int atLeast(Terms terms, BigFraction bound) {
        add(terms, bound, -1);
        return constraints++;
    }

    /** Adds {@code terms = bound} and returns the index of the constraint. */
    public int equal(Terms terms, BigFraction bound) {
        add(terms, bound, 1);
        add(terms, bound, -1);
        return constraints++;
    }

    private void add(Terms terms, BigFraction bound, int sign) {
        BigInteger scale = bound.getDenominator();
        BigInteger factor = sign > 0 ? scale : scale.negate();
        List<BigInteger> scaled = new ArrayList<>(variables);
        for (BigInteger coefficient : terms.coefficients) {
            scaled.add(coefficient.multiply(factor));
        }
        BigInteger side = sign > 0 ? bound.getNumerator() : bound.getNumerator().negate();
        rows.add(new Row(scaled, side, scale, constraints, sign));
    }

    /** Solves the program. */
    public Solution solve() {
        return solve(() -> false);
    }

    /**
     * Solves the program unless asked to stop.
     *
     * @param stop polled at every pivot
     */
    public Solution solve(BooleanSupplier stop) {
        Tableau tableau = new Tableau();
        Status status = tableau.run(stop);
        return status == Status.OPTIMAL ? tableau.solution() : Solution.none(status);
    }

    private static BigInteger[] zeros(int size) {
        BigInteger[] zeros = new BigInteger[size];
        Arrays.fill(zeros, BigInteger.ZERO);
        return zeros;
    }

    /**
     * Row i: basic variable {@code = (entry[i][n] - sum_j entry[i][j] x_j) / over}; the last row likewise for the
     * objective. Variables below {@code n} are those of the program, the others slacks of rows.
     */
    private final class Tableau {
        private final int n = variables;
        private final int m = rows.size();
        private final BigInteger[][] entry = new BigInteger[m + 1][];
        private final int[] basic = new int[m];
        private final int[] free = new int[n];
        private BigInteger over = BigInteger.ONE;
        private int stalled;

        Tableau() {
            for (int i = 0; i < m; i++) {
                entry[i] = new BigInteger[n + 1];
                for (int j = 0; j < n; j++) {
                    entry[i][j] = rows.get(i).coefficients().get(j);
                }
                entry[i][n] = rows.get(i).bound();
                basic[i] = n + i;
            }
            entry[m] = new BigInteger[n + 1];
            for (int j = 0; j < n; j++) {
                entry[m][j] = objective[j].negate();
                free[j] = j;
            }
            entry[m][n] = BigInteger.ZERO;
        }

        Status run(BooleanSupplier stop) {
            boolean priced = true;
            for (int j = 0; j < n; j++) {
                priced &= entry[m][j].signum() >= 0;
            }
            int repairs = 0;
            for (int r = infeasibleRow(repairs); r >= 0; r = infeasibleRow(repairs)) {
                repairs++;
                if (stop.getAsBoolean()) {
                    return Status.STOPPED;
                }
                int s = dualColumn(r, priced);
                if (s < 0) {
                    return Status.INFEASIBLE;
                }
                pivot(r, s);
            }
            for (int s = enteringColumn(); s >= 0; s = enteringColumn()) {
                if (stop.getAsBoolean()) {
                    return Status.STOPPED;
                }
                int r = leavingRow(s);
                if (r < 0) {
                    return Status.UNBOUNDED;
                }
                stalled = entry[r][n].signum() == 0 ? stalled + 1 : 0;
                pivot(r, s);
            }
            return Status.OPTIMAL;
        }

        /** The row furthest below 0, later that whose variable has the least index; -1 when none is below 0. */
        private int infeasibleRow(int repairs) {
            boolean leastIndex = repairs > 4 * (m + n);
            int found = -1;
            for (int i = 0; i < m; i++) {
                if (entry[i][n].signum() < 0) {
                    boolean better = found < 0
                            || (leastIndex ? basic[i] < basic[found] : entry[i][n].compareTo(entry[found][n]) < 0);
                    found = better ? i : found;
                }
            }
            return found;
        }

        /** The column that keeps the objective row above 0 (if it was), ties to the least index; -1 when none can. */
        private int dualColumn(int r, boolean priced) {
            int found = -1;
            for (int j = 0; j < n; j++) {
                if (entry[r][j].signum() >= 0) {
                    continue;
                }
                int order = -1;
                if (found >= 0) {
                    order = priced
                            ? entry[m][j]
                                    .multiply(entry[r][found].negate())
                                    .compareTo(entry[m][found].multiply(entry[r][j].negate()))
                            : 0;
                    order = order == 0 ? Integer.compare(free[j], free[found]) : order;
                }
                found = order < 0 ? j : found;
            }
            return found;
        }

        private int enteringColumn() {
            boolean leastIndex = stalled > m + n;
            int found = -1;
            for (int j = 0; j < n; j++) {
                if (entry[m][j].signum() < 0) {
                    boolean better = found < 0
                            || (leastIndex ? free[j] < free[found] : entry[m][j].compareTo(entry[m][found]) < 0);
                    found = better ? j : found;
                }
            }
            return found;
        }

        private int leavingRow(int s) {
            int found = -1;
            for (int i = 0; i < m; i++) {
                if (entry[i][s].signum() > 0) {
                    int order = -1;
                    if (found >= 0) {
                        order = entry[i][n].multiply(entry[found][s]).compareTo(entry[found][n].multiply(entry[i][s]));
                        order = order == 0 ? Integer.compare(basic[i], basic[found]) : order;
                    }
                    found = order < 0 ? i : found;
                }
            }
            return found;
        }

        private void pivot(int r, int s) {
            BigInteger p = entry[r][s];
            boolean same = p.equals(over);
            for (int i = 0; i <= m; i++) {
                BigInteger factor = entry[i][s];
                if (i == r || (same && factor.signum() == 0)) {
                    continue;
                }
                for (int j = 0; j <= n; j++) {
                    if (j != s) {
                        entry[i][j] = moved(entry[i][j], factor, entry[r][j], p);
                    }
                }
                entry[i][s] = factor.negate();
            }
            entry[r][s] = over;
            over = p;
            int moved = basic[r];
            basic[r] = free[s];
            free[s] = moved;
            if (over.signum() < 0) {
                negate();
            }
        }

        /** {@code (value p - factor across) / over}, which is whole. */
        private BigInteger moved(BigInteger value, BigInteger factor, BigInteger across, BigInteger p) {
            boolean alone = factor.signum() == 0 || across.signum() == 0;
            if (alone && (value.signum() == 0 || p.equals(over))) {
                return value;
            }
            BigInteger product = value.multiply(p);
            product = alone ? product : product.subtract(factor.multiply(across));
            return over.equals(BigInteger.ONE) ? product : product.divide(over);
        }

        private void negate() {
            over = over.negate();
            for (BigInteger[] row : entry) {
                for (int j = 0; j <= n; j++) {
                    row[j] = row[j].negate();
                }
            }
        }

        Solution solution() {
            BigFraction[] point = new BigFraction[n];
            Arrays.fill(point, BigFraction.ZERO);
            for (int i = 0; i < m; i++) {
                if (basic[i] < n) {
                    point[basic[i]] = new BigFraction(entry[i][n], over);
                }
            }
            BigFraction[] duals = new BigFraction[constraints];
            Arrays.fill(duals, BigFraction.ZERO);
            for (int j = 0; j < n; j++) {
                if (free[j] >= n) {
                    Row row = rows.get(free[j] - n);
                    BigInteger scale =
                            row.sign() > 0 ? row.scale() : row.scale().negate();
                    duals[row.constraint()] =
                            duals[row.constraint()].add(new BigFraction(entry[m][j].multiply(scale), over));
                }
            }
            return new Solution(Status.OPTIMAL, new BigFraction(entry[m][n], over), List.of(point), List.of(duals));
        }
    }
}
