package dev.walras.solver.ortools;

import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Rounding;
import dev.walras.solver.model.Run;
import java.util.Set;

/**
 * The optimum by branch and cut in floating point, of CBC or SCIP, from a rounded relaxation on.
 *
 * <p>Answers are checked exactly and dropped when infeasible (the rounded relaxation remains); the engine's bound is
 * raised by its tolerance of 1e-9. Refuses whole numbers beyond 2^53. CBC's clock counts processor time and nothing
 * interrupts it; a limit on work is read as milliseconds of it. Worst-case time is exponential.
 */
public final class MixedIntegerSolver extends EngineSolver {
    private final LinearEngine engine;
    private final MechanismSpec spec;

    private MixedIntegerSolver(LinearEngine engine, String name, String reference) {
        this.engine = engine;
        this.spec = new MechanismSpec(
                "opt." + engine.engineName(),
                name,
                InformationClass.CENTRAL,
                MechanismSpec.anyMarket(),
                Set.of(Guarantee.EFFICIENT),
                reference);
    }

    /** Branch and cut by CBC. */
    public static MixedIntegerSolver cbc() {
        return new MixedIntegerSolver(
                LinearEngine.CBC,
                "CBC",
                "J. Forrest, R. Lougee-Heimer, CBC user guide, INFORMS Tutorials in Operations Research, 2005, 257-277,"
                        + " doi:10.1287/educ.1053.0020");
    }

    /** Branch and cut by SCIP. */
    public static MixedIntegerSolver scip() {
        return new MixedIntegerSolver(
                LinearEngine.SCIP,
                "SCIP",
                "T. Achterberg, SCIP: solving constraint integer programs, Mathematical Programming Computation 1,"
                        + " 2009, 1-41, doi:10.1007/s12532-008-0001-1");
    }

    @Override
    public MechanismSpec spec() {
        return spec;
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        Relaxation relaxation = Relaxation.within(program, run);
        double[] prices = relaxation.prices();
        long[] start = Rounding.round(program, relaxation.fractions(), prices);
        Run timed = run.workLimited() ? run.withinMillis(run.context().limits().work()) : run;
        Answer found = MixedInteger.solve(program, engine, timed, start);
        boolean better = program.welfare(found.lots()) >= program.welfare(start);
        long[] lots = better ? found.lots() : start;
        long bound = Math.min(found.boundMicros(), relaxation.boundMicros());
        Termination end = bound <= program.welfare(lots)
                ? Termination.COMPLETED
                : found.termination() == Termination.NOTHING_FOUND ? run.cutReason() : found.termination();
        return new Answer(
                engine.engineName(),
                lots,
                DualBound.rounded(program, prices),
                Math.max(bound, program.welfare(lots)),
                end);
    }
}
