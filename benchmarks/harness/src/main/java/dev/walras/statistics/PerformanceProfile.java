package dev.walras.statistics;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * The performance profile of one method among several: for every factor the share of instances on which it is within
 * that factor of the best method. A failure counts as infinitely bad and is within no factor.
 *
 * <p>Reference: E. D. Dolan, J. J. Mor&eacute;, Benchmarking optimization software with performance profiles,
 * Mathematical Programming 91, 2002, 201-213, doi:10.1007/s101070100263.
 */
public final class PerformanceProfile {
    private final double[] ratios;

    private PerformanceProfile(double[] ratios) {
        this.ratios = ratios.clone();
        Arrays.sort(this.ratios);
    }

    /**
     * The profile of every method.
     *
     * @param costs by method and instance, above 0, smaller is better (time, rounds, or the inverse of an efficiency);
     *     not-a-number or infinite for a failure. Instances on which all fail count as failures of all
     */
    public static List<PerformanceProfile> of(double[][] costs) {
        int instances = costs.length == 0 ? 0 : costs[0].length;
        double[] best = new double[instances];
        for (int i = 0; i < instances; i++) {
            best[i] = Double.POSITIVE_INFINITY;
            for (double[] method : costs) {
                if (!Double.isNaN(method[i]) && !(method[i] > 0)) {
                    throw new IllegalArgumentException(
                            "a cost is " + method[i] + "; costs in a performance profile must be above 0");
                }
                best[i] = Double.isNaN(method[i]) ? best[i] : Math.min(best[i], method[i]);
            }
        }
        List<PerformanceProfile> profiles = new ArrayList<>();
        for (double[] method : costs) {
            double[] ratios = new double[instances];
            for (int i = 0; i < instances; i++) {
                boolean failed = Double.isNaN(method[i]) || Double.isInfinite(method[i]);
                ratios[i] = failed ? Double.POSITIVE_INFINITY : method[i] / best[i];
            }
            profiles.add(new PerformanceProfile(ratios));
        }
        return profiles;
    }

    /**
     * The share of instances on which the method is within {@code factor} of the best; not-a-number without instances.
     *
     * @param factor 1 or more
     */
    public double within(double factor) {
        int count = 0;
        for (double ratio : ratios) {
            count += ratio <= factor * (1 + 1e-12) ? 1 : 0;
        }
        return ratios.length == 0 ? Double.NaN : (double) count / ratios.length;
    }

    /** How many instances are within {@code factor} of the best. */
    public int countWithin(double factor) {
        return ratios.length == 0 ? 0 : (int) Math.round(within(factor) * ratios.length);
    }

    /** The factors to the best method, ascending; infinite for failures. */
    public double[] ratios() {
        return ratios.clone();
    }

    /** How many instances there are. */
    public int instances() {
        return ratios.length;
    }

    /**
     * The geometric mean of {@code values + shift}, less the shift: the mean of running times that neither the longest
     * nor the shortest dominate.
     *
     * @param values 0 or more
     * @param shift 0 or more; 0 only where no value is 0
     */
    public static double shiftedGeometricMean(double[] values, double shift) {
        double logs = 0;
        for (double value : values) {
            logs += Math.log(value + shift);
        }
        return values.length == 0 ? Double.NaN : Math.exp(logs / values.length) - shift;
    }
}
