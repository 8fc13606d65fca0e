package dev.walras.bench;

import com.google.ortools.linearsolver.MPConstraintProto;
import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPSolutionResponse;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPSolverResponseStatus;
import com.google.ortools.linearsolver.MPVariableProto;
import com.google.ortools.sat.BoolArgumentProto;
import com.google.ortools.sat.ConstraintProto;
import com.google.ortools.sat.CpModelProto;
import com.google.ortools.sat.CpObjectiveProto;
import com.google.ortools.sat.CpSolverResponse;
import com.google.ortools.sat.CpSolverStatus;
import com.google.ortools.sat.IntegerVariableProto;
import com.google.ortools.sat.SatParameters;
import com.google.ortools.sat.SolveWrapper;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.ortools.Natives;
import java.util.ArrayList;
import java.util.List;

/**
 * The engines of OR-Tools as a user would call them on a package auction: one row a good, one a group of exclusive
 * bids, no presolve but their own, a proof asked for. Bids are for single lots of goods that exist once.
 */
enum BareEngine {
    CP_SAT_1("CP-SAT, 1 worker"),
    CP_SAT_2("CP-SAT, 2 workers"),
    CP_SAT_8("CP-SAT, 8 workers"),
    CBC("CBC"),
    SCIP("SCIP");

    private final String title;

    BareEngine(String title) {
        this.title = title;
    }

    String title() {
        return title;
    }

    /**
     * What an engine found.
     *
     * @param proved whether it says that this is the optimum
     * @param welfare micros
     * @param bound micros
     * @param seconds wall clock
     */
    record Result(boolean proved, long welfare, long bound, double seconds) {
        /** The relative gap, 0 to 1. */
        double gap() {
            return proved ? 0 : bound <= 0 ? 1 : Math.min(1, (bound - welfare) / (double) bound);
        }
    }

    /** Searches within {@code seconds}. */
    Result solve(LotProgram program, double seconds) {
        Natives.load();
        long start = System.nanoTime();
        Result found = switch (this) {
            case CP_SAT_1 -> cpSat(program, 1, seconds);
            case CP_SAT_2 -> cpSat(program, 2, seconds);
            case CP_SAT_8 -> cpSat(program, 8, seconds);
            case CBC -> linear(program, "CBC", seconds);
            case SCIP -> linear(program, "SCIP", seconds);
        };
        return new Result(found.proved, found.welfare, found.bound, (System.nanoTime() - start) / 1e9);
    }

    private static Result cpSat(LotProgram program, int workers, double seconds) {
        CpModelProto.Builder model = CpModelProto.newBuilder();
        BoolArgumentProto.Builder[] rows = new BoolArgumentProto.Builder[program.goods() + program.groups()];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = BoolArgumentProto.newBuilder();
        }
        CpObjectiveProto.Builder objective = CpObjectiveProto.newBuilder().setScalingFactor(-1);
        for (int k = 0; k < program.orders(); k++) {
            model.addVariables(IntegerVariableProto.newBuilder().addDomain(0).addDomain(1));
            objective.addVars(k).addCoeffs(-program.value(k));
            for (int row : rows(program, k)) {
                rows[row].addLiterals(k);
            }
        }
        for (BoolArgumentProto.Builder row : rows) {
            model.addConstraints(ConstraintProto.newBuilder().setAtMostOne(row));
        }
        model.setObjective(objective);
        SolveWrapper solver = new SolveWrapper();
        try {
            solver.setParameters(SatParameters.newBuilder()
                    .setNumWorkers(workers)
                    .setRandomSeed(1)
                    .setMaxTimeInSeconds(seconds)
                    .build());
            CpSolverResponse response = solver.solve(model.build());
            boolean proved = response.getStatus() == CpSolverStatus.OPTIMAL;
            long welfare = 0;
            for (int k = 0; k < Math.min(program.orders(), response.getSolutionCount()); k++) {
                welfare += response.getSolution(k) * program.value(k);
            }
            long bound = Math.round(response.getBestObjectiveBound());
            return new Result(proved, welfare, proved ? welfare : bound, 0);
        } finally {
            solver.delete();
        }
    }

    /** The rows of order {@code k}: its goods, then its group. */
    private static List<Integer> rows(LotProgram program, int k) {
        List<Integer> rows = new ArrayList<>();
        for (int e = program.start(k); e < program.end(k); e++) {
            rows.add(program.good(e));
        }
        if (program.group(k) >= 0) {
            rows.add(program.goods() + program.group(k));
        }
        return rows;
    }

    private static Result linear(LotProgram program, String id, double seconds) {
        MPModelProto.Builder model = MPModelProto.newBuilder().setMaximize(true);
        MPConstraintProto.Builder[] rows = new MPConstraintProto.Builder[program.goods() + program.groups()];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = MPConstraintProto.newBuilder()
                    .setLowerBound(Double.NEGATIVE_INFINITY)
                    .setUpperBound(1);
        }
        for (int k = 0; k < program.orders(); k++) {
            model.addVariable(MPVariableProto.newBuilder()
                    .setLowerBound(0)
                    .setUpperBound(1)
                    .setIsInteger(true)
                    .setObjectiveCoefficient(program.value(k) / 1e6));
            for (int row : rows(program, k)) {
                rows[row].addVarIndex(k).addCoefficient(1);
            }
        }
        for (MPConstraintProto.Builder row : rows) {
            model.addConstraint(row);
        }
        MPSolver solver = MPSolver.createSolver(id);
        MPSolverParameters options = new MPSolverParameters();
        try {
            solver.loadModelFromProto(model.build());
            solver.setTimeLimit(Math.max(1, Math.round(seconds * 1000)));
            options.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 0);
            solver.solve(options);
            MPSolutionResponse response = solver.createSolutionResponseProto();
            boolean proved = response.getStatus() == MPSolverResponseStatus.MPSOLVER_OPTIMAL;
            long welfare = 0;
            for (int k = 0; k < Math.min(program.orders(), response.getVariableValueCount()); k++) {
                welfare += Math.round(response.getVariableValue(k)) * program.value(k);
            }
            double bound = response.getBestObjectiveBound() * 1e6;
            return new Result(proved, welfare, proved ? welfare : bound > 4e18 ? Long.MAX_VALUE : Math.round(bound), 0);
        } finally {
            options.delete();
            solver.delete();
        }
    }
}
