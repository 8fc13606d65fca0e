package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import java.util.EnumSet;

/** What rules that rest on a central planner have in common. */
public final class Planned {
    private Planned() {}

    /** {@code spec}, handling only what {@code planner} handles, too. */
    public static MechanismSpec narrowed(MechanismSpec spec, CentralSolver planner) {
        EnumSet<Trait> both = EnumSet.noneOf(Trait.class);
        both.addAll(spec.handles());
        both.retainAll(planner.spec().handles());
        return new MechanismSpec(spec.id(), spec.name(), spec.information(), both, spec.claims(), spec.reference());
    }

    /**
     * Why the planner stopped; {@link Termination#TOLERANCE} when it says it completed but states a bound above the
     * welfare of its own plan.
     */
    public static Termination termination(Market market, Outcome plan) {
        Long bound = plan.claim().boundMicros();
        boolean open = bound != null && bound > Bids.welfare(market, plan.fills());
        return plan.termination() == Termination.COMPLETED && open ? Termination.TOLERANCE : plan.termination();
    }
}
