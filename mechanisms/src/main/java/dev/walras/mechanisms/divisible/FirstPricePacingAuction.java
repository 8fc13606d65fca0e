package dev.walras.mechanisms.divisible;

import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.Participant;
import dev.walras.market.Prices;
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
 * First-price auctions of the operator's goods, in which the bids of every participant are scaled down by one factor so
 * that it keeps its budget.
 *
 * <p>Factors are those of the first-price pacing equilibrium ({@link FirstPricePacing}), with orders as buyers' values,
 * their most lots as caps, and bundles: the shares of a quasi-linear Fisher market. A winner pays its own scaled bid;
 * who has no budget, or does not use it up, bids its values. Shares become whole lots by largest remainders
 * ({@link Lots}) as far as the budget allows. Prices stated are those of the equilibrium, rounded.
 *
 * <p>Only goods of the operator, no exclusive orders and no minimum fills. Without budgets it maximises welfare up to
 * lots, and charges what is bid. An interior-point method: O(goods^3) and some 30 passes over the orders. Revenue does
 * not fall when a divisible market gets more buyers or budget.
 *
 * <p>Reference: see {@link FirstPricePacing}.
 */
public final class FirstPricePacingAuction implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "pacing.first-price",
            "First-price pacing equilibrium",
            InformationClass.CENTRAL,
            EnumSet.of(
                    Trait.MANY_GOODS,
                    Trait.BUNDLES,
                    Trait.ENDOWMENT,
                    Trait.MULTI_LOT,
                    Trait.COARSE_LOTS,
                    Trait.PORTFOLIO,
                    Trait.BUDGETS),
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "V. Conitzer et al., Pacing equilibrium in first price auction markets, Management Science 68(12), 2022,"
                    + " doi:10.1287/mnsc.2022.4310");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        double[] worth = new double[reports.participants()];
        for (int k = 0; k < reports.orders(); k++) {
            worth[reports.owner(k)] += (double) Math.max(0, reports.valueMicrosPerLot(k)) * reports.maxLots(k);
        }
        // A budget beyond everything that could be won never binds.
        double[] budgets = worth.clone();
        boolean[] bound = new boolean[worth.length];
        for (int p = 0; p < worth.length; p++) {
            bound[p] = reports.budgetMicros(p) != Participant.NO_BUDGET && reports.budgetMicros(p) < worth[p];
            budgets[p] = bound[p] ? reports.budgetMicros(p) : worth[p];
        }
        MarketProgram program = new MarketProgram(reports, budgets, MarketProgram.Money.KEPT);
        double[] factors = program.multipliers();
        Lots lots = new Lots(reports, order -> bid(reports, order, bound, factors)).give(program.shares());
        double[] prices = program.prices();
        LongVector rounded = LongVector.tabulate(prices.length, g -> Math.round(prices[g]));
        return lots.outcome(new Prices(rounded), Termination.COMPLETED, 1);
    }

    /** The scaled bid for a lot, rounded down; the value itself where no budget binds. */
    private static long bid(Market market, int order, boolean[] bound, double[] factors) {
        long value = market.valueMicrosPerLot(order);
        int owner = market.owner(order);
        return bound[owner] ? (long) Math.floor(value * factors[owner] * (1 + 1e-12)) : value;
    }
}
