package dev.walras.mechanisms.game;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.DecompositionSolver;
import org.apache.commons.math3.linear.LUDecomposition;

/** Finds symmetric mixed equilibria of a table; see there. Tolerances are shares of the range of its payoffs. */
final class MixedEquilibria {
    private static final double EQUAL = 1e-10;
    private static final double SAME_MIXTURE = 1e-6;
    private static final double WIDTH = 1e-15;
    private static final int NEWTON_STEPS = 60;
    private static final int REPLICATOR_STEPS = 2_000;

    private final HeuristicPayoffTable table;
    private final double range;
    private final List<double[]> found = new ArrayList<>();

    MixedEquilibria(HeuristicPayoffTable table) {
        this.table = table;
        this.range = table.range();
    }

    List<double[]> find() {
        if (table.strategies() == 2) {
            bernstein();
        } else if (table.strategies() > 2) {
            supports();
        }
        found.sort((a, b) -> Arrays.compare(b, a));
        return List.copyOf(found);
    }

    /** The payoff of the first strategy less that of the second when j of the N - 1 others use the first. */
    private void bernstein() {
        int others = table.players() - 1;
        double[] difference = new double[others + 1];
        boolean indifferent = true;
        for (int j = 0; j <= others; j++) {
            double first = table.payoff(new int[] {j + 1, others - j}, 0);
            double second = table.payoff(new int[] {j, others - j + 1}, 1);
            difference[j] = first - second;
            indifferent &= Math.abs(difference[j]) <= EQUAL * range;
        }
        if (indifferent) {
            // Every mixture is an equilibrium; the even one stands for all.
            found.add(new double[] {0.5, 0.5});
        } else {
            roots(difference, 0, 1);
        }
    }

    private void roots(double[] coefficients, double from, double to) {
        boolean positive = false;
        boolean negative = false;
        for (double c : coefficients) {
            positive |= c > EQUAL * EQUAL * range;
            negative |= c < -EQUAL * EQUAL * range;
        }
        if (positive && negative && to - from > WIDTH) {
            double[] left = coefficients.clone();
            double[] right = coefficients.clone();
            split(left, right);
            double middle = (from + to) / 2;
            roots(left, from, middle);
            roots(right, middle, to);
            return;
        }
        boolean zeroAtStart = Math.abs(coefficients[0]) <= EQUAL * EQUAL * range;
        boolean zeroAtEnd = Math.abs(coefficients[coefficients.length - 1]) <= EQUAL * EQUAL * range;
        if (positive && negative) {
            addRoot((from + to) / 2);
        } else {
            if (zeroAtStart) {
                addRoot(from);
            }
            if (zeroAtEnd) {
                addRoot(to);
            }
        }
    }

    /** De Casteljau: the same polynomial on the left and on the right half. */
    private static void split(double[] left, double[] right) {
        int n = left.length - 1;
        double[] work = left.clone();
        for (int level = 0; level <= n; level++) {
            left[level] = work[0];
            right[n - level] = work[n - level];
            for (int i = 0; i < n - level; i++) {
                work[i] = (work[i] + work[i + 1]) / 2;
            }
        }
    }

    private void addRoot(double x) {
        if (x > 0 && x < 1) {
            add(new double[] {x, 1 - x});
        }
    }

    private void add(double[] mixture) {
        for (double[] other : found) {
            double distance = 0;
            for (int s = 0; s < mixture.length; s++) {
                distance = Math.max(distance, Math.abs(mixture[s] - other[s]));
            }
            if (distance < SAME_MIXTURE) {
                return;
            }
        }
        found.add(mixture);
    }

    private void supports() {
        int k = table.strategies();
        List<double[]> starts = new ArrayList<>();
        for (int s = -1; s < k; s++) {
            double[] start = new double[k];
            for (int i = 0; i < k; i++) {
                start[i] = s < 0 ? 1.0 / k : i == s ? 0.7 : 0.3 / (k - 1);
            }
            starts.add(start);
            List<double[]> trace = table.replicator(start, 0.5, REPLICATOR_STEPS);
            starts.add(trace.get(trace.size() - 1));
        }
        for (int mask = 1; mask < 1 << k; mask++) {
            if (Integer.bitCount(mask) > 1) {
                for (double[] start : starts) {
                    newton(mask, start);
                }
            }
        }
    }

    /** Solves for equal payoffs on the support, and weights that sum to 1. */
    private void newton(int mask, double[] start) {
        int[] support = new int[Integer.bitCount(mask)];
        for (int s = 0, n = 0; s < table.strategies(); s++) {
            if ((mask >> s & 1) == 1) {
                support[n++] = s;
            }
        }
        double[] x = restricted(start, support);
        for (int step = 0; step < NEWTON_STEPS; step++) {
            double[] error = error(x, support);
            if (Arrays.stream(error).allMatch(e -> Math.abs(e) <= EQUAL)) {
                keep(x);
                return;
            }
            double[] change = change(x, support, error);
            if (change.length == 0) {
                return;
            }
            double size = 1;
            for (int i = 0; i < support.length; i++) {
                if (change[i] < 0) {
                    size = Math.min(size, -0.9 * x[support[i]] / change[i]);
                }
            }
            for (int i = 0; i < support.length; i++) {
                x[support[i]] += size * change[i];
            }
        }
    }

    private static double[] restricted(double[] start, int[] support) {
        double[] x = new double[start.length];
        double total = 0;
        for (int s : support) {
            x[s] = start[s] + 1e-3;
            total += x[s];
        }
        for (int s : support) {
            x[s] /= total;
        }
        return x;
    }

    /** Differences of payoffs to the first of the support over their range, and the sum of weights less 1. */
    private double[] error(double[] x, int[] support) {
        double[] won = table.deviationPayoffs(x);
        double[] error = new double[support.length];
        double total = -1;
        for (int i = 0; i < support.length; i++) {
            error[i] = (won[support[i]] - won[support[0]]) / range;
            total += x[support[i]];
        }
        error[0] = total;
        return error;
    }

    private double[] change(double[] x, int[] support, double[] error) {
        int n = support.length;
        double[][] jacobian = new double[n][n];
        for (int j = 0; j < n; j++) {
            double h = 1e-7;
            double[] moved = x.clone();
            moved[support[j]] += h;
            double[] other = error(moved, support);
            for (int i = 0; i < n; i++) {
                jacobian[i][j] = (other[i] - error[i]) / h;
            }
        }
        DecompositionSolver solver = new LUDecomposition(new Array2DRowRealMatrix(jacobian, false)).getSolver();
        if (!solver.isNonSingular()) {
            return new double[0];
        }
        return solver.solve(new ArrayRealVector(error)).mapMultiply(-1).toArray();
    }

    private void keep(double[] x) {
        int used = 0;
        for (double weight : x) {
            used += weight > SAME_MIXTURE ? 1 : 0;
        }
        if (used > 1 && table.regret(x) <= 1e-7 * range) {
            add(x.clone());
        }
    }
}
