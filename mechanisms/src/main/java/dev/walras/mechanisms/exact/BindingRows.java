package dev.walras.mechanisms.exact;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.linear.Array2DRowRealMatrix;
import org.apache.commons.math3.linear.ArrayRealVector;
import org.apache.commons.math3.linear.QRDecomposition;
import org.apache.commons.math3.linear.RealVector;
import org.apache.commons.math3.linear.SingularMatrixException;

/**
 * Guesses in floating point which rows bind at the nearest point of a polyhedron, by the method of
 * {@link NearestPoint}: a place to begin exact arithmetic, right or wrong.
 */
final class BindingRows {
    private static final double NOTHING = 1e-9;
    private static final int STEPS_A_ROW = 4;

    private final double[][] normals;
    private final double[] bounds;
    private final boolean[] equality;
    private final double scale;
    private final List<Integer> active = new ArrayList<>();
    private RealVector multipliers = new ArrayRealVector();
    private double[] x;

    /** Of rows {@code normal . x >= bound}, or equal, for the point nearest to {@code reference}. */
    BindingRows(double[] reference, double[][] normals, double[] bounds, boolean[] equality) {
        this.normals = normals;
        this.bounds = bounds;
        this.equality = equality;
        this.x = reference.clone();
        double largest = 1;
        for (double[] numbers : List.of(reference, bounds)) {
            for (double number : numbers) {
                largest = Math.max(largest, Math.abs(number));
            }
        }
        this.scale = largest;
    }

    /** The rows that seem to bind; fewer when the search does not come to an end. */
    List<Integer> find() {
        try {
            int steps = STEPS_A_ROW * (bounds.length + x.length);
            for (int row = 0; row < bounds.length && steps > 0; row++) {
                steps = equality[row] ? meet(row, steps) : steps;
            }
            for (int worst = worst(); worst >= 0 && steps > 0; worst = worst()) {
                steps = meet(worst, steps);
            }
        } catch (SingularMatrixException dependent) {
            return List.copyOf(active);
        }
        return List.copyOf(active);
    }

    /** The point at which the search ended. */
    double[] point() {
        return x;
    }

    private double missing(int row) {
        return bounds[row] - dot(normals[row], x);
    }

    private int worst() {
        int worst = -1;
        double most = NOTHING * scale;
        for (int row = 0; row < bounds.length; row++) {
            if (!equality[row] && !active.contains(row) && missing(row) > most) {
                worst = row;
                most = missing(row);
            }
        }
        return worst;
    }

    /** Makes a row hold, as far as the steps last; how many are left, 0 when it cannot hold. */
    private int meet(int row, int steps) {
        double sign = missing(row) < 0 ? -1 : 1;
        if (Math.abs(missing(row)) <= NOTHING * scale) {
            return steps;
        }
        double own = 0;
        for (int left = steps - 1; left > 0; left--) {
            double[] weights = weights(row, sign);
            double[] direction = direction(row, sign, weights);
            double slope = sign * dot(direction, normals[row]);
            int leaving = leaving(weights);
            boolean blocked = slope <= NOTHING;
            if (blocked && leaving < 0) {
                return 0;
            }
            double full = blocked ? Double.POSITIVE_INFINITY : sign * missing(row) / slope;
            double partial = leaving < 0 ? Double.POSITIVE_INFINITY : multipliers.getEntry(leaving) / weights[leaving];
            double step = Math.min(full, partial);
            if (!blocked) {
                for (int i = 0; i < x.length; i++) {
                    x[i] += step * direction[i];
                }
            }
            for (int k = 0; k < weights.length; k++) {
                multipliers.addToEntry(k, -step * weights[k]);
            }
            own += step;
            if (full <= partial) {
                active.add(row);
                multipliers = multipliers.append(sign * own);
                return left;
            }
            active.remove(/* index */ leaving);
            multipliers = without(leaving);
        }
        return 0;
    }

    private RealVector without(int leaving) {
        RealVector head = multipliers.getSubVector(0, leaving);
        return head.append(multipliers.getSubVector(leaving + 1, multipliers.getDimension() - leaving - 1));
    }

    private int leaving(double[] weights) {
        int found = -1;
        double least = Double.POSITIVE_INFINITY;
        for (int k = 0; k < weights.length; k++) {
            if (!equality[active.get(k)] && weights[k] > NOTHING && multipliers.getEntry(k) / weights[k] < least) {
                found = k;
                least = multipliers.getEntry(k) / weights[k];
            }
        }
        return found;
    }

    /** The combination of the active normals nearest to the normal of {@code row}. */
    private double[] weights(int row, double sign) {
        int k = active.size();
        if (k == 0) {
            return new double[0];
        }
        double[][] matrix = new double[x.length][k];
        double[] wanted = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            for (int j = 0; j < k; j++) {
                matrix[i][j] = normals[active.get(j)][i];
            }
            wanted[i] = sign * normals[row][i];
        }
        return new QRDecomposition(new Array2DRowRealMatrix(matrix, false), NOTHING)
                .getSolver()
                .solve(new ArrayRealVector(wanted, false))
                .toArray();
    }

    private double[] direction(int row, double sign, double[] weights) {
        double[] direction = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            direction[i] = sign * normals[row][i];
            for (int k = 0; k < weights.length; k++) {
                direction[i] -= weights[k] * normals[active.get(k)][i];
            }
        }
        return direction;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }
}
