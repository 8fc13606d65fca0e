package dev.walras.mechanisms.price;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The prices that are not yet ruled out: a box cut by half-spaces, and its analytic centre.
 *
 * <p>Prices are scaled by good, {@code p = scale x}; the box is {@code 0 < x < upper}, and cut <i>i</i> keeps
 * {@code a_i x < b_i} with {@code |a_i| = 1}. The centre minimises the sum of {@code -log} of all slacks, by damped
 * Newton steps with a dense Cholesky factor: O(cuts n^2 + n^3) each, three to six a cut. All sums have a fixed order.
 */
final class Localisation {
    /** Newton steps end at this decrement: near enough to the centre for the next cut. */
    private static final double NEAR = 0.1;

    private static final int NEWTON_STEPS = 100;

    /** How far into the ellipsoid around the centre a new cut pushes the point from which Newton starts. */
    private static final double PUSH = 0.7;

    /** Cuts are dropped from this many times n on, until so many times n are left, and a few for small n. */
    private static final int MOST_PER_GOOD = 5;

    private static final int KEPT_PER_GOOD = 3;
    private static final int SPARE = 20;

    private final double[] scale;
    private final double[] upper;
    private final double[] x;
    private final double[][] factor;
    private final double[] gradient;
    private final double[] step;
    private final List<Cut> cuts = new ArrayList<>();

    /** One half-space. */
    private static final class Cut {
        private final double[] normal;
        private final double bound;
        private double slack;
        private double distance;

        Cut(double[] normal, double bound) {
            this.normal = normal;
            this.bound = bound;
        }
    }

    /** The box of prices between 0 and {@code highest}, each above 0, in micros a unit. */
    Localisation(double[] highest) {
        int n = highest.length;
        this.scale = highest.clone();
        this.upper = new double[n];
        this.x = new double[n];
        this.factor = new double[n][n];
        this.gradient = new double[n];
        this.step = new double[n];
        Arrays.fill(upper, 1);
        Arrays.fill(x, 0.5);
        factorise();
    }

    /** The centre's price of {@code good}, in micros a unit. */
    double price(int good) {
        return x[good] * scale[good];
    }

    /** The box's highest price of {@code good}, in micros a unit. */
    double highest(int good) {
        return upper[good] * scale[good];
    }

    /** Raises the box's highest price of {@code good}; {@link #centre} is to follow. */
    void raise(int good, double times) {
        upper[good] *= times;
    }

    /**
     * Keeps the prices <i>q</i> with {@code excess (q - prices) >= 0}, or through the centre where that keeps more, and
     * moves into what is kept; {@link #centre} is to follow.
     *
     * @return by how much at most {@code excess q}, in micros, is greater at prices kept than at the centre
     */
    double cut(long[] prices, long[] excess) {
        int n = x.length;
        double[] normal = new double[n];
        double norm = 0;
        for (int g = 0; g < n; g++) {
            normal[g] = -excess[g] * scale[g];
            norm += normal[g] * normal[g];
        }
        norm = Math.sqrt(norm);
        double atPrices = 0;
        double atCentre = 0;
        for (int g = 0; g < n; g++) {
            normal[g] /= norm;
            atPrices += normal[g] * (prices[g] / scale[g]);
            atCentre += normal[g] * x[g];
        }
        double[] direction = solve(normal);
        double width = Math.sqrt(dot(normal, direction));
        for (int g = 0; g < n; g++) {
            x[g] -= PUSH * direction[g] / width;
        }
        double reach = norm * width * (2 * n + cuts.size());
        if (cuts.size() >= MOST_PER_GOOD * n + SPARE) {
            drop(KEPT_PER_GOOD * n + SPARE);
        }
        cuts.add(new Cut(normal, Math.max(atPrices, atCentre)));
        return reach;
    }

    /** Drops the cuts that are farthest away, measured by the ellipsoid around the centre, until so many are left. */
    private void drop(int left) {
        for (Cut cut : cuts) {
            cut.distance = cut.slack / Math.sqrt(dot(cut.normal, solve(cut.normal)));
        }
        double[] distances =
                cuts.stream().mapToDouble(cut -> cut.distance).sorted().toArray();
        cuts.removeIf(cut -> cut.distance > distances[left - 1]);
    }

    /** Moves to the analytic centre; false when the set is too thin for double arithmetic. */
    boolean centre() {
        for (int i = 0; i < NEWTON_STEPS; i++) {
            if (!inside() || !factorise()) {
                return false;
            }
            System.arraycopy(solve(gradient), 0, step, 0, step.length);
            double decrement = Math.sqrt(dot(gradient, step));
            if (!(decrement < Double.MAX_VALUE)) {
                return false;
            }
            double length = decrement < 0.25 ? 1 : 1 / (1 + decrement);
            for (int g = 0; g < x.length; g++) {
                x[g] -= length * step[g];
            }
            if (decrement < NEAR) {
                return inside() && factorise();
            }
        }
        return false;
    }

    /** Computes the slacks of the cuts; whether all of them and those of the box are above 0. */
    private boolean inside() {
        boolean inside = true;
        for (int g = 0; g < x.length; g++) {
            inside &= x[g] > 0 && x[g] < upper[g];
        }
        for (Cut cut : cuts) {
            cut.slack = cut.bound - dot(cut.normal, x);
            inside &= cut.slack > 0;
        }
        return inside;
    }

    /** Computes the gradient, and the Cholesky factor of the Hessian; false when it has none in double arithmetic. */
    private boolean factorise() {
        int n = x.length;
        for (int g = 0; g < n; g++) {
            double above = upper[g] - x[g];
            gradient[g] = 1 / above - 1 / x[g];
            Arrays.fill(factor[g], 0, g + 1, 0);
            factor[g][g] = 1 / (above * above) + 1 / (x[g] * x[g]);
        }
        for (Cut cut : cuts) {
            double inverse = 1 / cut.slack;
            for (int g = 0; g < n; g++) {
                double weighted = cut.normal[g] * inverse;
                if (weighted != 0) {
                    gradient[g] += weighted;
                    addRow(factor[g], cut.normal, weighted * inverse, g);
                }
            }
        }
        return cholesky();
    }

    private static void addRow(double[] row, double[] normal, double times, int last) {
        for (int h = 0; h <= last; h++) {
            row[h] += times * normal[h];
        }
    }

    private boolean cholesky() {
        for (int g = 0; g < factor.length; g++) {
            double[] row = factor[g];
            for (int h = 0; h <= g; h++) {
                double[] other = factor[h];
                double sum = row[h];
                for (int i = 0; i < h; i++) {
                    sum -= row[i] * other[i];
                }
                if (h < g) {
                    row[h] = sum / other[h];
                } else if (sum > 0 && sum < Double.MAX_VALUE) {
                    row[g] = Math.sqrt(sum);
                } else {
                    return false;
                }
            }
        }
        return true;
    }

    /** The inverse of the Hessian times {@code vector}. */
    private double[] solve(double[] vector) {
        double[] solution = vector.clone();
        for (int g = 0; g < solution.length; g++) {
            for (int h = 0; h < g; h++) {
                solution[g] -= factor[g][h] * solution[h];
            }
            solution[g] /= factor[g][g];
        }
        for (int g = solution.length - 1; g >= 0; g--) {
            solution[g] /= factor[g][g];
            for (int h = 0; h < g; h++) {
                solution[h] -= factor[g][h] * solution[g];
            }
        }
        return solution;
    }

    private static double dot(double[] one, double[] other) {
        double sum = 0;
        for (int g = 0; g < one.length; g++) {
            sum += one[g] * other[g];
        }
        return sum;
    }
}
