package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Termination;
import java.util.EnumSet;
import java.util.SplittableRandom;

/**
 * The strongly budget-balanced double auction: truthful trade of single units at one price, nothing left to the
 * operator.
 *
 * <p>Bids by falling value, asks by rising cost, ties to the lower index; the first <i>k</i> pairs could trade. The
 * price is the smaller of the last winning bid and the first losing ask. If it is the ask, all <i>k</i> pairs trade. If
 * it is the bid, its buyer drops out, and so does one of the <i>k</i> sellers by lottery. The lottery draws one number
 * for every order before any bid is read (purpose {@code "lottery"} of the run's seed), so that bids cannot move it.
 *
 * <p>Only one good, traded by participants with one order of one unit each, none endowed. O(n log n). Truthful whatever
 * the lottery draws, individually rational, balanced; expected gains from trade are at least 1 - 1/<i>k</i> of the
 * optimum.
 *
 * <p>Reference: E. Segal-Halevi, A. Hassidim, Y. Aumann, SBBA: a strongly-budget-balanced double-auction mechanism,
 * SAGT 2016, LNCS 9928, 260-272, doi:10.1007/978-3-662-53354-3_21. Differs from the paper in counting a cost below 0 as
 * 0. Use {@link McAfeeDoubleAuction} when the outcome must not depend on a lottery.
 */
public final class SbbaDoubleAuction implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.sbba",
            "Strongly budget-balanced double auction",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.TWO_SIDED),
            EnumSet.of(
                    Guarantee.TRUTHFUL,
                    Guarantee.NO_DEFICIT,
                    Guarantee.BUDGET_BALANCED,
                    Guarantee.INDIVIDUALLY_RATIONAL),
            "E. Segal-Halevi, A. Hassidim, Y. Aumann, SBBA: a strongly-budget-balanced double-auction mechanism,"
                    + " SAGT 2016, doi:10.1007/978-3-662-53354-3_21");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        Crossing crossing = Crossing.of(reports);
        if (crossing.units() == 0) {
            return Outcome.noTrade(reports, Termination.COMPLETED, 1);
        }
        long[] lots = crossing.lots();
        long price = crossing.highestPrice();
        boolean setByAsk = crossing.hasNextAsk() && crossing.nextAsk() == price;
        if (!setByAsk) {
            lots[crossing.lastBuyer()] = 0;
            lots[unluckySeller(reports, lots, context)] = 0;
        }
        return Settlement.atOnePrice(reports, lots, price);
    }

    /** The seller with the least number of the lottery among those that could trade. */
    private static int unluckySeller(Market market, long[] lots, RunContext context) {
        SplittableRandom lottery = context.random("lottery");
        int unlucky = -1;
        long least = 0;
        for (int k = 0; k < lots.length; k++) {
            long number = lottery.nextLong();
            if (lots[k] > 0 && market.bundleUnits(k, 0) < 0 && (unlucky < 0 || number < least)) {
                unlucky = k;
                least = number;
            }
        }
        return unlucky;
    }
}
