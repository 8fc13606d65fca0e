package dev.walras.mechanisms.bargaining;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.DoubleUnaryOperator;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Two sides bargain over a convex set of utilities, bounded by a falling frontier; without agreement they get the
 * disagreement point.
 *
 * <p>The <b>Nash</b> solution maximizes the product of what both gain, each to the power of its weight; the
 * <b>Kalai-Smorodinsky</b> solution is where the line from the disagreement point to the bliss point (the most that
 * each could get if the other got its disagreement utility) meets the frontier. On a polygon both are exact: on each
 * edge the weighted product has one maximum in closed form. Frontiers given as functions are solved by bisection, to
 * about 1e-12.
 *
 * <p>Reference: J. F. Nash, The bargaining problem, Econometrica 18(2), 1950, 155-162, doi:10.2307/1907266; E. Kalai,
 * Nonsymmetric Nash solutions and replications of 2-person bargaining, International Journal of Game Theory 6(3), 1977,
 * 129-133, doi:10.1007/BF01774658; E. Kalai, M. Smorodinsky, Other solutions to Nash's bargaining problem, Econometrica
 * 43(3), 1975, 513-518, doi:10.2307/1914280.
 */
public final class Frontier {
    private final List<Point> corners;

    /**
     * Utilities of both sides.
     *
     * @param first of the first side
     * @param second of the second side
     */
    public record Point(BigFraction first, BigFraction second) {}

    /**
     * The upper right boundary of the convex hull of {@code points} and everything below.
     *
     * @param points at least one
     */
    public Frontier(List<Point> points) {
        if (points.isEmpty()) {
            throw new IllegalArgumentException("a frontier needs a point");
        }
        List<Point> sorted = points.stream()
                .sorted(Comparator.comparing(Point::first).thenComparing(Point::second))
                .toList();
        List<Point> hull = new ArrayList<>();
        for (Point next : sorted) {
            while (hull.size() > 1 && turn(hull.get(hull.size() - 2), hull.get(hull.size() - 1), next) >= 0) {
                hull.remove(hull.size() - 1);
            }
            hull.add(next);
        }
        while (hull.size() > 1 && hull.get(0).second.compareTo(hull.get(1).second) <= 0) {
            hull.remove(0);
        }
        this.corners = List.copyOf(hull);
    }

    /** Above 0 when the path turns left at {@code b}. */
    private static int turn(Point a, Point b, Point c) {
        return b.first
                .subtract(a.first)
                .multiply(c.second.subtract(a.second))
                .compareTo(b.second.subtract(a.second).multiply(c.first.subtract(a.first)));
    }

    /** The corners, by rising utility of the first side. */
    public List<Point> corners() {
        return corners;
    }

    /**
     * The most that the first side can get when the second gets at least {@code second}; null when that is too much.
     */
    private @Nullable BigFraction mostOfFirst(BigFraction second) {
        BigFraction most = null;
        for (int i = 0; i < corners.size(); i++) {
            Point b = corners.get(i);
            if (b.second.compareTo(second) >= 0) {
                most = b.first;
            } else if (i > 0 && most != null) {
                Point a = corners.get(i - 1);
                BigFraction share = a.second.subtract(second).divide(a.second.subtract(b.second));
                return a.first.add(share.multiply(b.first.subtract(a.first)));
            }
        }
        return most;
    }

    private Frontier turned() {
        return new Frontier(corners.stream()
                .map(point -> new Point(/* first= */ point.second, /* second= */ point.first))
                .toList());
    }

    private static IllegalArgumentException nothingToGain(Point disagreement) {
        return new IllegalArgumentException("the disagreement point (" + disagreement.first + ", " + disagreement.second
                + ") leaves nothing that both would gain from");
    }

    /** The best that each side could get while the other keeps its disagreement utility. */
    public Point bliss(Point disagreement) {
        BigFraction first = mostOfFirst(disagreement.second);
        BigFraction second = turned().mostOfFirst(disagreement.first);
        if (first == null
                || second == null
                || first.compareTo(disagreement.first) < 0
                || second.compareTo(disagreement.second) < 0) {
            throw nothingToGain(disagreement);
        }
        return new Point(first, second);
    }

    /**
     * The Nash solution.
     *
     * @param weight bargaining power of the first side, from 0 to 1; the other has the rest
     */
    public Point nash(Point disagreement, BigFraction weight) {
        if (weight.compareTo(BigFraction.ZERO) < 0 || weight.compareTo(BigFraction.ONE) > 0) {
            throw new IllegalArgumentException("weight is " + weight + "; it must be from 0 to 1");
        }
        Point bliss = bliss(disagreement);
        Point start = new Point(disagreement.first, bliss.second);
        List<Point> path = new ArrayList<>(List.of(start));
        corners.stream()
                .filter(point -> point.first.compareTo(disagreement.first) > 0
                        && point.second.compareTo(disagreement.second) > 0)
                .forEach(path::add);
        path.add(new Point(bliss.first, disagreement.second));
        // Along the path the slope of the weighted logarithms falls: stop at the first edge that turns it negative.
        for (int i = 0; i + 1 < path.size(); i++) {
            Point a = path.get(i);
            Point b = path.get(i + 1);
            BigFraction along = along(a, b, disagreement, weight);
            if (along.compareTo(BigFraction.ONE) < 0) {
                return between(a, b, along);
            }
        }
        return path.get(path.size() - 1);
    }

    /** How far from {@code a} to {@code b} the weighted product rises, from 0 to 1. */
    private static BigFraction along(Point a, Point b, Point disagreement, BigFraction weight) {
        BigFraction gain = b.first.subtract(a.first);
        BigFraction loss = a.second.subtract(b.second);
        BigFraction others = BigFraction.ONE.subtract(weight);
        if (loss.equals(BigFraction.ZERO)) {
            return BigFraction.ONE;
        }
        if (gain.equals(BigFraction.ZERO)) {
            return BigFraction.ZERO;
        }
        BigFraction share = weight.multiply(a.second.subtract(disagreement.second))
                .divide(loss)
                .subtract(others.multiply(a.first.subtract(disagreement.first)).divide(gain));
        return share.compareTo(BigFraction.ZERO) < 0
                ? BigFraction.ZERO
                : share.compareTo(BigFraction.ONE) > 0 ? BigFraction.ONE : share;
    }

    private static Point between(Point a, Point b, BigFraction share) {
        return new Point(
                a.first.add(share.multiply(b.first.subtract(a.first))),
                a.second.add(share.multiply(b.second.subtract(a.second))));
    }

    /** The Kalai-Smorodinsky solution. */
    public Point kalaiSmorodinsky(Point disagreement) {
        Point bliss = bliss(disagreement);
        BigFraction up = bliss.second.subtract(disagreement.second);
        BigFraction right = bliss.first.subtract(disagreement.first);
        List<Point> path = new ArrayList<>();
        path.add(new Point(disagreement.first, bliss.second));
        corners.stream()
                .filter(point -> point.first.compareTo(disagreement.first) > 0
                        && point.second.compareTo(disagreement.second) > 0)
                .forEach(path::add);
        path.add(new Point(bliss.first, disagreement.second));
        for (int i = 0; i + 1 < path.size(); i++) {
            BigFraction from = side(path.get(i), disagreement, right, up);
            BigFraction to = side(path.get(i + 1), disagreement, right, up);
            if (to.compareTo(BigFraction.ZERO) >= 0) {
                return from.equals(to)
                        ? path.get(i + 1)
                        : between(path.get(i), path.get(i + 1), from.negate().divide(to.subtract(from)));
            }
        }
        return path.get(path.size() - 1);
    }

    /** Below 0 left of the line to the bliss point, above 0 right of it. */
    private static BigFraction side(Point point, Point disagreement, BigFraction right, BigFraction up) {
        return point.first
                .subtract(disagreement.first)
                .multiply(up)
                .subtract(point.second.subtract(disagreement.second).multiply(right));
    }

    /**
     * A frontier given by a function: what the second side gets at most when the first gets {@code x}; concave and
     * falling from {@code low} to {@code high}.
     *
     * @param second the function
     * @param slope its derivative
     * @param low least utility of the first side
     * @param high most utility of the first side
     */
    public record Curve(DoubleUnaryOperator second, DoubleUnaryOperator slope, double low, double high) {
        private static final int HALVINGS = 200;

        /**
         * The Nash solution: utilities of the first and the second side.
         *
         * @param d1 disagreement utility of the first side
         * @param d2 disagreement utility of the second side
         * @param weight bargaining power of the first side, from 0 to 1
         */
        public double[] nash(double d1, double d2, double weight) {
            double a = Math.max(low, d1);
            double b = mostOfFirst(d2);
            for (int i = 0; i < HALVINGS; i++) {
                double x = (a + b) / 2;
                double rise =
                        weight * (second.applyAsDouble(x) - d2) + (1 - weight) * slope.applyAsDouble(x) * (x - d1);
                if (rise > 0) {
                    a = x;
                } else {
                    b = x;
                }
            }
            double x = (a + b) / 2;
            return new double[] {x, second.applyAsDouble(x)};
        }

        /** The Kalai-Smorodinsky solution: utilities of the first and the second side. */
        public double[] kalaiSmorodinsky(double d1, double d2) {
            double right = mostOfFirst(d2) - d1;
            double up = second.applyAsDouble(Math.max(low, d1)) - d2;
            double a = Math.max(low, d1);
            double b = mostOfFirst(d2);
            for (int i = 0; i < HALVINGS; i++) {
                double x = (a + b) / 2;
                if ((second.applyAsDouble(x) - d2) * right > (x - d1) * up) {
                    a = x;
                } else {
                    b = x;
                }
            }
            double x = (a + b) / 2;
            return new double[] {x, second.applyAsDouble(x)};
        }

        private double mostOfFirst(double d2) {
            double a = low;
            double b = high;
            if (second.applyAsDouble(b) >= d2) {
                return b;
            }
            if (second.applyAsDouble(a) < d2) {
                throw new IllegalArgumentException(
                        "the second side's disagreement utility " + d2 + " is more than it can get");
            }
            for (int i = 0; i < HALVINGS; i++) {
                double x = (a + b) / 2;
                if (second.applyAsDouble(x) >= d2) {
                    a = x;
                } else {
                    b = x;
                }
            }
            return a;
        }
    }
}
