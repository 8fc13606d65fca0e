package dev.walras.mechanism;

import dev.walras.market.Market;

/** A one-shot auction: sees what everybody reports, once. */
public non-sealed interface SealedBid extends Mechanism {
    /**
     * Clears the reported market.
     *
     * @param reports the market with reported values in place of true ones
     * @throws UnsupportedMarketException before any work, when the market has a trait the rule does not handle
     */
    Outcome clear(Market reports, RunContext context);
}
