package dev.walras.mechanisms.divisible;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * A small linear programme over non-negative unknowns, solved exactly: as a complementarity problem, whose matrix is
 * skew-symmetric, so that Lemke's method finds an optimum whenever there is one.
 */
final class ExactProgram {
    private static final int MOST_PIVOTS = 5_000;

    private final int unknowns;
    private final BigFraction[] gain;
    private final List<BigFraction[]> rows = new ArrayList<>();
    private final List<BigFraction> limits = new ArrayList<>();

    ExactProgram(int unknowns) {
        this.unknowns = unknowns;
        this.gain = row();
    }

    /** A row of zeros. */
    BigFraction[] row() {
        BigFraction[] row = new BigFraction[unknowns];
        Arrays.fill(row, BigFraction.ZERO);
        return row;
    }

    /** Maximises this unknown, too. */
    void gain(int unknown, BigFraction worth) {
        gain[unknown] = gain[unknown].add(worth);
    }

    void atMost(BigFraction[] row, BigFraction limit) {
        rows.add(row);
        limits.add(limit);
    }

    void equal(BigFraction[] row, BigFraction limit) {
        atMost(row, limit);
        BigFraction[] other = row.clone();
        for (int k = 0; k < other.length; k++) {
            other[k] = other[k].negate();
        }
        atMost(other, limit.negate());
    }

    /** An optimum, null when no solution exists or gains are unbounded. */
    BigFraction @Nullable [] solve() {
        int size = unknowns + rows.size();
        BigFraction[][] matrix = new BigFraction[size][size];
        BigFraction[] constant = new BigFraction[size];
        BigFraction[] cover = new BigFraction[size];
        Arrays.fill(cover, BigFraction.ONE);
        for (BigFraction[] row : matrix) {
            Arrays.fill(row, BigFraction.ZERO);
        }
        for (int k = 0; k < unknowns; k++) {
            constant[k] = gain[k].negate();
        }
        for (int r = 0; r < rows.size(); r++) {
            constant[unknowns + r] = limits.get(r);
            for (int k = 0; k < unknowns; k++) {
                matrix[k][unknowns + r] = rows.get(r)[k];
                matrix[unknowns + r][k] = rows.get(r)[k].negate();
            }
        }
        BigFraction[] solution = LinearComplementarity.solve(matrix, constant, cover, MOST_PIVOTS);
        return solution == null ? null : Arrays.copyOf(solution, unknowns);
    }
}
