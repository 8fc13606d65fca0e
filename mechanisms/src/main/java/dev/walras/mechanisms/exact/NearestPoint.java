package dev.walras.mechanisms.exact;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * The point of a polyhedron nearest to a given point, in exact arithmetic: minimize {@code |x - reference|^2} over
 * {@code a . x <= b} and {@code a . x = b}.
 *
 * <p>The dual active-set method: from the reference, one violated row after the other is made to hold, with the nearest
 * point of the rows met so far at every stage. Each stage solves a linear system as large as the number of rows that
 * bind, at most the dimension; it ends because the distance grows. It begins with the rows that bind in floating point
 * ({@link BindingRows}), less those that exact arithmetic refuses, and so mostly needs one system. The point is unique.
 *
 * <p>Reference: D. Goldfarb, A. Idnani, A numerically stable dual method for solving strictly convex quadratic
 * programs, Mathematical Programming 27, 1983, 1-33, doi:10.1007/BF02591962.
 */
public final class NearestPoint {
    private final List<BigFraction> reference;
    private final List<Row> rows = new ArrayList<>();

    /** {@code normal . x >= bound}, or equal. */
    private record Row(List<BigFraction> normal, BigFraction bound, boolean equality) {
        BigFraction missing(List<BigFraction> x) {
            return bound.subtract(dot(normal, x));
        }

        Row reversed() {
            return new Row(normal.stream().map(BigFraction::negate).toList(), bound.negate(), equality);
        }
    }

    /** The distance is to {@code reference}, whose size is the dimension. */
    public NearestPoint(List<BigFraction> reference) {
        this.reference = List.copyOf(reference);
    }

    /** Adds {@code normal . x <= bound}. */
    public void atMost(List<BigFraction> normal, BigFraction bound) {
        rows.add(new Row(List.copyOf(normal), bound, false).reversed());
    }

    /** Adds {@code normal . x = bound}. */
    public void equal(List<BigFraction> normal, BigFraction bound) {
        rows.add(new Row(List.copyOf(normal), bound, true));
    }

    /** The point, null when no point satisfies all rows. */
    public @Nullable List<BigFraction> find() {
        Run run = new Run();
        run.begin();
        for (Row row : rows) {
            if (row.equality() && !run.meet(row)) {
                return null;
            }
        }
        for (Row worst = run.worst(); worst != null; worst = run.worst()) {
            if (!run.meet(worst)) {
                return null;
            }
        }
        return List.copyOf(run.x);
    }

    /** The point in floating point, roughly; not even near where no point satisfies all rows. */
    public double[] roughly() {
        BindingRows binding = binding();
        binding.find();
        return binding.point();
    }

    private BindingRows binding() {
        double[][] normals = new double[rows.size()][];
        double[] bounds = new double[rows.size()];
        boolean[] equality = new boolean[rows.size()];
        for (int r = 0; r < rows.size(); r++) {
            normals[r] = doubles(rows.get(r).normal());
            bounds[r] = rows.get(r).bound().doubleValue();
            equality[r] = rows.get(r).equality();
        }
        return new BindingRows(doubles(reference), normals, bounds, equality);
    }

    private static double[] doubles(List<BigFraction> numbers) {
        return numbers.stream().mapToDouble(BigFraction::doubleValue).toArray();
    }

    private static BigFraction dot(List<BigFraction> a, List<BigFraction> b) {
        BigFraction sum = BigFraction.ZERO;
        for (int i = 0; i < a.size(); i++) {
            if (a.get(i).getNumerator().signum() != 0 && b.get(i).getNumerator().signum() != 0) {
                sum = sum.add(a.get(i).multiply(b.get(i)));
            }
        }
        return sum;
    }

    /** The point so far, the rows that bind it, and their multipliers. */
    private final class Run {
        private List<BigFraction> x = new ArrayList<>(reference);
        private final List<Row> active = new ArrayList<>();
        private final List<BigFraction> multipliers = new ArrayList<>();

        /** Goes to the nearest point of rows that bind in floating point and have no multiplier below 0. */
        void begin() {
            List<Row> guessed =
                    new ArrayList<>(binding().find().stream().map(rows::get).toList());
            while (!guessed.isEmpty()) {
                BigFraction[] found = multipliers(guessed);
                List<Row> kept = new ArrayList<>();
                for (int k = 0; k < found.length; k++) {
                    int sign = found[k].getNumerator().signum();
                    boolean counts = guessed.get(k).equality() ? sign != 0 : sign > 0;
                    if (counts) {
                        kept.add(guessed.get(k));
                    }
                }
                if (kept.size() == guessed.size()) {
                    for (int k = 0; k < found.length; k++) {
                        active.add(kept.get(k));
                        multipliers.add(found[k]);
                        move(kept.get(k).normal(), found[k]);
                    }
                    return;
                }
                guessed = kept;
            }
        }

        /** How far along their normals the nearest point of {@code binding} lies. */
        private BigFraction[] multipliers(List<Row> binding) {
            int k = binding.size();
            BigFraction[][] system = new BigFraction[k][k + 1];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    system[i][j] = dot(binding.get(i).normal(), binding.get(j).normal());
                }
                system[i][k] = binding.get(i).missing(reference);
            }
            return Elimination.solved(system);
        }

        private @Nullable Row worst() {
            Row worst = null;
            BigFraction most = BigFraction.ZERO;
            for (Row row : rows) {
                BigFraction missing = row.equality() ? row.missing(x).abs() : row.missing(x);
                if (missing.compareTo(most) > 0) {
                    worst = row;
                    most = missing;
                }
            }
            return worst;
        }

        /** Makes {@code wanted} hold; false when it cannot. */
        private boolean meet(Row wanted) {
            int side = wanted.missing(x).getNumerator().signum();
            if (side == 0) {
                return true;
            }
            Row row = side < 0 ? wanted.reversed() : wanted;
            BigFraction own = BigFraction.ZERO;
            while (true) {
                List<BigFraction> weights = weights(row);
                List<BigFraction> direction = direction(row, weights);
                BigFraction slope = dot(direction, row.normal());
                int leaving = leaving(weights);
                boolean blocked = slope.getNumerator().signum() == 0;
                if (blocked && leaving < 0) {
                    return false;
                }
                BigFraction full = blocked ? null : row.missing(x).divide(slope);
                BigFraction partial =
                        leaving < 0 ? null : multipliers.get(leaving).divide(weights.get(leaving));
                boolean drops = full == null || (partial != null && partial.compareTo(full) < 0);
                BigFraction step = drops ? partial : full;
                if (step == null) {
                    throw new IllegalStateException("neither a full nor a partial step");
                }
                if (!blocked) {
                    move(direction, step);
                }
                for (int k = 0; k < weights.size(); k++) {
                    multipliers.set(k, multipliers.get(k).subtract(step.multiply(weights.get(k))));
                }
                own = own.add(step);
                if (!drops) {
                    active.add(row);
                    multipliers.add(own);
                    return true;
                }
                active.remove(leaving);
                multipliers.remove(leaving);
            }
        }

        private void move(List<BigFraction> direction, BigFraction step) {
            List<BigFraction> moved = new ArrayList<>(x.size());
            for (int i = 0; i < x.size(); i++) {
                moved.add(x.get(i).add(step.multiply(direction.get(i))));
            }
            x = moved;
        }

        /** The inequality whose multiplier reaches 0 first, -1 when none does. */
        private int leaving(List<BigFraction> weights) {
            int found = -1;
            BigFraction least = BigFraction.ZERO;
            for (int k = 0; k < active.size(); k++) {
                if (!active.get(k).equality() && weights.get(k).getNumerator().signum() > 0) {
                    BigFraction ratio = multipliers.get(k).divide(weights.get(k));
                    if (found < 0 || ratio.compareTo(least) < 0) {
                        found = k;
                        least = ratio;
                    }
                }
            }
            return found;
        }

        /** The combination of the active normals nearest to the normal of {@code row}. */
        private List<BigFraction> weights(Row row) {
            int k = active.size();
            BigFraction[][] system = new BigFraction[k][k + 1];
            for (int i = 0; i < k; i++) {
                for (int j = 0; j < k; j++) {
                    system[i][j] = dot(active.get(i).normal(), active.get(j).normal());
                }
                system[i][k] = dot(active.get(i).normal(), row.normal());
            }
            return List.of(Elimination.solved(system));
        }

        private List<BigFraction> direction(Row row, List<BigFraction> weights) {
            List<BigFraction> direction = new ArrayList<>(row.normal());
            for (int k = 0; k < weights.size(); k++) {
                for (int i = 0; i < direction.size(); i++) {
                    BigFraction part =
                            weights.get(k).multiply(active.get(k).normal().get(i));
                    direction.set(i, direction.get(i).subtract(part));
                }
            }
            return direction;
        }
    }
}
