package dev.walras.mechanism;

/** A rule that turns a market, seen through the window of its kind, into an {@link Outcome}. Immutable, stateless. */
public sealed interface Mechanism permits CentralSolver, SealedBid, PriceSignal, Trading {
    /** The facts about this mechanism. */
    MechanismSpec spec();
}
