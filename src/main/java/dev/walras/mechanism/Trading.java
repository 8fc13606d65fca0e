package dev.walras.mechanism;

/** An online market: sees the submissions of participants in the order in which they arrive. */
public non-sealed interface Trading extends Mechanism {
    /**
     * Trades until the session ends.
     *
     * @throws UnsupportedMarketException before any work, when the market has a trait the rule does not handle
     */
    Outcome trade(Venue venue, RunContext context);
}
