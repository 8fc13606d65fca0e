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

/**
 * McAfee's double auction: truthful trade of single units, at most one trade short of the optimum.
 *
 * <p>Bids by falling value, asks by rising cost, ties to the lower index; the first <i>k</i> pairs could trade. Let p
 * be the mean of the first losing bid and the first losing ask. If both exist and p lies between the last winning ask
 * and the last winning bid, all <i>k</i> pairs trade at p; a p that is not a whole micro is rounded up for buyers and
 * down for sellers. Else the last winning pair is dropped, and its bid and ask are what the other buyers pay and the
 * other sellers get.
 *
 * <p>Only one good, traded by participants with one order of one unit each, none endowed. O(n log n). Truthful,
 * individually rational, no deficit; gains from trade are at least 1 - 1/<i>k</i> of the optimum.
 *
 * <p>Reference: R. P. McAfee, A dominant strategy double auction, Journal of Economic Theory 56(2), 1992, 434-450,
 * doi:10.1016/0022-0531(92)90091-U. Differs from the paper in counting a cost below 0 as 0, so that no price is
 * negative. Use {@link KDoubleAuction} when every gain counts more than honest bids, {@link SbbaDoubleAuction} when the
 * operator must not keep a surplus.
 */
public final class McAfeeDoubleAuction implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.mcafee",
            "McAfee's double auction",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.TWO_SIDED),
            EnumSet.of(Guarantee.TRUTHFUL, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "R. P. McAfee, A dominant strategy double auction, Journal of Economic Theory 56(2), 1992,"
                    + " doi:10.1016/0022-0531(92)90091-U");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    /**
     * Who trades, and at which prices.
     *
     * @param efficientTrades the units that could trade, <i>k</i>
     * @param trades the units that do
     * @param buyersPay what a buyer pays, in micros
     * @param sellersGet what a seller gets, in micros, at most {@code buyersPay}
     * @param reduced whether the last pair was dropped
     */
    public record Terms(long efficientTrades, long trades, long buyersPay, long sellersGet, boolean reduced) {}

    /** The terms of trade by the bids of {@code reports}. */
    public static Terms terms(Market reports) {
        SPEC.requireSupported(reports);
        return terms(Crossing.of(reports));
    }

    private static Terms terms(Crossing crossing) {
        long efficient = crossing.units();
        if (efficient == 0) {
            return new Terms(0, 0, 0, 0, false);
        }
        if (crossing.hasNextBid() && crossing.hasNextAsk()) {
            // The values of all orders together are at most 2^62.
            long sum = crossing.nextBid() + crossing.nextAsk();
            long down = sum / 2;
            long up = sum - down;
            if (crossing.lastAsk() <= down && up <= crossing.lastBid()) {
                return new Terms(efficient, efficient, up, down, false);
            }
        }
        return new Terms(efficient, efficient - 1, crossing.lastBid(), crossing.lastAsk(), true);
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        Crossing crossing = Crossing.of(reports);
        Terms terms = terms(crossing);
        if (terms.efficientTrades() == 0) {
            return Outcome.noTrade(reports, Termination.COMPLETED, 1);
        }
        long[] lots = crossing.lots();
        if (terms.reduced()) {
            lots[crossing.lastBuyer()] = 0;
            lots[crossing.lastSeller()] = 0;
        } else if (terms.buyersPay() == terms.sellersGet()) {
            return Settlement.atOnePrice(reports, lots, terms.buyersPay());
        }
        return Settlement.atTwoPrices(reports, lots, terms.buyersPay(), terms.sellersGet());
    }
}
