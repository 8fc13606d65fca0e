package dev.walras.solver.ortools;

import com.google.ortools.linearsolver.MPConstraintProto;
import com.google.ortools.linearsolver.MPModelProto;
import com.google.ortools.linearsolver.MPSolutionResponse;
import com.google.ortools.linearsolver.MPSolverResponseStatus;
import com.google.ortools.linearsolver.MPVariableProto;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.Greedy;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import dev.walras.solver.model.Subgradient;

/**
 * The linear relaxation of a program: lots may be fractions, minimum fills are ignored, and of a group the fills as
 * fractions of {@code maxLots} sum to at most 1.
 *
 * <p>Its variables are those fractions, its rows are scaled by powers of two, so that markets of any magnitude look
 * alike to the engine. The duals, whatever their quality, become prices whose bound is evaluated exactly.
 */
public final class Relaxation {
    private final double[] fractions;
    private final double[] prices;
    private final long boundMicros;
    private final boolean optimal;

    private Relaxation(double[] fractions, double[] prices, long boundMicros, boolean optimal) {
        this.fractions = fractions;
        this.prices = prices;
        this.boundMicros = boundMicros;
        this.optimal = optimal;
    }

    /** Solves the relaxation of {@code program} with a linear engine, within the time limit of {@code run}. */
    public static Relaxation solve(LotProgram program, LinearEngine engine, Run run) {
        if (program.orders() == 0) {
            return new Relaxation(new double[0], new double[program.goods()], 0, true);
        }
        Scaling scaling = Scaling.of(program);
        MPSolutionResponse response = engine.solve(model(program, scaling), run, 0);
        boolean optimal = response.getStatus() == MPSolverResponseStatus.MPSOLVER_OPTIMAL;
        boolean usable = optimal || response.getStatus() == MPSolverResponseStatus.MPSOLVER_FEASIBLE;
        double[] fractions = new double[program.orders()];
        double[] prices = new double[program.goods()];
        for (int k = 0; usable && k < Math.min(fractions.length, response.getVariableValueCount()); k++) {
            double y = response.getVariableValue(k);
            fractions[k] = y > 0 ? Math.min(1, y) : 0;
        }
        for (int g = 0; g < Math.min(prices.length, response.getDualValueCount()); g++) {
            // Minimisation: the dual of a row with an upper bound is negative. No dual may be believed to be a number.
            double price = -response.getDualValue(g) * scaling.objective / scaling.row[g];
            prices[g] = price > 0 && price < 0x1p62 ? price : 0;
        }
        return new Relaxation(fractions, prices, DualBound.micros(program, prices), optimal);
    }

    /** What a unit of the scaled objective and of each scaled row stands for; powers of two. */
    private static final class Scaling {
        private final double objective;
        private final double[] row;

        private Scaling(double objective, double[] row) {
            this.objective = objective;
            this.row = row;
        }

        static Scaling of(LotProgram program) {
            double objective = 0;
            double[] row = new double[program.goods()];
            for (int k = 0; k < program.orders(); k++) {
                objective = Math.max(objective, Math.abs((double) program.value(k)) * program.max(k));
                for (int e = program.start(k); e < program.end(k); e++) {
                    int g = program.good(e);
                    row[g] = Math.max(row[g], Math.abs((double) program.units(e)) * program.max(k));
                }
            }
            for (int g = 0; g < row.length; g++) {
                row[g] = power(row[g]);
            }
            return new Scaling(power(objective / 1024), row);
        }

        private static double power(double x) {
            return x <= 1 ? 1 : Math.scalb(1.0, Math.getExponent(x));
        }
    }

    private static MPModelProto model(LotProgram program, Scaling scaling) {
        MPModelProto.Builder model = MPModelProto.newBuilder();
        MPConstraintProto.Builder[] rows = new MPConstraintProto.Builder[program.goods() + program.groups()];
        for (int g = 0; g < rows.length; g++) {
            double most = g < program.goods() ? program.endowment(g) / scaling.row[g] : 1;
            rows[g] = MPConstraintProto.newBuilder()
                    .setLowerBound(Double.NEGATIVE_INFINITY)
                    .setUpperBound(most);
        }
        for (int k = 0; k < program.orders(); k++) {
            double max = program.max(k);
            model.addVariable(MPVariableProto.newBuilder()
                    .setLowerBound(0)
                    .setUpperBound(1)
                    .setObjectiveCoefficient(-program.value(k) * max / scaling.objective));
            for (int e = program.start(k); e < program.end(k); e++) {
                int g = program.good(e);
                rows[g].addVarIndex(k).addCoefficient(program.units(e) * max / scaling.row[g]);
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

    /**
     * The relaxation by GLOP in at most half the time left; where that is not enough, prices by a subgradient method in
     * a quarter more, with fractions that are those of greedy fills at these prices.
     */
    public static Relaxation within(LotProgram program, Run run) {
        long left = run.remainingMillis();
        if (left == Long.MAX_VALUE) {
            return solve(program, LinearEngine.GLOP, run);
        }
        Relaxation exact = solve(program, LinearEngine.GLOP, run.withinMillis(Math.max(1, left / 2)));
        return exact.optimal ? exact : exact.approximated(program, run.withinMillis(Math.max(1, left / 4)));
    }

    private Relaxation approximated(LotProgram program, Run run) {
        double[] rough = Subgradient.improve(
                program, prices, program.welfare(Greedy.fill(program, new double[program.goods()])), run);
        long[] lots = Greedy.fill(program, rough);
        double[] better = Subgradient.improve(program, rough, program.welfare(lots), run);
        long bound = DualBound.micros(program, better);
        double[] shares = new double[lots.length];
        for (int k = 0; k < shares.length; k++) {
            shares[k] = (double) lots[k] / program.max(k);
        }
        return bound < boundMicros ? new Relaxation(shares, better, bound, false) : this;
    }

    /** The fraction of its largest fill that each order has, 0 to 1; all 0 when the engine found nothing in time. */
    public double[] fractions() {
        return fractions.clone();
    }

    /** The dual price of each good in micros a unit, 0 or more. */
    public double[] prices() {
        return prices.clone();
    }

    /** The upper bound on welfare that the duals prove, in micros; {@link Answer#NO_BOUND} beyond a long. */
    public long boundMicros() {
        return boundMicros;
    }

    /** Whether the engine says that it came to the end. */
    public boolean optimal() {
        return optimal;
    }
}
