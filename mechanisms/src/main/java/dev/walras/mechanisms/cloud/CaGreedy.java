package dev.walras.mechanisms.cloud;

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
import org.apache.commons.math3.fraction.BigFraction;

/**
 * CA-GREEDY: requests for virtual machines by value over the square root of their size, paying critical values.
 *
 * <p>The size of a bundle is the sum of its units times the weights of the goods. The rule, its cost and its promises
 * are those of {@link GreedyAuction}, with the power 1/2 of the size, which favours large bundles more than value a
 * unit does; for single units of distinct goods it is the rule of Lehmann, O'Callaghan and Shoham, whose welfare is at
 * least the optimum over the square root of the number of units.
 *
 * <p>Not for participants with several orders or lots. Use {@link CaProvision} with a reserve price where the operator
 * has costs, {@code auction.vcg} when the optimum can be computed.
 *
 * <p>Reference: S. Zaman, D. Grosu, Combinatorial auction-based allocation of virtual machine instances in clouds,
 * Journal of Parallel and Distributed Computing 73(4), 2013, 495-508, doi:10.1016/j.jpdc.2012.12.006.
 */
public final class CaGreedy implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.ca-greedy",
            "CA-GREEDY, greedy auction of virtual machines",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.MANY_GOODS, Trait.BUNDLES, Trait.ENDOWMENT, Trait.COARSE_LOTS),
            EnumSet.of(Guarantee.TRUTHFUL, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "S. Zaman, D. Grosu, Combinatorial auction-based allocation of virtual machine instances in clouds,"
                    + " Journal of Parallel and Distributed Computing 73(4), 2013, 495-508,"
                    + " doi:10.1016/j.jpdc.2012.12.006");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("weights", "size of a unit of each good, separated by commas; empty for 1 each", ""),
            new Settings.Setting("reserve", "least price of a unit of size, in micros", "0"),
            new Settings.Setting("exponent", "power of the size by which values are divided, a fraction", "1/2"),
            new Settings.Setting("misfit", "skip, or stop, after a request that does not fit", "skip"));

    private final List<BigFraction> weights;
    private final GreedyAuction.Rule rule;

    /** With the {@link #SETTINGS} given. */
    public CaGreedy(Settings settings) {
        this.weights = Weights.parse(settings.text("weights", ""));
        this.rule = GreedyAuction.Rule.of(settings, "1/2");
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        return auction(reports).outcome();
    }

    /** The auction of {@code reports}, for its ranking. */
    public GreedyAuction auction(Market reports) {
        return new GreedyAuction(reports, Weights.sizes(reports, weights), rule);
    }
}
