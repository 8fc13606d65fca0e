package dev.walras.solver.ortools;

import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPSolutionResponse;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import dev.walras.solver.model.Run;
import dev.walras.solver.model.Watch;

/**
 * The linear and mixed-integer engines of OR-Tools that are known to answer rightly; HiGHS is not, through OR-Tools.
 */
public enum LinearEngine {
    /** Google's simplex; its dual simplex, which is much faster than its primal on markets. */
    GLOP("glop", "GLOP", "use_dual_simplex: true"),
    /** COIN-OR's simplex. */
    CLP("clp", "CLP", ""),
    /** First-order method: approximate, for very large programs. */
    PDLP(
            "pdlp",
            "PDLP",
            "termination_criteria { simple_optimality_criteria { eps_optimal_absolute: 1e-6 eps_optimal_relative: 1e-6"
                    + " } }"),
    /** COIN-OR's branch and cut; its time limit counts processor time, and nothing interrupts it. */
    CBC("cbc", "CBC", ""),
    /** Branch and cut of the Zuse Institute. */
    SCIP("scip", "SCIP", "");

    private final String engineName;
    private final String solverId;
    private final String parameters;

    LinearEngine(String engineName, String solverId, String parameters) {
        this.engineName = engineName;
        this.solverId = solverId;
        this.parameters = parameters;
    }

    /** The name of the engine as in claims: {@code "glop"}. */
    public String engineName() {
        return engineName;
    }

    /** Solves a model that was built by this package, to a relative gap of {@code gap}. */
    MPSolutionResponse solve(MPModelProto model, Run run, double gap) {
        Natives.load();
        MPSolver solver = MPSolver.createSolver(solverId);
        if (solver == null) {
            throw new IllegalStateException("OR-Tools was built without " + solverId);
        }
        MPSolverParameters options = new MPSolverParameters();
        try {
            String complaint = solver.loadModelFromProto(model);
            if (!complaint.isEmpty()) {
                throw new IllegalStateException(engineName + " refuses the model: " + complaint);
            }
            solver.suppressOutput();
            long millis = run.remainingMillis();
            if (millis != Long.MAX_VALUE) {
                solver.setTimeLimit(Math.max(1, millis));
            }
            if (!parameters.isEmpty() && !solver.setSolverSpecificParametersAsString(parameters)) {
                throw new IllegalStateException(engineName + " refuses its parameters: " + parameters);
            }
            options.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, gap);
            Watch.during(run, engineName, solver::interruptSolve, () -> solver.solve(options));
            return solver.createSolutionResponseProto();
        } finally {
            options.delete();
            solver.delete();
        }
    }
}
