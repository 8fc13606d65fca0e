package dev.walras.mechanisms.auction;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import java.util.EnumSet;
import java.util.List;

/**
 * Discriminatory (pay-as-bid) auction of the operator's units of one good: the highest unit bids win, and each is paid
 * as it was made.
 *
 * <p>Winners are those of {@link UniformPrice}, with the same reserve and rationing at the margin; a participant pays
 * the sum of its winning unit bids. Only for one good that the operator sells by the unit. O(n log n) in the number of
 * orders. By honest bids it is efficient (without a reserve), individually rational and without deficit, and leaves the
 * winners nothing; so it is not truthful: with <i>n</i> bidders of one unit each and values uniform on [0, 1], bids
 * shade toward the expected best losing value.
 *
 * <p>Reference: V. Krishna, Auction Theory, 2nd ed., Academic Press, 2010, chapter 12. Use {@link FirstPrice} for
 * packages, {@link VickreyMultiUnit} for honest bids.
 */
public final class Discriminatory implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.discriminatory",
            "Discriminatory auction",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.ENDOWMENT, Trait.MULTI_LOT, Trait.PORTFOLIO),
            EnumSet.of(Guarantee.EFFICIENT, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "V. Krishna, Auction Theory, 2nd ed., 2010, ch. 12");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(HighestBids.RESERVE, HighestBids.RATIONING);

    private final long reserve;
    private final Rationing rationing;

    /**
     * With a reserve, and how equal bids at the margin share.
     *
     * @param reserve the least bid that can win, in micros a unit, 0 or more
     */
    public Discriminatory(long reserve, Rationing rationing) {
        this.reserve = HighestBids.checked(reserve);
        this.rationing = rationing;
    }

    /** As {@code settings} say. */
    public static Discriminatory of(Settings settings) {
        return new Discriminatory(HighestBids.reserve(settings), HighestBids.rationing(settings));
    }

    @Override
    public MechanismSpec spec() {
        return HighestBids.facts(SPEC, reserve);
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        Fills fills = Fills.of(new HighestBids(reports, reserve, rationing).lots());
        return new Outcome(fills, Bids.payAsBid(reports, fills), null, Termination.COMPLETED, 1);
    }
}
