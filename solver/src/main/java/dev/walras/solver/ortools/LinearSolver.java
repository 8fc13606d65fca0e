package dev.walras.solver.ortools;

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
 * The linear relaxation by one engine, rounded to feasible whole lots, with its duals as prices.
 *
 * <p>Exact where the relaxation has whole optima that the engine's vertex hits, as in networks and in markets of fine
 * lots without groups; elsewhere the fills are good and the bound says how good. The bound is that of the duals,
 * evaluated exactly, whatever the engine's tolerance.
 *
 * <p>References are those of the engines; see the specs.
 */
public final class LinearSolver extends EngineSolver {
    private final LinearEngine engine;
    private final MechanismSpec spec;

    private LinearSolver(LinearEngine engine, String name, String reference) {
        this.engine = engine;
        this.spec = new MechanismSpec(
                "opt." + engine.engineName(),
                name,
                InformationClass.CENTRAL,
                MechanismSpec.anyMarket(),
                Set.of(),
                reference);
    }

    /** Linear programming by GLOP, dual simplex. */
    public static LinearSolver glop() {
        return new LinearSolver(
                LinearEngine.GLOP,
                "Linear relaxation by GLOP, rounded",
                "E. M. L. Beale, An alternative method for linear programming, Proc. Cambridge Philosophical Society"
                        + " 50(4), 1954, 513-523, doi:10.1017/S0305004100029650");
    }

    /** Linear programming by CLP. */
    public static LinearSolver clp() {
        return new LinearSolver(
                LinearEngine.CLP,
                "Linear relaxation by CLP, rounded",
                "J. J. Forrest, D. Goldfarb, Steepest-edge simplex algorithms for linear programming, Mathematical"
                        + " Programming 57, 1992, 341-374, doi:10.1007/BF01581089");
    }

    /** Linear programming by PDLP, first order. */
    public static LinearSolver pdlp() {
        return new LinearSolver(
                LinearEngine.PDLP,
                "Linear relaxation by PDLP, rounded",
                "D. Applegate, M. Diaz, O. Hinder, H. Lu, M. Lubin, B. O'Donoghue, W. Schudy, Practical large-scale"
                        + " linear programming using primal-dual hybrid gradient, NeurIPS 34, 2021, 20243-20257,"
                        + " doi:10.48550/arXiv.2106.04756");
    }

    @Override
    public MechanismSpec spec() {
        return spec;
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        Relaxation relaxation = Relaxation.solve(program, engine, run);
        double[] prices = relaxation.prices();
        long[] lots = Rounding.round(program, relaxation.fractions(), prices);
        Termination end = relaxation.optimal() ? Termination.COMPLETED : run.cutReason();
        return new Answer(
                engine.engineName() + "+rounding",
                lots,
                DualBound.rounded(program, prices),
                relaxation.boundMicros(),
                end);
    }
}
