package dev.walras.mechanisms.divisible;

import dev.walras.market.Market;
import dev.walras.market.Participant;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Termination;
import java.util.EnumSet;
import java.util.Set;

/**
 * Shares the operator's goods as a Fisher market does: everybody spends its budget, and the sum of budgets times
 * logarithms of worth is as large as can be.
 *
 * <p>Orders are linear utilities: a lot is worth its value, up to the most lots, and uses its bundle. A budget is
 * money, all of which may be spent. Who has none gets points instead, as many as the mean of the budgets that are
 * given, and pays nothing. {@link #EQUAL_INCOMES} gives everybody the same points, budget or not, and nobody pays: a
 * competitive equilibrium from equal incomes. Shares become whole lots by largest remainders ({@link Lots}); a lot
 * costs what its bundle costs at the equilibrium prices, rounded down, but no more than its value, so that nobody loses
 * by taking part.
 *
 * <p>Only goods of the operator, no exclusive orders and no minimum fills. An interior-point method
 * ({@link FairProgram}): O(goods^3) and some 30 passes over the orders, for up to a thousand goods. Divisible shares
 * are efficient by the utilities, free of envy among equal budgets, and worth to everybody at least its part of all
 * goods; whole lots keep that up to lots. Not truthful. For many goods use {@link ProportionalResponseShare}.
 *
 * <p>Reference: see {@link EisenbergGale} and {@link FairShares}.
 */
public final class FisherShare implements SealedBid {
    private static final Set<Trait> HANDLED = EnumSet.of(
            Trait.MANY_GOODS,
            Trait.BUNDLES,
            Trait.ENDOWMENT,
            Trait.MULTI_LOT,
            Trait.COARSE_LOTS,
            Trait.PORTFOLIO,
            Trait.BUDGETS);

    /** The facts of the Fisher market. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "share.eisenberg-gale",
            "Fisher market shares",
            InformationClass.CENTRAL,
            HANDLED,
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "E. Eisenberg, D. Gale, Consensus of subjective probabilities, Annals of Mathematical Statistics 30(1), 1959,"
                    + " doi:10.1214/aoms/1177706369");

    /** The facts of equal incomes. */
    public static final MechanismSpec EQUAL_INCOMES = new MechanismSpec(
            "share.ceei",
            "Competitive equilibrium from equal incomes",
            InformationClass.CENTRAL,
            HANDLED,
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.BUDGET_BALANCED, Guarantee.INDIVIDUALLY_RATIONAL),
            "H. R. Varian, Equity, envy, and efficiency, Journal of Economic Theory 9(1), 1974,"
                    + " doi:10.1016/0022-0531(74)90075-1");

    private final MechanismSpec spec;

    private FisherShare(MechanismSpec spec) {
        this.spec = spec;
    }

    /** Budgets are money. */
    public static FisherShare market() {
        return new FisherShare(SPEC);
    }

    /** Everybody has the same points. */
    public static FisherShare equalIncomes() {
        return new FisherShare(EQUAL_INCOMES);
    }

    @Override
    public MechanismSpec spec() {
        return spec;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        spec.requireSupported(reports);
        double[] budgets = new double[reports.participants()];
        java.util.Arrays.fill(budgets, 1);
        boolean points = spec.equals(EQUAL_INCOMES);
        if (!points) {
            budgets = budgets(reports);
        }
        MarketProgram program = new MarketProgram(reports, budgets, MarketProgram.Money.SPENT);
        double[] prices = program.prices();
        return new Lots(reports, order -> points ? 0 : cost(reports, order, prices))
                .give(program.shares())
                .outcome(null, Termination.COMPLETED, 1);
    }

    /** The money of every participant; the mean of what is given, or 1, for those without a budget. */
    static double[] budgets(Market market) {
        double sum = 0;
        int given = 0;
        for (int p = 0; p < market.participants(); p++) {
            if (market.budgetMicros(p) != Participant.NO_BUDGET) {
                sum += market.budgetMicros(p);
                given++;
            }
        }
        double points = sum > 0 ? sum / given : 1;
        double[] budgets = new double[market.participants()];
        for (int p = 0; p < budgets.length; p++) {
            budgets[p] = market.budgetMicros(p) == Participant.NO_BUDGET ? points : market.budgetMicros(p);
        }
        return budgets;
    }

    /** What a lot costs at {@code prices}, rounded down, and no more than its value; nothing for who has points. */
    static long cost(Market market, int order, double[] prices) {
        if (market.budgetMicros(market.owner(order)) == Participant.NO_BUDGET) {
            return 0;
        }
        double cost = 0;
        for (int i = 0; i < market.bundleSize(order); i++) {
            cost += prices[market.bundleGood(order, i)] * market.bundleUnits(order, i);
        }
        return (long) Math.min(Math.floor(cost * (1 + 1e-9)), (double) market.valueMicrosPerLot(order));
    }
}
