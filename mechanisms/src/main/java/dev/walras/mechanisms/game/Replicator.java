package dev.walras.mechanisms.game;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Replicator dynamics in fractions: strategies that do better than the average grow.
 *
 * <p>{@code x_i' = x_i (f_i - sum_k x_k f_k)}, by Euler steps of a given size; <i>f</i> are the payoffs against the
 * population itself ({@link #trace}) or against another one ({@link #traceOfTwo}). Exact: fractions about double in
 * length with each step (in one population: triple), so only for short traces; {@link HeuristicPayoffTable#replicator}
 * is the same in floating point.
 *
 * <p>Reference: P. D. Taylor, L. B. Jonker, Evolutionary stable strategies and game dynamics, Mathematical Biosciences
 * 40, 1978, 145-156, doi:10.1016/0025-5564(78)90077-9; J. Maynard Smith, G. R. Price, The logic of animal conflict,
 * Nature 246, 1973, 15-18, doi:10.1038/246015a0.
 */
public final class Replicator {
    private Replicator() {}

    /**
     * The shares after each of {@code steps} steps; the start is not repeated.
     *
     * @param payoff payoff of a row against a column
     * @param start shares that sum to 1
     */
    public static List<List<BigFraction>> trace(
            List<List<BigFraction>> payoff, List<BigFraction> start, BigFraction step, int steps) {
        List<List<BigFraction>> trace = new ArrayList<>();
        List<BigFraction> x = start;
        for (int t = 0; t < steps; t++) {
            x = grow(x, fitness(payoff, x), step);
            trace.add(x);
        }
        return trace;
    }

    /**
     * Two populations that play against each other.
     *
     * @param row payoff of the first population, its strategies in rows
     * @param column payoff of the second population, its strategies in columns
     */
    public record TwoPopulations(List<List<BigFraction>> row, List<List<BigFraction>> column) {}

    /**
     * The shares of both populations after each step, which both make at once.
     *
     * @param start the shares of the first, then of the second population
     */
    public static List<List<List<BigFraction>>> traceOfTwo(
            TwoPopulations game, List<List<BigFraction>> start, BigFraction step, int steps) {
        List<List<List<BigFraction>>> trace = new ArrayList<>();
        List<BigFraction> x = start.get(0);
        List<BigFraction> y = start.get(1);
        List<List<BigFraction>> mirrored = transposed(game.column);
        for (int t = 0; t < steps; t++) {
            List<BigFraction> next = grow(x, fitness(game.row, y), step);
            y = grow(y, fitness(mirrored, x), step);
            x = next;
            trace.add(List.of(x, y));
        }
        return trace;
    }

    private static List<List<BigFraction>> transposed(List<List<BigFraction>> matrix) {
        List<List<BigFraction>> columns = new ArrayList<>();
        for (int j = 0; j < matrix.get(0).size(); j++) {
            List<BigFraction> column = new ArrayList<>();
            for (List<BigFraction> row : matrix) {
                column.add(row.get(j));
            }
            columns.add(column);
        }
        return columns;
    }

    private static List<BigFraction> fitness(List<List<BigFraction>> payoff, List<BigFraction> against) {
        List<BigFraction> fitness = new ArrayList<>();
        for (List<BigFraction> row : payoff) {
            BigFraction sum = BigFraction.ZERO;
            for (int j = 0; j < against.size(); j++) {
                sum = sum.add(row.get(j).multiply(against.get(j)));
            }
            fitness.add(sum);
        }
        return fitness;
    }

    private static List<BigFraction> grow(List<BigFraction> x, List<BigFraction> fitness, BigFraction step) {
        BigFraction average = BigFraction.ZERO;
        for (int i = 0; i < x.size(); i++) {
            average = average.add(x.get(i).multiply(fitness.get(i)));
        }
        List<BigFraction> next = new ArrayList<>();
        for (int i = 0; i < x.size(); i++) {
            BigFraction growth = fitness.get(i).subtract(average);
            next.add(x.get(i).add(step.multiply(x.get(i)).multiply(growth)));
        }
        return next;
    }

    /**
     * The mixture of all strategies at which all do equally well: the interior rest point of one population.
     *
     * @return null when there is none, or more than one
     */
    public static @Nullable List<BigFraction> interior(List<List<BigFraction>> payoff) {
        int n = payoff.size();
        BigFraction[][] system = new BigFraction[n + 1][n + 2];
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                system[i][j] = payoff.get(i).get(j);
            }
            system[i][n] = BigFraction.MINUS_ONE;
            system[i][n + 1] = BigFraction.ZERO;
        }
        for (int j = 0; j <= n + 1; j++) {
            system[n][j] = j == n ? BigFraction.ZERO : BigFraction.ONE;
        }
        if (!eliminate(system)) {
            return null;
        }
        List<BigFraction> shares = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            if (system[i][n + 1].getNumerator().signum() <= 0) {
                return null;
            }
            shares.add(system[i][n + 1]);
        }
        return shares;
    }

    /** Gauss-Jordan elimination; false when the system is singular. */
    private static boolean eliminate(BigFraction[][] system) {
        int n = system.length;
        for (int c = 0; c < n; c++) {
            int pivot = c;
            while (pivot < n && system[pivot][c].getNumerator().signum() == 0) {
                pivot++;
            }
            if (pivot == n) {
                return false;
            }
            BigFraction[] row = system[pivot];
            system[pivot] = system[c];
            system[c] = row;
            BigFraction scale = row[c];
            for (int j = 0; j <= n; j++) {
                row[j] = row[j].divide(scale);
            }
            for (int i = 0; i < n; i++) {
                BigFraction factor = system[i][c];
                if (i != c && factor.getNumerator().signum() != 0) {
                    for (int j = 0; j <= n; j++) {
                        system[i][j] = system[i][j].subtract(factor.multiply(row[j]));
                    }
                }
            }
        }
        return true;
    }
}
