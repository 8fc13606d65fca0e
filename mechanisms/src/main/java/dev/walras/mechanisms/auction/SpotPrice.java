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
import java.util.EnumSet;
import java.util.List;

/**
 * One tick of a spot market: the highest bids are served until capacity is used up, the last of them in part, and all
 * pay the lowest bid served.
 *
 * <p>Every order bids for up to {@code maxLots} units of the operator's one good. Bids must be positive and at least
 * the reserve; equal bids at the margin share by {@link Rationing}. The price is the lowest bid that is served, also
 * when capacity is left, and the reserve when nobody is: as spot prices of cloud instances were described while they
 * were auctioned. Only for one good sold by the unit. O(n log n). By honest bids efficient (without a reserve),
 * individually rational and without deficit; not truthful, since the last bidder served sets its own price.
 *
 * <p>Reference: O. Agmon Ben-Yehuda, M. Ben-Yehuda, A. Schuster, D. Tsafrir, Deconstructing Amazon EC2 spot instance
 * pricing, ACM Transactions on Economics and Computation 1(3), 2013, article 16, doi:10.1145/2509413.2509416. Differs
 * from {@link UniformPrice} with the last accepted bid where capacity is left: that one then charges the reserve. See
 * {@link SpotMarket} for ticks with interruptions.
 */
public final class SpotPrice implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.spot",
            "Spot price",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.ENDOWMENT, Trait.MULTI_LOT, Trait.PORTFOLIO),
            EnumSet.of(Guarantee.EFFICIENT, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "O. Agmon Ben-Yehuda et al., Deconstructing Amazon EC2 spot instance pricing, ACM TEAC 1(3), 2013,"
                    + " doi:10.1145/2509413.2509416");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(HighestBids.RESERVE, HighestBids.RATIONING);

    private final long reserve;
    private final Rationing rationing;

    /**
     * With a reserve, and how equal bids at the margin share.
     *
     * @param reserve the least price of a unit, in micros, 0 or more
     */
    public SpotPrice(long reserve, Rationing rationing) {
        this.reserve = HighestBids.checked(reserve);
        this.rationing = rationing;
    }

    /** As {@code settings} say. */
    public static SpotPrice of(Settings settings) {
        return new SpotPrice(HighestBids.reserve(settings), HighestBids.rationing(settings));
    }

    @Override
    public MechanismSpec spec() {
        return HighestBids.facts(SPEC, reserve);
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        HighestBids sale = new HighestBids(reports, reserve, rationing);
        return Settlement.atOnePrice(reports, sale.lots(), sale.lowestWinning());
    }
}
