package dev.walras.columns;

import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;
import dev.walras.mechanism.Traffic;

/**
 * The buyers of a market of choice as one demand, wherever their blocks are.
 *
 * <p>Traffic is counted as if every block were another machine: prices of 4 bytes go down to each block, and of each
 * block two sums of 8 bytes an offer, and two numbers, come back; buyers themselves exchange no messages here.
 */
public abstract class BlockDemand implements SmoothDemand {
    private final EdgeTerms terms;
    private long rounds;

    /** The buyers of a market of these terms. */
    protected BlockDemand(EdgeTerms terms) {
        this.terms = terms;
    }

    /** Offers, capacities, scale and cut. */
    protected final EdgeTerms terms() {
        return terms;
    }

    @Override
    public final int goods() {
        return terms.offers();
    }

    @Override
    public final long endowment(int good) {
        return terms.capacity(good);
    }

    @Override
    public final boolean separable() {
        return true;
    }

    @Override
    public final void respond(double[] prices, double smoothing, SmoothReply reply) {
        rounds++;
        tally(prices, smoothing).report(terms, reply);
    }

    /** What all blocks reply to {@code prices}; it may be overwritten by the next call. */
    protected abstract EdgeTally tally(double[] prices, double smoothing);

    @Override
    public final Traffic traffic() {
        long blocks = rounds * terms.blocks();
        return Traffic.NONE.plus(blocks, 4L * goods()).plus(blocks, 16L * goods() + 16);
    }
}
