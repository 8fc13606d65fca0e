package dev.walras.columns;

import dev.walras.mechanism.SmoothDemand;
import java.util.List;

/**
 * Where the buyers of a market of choice are, in this process or on a cluster: what a floor over them asks.
 *
 * <p>Answers are exact whole numbers, and do not depend on how blocks are spread over threads and machines. Prices are
 * in micros a unit, one an offer, 0 or more. Not thread-safe.
 */
public interface EdgeSource {
    /** Offers, capacities, scale and cut. */
    EdgeTerms terms();

    /** The facts of each block, in order. */
    List<EdgeFacts> facts();

    /** What all buyers together want at {@code prices}. */
    EdgeWants wants(long[] prices);

    /** What each buyer wants at {@code prices}, by block. */
    List<EdgeWishes> wishes(long[] prices);

    /** A block, for what is asked of single buyers; one that was asked for lately is at hand. */
    EdgeBlock block(int index);

    /** The same buyers as they smooth their replies; always the same object. */
    SmoothDemand smooth();
}
