package dev.walras.solver.ortools;

import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.Set;

/**
 * The optimum by CP-SAT: constraint programming, clause learning and linear relaxations in exact integer arithmetic.
 *
 * <p>Prices are the duals of the linear relaxation (GLOP), rounded. With one thread, or under a limit on work, the same
 * seed gives the same fills; with more threads the welfare is the same when the search ends by proof, but of several
 * optima another may be found. Worst-case time is exponential. Refuses quantities beyond what CP-SAT sums exactly.
 *
 * <p>Reference: L. Perron, F. Didier, S. Gay, The CP-SAT-LP solver, CP 2023, LIPIcs 280, 3:1-3:2,
 * doi:10.4230/LIPIcs.CP.2023.3.
 */
public final class CpSatSolver extends EngineSolver {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "opt.cp-sat",
            "CP-SAT",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            Set.of(Guarantee.EFFICIENT),
            "L. Perron, F. Didier, S. Gay, The CP-SAT-LP solver, CP 2023, LIPIcs 280, 3:1-3:2,"
                    + " doi:10.4230/LIPIcs.CP.2023.3");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        Relaxation relaxation = Relaxation.within(program, run);
        Answer answer = CpSat.solve(program, run, null);
        return answer.withPrices(DualBound.rounded(program, relaxation.prices()))
                .withBound(relaxation.boundMicros());
    }
}
