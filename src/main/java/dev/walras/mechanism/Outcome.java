package dev.walras.mechanism;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import org.jspecify.annotations.Nullable;

/**
 * What a mechanism decided. It states decisions only: welfare, feasibility and optimality are for the auditor to say.
 *
 * @param fills lots of every order
 * @param payments micros of every participant, + pays
 * @param prices the final linear prices, null when the mechanism has none
 * @param termination why it stopped
 * @param rounds how many rounds it took; 1 when one-shot
 * @param claim what the engine says about itself
 */
public record Outcome(
        Fills fills, Payments payments, @Nullable Prices prices, Termination termination, int rounds, Claim claim) {
    /** An outcome of a mechanism that claims nothing about itself. */
    public Outcome(Fills fills, Payments payments, @Nullable Prices prices, Termination termination, int rounds) {
        this(fills, payments, prices, termination, rounds, Claim.NONE);
    }

    /** No trade and no payment. */
    public static Outcome noTrade(Market market, Termination termination, int rounds) {
        return new Outcome(
                Fills.none(market.orders()), Payments.none(market.participants()), null, termination, rounds);
    }
}
