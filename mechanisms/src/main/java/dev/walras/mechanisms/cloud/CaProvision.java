package dev.walras.mechanisms.cloud;

import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Settings;
import java.util.List;

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
public final class CaProvision extends SizedGreedy {
    private static final String EXPONENT = "1";

    /** The facts. */
    public static final MechanismSpec SPEC =
            spec("auction.ca-provision", "CA-PROVISION, greedy auction of virtual machines");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = settings(EXPONENT);

    /** With the {@link #SETTINGS} given. */
    public CaProvision(Settings settings) {
        super(SPEC, settings, EXPONENT);
    }
}
