package dev.walras.mechanisms.combinatorial;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Claim;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.auction.Bids;
import dev.walras.mechanisms.auction.Planned;
import dev.walras.mechanisms.auction.Vcg;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The combinatorial exchange with budget-balanced Vickrey payments: the planner's optimum by bids and asks, its surplus
 * given out to those who trade.
 *
 * <p>Vickrey discounts {@code d_i = w(N) - w(N - i)} would be truthful, but together they mostly exceed the surplus
 * {@code V = w(N)}. The {@link DiscountRule} says how <i>V</i> is shared instead; everybody who trades pays its bid, or
 * is paid its ask, less its discount. Discounts are exact fractions, and rounded to whole micros that sum to <i>V</i>.
 *
 * <p>Not for budgets, nor for goods of the operator, whose revenue this rule would give away: let a participant offer
 * them. One run of the planner, and one for each winner (none under {@code equal} and {@code none}). Efficient,
 * individually rational, and balanced by the reports; hence not truthful (Myerson and Satterthwaite 1983), though what
 * a trader can gain by a lie is at most the difference between its Vickrey discount and what it gets, which the rule
 * {@code threshold} makes small. When the planner stops without proof, or the run is cut off, the outcome says so; it
 * is balanced nevertheless.
 *
 * <p>Reference: D. C. Parkes, J. Kalagnanam, M. Eso, Achieving budget-balance with Vickrey-based payment schemes in
 * exchanges, Proceedings of IJCAI 2001, 1161-1168. Use {@link KPricingExchange} to split each trade between its two
 * sides.
 */
public final class PackageExchange implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = spec(DiscountRule.THRESHOLD);

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(new Settings.Setting(
            "rule",
            "how the surplus is shared: threshold, reverse, fractional, equal, small, large, or none",
            "threshold"));

    private final CentralSolver planner;
    private final DiscountRule rule;

    /** With {@code planner} to find the optima. */
    public PackageExchange(CentralSolver planner, DiscountRule rule) {
        this.planner = planner;
        this.rule = rule;
    }

    /** As {@code settings} say: {@code rule}. */
    public static PackageExchange of(Settings settings, CentralSolver planner) {
        return new PackageExchange(planner, settings.choice("rule", DiscountRule.THRESHOLD, DiscountRule.class));
    }

    private static MechanismSpec spec(DiscountRule rule) {
        EnumSet<Guarantee> claims =
                EnumSet.of(Guarantee.EFFICIENT, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL);
        if (rule != DiscountRule.NONE) {
            claims.add(Guarantee.BUDGET_BALANCED);
        }
        return new MechanismSpec(
                "auction.exchange",
                "Package exchange with budget-balanced Vickrey payments",
                InformationClass.CENTRAL,
                EnumSet.complementOf(EnumSet.of(Trait.BUDGETS, Trait.ENDOWMENT)),
                claims,
                "D. C. Parkes, J. Kalagnanam, M. Eso, Achieving budget-balance with Vickrey-based payment schemes in"
                        + " exchanges, Proceedings of IJCAI 2001, 1161-1168");
    }

    /** The facts; handles no more than the planner does. */
    @Override
    public MechanismSpec spec() {
        return Planned.narrowed(spec(rule), planner);
    }

    /**
     * The winners of an exchange and what they may be given.
     *
     * @param fills lots of every order
     * @param surplus the sum of what the fills are worth, in micros
     * @param winners who trades, in increasing order
     * @param vickrey the Vickrey discount of each winner, in micros
     * @param termination why the planner stopped
     * @param claim what it says about the optimum
     */
    public record Trades(
            Fills fills,
            long surplus,
            List<Integer> winners,
            List<BigFraction> vickrey,
            Termination termination,
            Claim claim) {
        public Trades {
            winners = List.copyOf(winners);
            vickrey = List.copyOf(vickrey);
        }
    }

    /** The winners, and their Vickrey discounts. */
    public Trades trades(Market reports, RunContext context) {
        spec().requireSupported(reports);
        Outcome vcg = new Vcg(planner).clear(reports, context);
        long[] worth = Bids.worth(reports, vcg.fills());
        boolean[] trades = new boolean[worth.length];
        for (int k = 0; k < reports.orders(); k++) {
            trades[reports.owner(k)] |= vcg.fills().lots().get(k) > 0;
        }
        List<Integer> winners = new ArrayList<>();
        List<BigFraction> vickrey = new ArrayList<>();
        for (int p = 0; p < worth.length; p++) {
            if (trades[p]) {
                winners.add(p);
                vickrey.add(new BigFraction(BigInteger.valueOf(
                        Math.max(0, worth[p] - vcg.payments().micros().get(p)))));
            }
        }
        long surplus = Bids.welfare(reports, vcg.fills());
        return new Trades(vcg.fills(), surplus, winners, vickrey, vcg.termination(), vcg.claim());
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        Trades trades = trades(reports, context);
        BigFraction surplus = new BigFraction(BigInteger.valueOf(trades.surplus()));
        long[] discounts = DiscountRule.rounded(rule.discounts(trades.vickrey(), surplus));
        long[] payments = Bids.worth(reports, trades.fills());
        for (int i = 0; i < discounts.length; i++) {
            payments[trades.winners().get(i)] -= discounts[i];
        }
        return new Outcome(trades.fills(), Payments.of(payments), null, trades.termination(), 1, trades.claim());
    }
}
