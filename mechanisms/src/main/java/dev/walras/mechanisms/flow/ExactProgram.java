package dev.walras.mechanisms.flow;

import static dev.walras.mechanisms.flow.Fractions.sign;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * A small linear or convex quadratic programme, solved exactly, with its multipliers: minimize {@code sum_j cost_j x_j
 * + curvature_j x_j^2 / 2} over {@code x >= 0} under linear rows.
 *
 * <p>The conditions of Karush, Kuhn and Tucker are a linear complementarity problem; Lemke's method solves it by
 * pivoting a table of whole numbers with one common denominator, ties broken lexicographically, so that it neither
 * rounds nor cycles. Each pivot takes O(n^2) products of numbers that grow with the number of pivots, for <i>n</i>
 * variables and rows, an equation counting twice: made for problems of up to some hundred of both, where prices have to
 * be right to the last digit. Larger linear ones belong to a solver.
 *
 * <p>Reference: C. E. Lemke, Bimatrix equilibrium points and mathematical programming, Management Science 11(7), 1965,
 * 681-689, doi:10.1287/mnsc.11.7.681.
 */
public final class ExactProgram {
    private final List<BigFraction> costs = new ArrayList<>();
    private final List<BigFraction> curvatures = new ArrayList<>();
    private final List<Row> rows = new ArrayList<>();

    /** How a row compares with its bound. */
    public enum Sense {
        /** The row is the bound or more. */
        AT_LEAST,
        /** The row is the bound or less. */
        AT_MOST,
        /** The row is the bound. */
        EQUAL
    }

    private record Row(Map<Integer, BigFraction> terms, Sense sense, BigFraction bound) {}

    /**
     * An optimum.
     *
     * @param values of the variables
     * @param multipliers of the rows: how much the least cost rises when the bound of the row rises by one
     */
    public record Solution(List<BigFraction> values, List<BigFraction> multipliers) {
        public Solution {
            values = List.copyOf(values);
            multipliers = List.copyOf(multipliers);
        }
    }

    /**
     * Adds a variable of 0 or more and returns its index.
     *
     * @param cost of the first unit
     * @param curvature by how much the cost of a unit rises with each unit, 0 or more
     */
    public int variable(BigFraction cost, BigFraction curvature) {
        if (sign(curvature) < 0) {
            throw new IllegalArgumentException("curvature is " + curvature + "; it must be 0 or more");
        }
        costs.add(cost);
        curvatures.add(curvature);
        return costs.size() - 1;
    }

    /** Adds a variable whose units all cost the same. */
    public int variable(BigFraction cost) {
        return variable(cost, BigFraction.ZERO);
    }

    /**
     * Adds a row and returns its index.
     *
     * @param terms coefficients by variable
     */
    public int row(Map<Integer, BigFraction> terms, Sense sense, BigFraction bound) {
        rows.add(new Row(new LinkedHashMap<>(terms), sense, bound));
        return rows.size() - 1;
    }

    /** Bounds a variable from above and returns the index of the row. */
    public int limit(int variable, BigFraction most) {
        return row(Map.of(variable, BigFraction.ONE), Sense.AT_MOST, most);
    }

    /** An optimum, null when no point is feasible or the cost has no lower bound. */
    public @Nullable Solution solve() {
        Lemke lemke = new Lemke();
        return lemke.run() ? lemke.solution() : null;
    }

    /** One run: the table, and which variable is basic in which row. */
    private final class Lemke {
        private final int size;
        private final BigInteger[][] table;
        private final int[] basic;
        private final int[] outside;
        private BigInteger denominator = BigInteger.ONE;

        /** Variables: 0 .. size-1 slacks, size .. 2 size-1 their complements, 2 size the artificial one. */
        Lemke() {
            int halves = 0;
            for (Row row : rows) {
                halves += row.sense == Sense.EQUAL ? 2 : 1;
            }
            this.size = costs.size() + halves;
            this.table = new BigInteger[size][];
            this.basic = new int[size];
            this.outside = new int[size + 1];
            BigFraction[][] matrix = new BigFraction[size][size + 1];
            for (BigFraction[] line : matrix) {
                Arrays.fill(line, BigFraction.ZERO);
            }
            for (int j = 0; j < costs.size(); j++) {
                matrix[j][j] = curvatures.get(j);
                matrix[j][size] = costs.get(j);
            }
            int at = costs.size();
            for (Row row : rows) {
                if (row.sense != Sense.AT_MOST) {
                    put(matrix, at++, row, BigFraction.ONE);
                }
                if (row.sense != Sense.AT_LEAST) {
                    put(matrix, at++, row, BigFraction.MINUS_ONE);
                }
            }
            for (int i = 0; i < size; i++) {
                table[i] = whole(matrix[i]);
                basic[i] = i;
                outside[i] = size + i;
            }
            outside[size] = 2 * size;
        }

        private void put(BigFraction[][] matrix, int at, Row row, BigFraction sign) {
            row.terms.forEach((variable, coefficient) -> {
                BigFraction signed = coefficient.multiply(sign);
                matrix[at][variable] = matrix[at][variable].add(signed);
                matrix[variable][at] = matrix[variable][at].subtract(signed);
            });
            matrix[at][size] = row.bound.multiply(sign).negate();
        }

        /** The row {@code slack - M z - artificial = q} in whole numbers: complements, artificial, right side. */
        private BigInteger[] whole(BigFraction[] line) {
            BigInteger scale = BigInteger.ONE;
            for (BigFraction entry : line) {
                BigInteger part = entry.getDenominator();
                scale = scale.multiply(part.divide(scale.gcd(part)));
            }
            BigInteger[] whole = new BigInteger[size + 2];
            for (int j = 0; j < size; j++) {
                whole[j] = line[j].multiply(scale).getNumerator().negate();
            }
            whole[size] = BigInteger.ONE.negate();
            whole[size + 1] = line[size].multiply(scale).getNumerator();
            return whole;
        }

        boolean run() {
            int leaving = -1;
            for (int i = 0; i < size; i++) {
                if (table[i][size + 1].signum() < 0
                        && (leaving < 0 || table[i][size + 1].compareTo(table[leaving][size + 1]) <= 0)) {
                    leaving = i;
                }
            }
            if (leaving < 0) {
                return true;
            }
            int out = basic[leaving];
            pivot(leaving, size);
            while (out != 2 * size) {
                int entering = column(out < size ? out + size : out - size);
                int row = leavingRow(entering);
                if (row < 0) {
                    return false;
                }
                out = basic[row];
                pivot(row, entering);
            }
            return true;
        }

        private int column(int variable) {
            int at = 0;
            while (outside[at] != variable) {
                at++;
            }
            return at;
        }

        /** The row that first reaches zero when {@code column} grows, the artificial one if it is among them. */
        private int leavingRow(int column) {
            int best = -1;
            for (int i = 0; i < size; i++) {
                if (table[i][column].signum() > 0 && (best < 0 || before(i, best, column))) {
                    best = i;
                }
            }
            return best;
        }

        private boolean before(int i, int best, int column) {
            int ratio = ratio(table[i][size + 1], table[best][size + 1], i, best, column);
            if (ratio != 0) {
                return ratio < 0;
            }
            if (basic[i] == 2 * size || basic[best] == 2 * size) {
                return basic[i] == 2 * size;
            }
            for (int slack = 0; slack < size; slack++) {
                ratio = ratio(entry(i, slack), entry(best, slack), i, best, column);
                if (ratio != 0) {
                    return ratio < 0;
                }
            }
            return false;
        }

        private int ratio(BigInteger a, BigInteger b, int i, int best, int column) {
            return a.multiply(table[best][column]).compareTo(b.multiply(table[i][column]));
        }

        private BigInteger entry(int row, int variable) {
            if (basic[row] == variable) {
                return denominator;
            }
            for (int j = 0; j <= size; j++) {
                if (outside[j] == variable) {
                    return table[row][j];
                }
            }
            return BigInteger.ZERO;
        }

        private void pivot(int row, int column) {
            BigInteger by = table[row][column];
            boolean negative = by.signum() < 0;
            for (int i = 0; i < size; i++) {
                if (i != row) {
                    BigInteger factor = table[i][column];
                    for (int j = 0; j < size + 2; j++) {
                        if (j != column) {
                            BigInteger product = table[i][j].multiply(by);
                            BigInteger changed =
                                    factor.signum() == 0 ? product : product.subtract(factor.multiply(table[row][j]));
                            table[i][j] = changed.divide(denominator);
                        }
                    }
                    table[i][column] = factor.negate();
                }
            }
            table[row][column] = denominator;
            denominator = by;
            if (negative) {
                denominator = denominator.negate();
                for (BigInteger[] line : table) {
                    for (int j = 0; j < line.length; j++) {
                        line[j] = line[j].negate();
                    }
                }
            }
            int swapped = basic[row];
            basic[row] = outside[column];
            outside[column] = swapped;
        }

        Solution solution() {
            BigFraction[] complements = new BigFraction[size];
            Arrays.fill(complements, BigFraction.ZERO);
            for (int i = 0; i < size; i++) {
                if (basic[i] >= size && basic[i] < 2 * size) {
                    complements[basic[i] - size] = new BigFraction(table[i][size + 1], denominator);
                }
            }
            List<BigFraction> multipliers = new ArrayList<>();
            int at = costs.size();
            for (Row row : rows) {
                BigFraction multiplier = BigFraction.ZERO;
                if (row.sense != Sense.AT_MOST) {
                    multiplier = multiplier.add(complements[at++]);
                }
                if (row.sense != Sense.AT_LEAST) {
                    multiplier = multiplier.subtract(complements[at++]);
                }
                multipliers.add(multiplier);
            }
            return new Solution(Arrays.asList(complements).subList(0, costs.size()), multipliers);
        }
    }
}
