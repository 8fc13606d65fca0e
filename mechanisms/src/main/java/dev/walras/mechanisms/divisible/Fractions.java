package dev.walras.mechanisms.divisible;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/** Sums, comparisons and approximations of exact fractions. */
final class Fractions {
    private Fractions() {}

    static BigFraction sum(List<BigFraction> values) {
        BigFraction sum = BigFraction.ZERO;
        for (BigFraction value : values) {
            sum = sum.add(value);
        }
        return sum;
    }

    /** The sum of products. */
    static BigFraction dot(List<BigFraction> left, List<BigFraction> right) {
        BigFraction sum = BigFraction.ZERO;
        for (int i = 0; i < left.size(); i++) {
            sum = sum.add(left.get(i).multiply(right.get(i)));
        }
        return sum;
    }

    static int sign(BigFraction value) {
        return value.getNumerator().signum() * value.getDenominator().signum();
    }

    static BigFraction max(BigFraction a, BigFraction b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    static BigFraction min(BigFraction a, BigFraction b) {
        return a.compareTo(b) <= 0 ? a : b;
    }

    static double[] doubles(List<BigFraction> values) {
        return values.stream().mapToDouble(BigFraction::doubleValue).toArray();
    }

    static double[][] matrix(List<List<BigFraction>> rows) {
        return rows.stream().map(Fractions::doubles).toArray(double[][]::new);
    }

    static List<Double> list(double[] values) {
        List<Double> list = new ArrayList<>();
        for (double value : values) {
            list.add(value);
        }
        return List.copyOf(list);
    }

    static List<List<BigFraction>> copy(List<List<BigFraction>> rows) {
        return rows.stream().map(List::copyOf).toList();
    }

    /** {@code rows} x {@code columns} zeros, to be changed. */
    static List<List<BigFraction>> zeros(int rows, int columns) {
        List<List<BigFraction>> zeros = new ArrayList<>();
        for (int i = 0; i < rows; i++) {
            List<BigFraction> row = new ArrayList<>();
            for (int j = 0; j < columns; j++) {
                row.add(BigFraction.ZERO);
            }
            zeros.add(row);
        }
        return zeros;
    }

    /**
     * The fraction with the smallest denominator in the continued fraction of {@code value} that is within
     * {@code tolerance} of it; an educated guess, to be verified exactly.
     *
     * @param value finite, of a size below 1e15
     */
    static BigFraction near(double value, double tolerance) {
        BigInteger p0 = BigInteger.ONE;
        BigInteger q0 = BigInteger.ZERO;
        double floor = Math.floor(value);
        BigInteger p = BigInteger.valueOf((long) floor);
        BigInteger q = BigInteger.ONE;
        double rest = value - floor;
        for (int step = 0; step < 40 && Math.abs(p.doubleValue() / q.doubleValue() - value) > tolerance; step++) {
            double inverse = 1 / rest;
            floor = Math.floor(inverse);
            BigInteger digit = BigInteger.valueOf((long) floor);
            BigInteger p1 = p.multiply(digit).add(p0);
            BigInteger q1 = q.multiply(digit).add(q0);
            p0 = p;
            q0 = q;
            p = p1;
            q = q1;
            rest = inverse - floor;
        }
        return new BigFraction(p, q);
    }
}
