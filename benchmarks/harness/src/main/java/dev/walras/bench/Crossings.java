package dev.walras.bench;

import java.util.Arrays;
import java.util.Objects;
import java.util.OptionalDouble;
import java.util.TreeMap;

/** Where one line overtakes another, between the sizes at which both were measured. */
final class Crossings {
    private Crossings() {}

    /** Times by size; the mean over seeds, of logarithms. Not a number is no point. */
    static final class Line {
        private final TreeMap<Double, double[]> logarithms = new TreeMap<>();

        /** Adds a measurement; several of one size are averaged. */
        void add(double size, double seconds) {
            if (seconds > 0 && Double.isFinite(seconds)) {
                double[] sum = logarithms.computeIfAbsent(size, key -> new double[2]);
                sum[0] += Math.log(seconds);
                sum[1]++;
            }
        }

        double[] sizes() {
            return logarithms.keySet().stream().mapToDouble(Double::doubleValue).toArray();
        }

        double[] seconds() {
            return logarithms.values().stream()
                    .mapToDouble(sum -> Math.exp(sum[0] / sum[1]))
                    .toArray();
        }

        private boolean has(double size) {
            return logarithms.containsKey(size);
        }

        private double logarithm(double size) {
            double[] sum = Objects.requireNonNull(logarithms.get(size));
            return sum[0] / sum[1];
        }
    }

    /**
     * The size from which on {@code challenger} needs less time than {@code champion}: straight lines between the sizes
     * that both have, on logarithmic axes.
     *
     * @return minus infinity when it does at all of them, empty when it does not at the largest, or no size is common
     */
    static OptionalDouble from(Line challenger, Line champion) {
        double[] common =
                Arrays.stream(challenger.sizes()).filter(champion::has).toArray();
        if (common.length == 0) {
            return OptionalDouble.empty();
        }
        double later = lead(challenger, champion, common[common.length - 1]);
        if (later < 0) {
            return OptionalDouble.empty();
        }
        for (int i = common.length - 2; i >= 0; i--) {
            double lead = lead(challenger, champion, common[i]);
            if (lead < 0) {
                double share = -lead / (later - lead);
                return OptionalDouble.of(Math.exp(Math.log(common[i]) * (1 - share) + Math.log(common[i + 1]) * share));
            }
            later = lead;
        }
        return OptionalDouble.of(Double.NEGATIVE_INFINITY);
    }

    private static double lead(Line challenger, Line champion, double size) {
        return champion.logarithm(size) - challenger.logarithm(size);
    }
}
