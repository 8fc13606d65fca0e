package dev.walras.mechanisms.cloud;

import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Settings;
import java.util.List;

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
public final class CaGreedy extends SizedGreedy {
    private static final String EXPONENT = "1/2";

    /** The facts. */
    public static final MechanismSpec SPEC = spec("auction.ca-greedy", "CA-GREEDY, greedy auction of virtual machines");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = settings(EXPONENT);

    /** With the {@link #SETTINGS} given. */
    public CaGreedy(Settings settings) {
        super(SPEC, settings, EXPONENT);
    }
}
