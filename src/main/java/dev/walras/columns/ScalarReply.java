package dev.walras.columns;

import java.util.Arrays;

/** Answers buyer by buyer, in plain Java; see {@link EdgeReply}. */
public final class ScalarReply implements EdgeReply {
    private static final int LANES = EdgeBlock.LANES;

    private final int whole;
    private float[] margin = new float[64];
    private final double[] surplus = new double[LANES];
    private final double[] ridge = new double[LANES];

    /** A kernel for blocks of a market of these terms. */
    public ScalarReply(EdgeTerms terms) {
        this.whole = 1 << terms.fractionBits();
    }

    @Override
    public String name() {
        return "scalar";
    }

    @Override
    public void answer(EdgeBlock block, int index, EdgeQuote quote, EdgeTally tally) {
        Arrays.fill(surplus, 0);
        Arrays.fill(ridge, 0);
        long[] sums = tally.sums();
        for (int slice = 0; slice < block.slices(); slice++) {
            int start = block.sliceStart(slice);
            int end = block.sliceStart(slice + 1);
            if (margin.length < (end - start) / LANES) {
                margin = new float[(end - start) / LANES];
            }
            for (int lane = 0; lane < LANES && start < end; lane++) {
                if (quote.smoothing() > 0) {
                    smooth(block, start + lane, end, quote, sums);
                } else {
                    best(block, start + lane, end, quote, sums);
                }
            }
        }
        tally.gains(index, LaneSum.of(surplus), LaneSum.of(ridge));
    }

    private void best(EdgeBlock block, int first, int end, EdgeQuote quote, long[] sums) {
        int[] offers = block.offers();
        int[] values = block.values();
        int[] sizes = block.sizes();
        float[] prices = quote.prices();
        float most = 0;
        int chosen = -1;
        for (int slot = first; slot < end; slot += LANES) {
            float gain = (float) values[slot] - (float) sizes[slot] * prices[offers[slot]];
            if (gain > most) {
                most = gain;
                chosen = slot;
            }
        }
        if (chosen >= 0) {
            surplus[first % LANES] += most;
            sums[2 * offers[chosen]] += (long) sizes[chosen] * whole;
            sums[2 * offers[chosen] + 1] += (long) values[chosen] * whole;
        }
    }

    private void smooth(EdgeBlock block, int first, int end, EdgeQuote quote, long[] sums) {
        int[] offers = block.offers();
        int[] values = block.values();
        int[] sizes = block.sizes();
        float[] prices = quote.prices();
        float most = 0;
        int scale = 0;
        int degree = 0;
        for (int slot = first; slot < end; slot += LANES) {
            float gain = (float) values[slot] - (float) sizes[slot] * prices[offers[slot]];
            margin[degree++] = gain;
            most = Math.max(most, gain);
            scale = Math.max(scale, values[slot]);
        }
        if (most <= 0) {
            return;
        }
        float ridgeOf = quote.smoothing() * (float) scale;
        float threshold = threshold(degree, Math.max(0f, most - ridgeOf), ridgeOf);
        float perMargin = (float) whole / ridgeOf;
        int left = whole;
        float squares = 0;
        for (int i = 0; i < degree; i++) {
            float over = margin[i] - threshold;
            if (over > 0) {
                int fraction = Math.min((int) (over * perMargin + 0.5f), left);
                left -= fraction;
                float x = (float) fraction * (1f / whole);
                squares += x * x;
                int slot = first + i * LANES;
                sums[2 * offers[slot]] += (long) sizes[slot] * fraction;
                sums[2 * offers[slot] + 1] += (long) values[slot] * fraction;
            }
        }
        surplus[first % LANES] += most;
        ridge[first % LANES] += squares * ((float) scale * 0.5f);
    }

    /** The least threshold of {@code start} or more at which the margins above it sum to {@code ridgeOf} at most. */
    private float threshold(int degree, float start, float ridgeOf) {
        float threshold = start;
        for (int step = 0; step < MOST_STEPS; step++) {
            float sum = 0;
            float count = 0;
            for (int i = 0; i < degree; i++) {
                float over = margin[i] - threshold;
                sum += Math.max(0f, over);
                count += over > 0 ? 1 : 0;
            }
            float excess = sum - ridgeOf;
            float next = excess > 0 ? threshold + excess / count : threshold;
            if (next == threshold) {
                return threshold;
            }
            threshold = next;
        }
        return threshold;
    }
}
