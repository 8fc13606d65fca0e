package dev.walras.solver.ortools;

import com.google.ortools.linearsolver.MPConstraintProto;
import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPSolutionResponse;
import com.google.ortools.linearsolver.MPSolverResponseStatus;
import com.google.ortools.linearsolver.MPVariableProto;
import com.google.ortools.linearsolver.PartialVariableAssignment;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import org.jspecify.annotations.Nullable;

/**
 * A program as a mixed-integer linear model for branch and cut in floating point.
 *
 * <p>Lots are integer variables; where a minimum fill or a group needs it, a binary says whether the order is filled.
 * Objective coefficients are values over their greatest common divisor. Answers are rounded and checked exactly; an
 * infeasible one is dropped. The engine's bound is raised by its tolerance, then lowered to a multiple of the divisor.
 */
final class MixedInteger {
    /** Whole numbers beyond this are not exact in floating point. */
    private static final double MOST_EXACT = 0x1p53;

    private static final double RELATIVE_TOLERANCE = 1e-9;
    private static final double ABSOLUTE_TOLERANCE = 1e-6;

    private final LotProgram program;
    private final LinearEngine engine;
    private final Run run;
    private final long gcd;
    private final MPModelProto.Builder model = MPModelProto.newBuilder();

    private MixedInteger(LotProgram program, LinearEngine engine, Run run) {
        this.program = program;
        this.engine = engine;
        this.run = run;
        this.gcd = program.valueGcd();
    }

    /**
     * The best fills within the time limit.
     *
     * @param start feasible lots to start from, or null
     * @throws UnsupportedMarketException when quantities exceed 2^53
     */
    static Answer solve(LotProgram program, LinearEngine engine, Run run, long @Nullable [] start) {
        MixedInteger search = new MixedInteger(program, engine, run);
        search.build(start);
        return search.solve();
    }

    private void build(long @Nullable [] start) {
        MPConstraintProto.Builder[] goods = rows(program.goods());
        MPConstraintProto.Builder[] groups = rows(program.groups());
        for (int g = 0; g < goods.length; g++) {
            goods[g].setUpperBound(exact(program.endowment(g)));
        }
        for (int k = 0; k < program.orders(); k++) {
            model.addVariable(MPVariableProto.newBuilder()
                    .setLowerBound(0)
                    .setUpperBound(exact(program.max(k)))
                    .setIsInteger(true)
                    .setObjectiveCoefficient(-exact(program.value(k) / gcd)));
            for (int e = program.start(k); e < program.end(k); e++) {
                goods[program.good(e)].addVarIndex(k).addCoefficient(exact(program.units(e)));
            }
        }
        PartialVariableAssignment.Builder hint = PartialVariableAssignment.newBuilder();
        for (int k = 0; k < program.orders(); k++) {
            int group = program.group(k);
            boolean indicator = program.max(k) > 1 && (group >= 0 || program.min(k) > 1);
            int filled = indicator ? addIndicator(k) : k;
            if (group >= 0) {
                groups[group].addVarIndex(filled).addCoefficient(1).setUpperBound(1);
            }
            if (start != null) {
                hint.addVarIndex(k).addVarValue((double) start[k]);
                if (indicator) {
                    hint.addVarIndex(filled).addVarValue(start[k] > 0 ? 1 : 0);
                }
            }
        }
        addAll(goods);
        addAll(groups);
        if (start != null) {
            model.setSolutionHint(hint);
        }
    }

    private static MPConstraintProto.Builder[] rows(int count) {
        MPConstraintProto.Builder[] rows = new MPConstraintProto.Builder[count];
        for (int i = 0; i < count; i++) {
            rows[i] = MPConstraintProto.newBuilder().setLowerBound(Double.NEGATIVE_INFINITY);
        }
        return rows;
    }

    private void addAll(MPConstraintProto.Builder[] rows) {
        for (MPConstraintProto.Builder row : rows) {
            if (row.getVarIndexCount() > 0) {
                model.addConstraint(row);
            }
        }
    }

    /** Adds a binary b with {@code min b <= lots <= max b}. */
    private int addIndicator(int k) {
        int binary = model.getVariableCount();
        model.addVariable(
                MPVariableProto.newBuilder().setLowerBound(0).setUpperBound(1).setIsInteger(true));
        model.addConstraint(MPConstraintProto.newBuilder()
                .addVarIndex(k)
                .addCoefficient(1)
                .addVarIndex(binary)
                .addCoefficient((double) -program.max(k))
                .setLowerBound(Double.NEGATIVE_INFINITY)
                .setUpperBound(0));
        model.addConstraint(MPConstraintProto.newBuilder()
                .addVarIndex(k)
                .addCoefficient(1)
                .addVarIndex(binary)
                .addCoefficient((double) -program.min(k))
                .setLowerBound(0)
                .setUpperBound(Double.POSITIVE_INFINITY));
        return binary;
    }

    private double exact(long x) {
        if (Math.abs((double) x) > MOST_EXACT) {
            throw new UnsupportedMarketException(
                    "opt." + engine.engineName() + " handles whole numbers up to 2^53, not " + x);
        }
        return (double) x;
    }

    private Answer solve() {
        double gap = run.context().limits().relativeGap();
        MPSolutionResponse response = engine.solve(model.build(), run, gap);
        boolean optimal = response.getStatus() == MPSolverResponseStatus.MPSOLVER_OPTIMAL;
        boolean usable = optimal || response.getStatus() == MPSolverResponseStatus.MPSOLVER_FEASIBLE;
        long[] lots = new long[program.orders()];
        if (!usable || response.getVariableValueCount() < lots.length) {
            return new Answer(engine.engineName(), lots, null, Answer.NO_BOUND, Termination.NOTHING_FOUND);
        }
        for (int k = 0; k < lots.length; k++) {
            lots[k] = Math.round(response.getVariableValue(k));
        }
        if (!program.feasible(lots)) {
            lots = new long[program.orders()];
            return new Answer(engine.engineName(), lots, null, Answer.NO_BOUND, Termination.NOTHING_FOUND);
        }
        long bound = bound(-response.getBestObjectiveBound());
        boolean proved = bound <= program.welfare(lots);
        Termination end = proved ? Termination.COMPLETED : optimal ? Termination.TOLERANCE : run.cutReason();
        return new Answer(engine.engineName(), lots, null, Math.max(bound, program.welfare(lots)), end);
    }

    private long bound(double inUnits) {
        double raised = Math.floor(inUnits + ABSOLUTE_TOLERANCE + RELATIVE_TOLERANCE * Math.abs(inUnits));
        return raised * gcd < 0x1p62 ? ((long) raised) * gcd : Answer.NO_BOUND;
    }
}
