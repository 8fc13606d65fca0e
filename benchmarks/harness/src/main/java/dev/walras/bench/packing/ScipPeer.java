package dev.walras.bench.packing;

import com.google.ortools.linearsolver.MPConstraintProto;
import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPSolutionResponse;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPSolverParameters;
import com.google.ortools.linearsolver.MPVariableProto;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.ortools.Natives;

/** SCIP alone on the binary program: a variable an order, a row a good, a row a job. */
final class ScipPeer {
    private ScipPeer() {}

    /** Lots of every order; all 0 when it found nothing within the limit. */
    static long[] solve(LotProgram program, long millis) {
        Natives.load();
        MPSolver solver = MPSolver.createSolver("SCIP");
        MPSolverParameters exact = new MPSolverParameters();
        try {
            String complaint = solver.loadModelFromProto(model(program));
            if (!complaint.isEmpty()) {
                throw new IllegalStateException("SCIP refuses the model: " + complaint);
            }
            solver.suppressOutput();
            solver.setTimeLimit(Math.max(1, millis));
            exact.setDoubleParam(MPSolverParameters.DoubleParam.RELATIVE_MIP_GAP, 0);
            solver.solve(exact);
            MPSolutionResponse response = solver.createSolutionResponseProto();
            long[] lots = new long[program.orders()];
            for (int k = 0; k < Math.min(lots.length, response.getVariableValueCount()); k++) {
                lots[k] = Math.round(response.getVariableValue(k));
            }
            return program.feasible(lots) ? lots : new long[program.orders()];
        } finally {
            exact.delete();
            solver.delete();
        }
    }

    private static MPModelProto model(LotProgram program) {
        MPModelProto.Builder model = MPModelProto.newBuilder().setMaximize(true);
        MPConstraintProto.Builder[] rows = new MPConstraintProto.Builder[program.goods() + program.groups()];
        for (int i = 0; i < rows.length; i++) {
            rows[i] = MPConstraintProto.newBuilder()
                    .setLowerBound(Double.NEGATIVE_INFINITY)
                    .setUpperBound(i < program.goods() ? (double) program.endowment(i) : 1);
        }
        for (int k = 0; k < program.orders(); k++) {
            model.addVariable(MPVariableProto.newBuilder()
                    .setLowerBound(0)
                    .setUpperBound(1)
                    .setIsInteger(true)
                    .setObjectiveCoefficient((double) program.value(k)));
            for (int e = program.start(k); e < program.end(k); e++) {
                rows[program.good(e)].addVarIndex(k).addCoefficient((double) program.units(e));
            }
            if (program.group(k) >= 0) {
                rows[program.goods() + program.group(k)].addVarIndex(k).addCoefficient(1);
            }
        }
        for (MPConstraintProto.Builder row : rows) {
            model.addConstraint(row);
        }
        return model.build();
    }
}
