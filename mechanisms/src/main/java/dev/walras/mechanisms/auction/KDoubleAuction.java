package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.EnumSet;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The <i>k</i>-double auction: bids and asks are crossed, and all trade at one price within the clearing interval.
 *
 * <p>Unit bids by falling value, unit asks by rising cost, ties to the lower index; the most units trade for which the
 * bid is at least the ask. The price is {@code (1 - k) lo + k hi}, rounded down to a whole micro, where {@code lo} is
 * the larger of the last winning ask and the first losing bid, and {@code hi} the smaller of the last winning bid and
 * the first losing ask; a losing side that does not exist is left out.
 *
 * <p>Only one good, traded by the unit, none endowed; participants may have several orders of several units. O(n log
 * n). By honest bids it is efficient; always individually rational by the bids, and balanced to the micro. Not
 * truthful: whoever may set the price shades its bid; among <i>n</i> traders by O(1/n), at a loss of welfare of
 * O(1/n^2).
 *
 * <p>Reference: R. Wilson, Incentive efficiency of double auctions, Econometrica 53(5), 1985, 1101-1115,
 * doi:10.2307/1911013; A. Rustichini, M. A. Satterthwaite, S. R. Williams, Convergence to efficiency in a simple market
 * with incomplete information, Econometrica 62(5), 1994, 1041-1063, doi:10.2307/2951506. Some texts mirror <i>k</i>.
 * Differs from them in two ways: a cost below 0 counts as 0 in the price, and who would pay to be rid of a unit gives
 * it away for nothing when nobody bids for it. Use {@link McAfeeDoubleAuction} for honest bids.
 */
public final class KDoubleAuction implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.k-double",
            "k-double auction",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.TWO_SIDED, Trait.MULTI_LOT, Trait.PORTFOLIO),
            EnumSet.of(
                    Guarantee.EFFICIENT,
                    Guarantee.NO_DEFICIT,
                    Guarantee.BUDGET_BALANCED,
                    Guarantee.INDIVIDUALLY_RATIONAL),
            "R. Wilson, Incentive efficiency of double auctions, Econometrica 53(5), 1985, doi:10.2307/1911013;"
                    + " A. Rustichini, M. A. Satterthwaite, S. R. Williams, Econometrica 62(5), 1994,"
                    + " doi:10.2307/2951506");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(new Settings.Setting(
            "k", "where the price lies in the clearing interval: 0 the lowest, 1 the highest", "0.5"));

    private final BigFraction k;

    /**
     * With the place of the price in the clearing interval.
     *
     * @param k 0 for the lowest price to 1 for the highest
     */
    public KDoubleAuction(BigFraction k) {
        if (k.compareTo(BigFraction.ZERO) < 0 || k.compareTo(BigFraction.ONE) > 0) {
            throw new IllegalArgumentException("k is " + k + "; it must be from 0 to 1");
        }
        this.k = k;
    }

    /**
     * With the place of the price in the clearing interval, as the decimal that {@code k} prints as.
     *
     * @param k 0 for the lowest price to 1 for the highest
     */
    public KDoubleAuction(double k) {
        this(fraction(k));
    }

    private static BigFraction fraction(double k) {
        if (!Double.isFinite(k)) {
            throw new IllegalArgumentException("k is " + k + "; it must be from 0 to 1");
        }
        BigDecimal decimal = BigDecimal.valueOf(k);
        return new BigFraction(decimal.unscaledValue()).multiply(new BigFraction(BigInteger.TEN).pow(-decimal.scale()));
    }

    /** As {@code settings} say: {@code k}. */
    public static KDoubleAuction of(Settings settings) {
        return new KDoubleAuction(settings.real("k", 0.5, 0, 1));
    }

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
        return Settlement.atOnePrice(reports, lots, crossing.units() == 0 ? idlePrice(crossing) : price(crossing));
    }

    private long price(Crossing crossing) {
        long lo = crossing.lowestPrice();
        long width = crossing.highestPrice() - lo;
        BigFraction above = k.multiply(BigInteger.valueOf(width));
        return lo + above.getNumerator().divide(above.getDenominator()).longValueExact();
    }

    /** A price at which nobody wants to trade when nothing trades. */
    private static long idlePrice(Crossing crossing) {
        return crossing.hasNextAsk() ? crossing.nextAsk() : crossing.hasNextBid() ? crossing.nextBid() : 0;
    }
}
