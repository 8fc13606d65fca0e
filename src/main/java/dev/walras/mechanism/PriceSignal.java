package dev.walras.mechanism;

/** A price process: announces prices and sees nothing but replies to them. */
public non-sealed interface PriceSignal extends Mechanism {
    /**
     * Runs until it clears, settles, or meets a limit.
     *
     * @throws UnsupportedMarketException before any work, when the market has a trait the process does not handle
     */
    Outcome run(Floor floor, RunContext context);
}
