package dev.walras.solver.ortools;

import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.EnumSet;
import java.util.Set;

/**
 * The optimum of markets that are networks: see {@link Network}.
 *
 * <p>Reference: A. V. Goldberg, An efficient implementation of a scaling minimum-cost flow algorithm, Journal of
 * Algorithms 22(1), 1997, 1-29, doi:10.1006/jagm.1995.0805.
 */
public final class FlowSolver extends EngineSolver {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "opt.flow",
            "Minimum-cost flow",
            InformationClass.CENTRAL,
            EnumSet.complementOf(EnumSet.of(Trait.BUNDLES, Trait.COARSE_LOTS, Trait.ALL_OR_NONE, Trait.EXCLUSIVE)),
            Set.of(Guarantee.EFFICIENT),
            "A. V. Goldberg, An efficient implementation of a scaling minimum-cost flow algorithm, Journal of"
                    + " Algorithms 22(1), 1997, 1-29, doi:10.1006/jagm.1995.0805");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    protected void requireStructure(LotProgram program) {
        if (!Network.handles(program)) {
            throw new UnsupportedMarketException(
                    SPEC.id() + " needs values and quantities whose products with the number of goods stay below 2^60");
        }
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        Answer answer = Network.solve(program, run);
        return answer == null
                ? new Answer(Network.NAME, new long[program.orders()], null, Answer.NO_BOUND, run.cutReason())
                : answer;
    }
}
