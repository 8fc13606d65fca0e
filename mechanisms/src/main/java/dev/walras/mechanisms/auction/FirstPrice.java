package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import java.util.EnumSet;

/**
 * Pay as bid: the planner's optimum by the bids, for which everybody pays exactly what it bid.
 *
 * <p>The winners are those of {@code max sum_k lots_k x bid_k}; ties are the planner's to break. A participant pays
 * {@code sum lots x bid} over its own fills, a seller is paid its ask. With several units of one good this is the
 * discriminatory auction, with packages the first-price package auction.
 *
 * <p>Not for budgets: a bid does not say how much of it can be paid. One run of the planner. When the planner stops
 * without proof, the outcome carries its {@link Termination}, and efficiency is not promised; fills of negative welfare
 * are replaced by no trade, so that there is never a deficit. In the core by the reports, since nobody keeps a surplus
 * that a coalition could offer. Not truthful: whoever shades its bid pays less.
 *
 * <p>Reference: B. D. Bernheim, M. D. Whinston, Menu auctions, resource allocation, and economic influence, Quarterly
 * Journal of Economics 101(1), 1986, 1-31, doi:10.2307/1884639. Use {@link Vcg} when bids should be honest.
 */
public final class FirstPrice implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.first-price",
            "First-price (pay-as-bid) auction",
            InformationClass.CENTRAL,
            EnumSet.complementOf(EnumSet.of(Trait.BUDGETS)),
            EnumSet.of(Guarantee.EFFICIENT, Guarantee.CORE, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "B. D. Bernheim, M. D. Whinston, Menu auctions, resource allocation, and economic influence,"
                    + " Quarterly Journal of Economics 101(1), 1986, doi:10.2307/1884639");

    private final CentralSolver planner;

    /** With {@code planner} to determine the winners. */
    public FirstPrice(CentralSolver planner) {
        this.planner = planner;
    }

    /** The facts; handles no more than the planner does. */
    @Override
    public MechanismSpec spec() {
        return Planned.narrowed(SPEC, planner);
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        spec().requireSupported(reports);
        Outcome plan = planner.solve(Instance.of(reports), context);
        Termination stop = Planned.termination(reports, plan);
        if (Bids.welfare(reports, plan.fills()) < 0) {
            return Outcome.noTrade(reports, stop, 1);
        }
        return new Outcome(plan.fills(), Bids.payAsBid(reports, plan.fills()), null, stop, 1, plan.claim());
    }
}
