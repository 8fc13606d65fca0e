package dev.walras.solver;

import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.solver.exact.MeritOrder;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.CpSat;
import dev.walras.solver.ortools.LinearEngine;
import dev.walras.solver.ortools.Relaxation;
import java.util.Set;

/**
 * Reads the structure of a market and takes the cheapest exact method.
 *
 * <p>Reference: T. C. Koopmans (ed.), Activity Analysis of Production and Allocation, Wiley, 1951.
 */
public final class AutoSolver extends EngineSolver {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "opt.auto",
            "Automatic choice",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            Set.of(Guarantee.EFFICIENT),
            "T. C. Koopmans (ed.), Activity Analysis of Production and Allocation, Wiley, 1951");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        Structure structure = Structure.of(program);
        if (structure.meritOrder()) {
            return MeritOrder.clear(program).by("auto: merit order");
        }
        Relaxation relaxation = Relaxation.solve(program, LinearEngine.GLOP, run);
        return CpSat.solve(program, run, null)
                .withPrices(DualBound.rounded(program, relaxation.prices()))
                .withBound(relaxation.boundMicros())
                .by("auto: cp-sat");
    }
}
