package dev.walras.columns;

import java.util.Arrays;

/** A smoothed best reply in double precision, the obvious way: sort the margins, try every number of positive ones. */
final class SlowProjection {
    private SlowProjection() {}

    static double[] margins(EdgeBlock block, int buyer, double[] prices) {
        double[] margins = new double[block.degree(buyer)];
        for (int i = 0; i < margins.length; i++) {
            int slot = block.slot(buyer, i);
            margins[i] = block.value(slot) - block.size(slot) * prices[block.offer(slot)] / 1000;
        }
        return margins;
    }

    static double bestMargin(EdgeBlock block, int buyer, double[] prices) {
        return Math.max(0, Arrays.stream(margins(block, buyer, prices)).max().orElse(0));
    }

    static double[] fractions(EdgeBlock block, int buyer, double[] prices, double smoothing) {
        double[] margins = margins(block, buyer, prices);
        double[] fractions = new double[margins.length];
        if (bestMargin(block, buyer, prices) <= 0) {
            return fractions;
        }
        if (smoothing == 0) {
            for (int i = 0; i < margins.length; i++) {
                if (margins[i] == bestMargin(block, buyer, prices)) {
                    fractions[i] = 1;
                    return fractions;
                }
            }
        }
        double scale = 0;
        for (int i = 0; i < margins.length; i++) {
            scale = Math.max(scale, block.value(block.slot(buyer, i)));
        }
        double ridge = smoothing * scale;
        double threshold = 0;
        if (Arrays.stream(margins).map(m -> Math.max(0, m / ridge)).sum() > 1) {
            double[] sorted = Arrays.stream(margins).sorted().toArray();
            double sum = 0;
            for (int n = 1; n <= sorted.length; n++) {
                sum += sorted[sorted.length - n];
                double candidate = (sum - ridge) / n;
                if (n == sorted.length || sorted[sorted.length - n - 1] <= candidate) {
                    threshold = candidate;
                    break;
                }
            }
        }
        for (int i = 0; i < margins.length; i++) {
            fractions[i] = Math.max(0, (margins[i] - threshold) / ridge);
        }
        return fractions;
    }
}
