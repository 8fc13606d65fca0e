package dev.walras.mechanisms.price;

import dev.walras.market.Trait;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.price.ascent.Ascent;
import dev.walras.mechanisms.price.ascent.AscentRule;
import dev.walras.mechanisms.price.ascent.PriceRule;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;

/**
 * Prices for very large markets: participants smooth their best replies a little, the coordinator sees sums only, and
 * stops when these prove that an allocation in parts is within a gap of the optimum.
 *
 * <p>A smoothed reply maximises margin less {@code smoothing x scale / 2 x ||x||^2}, so that the dual function has a
 * gradient, and accelerated steps reach its minimum in O(1 / sqrt(gap)) rounds instead of O(1 / gap^2). Smoothing is
 * lowered as the gap falls. A round costs one pass over the orders, a broadcast of one price a good, and sums of
 * replies; its number hardly depends on the number of orders. The certificate
 * ({@link dev.walras.mechanisms.price.ascent.DualCertificate}) is about allocations in parts; the outcome is made of
 * the prices of the least bound by {@link Recovery}, in whole lots, and may be worth less.
 *
 * <p>Where replies may be late it goes on to a limit, and ends at its last prices. Slow in thin markets, of about one
 * buyer a good; where orders take several goods or give some, its certificate is weak, and it mostly ends at the limit
 * on rounds. The floor's participants must smooth their replies ({@link Floor#smooth}).
 *
 * <p>Two other rules see the same replies, without smoothing, for comparison: additive and multiplicative steps.
 *
 * <p>Reference: K. Basu, A. Ghoting, R. Mazumder and Y. Pan, ECLIPSE: an extreme-scale linear program solver for
 * web-applications, ICML 2020; Yu. Nesterov, Smooth minimization of non-smooth functions, Mathematical Programming 103,
 * 2005, doi:10.1007/s10107-004-0552-5.
 */
public final class RidgePrices implements PriceSignal {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "price.ridge",
            "Accelerated ascent on smoothed replies",
            InformationClass.PRICE_BROADCAST,
            EnumSet.complementOf(EnumSet.of(Trait.BUDGETS)),
            Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT),
            "K. Basu, A. Ghoting, R. Mazumder and Y. Pan, ECLIPSE: an extreme-scale linear program solver for"
                    + " web-applications, ICML 2020");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("gap", "stop at this certified gap of an allocation in parts", "0.001"),
            new Settings.Setting("rounds", "most rounds; the limit of the run counts too", "1000"),
            new Settings.Setting("rule", "how prices move: accelerated, subgradient or multiplicative", "accelerated"));

    private final double gap;
    private final int rounds;
    private final AscentRule rule;

    /** With the {@link #SETTINGS} given. */
    public RidgePrices(Settings settings) {
        this.gap = settings.real("gap", 0.001, 0, 1);
        this.rounds = (int) settings.integer("rounds", 1000, 1, Integer.MAX_VALUE);
        this.rule = settings.choice("rule", AscentRule.ACCELERATED, AscentRule.class);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome run(Floor floor, RunContext context) {
        Tatonnement.requireSupported(SPEC, floor);
        SmoothDemand demand = floor.smooth();
        PriceRule moves = rule.of(demand);
        Ascent ascent = new Ascent(demand, moves);
        Rounds counted = new Rounds(floor, context, rounds);
        double enough = Math.max(gap, context.limits().relativeGap());
        Termination termination = null;
        while (termination == null) {
            long[] announced = rounded(moves.prices());
            ascent.round();
            counted.ended(announced);
            // What late replies prove is proved of nothing: then only limits end the process, at its last prices.
            boolean proved = floor.waits() && ascent.certificate().gap() <= enough;
            termination = proved ? Termination.TOLERANCE : counted.limitReached();
        }
        long[] prices = rounded(floor.waits() ? ascent.certificate().prices() : moves.prices());
        return Recovery.outcome(floor, prices, termination, counted.count());
    }

    private static long[] rounded(double[] prices) {
        long[] micros = new long[prices.length];
        for (int g = 0; g < prices.length; g++) {
            micros[g] = Math.round(Math.min(prices[g], Tatonnement.HIGHEST_PRICE));
        }
        return micros;
    }
}
