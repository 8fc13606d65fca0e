package dev.walras.solver.edge;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeMarket;

/**
 * A feasible allocation from anybody's fractions, by a rule that is the same for all: fractions are cut to 0 to 1 and a
 * buyer's sum to 1; what is within 10^-6 of a whole edge is made whole; of an offer asked for too much the split edges
 * are rationed alike, and all alike where the whole ones alone are too many; then buyers, in order, take what they
 * still miss from offers with capacity left, best edge first.
 *
 * <p>The result is checked exactly. Linear in the edges.
 */
public final class EdgeRepair {
    private static final double SNAP = 1e-6;
    /** Keeps sums of rounded products below capacity. */
    private static final double CARE = 1 - 1e-13;

    private final EdgeMarket market;
    private final double[] prices;
    private final double[][] fraction;
    private final double[] whole;
    private final double[] split;
    private final double[] left;

    private EdgeRepair(EdgeMarket market, double[] prices, double[][] fraction) {
        this.market = market;
        this.prices = prices;
        this.fraction = fraction;
        int offers = market.terms().offers();
        this.whole = new double[offers];
        this.split = new double[offers];
        this.left = new double[offers];
    }

    /**
     * A feasible allocation.
     *
     * @param prices ticks a unit, for the order in which missing shares are made up
     * @param fraction of every slot of every block; changed
     */
    public static EdgeShares feasible(EdgeMarket market, double[] prices, double[][] fraction) {
        EdgeRepair repair = new EdgeRepair(market, prices, fraction);
        repair.clip();
        EdgeShares shares = repair.ration();
        repair.complete(shares);
        if (!shares.feasible()) {
            throw new IllegalStateException("repaired shares exceed a capacity of " + market);
        }
        return shares;
    }

    private void clip() {
        for (int b = 0; b < fraction.length; b++) {
            EdgeBlock block = market.blocks().get(b);
            for (int buyer = 0; buyer < block.buyers(); buyer++) {
                clip(block, fraction[b], buyer);
            }
        }
    }

    private void clip(EdgeBlock block, double[] x, int buyer) {
        int width = block.width(buyer / EdgeBlock.LANES);
        double sum = 0;
        int wholeEdge = -1;
        for (int i = 0; i < width; i++) {
            int slot = block.slot(buyer, i);
            x[slot] = block.value(slot) > 0 && x[slot] > 0 ? Math.min(1, x[slot]) : 0;
            sum += x[slot];
            wholeEdge = x[slot] > 1 - SNAP ? slot : wholeEdge;
        }
        for (int i = 0; i < width; i++) {
            int slot = block.slot(buyer, i);
            if (wholeEdge >= 0) {
                x[slot] = slot == wholeEdge ? 1 : 0;
            } else if (sum > 1) {
                x[slot] /= sum;
            }
            double load = x[slot] * block.size(slot);
            (x[slot] == 1 ? whole : split)[block.offer(slot)] += load;
        }
    }

    private EdgeShares ration() {
        double[] ofWhole = new double[whole.length];
        double[] ofSplit = new double[whole.length];
        for (int j = 0; j < whole.length; j++) {
            double capacity = market.terms().capacity(j);
            boolean wholeFit = whole[j] <= capacity;
            double all = Math.min(1, capacity / Math.max(1, whole[j] + split[j]) * CARE);
            ofWhole[j] = wholeFit ? 1 : all;
            ofSplit[j] = wholeFit ? Math.min(1, (capacity - whole[j]) / Math.max(1e-9, split[j])) * CARE : all;
            left[j] = capacity;
        }
        EdgeShares shares = new EdgeShares(market);
        for (int b = 0; b < fraction.length; b++) {
            EdgeBlock block = market.blocks().get(b);
            for (int slot = 0; slot < fraction[b].length; slot++) {
                double x = fraction[b][slot];
                if (x > 0 && block.value(slot) > 0) {
                    int j = block.offer(slot);
                    int units = (int) (x * (x == 1 ? ofWhole[j] : ofSplit[j]) * EdgeShares.WHOLE);
                    shares.set(b, slot, units);
                    left[j] -= (double) units * block.size(slot) / EdgeShares.WHOLE;
                }
            }
        }
        return shares;
    }

    private void complete(EdgeShares shares) {
        for (int b = 0; b < fraction.length; b++) {
            EdgeBlock block = market.blocks().get(b);
            for (int buyer = 0; buyer < block.buyers(); buyer++) {
                int width = block.width(buyer / EdgeBlock.LANES);
                int missing = EdgeShares.WHOLE;
                for (int i = 0; i < width; i++) {
                    missing -= shares.at(b, block.slot(buyer, i));
                }
                for (int slot = missing > 0 ? best(block, buyer) : -1;
                        slot >= 0 && missing > 0;
                        slot = best(block, buyer)) {
                    missing -= take(shares, b, slot, missing);
                }
            }
        }
    }

    /** The best edge of {@code buyer} to an offer that has at least a millionth of it left, -1 when there is none. */
    private int best(EdgeBlock block, int buyer) {
        int best = -1;
        double most = Double.NEGATIVE_INFINITY;
        int width = block.width(buyer / EdgeBlock.LANES);
        for (int i = 0; i < width; i++) {
            int slot = block.slot(buyer, i);
            int j = block.offer(slot);
            double gain = block.value(slot) - block.size(slot) * prices[j];
            if (block.value(slot) > 0 && left[j] > SNAP * block.size(slot) + SNAP && gain > most) {
                most = gain;
                best = slot;
            }
        }
        return best;
    }

    private int take(EdgeShares shares, int b, int slot, int missing) {
        EdgeBlock block = market.blocks().get(b);
        int j = block.offer(slot);
        double room = (left[j] - SNAP) / block.size(slot) * CARE;
        int units = (int) Math.min(missing, room * EdgeShares.WHOLE);
        shares.set(b, slot, shares.at(b, slot) + units);
        // An edge that could not be taken entirely is not looked at again.
        left[j] = units < missing ? 0 : left[j] - (double) units * block.size(slot) / EdgeShares.WHOLE;
        return units;
    }
}
