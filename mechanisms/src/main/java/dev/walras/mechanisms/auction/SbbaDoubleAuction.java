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
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;

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

    /**
     * What is decided before the lottery.
     *
     * @param trades the units that trade
     * @param priceMicros the price of all of them, in micros; 0 when nothing could trade
     * @param buyers the orders that buy
     * @param sellers the orders that sell; one more than {@code trades} when a lottery leaves one of them out
     */
    public record Draw(int trades, long priceMicros, List<Integer> buyers, List<Integer> sellers) {
        public Draw {
            buyers = List.copyOf(buyers);
            sellers = List.copyOf(sellers);
        }

        /** Whether a lottery leaves one of the sellers out. */
        public boolean lottery() {
            return sellers.size() > trades;
        }

        /** The gains from trade that the lottery brings on average, in micros of the values of {@code market}. */
        public BigFraction expectedGains(Market market) {
            BigFraction gains = BigFraction.ZERO;
            for (int buyer : buyers) {
                gains = gains.add(BigInteger.valueOf(market.valueMicrosPerLot(buyer)));
            }
            for (int seller : sellers) {
                gains = gains.add(new BigFraction(BigInteger.valueOf(market.valueMicrosPerLot(seller)))
                        .multiply(new BigFraction(trades, sellers.size())));
            }
            return gains;
        }
    }

    /** What is decided before the lottery, by the bids of {@code reports}. */
    public static Draw draw(Market reports) {
        SPEC.requireSupported(reports);
        Crossing crossing = Crossing.of(reports);
        List<Integer> buyers = new ArrayList<>();
        List<Integer> sellers = new ArrayList<>();
        if (crossing.units() == 0) {
            return new Draw(0, 0, buyers, sellers);
        }
        long price = crossing.highestPrice();
        boolean setByAsk = crossing.hasNextAsk() && crossing.nextAsk() == price;
        long[] lots = crossing.lots();
        for (int k = 0; k < lots.length; k++) {
            if (lots[k] > 0 && reports.bundleUnits(k, 0) < 0) {
                sellers.add(k);
            } else if (lots[k] > 0 && (setByAsk || k != crossing.lastBuyer())) {
                buyers.add(k);
            }
        }
        return new Draw(buyers.size(), price, buyers, sellers);
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        Draw draw = draw(reports);
        if (draw.sellers().isEmpty()) {
            return Outcome.noTrade(reports, Termination.COMPLETED, 1);
        }
        long[] lots = new long[reports.orders()];
        draw.buyers().forEach(order -> lots[order] = 1);
        draw.sellers().forEach(order -> lots[order] = 1);
        if (draw.lottery()) {
            lots[unlucky(draw.sellers(), context)] = 0;
        }
        return Settlement.atOnePrice(reports, lots, draw.priceMicros());
    }

    /** The seller with the least number of a lottery that draws one for every order up to the last of them. */
    private static int unlucky(List<Integer> sellers, RunContext context) {
        SplittableRandom lottery = context.random("lottery");
        int unlucky = -1;
        long least = 0;
        int drawn = 0;
        for (int seller : sellers) {
            long number = 0;
            while (drawn <= seller) {
                number = lottery.nextLong();
                drawn++;
            }
            if (unlucky < 0 || number < least) {
                unlucky = seller;
                least = number;
            }
        }
        return unlucky;
    }
}
