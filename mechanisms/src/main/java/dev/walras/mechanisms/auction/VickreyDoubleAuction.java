package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import java.util.EnumSet;

/**
 * The Vickrey double auction: all gains from trade of single units, truthfully, at the operator's expense.
 *
 * <p>Bids by falling value, asks by rising cost, ties to the lower index; the first <i>k</i> pairs trade, <i>k</i>
 * being the most with the bid at least the ask. Buyers pay the lowest price of the clearing interval (the larger of the
 * last winning ask and the first losing bid), sellers get the highest (the smaller of the last winning bid and the
 * first losing ask); the operator pays the difference, <i>k</i> times the width of the interval.
 *
 * <p>Only one good, traded by participants with one order of one unit each, none endowed. O(n log n). Efficient,
 * truthful, individually rational; it runs a deficit whenever the interval is wider than a point. These are the
 * payments of {@link Vcg}, without a planner.
 *
 * <p>Reference: W. Vickrey, Counterspeculation, auctions, and competitive sealed tenders, Journal of Finance 16(1),
 * 1961, 8-37, doi:10.1111/j.1540-6261.1961.tb02789.x. Differs from it in counting a cost below 0 as 0, so that no price
 * is negative; who would pay to be rid of a unit gives it away for nothing when nobody bids for it. Use
 * {@link McAfeeDoubleAuction} when there must be no deficit.
 */
public final class VickreyDoubleAuction implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.vickrey-double",
            "Vickrey double auction",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.TWO_SIDED),
            EnumSet.of(Guarantee.EFFICIENT, Guarantee.TRUTHFUL, Guarantee.INDIVIDUALLY_RATIONAL),
            "W. Vickrey, Counterspeculation, auctions, and competitive sealed tenders, Journal of Finance 16(1), 1961,"
                    + " doi:10.1111/j.1540-6261.1961.tb02789.x");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        Crossing crossing = Crossing.of(reports);
        long[] lots = crossing.lots();
        crossing.disposed(lots);
        // Where somebody gives away what nobody bids for, the first losing ask is 0, and so is what sellers get.
        return crossing.units() == 0
                ? Settlement.atTwoPrices(reports, lots, 0, 0)
                : Settlement.atTwoPrices(reports, lots, crossing.lowestPrice(), crossing.highestPrice());
    }
}
