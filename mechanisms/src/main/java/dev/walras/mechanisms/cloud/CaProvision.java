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
 * CA-PROVISION: requests for virtual machines by value a unit of size, with a reserve price, paying critical values.
 *
 * <p>The size of a bundle is the sum of its units times the weights of the goods: machine types weigh what they take of
 * the hardware. With the whole capacity as one good, of which bundles take their size, capacity is liquid: any mix of
 * machine types can be provisioned that fits in all. The rule, its cost and its promises are those of
 * {@link GreedyAuction}, with the first power of the size; requests below the reserve are dropped before. Nothing
 * bounds the welfare from below: a dense request of one unit may shut out one that fills the machine.
 *
 * <p>Not for participants with several orders or lots. Use {@link CaGreedy} when large bundles should have a better
 * chance, {@link VmGreedy} when resources of several kinds run short.
 *
 * <p>Reference: S. Zaman, D. Grosu, Combinatorial auction-based allocation of virtual machine instances in clouds,
 * Journal of Parallel and Distributed Computing 73(4), 2013, 495-508, doi:10.1016/j.jpdc.2012.12.006. Differs from the
 * paper, perhaps, in the power of the size and in how the reserve is derived from costs: both are settings here.
 */
public final class CaProvision implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.ca-provision",
            "CA-PROVISION, greedy auction of virtual machines",
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
            new Settings.Setting("exponent", "power of the size by which values are divided, a fraction", "1"),
            new Settings.Setting("misfit", "skip, or stop, after a request that does not fit", "skip"));

    private final List<BigFraction> weights;
    private final GreedyAuction.Rule rule;

    /** With the {@link #SETTINGS} given. */
    public CaProvision(Settings settings) {
        this.weights = Weights.parse(settings.text("weights", ""));
        this.rule = GreedyAuction.Rule.of(settings, "1");
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
