package dev.walras.mechanisms.baseline;

import dev.walras.market.Market;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Termination;
import java.util.EnumSet;

/**
 * Nobody trades and nobody pays: the zero of every scale.
 *
 * <p>Any market. Constant time but for the vectors of zeros. Truthful, individually rational and balanced, as are all
 * constants; efficient only where there is nothing to gain.
 */
public final class NoTrade implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "base.no-trade",
            "No trade",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            EnumSet.of(
                    Guarantee.TRUTHFUL,
                    Guarantee.NO_DEFICIT,
                    Guarantee.BUDGET_BALANCED,
                    Guarantee.INDIVIDUALLY_RATIONAL),
            "none: the status quo");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        return Outcome.noTrade(reports, Termination.COMPLETED, 1);
    }
}
