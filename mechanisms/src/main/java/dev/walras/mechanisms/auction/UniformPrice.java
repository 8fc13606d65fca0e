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
 * Uniform-price auction of the operator's units of one good: the highest bids win, and all winners pay one price.
 *
 * <p>Every order is a bid for up to {@code maxLots} units at its value each; the orders of one participant together are
 * its marginal bids. With <i>K</i> units endowed, the <i>K</i> highest positive unit bids at or above the reserve win;
 * equal bids at the margin share by {@link Rationing}. The price a unit is the highest losing bid
 * ({@link Convention#FIRST_REJECTED}), or the lowest winning bid ({@link Convention#LAST_ACCEPTED}); it is the reserve
 * when fewer than <i>K</i> + 1, or fewer than <i>K</i>, such unit bids were made.
 *
 * <p>Only for one good that the operator sells by the unit. O(n log n) in the number of orders. By honest bids it is
 * efficient (without a reserve), individually rational and without deficit, and its price supports the outcome.
 * Truthful only with first-rejected pricing and one unit a participant; who wants several units gains by reducing its
 * demand.
 *
 * <p>Reference: V. Krishna, Auction Theory, 2nd ed., Academic Press, 2010, chapter 12; L. M. Ausubel, P. Cramton, M.
 * Pycia, M. Rostek, M. Weretka, Demand reduction and inefficiency in multi-unit auctions, Review of Economic Studies
 * 81(4), 2014, 1366-1400, doi:10.1093/restud/rdu023. Use {@link VickreyMultiUnit} for truthful bids on several units,
 * {@link Discriminatory} to let winners pay their bids, {@link DivisibleSale} for quantities that are no whole units.
 */
public final class UniformPrice implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.uniform-price",
            "Uniform-price auction",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.ENDOWMENT, Trait.MULTI_LOT, Trait.PORTFOLIO),
            EnumSet.of(Guarantee.EFFICIENT, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "V. Krishna, Auction Theory, 2nd ed., 2010, ch. 12; L. M. Ausubel et al., Demand reduction and inefficiency"
                    + " in multi-unit auctions, Review of Economic Studies 81(4), 2014, doi:10.1093/restud/rdu023");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting(
                    "convention",
                    "which bid sets the price: first-rejected (the highest that loses) or last-accepted (the lowest that"
                            + " wins)",
                    "first-rejected"),
            HighestBids.RESERVE,
            HighestBids.RATIONING);

    /** Which bid sets the price. */
    public enum Convention {
        /** The highest losing unit bid. */
        FIRST_REJECTED,
        /** The lowest winning unit bid. */
        LAST_ACCEPTED
    }

    private final Convention convention;
    private final long reserve;
    private final Rationing rationing;

    /** With the bid that sets the price; no reserve, equal bids served by index. */
    public UniformPrice(Convention convention) {
        this(convention, 0, Rationing.FIRST);
    }

    /**
     * With the bid that sets the price, a reserve, and how equal bids at the margin share.
     *
     * @param reserve the least price of a unit, in micros, 0 or more
     */
    public UniformPrice(Convention convention, long reserve, Rationing rationing) {
        this.convention = convention;
        this.reserve = HighestBids.checked(reserve);
        this.rationing = rationing;
    }

    /** As {@code settings} say. */
    public static UniformPrice of(Settings settings) {
        return new UniformPrice(
                settings.choice("convention", Convention.FIRST_REJECTED, Convention.class),
                HighestBids.reserve(settings),
                HighestBids.rationing(settings));
    }

    @Override
    public MechanismSpec spec() {
        return HighestBids.facts(SPEC, reserve);
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        HighestBids sale = new HighestBids(reports, reserve, rationing);
        boolean scarce = sale.unsold() == 0 && sale.lowestWinning() >= sale.highestLosing();
        long price = switch (convention) {
            case FIRST_REJECTED -> sale.highestLosing();
            case LAST_ACCEPTED -> sale.unsold() > 0 ? reserve : scarce ? sale.lowestWinning() : sale.highestLosing();
        };
        return Settlement.atOnePrice(reports, sale.lots(), price);
    }
}
