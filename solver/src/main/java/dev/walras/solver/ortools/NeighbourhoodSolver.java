package dev.walras.solver.ortools;

import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.Set;

/**
 * Large neighbourhood search by CP-SAT from a rounded linear relaxation: see {@link Neighbourhoods}. Good fills at any
 * size, no guarantee; the bound is the relaxation's. Reproducible under a limit on rounds (steps) or work.
 *
 * <p>Reference: P. Shaw, Using constraint programming and local search methods to solve vehicle routing problems, CP
 * 1998, LNCS 1520, 417-431, doi:10.1007/3-540-49481-2_30.
 */
public final class NeighbourhoodSolver extends EngineSolver {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "opt.lns",
            "Large neighbourhood search",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            Set.of(),
            "P. Shaw, Using constraint programming and local search methods to solve vehicle routing problems, CP 1998,"
                    + " LNCS 1520, 417-431, doi:10.1007/3-540-49481-2_30");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        return solve(program, run);
    }

    /** Searches from the rounded relaxation on, within the limits of {@code run}. */
    public static Answer solve(LotProgram program, Run run) {
        return Neighbourhoods.solve(program, Relaxation.within(program, run), run);
    }
}
