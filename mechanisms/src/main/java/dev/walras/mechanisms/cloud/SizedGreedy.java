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
 * A {@link GreedyAuction} of virtual machines by value over a power of the size of a request, which is the sum of its
 * units times the weights of the goods. Its kinds differ in the power.
 */
abstract sealed class SizedGreedy implements SealedBid permits CaGreedy, CaProvision {
    private final MechanismSpec spec;
    private final List<BigFraction> weights;
    private final GreedyAuction.Rule rule;

    /** With {@code settings} of {@link #settings}. */
    SizedGreedy(MechanismSpec spec, Settings settings, String exponent) {
        this.spec = spec;
        this.weights = Weights.parse(settings.text("weights", ""));
        this.rule = GreedyAuction.Rule.of(settings, exponent);
    }

    /** The facts of the kind of this id and name. */
    static MechanismSpec spec(String id, String name) {
        return new MechanismSpec(
                id,
                name,
                InformationClass.CENTRAL,
                EnumSet.of(Trait.MANY_GOODS, Trait.BUNDLES, Trait.ENDOWMENT, Trait.COARSE_LOTS),
                EnumSet.of(Guarantee.TRUTHFUL, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
                "S. Zaman, D. Grosu, Combinatorial auction-based allocation of virtual machine instances in clouds,"
                        + " Journal of Parallel and Distributed Computing 73(4), 2013, 495-508,"
                        + " doi:10.1016/j.jpdc.2012.12.006");
    }

    /** What can be set, where the power is {@code exponent} unless it is. */
    static List<Settings.Setting> settings(String exponent) {
        return List.of(
                new Settings.Setting(
                        "weights", "size of a unit of each good, separated by commas; empty for 1 each", ""),
                new Settings.Setting("reserve", "least price of a unit of size, in micros", "0"),
                new Settings.Setting("exponent", "power of the size by which values are divided, a fraction", exponent),
                new Settings.Setting("misfit", "skip, or stop, after a request that does not fit", "skip"));
    }

    @Override
    public final MechanismSpec spec() {
        return spec;
    }

    @Override
    public final Outcome clear(Market reports, RunContext context) {
        spec.requireSupported(reports);
        return auction(reports).outcome();
    }

    /** The auction of {@code reports}, for its ranking. */
    public final GreedyAuction auction(Market reports) {
        return new GreedyAuction(reports, Weights.sizes(reports, weights), rule);
    }
}
