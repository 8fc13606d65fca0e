package dev.walras.columns;

import java.io.Serializable;

/**
 * For each offer the sum over its edges of {@code size^2 / scale of the buyer}: how sensitive smoothed replies are to
 * its price. In whole numbers of some fraction, so that parts can be merged in any order.
 */
public final class EdgeCurvature implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] sums;
    private final double unit;
    private final long tickMicros;

    /** Of no buyers yet. */
    public EdgeCurvature(EdgeTerms terms) {
        this.sums = new long[terms.offers()];
        double largest = (double) terms.mostSize() * terms.mostSize() * Math.max(1, terms.buyers());
        this.unit = Math.scalb(1.0, 61 - Math.getExponent(largest));
        this.tickMicros = terms.tickMicros();
    }

    /** Adds the edges of a block. */
    public void add(EdgeBlock block) {
        for (int buyer = 0; buyer < block.buyers(); buyer++) {
            int width = block.width(buyer / EdgeBlock.LANES);
            int scale = 0;
            for (int i = 0; i < width; i++) {
                scale = Math.max(scale, block.value(block.slot(buyer, i)));
            }
            double share = unit / scale;
            for (int i = 0; i < width; i++) {
                int slot = block.slot(buyer, i);
                double size = block.size(slot);
                sums[block.offer(slot)] += size == 0 ? 0 : Math.max(1, (long) (size * size * share));
            }
        }
    }

    /** Adds the edges of other blocks. */
    public void merge(EdgeCurvature other) {
        for (int j = 0; j < sums.length; j++) {
            sums[j] += other.sums[j];
        }
    }

    /** The sums, in units squared a micro. */
    public double[] perMicro() {
        double[] curvature = new double[sums.length];
        for (int j = 0; j < sums.length; j++) {
            curvature[j] = sums[j] / unit / tickMicros;
        }
        return curvature;
    }
}
