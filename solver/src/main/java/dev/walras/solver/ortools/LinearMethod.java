package dev.walras.solver.ortools;

import com.google.ortools.linearsolver.MPConstraintProto;
import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPSolutionResponse;
import com.google.ortools.linearsolver.MPSolverResponseStatus;
import com.google.ortools.linearsolver.MPVariableProto;
import com.google.ortools.modelbuilder.ModelBuilderHelper;
import com.google.ortools.modelbuilder.ModelSolverHelper;
import com.google.ortools.modelbuilder.SolveStatus;
import dev.walras.solver.model.Run;
import dev.walras.solver.model.Watch;
import java.util.Locale;

/**
 * A way to solve a {@link SparseProgram} by an engine of OR-Tools, with its settings.
 *
 * <p>Simplex engines answer with a vertex, exact to their tolerances; PDLP with an approximate pair whose rows may be
 * exceeded. Columns with finite upper bounds let the dual simplex start from a dual feasible basis, which makes it ten
 * times as fast on markets: give them.
 */
public final class LinearMethod {
    private final LinearEngine engine;
    private final String solverId;
    private final String parameters;

    private LinearMethod(LinearEngine engine, String solverId, String parameters) {
        this.engine = engine;
        this.solverId = solverId;
        this.parameters = parameters;
    }

    /** GLOP by its dual simplex. */
    public static LinearMethod glop() {
        return new LinearMethod(LinearEngine.GLOP, "GLOP", "use_dual_simplex: true");
    }

    /** CLP. */
    public static LinearMethod clp() {
        return new LinearMethod(LinearEngine.CLP, "CLP", "");
    }

    /**
     * PDLP, the first-order method.
     *
     * @param tolerance relative optimality tolerance, above 0
     * @param threads that it may use, 1 or more
     */
    public static LinearMethod pdlp(double tolerance, int threads) {
        if (!(tolerance > 0) || threads < 1) {
            throw new IllegalArgumentException("PDLP to " + tolerance + " on " + threads + " threads");
        }
        return new LinearMethod(
                LinearEngine.PDLP,
                "PDLP",
                String.format(
                        Locale.ROOT,
                        "num_threads: %d termination_criteria { simple_optimality_criteria {"
                                + " eps_optimal_absolute: %s eps_optimal_relative: %s } }",
                        threads,
                        tolerance,
                        tolerance));
    }

    /** The name of the engine: {@code "glop"}. */
    public String name() {
        return engine.engineName();
    }

    /** Solves {@code program} within the limits of {@code run}. */
    public SparseProgram.Answer solve(SparseProgram program, Run run) {
        return solve(program, run, () -> {});
    }

    /**
     * As {@link #solve(SparseProgram, Run)}, saying when the engine has its model and begins.
     *
     * @param begins called once, on the calling thread
     */
    public SparseProgram.Answer solve(SparseProgram program, Run run, Runnable begins) {
        Natives.load();
        return engine == LinearEngine.CLP ? byProto(program, run, begins) : byBuilder(program, run, begins);
    }

    private SparseProgram.Answer byBuilder(SparseProgram program, Run run, Runnable begins) {
        ModelBuilderHelper model = new ModelBuilderHelper();
        ModelSolverHelper solver = new ModelSolverHelper(solverId);
        try {
            fill(model, program);
            solver.enableOutput(false);
            solver.setSolverSpecificParameters(parameters);
            long millis = run.remainingMillis();
            if (millis != Long.MAX_VALUE) {
                solver.setTimeLimitInSeconds(Math.max(1, millis) / 1000.0);
            }
            begins.run();
            Watch.during(run, name(), solver::interruptSolve, () -> {
                solver.solve(model);
                return solver;
            });
            return read(solver, program);
        } finally {
            solver.delete();
            model.delete();
        }
    }

    private static void fill(ModelBuilderHelper model, SparseProgram program) {
        model.setMaximize(true);
        for (int r = 0; r < program.rows(); r++) {
            int index = model.addLinearConstraint();
            model.setConstraintLowerBound(index, Double.NEGATIVE_INFINITY);
            model.setConstraintUpperBound(index, program.rowBound(r));
        }
        for (int c = 0; c < program.columns(); c++) {
            int index = model.addVar();
            model.setVarLowerBound(index, 0);
            model.setVarUpperBound(index, program.upper(c));
            model.setVarObjectiveCoefficient(index, program.value(c));
            for (int e = program.start(c); e < program.start(c + 1); e++) {
                model.addConstraintTerm(program.row(e), index, program.coefficient(e));
            }
        }
    }

    private static SparseProgram.Answer read(ModelSolverHelper solver, SparseProgram program) {
        double[] columns = new double[program.columns()];
        double[] duals = new double[program.rows()];
        boolean optimal = solver.hasResponse() && solver.getStatus() == SolveStatus.OPTIMAL;
        if (optimal || (solver.hasResponse() && solver.hasSolution())) {
            for (int c = 0; c < columns.length; c++) {
                columns[c] = solver.getVariableValue(c);
            }
            for (int r = 0; r < duals.length; r++) {
                duals[r] = solver.getDualValue(r);
            }
        }
        return new SparseProgram.Answer(columns, duals, optimal);
    }

    private SparseProgram.Answer byProto(SparseProgram program, Run run, Runnable begins) {
        MPModelProto model = proto(program);
        begins.run();
        MPSolutionResponse response = engine.solve(model, run, 0);
        boolean optimal = response.getStatus() == MPSolverResponseStatus.MPSOLVER_OPTIMAL;
        boolean usable = optimal || response.getStatus() == MPSolverResponseStatus.MPSOLVER_FEASIBLE;
        double[] columns = new double[program.columns()];
        double[] duals = new double[program.rows()];
        for (int c = 0; usable && c < Math.min(columns.length, response.getVariableValueCount()); c++) {
            columns[c] = response.getVariableValue(c);
        }
        for (int r = 0; usable && r < Math.min(duals.length, response.getDualValueCount()); r++) {
            duals[r] = -response.getDualValue(r);
        }
        return new SparseProgram.Answer(columns, duals, optimal);
    }

    /** Minimises, like every model of this package that goes to CLP. */
    private static MPModelProto proto(SparseProgram program) {
        MPModelProto.Builder model = MPModelProto.newBuilder();
        MPConstraintProto.Builder[] rows = new MPConstraintProto.Builder[program.rows()];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = MPConstraintProto.newBuilder()
                    .setLowerBound(Double.NEGATIVE_INFINITY)
                    .setUpperBound(program.rowBound(r));
        }
        for (int c = 0; c < program.columns(); c++) {
            model.addVariable(MPVariableProto.newBuilder()
                    .setLowerBound(0)
                    .setUpperBound(program.upper(c))
                    .setObjectiveCoefficient(-program.value(c)));
            for (int e = program.start(c); e < program.start(c + 1); e++) {
                rows[program.row(e)].addVarIndex(c).addCoefficient(program.coefficient(e));
            }
        }
        for (MPConstraintProto.Builder row : rows) {
            model.addConstraint(row);
        }
        return model.build();
    }
}
