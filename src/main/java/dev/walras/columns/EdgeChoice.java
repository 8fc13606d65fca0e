package dev.walras.columns;

/**
 * Best edges at whole prices, exactly and in whole numbers: what buyers answer without smoothing.
 *
 * <p>The margin of an edge is {@code tickMicros x value - size x price}, in micros. A cost beyond 63 bits exceeds every
 * value, so its margin is negative; nothing overflows as long as {@code tickMicros x mostValue} of the terms fits 62
 * bits ({@link #requireExact}). One pass over the edges, some 4 ns each; allocates nothing.
 */
public final class EdgeChoice {
    private static final long MOST_WORTH = 1L << 62;

    private EdgeChoice() {}

    /**
     * Refuses terms under which a margin may not fit.
     *
     * @throws IllegalArgumentException when the largest value exceeds 2^62 micros
     */
    public static void requireExact(EdgeTerms terms) {
        if (terms.tickMicros() > MOST_WORTH / terms.mostValue()) {
            throw new IllegalArgumentException("values up to " + terms.mostValue() + " ticks of " + terms.tickMicros()
                    + " micros exceed 2^62 micros\nMaybe the tick is given in a smaller unit than micros.");
        }
    }

    /** The margin of the edge at {@code slot} in micros; any negative number when it is below 0. */
    public static long margin(EdgeTerms terms, EdgeBlock block, int slot, long[] prices) {
        return margin(terms.tickMicros() * block.value(slot), block.size(slot), prices[block.offer(slot)]);
    }

    private static long margin(long worth, long size, long price) {
        long cost = size * price;
        return Math.multiplyHigh(size, price) != 0 || cost < 0 ? -1 : worth - cost;
    }

    /** The edge of {@code buyer} with the largest positive margin, the first of equal ones; -1 if none gains. */
    public static int best(EdgeTerms terms, EdgeBlock block, int buyer, long[] prices) {
        long tick = terms.tickMicros();
        int slot = block.slot(buyer, 0);
        int width = block.width(buyer / EdgeBlock.LANES);
        int[] values = block.values();
        int[] sizes = block.sizes();
        int[] offers = block.offers();
        long most = 0;
        int best = -1;
        for (int i = 0; i < width; i++, slot += EdgeBlock.LANES) {
            long margin = margin(tick * values[slot], sizes[slot], prices[offers[slot]]);
            if (margin > most) {
                most = margin;
                best = i;
            }
        }
        return best;
    }

    /**
     * Adds up what the buyers of {@code block} want: each its best edge.
     *
     * @param prices micros a unit, one an offer, 0 or more
     * @param sum added to
     */
    public static void demand(EdgeTerms terms, EdgeBlock block, long[] prices, EdgeWants sum) {
        for (int buyer = 0; buyer < block.buyers(); buyer++) {
            int best = best(terms, block, buyer, prices);
            if (best >= 0) {
                int slot = block.slot(buyer, best);
                sum.add(block.offer(slot), block.size(slot));
            }
        }
    }
}
