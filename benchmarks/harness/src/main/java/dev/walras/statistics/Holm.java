package dev.walras.statistics;

import java.util.Arrays;

/**
 * Holm's step-down correction of p-values for testing several hypotheses at once: it keeps the probability of any false
 * rejection below the level, whatever the dependence, and rejects at least as much as Bonferroni's.
 *
 * <p>Reference: S. Holm, A simple sequentially rejective multiple test procedure, Scandinavian Journal of Statistics 6,
 * 1979, 65-70. O(m log m).
 */
public final class Holm {
    private Holm() {}

    /**
     * The adjusted p-values, in the order given: reject where at most the level. Not-a-number stays, and does not
     * count.
     *
     * @param p p-values from 0 to 1
     */
    public static double[] adjust(double[] p) {
        Integer[] order = new Integer[p.length];
        Arrays.setAll(order, i -> i);
        Arrays.sort(order, (a, b) -> Double.compare(p[a], p[b]));
        int tests = (int) Arrays.stream(p).filter(value -> !Double.isNaN(value)).count();
        double[] adjusted = p.clone();
        double most = 0;
        for (int rank = 0; rank < tests; rank++) {
            most = Math.max(most, Math.min(1, (tests - rank) * p[order[rank]]));
            adjusted[order[rank]] = most;
        }
        return adjusted;
    }
}
