package dev.walras.solver.ortools;

import com.google.ortools.linearsolver.MPConstraint;
import com.google.ortools.linearsolver.MPSolver;
import com.google.ortools.linearsolver.MPVariable;
import dev.walras.solver.model.IndexSort;
import dev.walras.solver.model.LotProgram;
import java.util.ArrayList;
import java.util.List;

/**
 * The linear relaxation of a set packing, solved again and again by GLOP's dual simplex as rows are added and bids are
 * decided. Owns native memory: close it.
 */
final class PackageRelaxation implements AutoCloseable {
    private static final double NEARLY_WHOLE = 0.95;
    /** A step of the dive takes one in so many of the divided bids. */
    private static final int SHARE = 24;

    private final LotProgram tight;
    private final MPSolver solver;
    private final MPVariable[] bids;
    private final List<MPConstraint> rows = new ArrayList<>();
    private final double unit;

    PackageRelaxation(LotProgram tight) {
        Natives.load();
        this.tight = tight;
        this.solver = MPSolver.createSolver("GLOP");
        solver.setSolverSpecificParametersAsString("use_dual_simplex: true");
        this.bids = new MPVariable[tight.orders()];
        double top = 1;
        for (int k = 0; k < bids.length; k++) {
            top = Math.max(top, (double) tight.value(k));
        }
        this.unit = Math.scalb(1.0, Math.getExponent(top) - 10);
        for (int k = 0; k < bids.length; k++) {
            bids[k] = solver.makeNumVar(0, Double.POSITIVE_INFINITY, "");
            solver.objective().setCoefficient(bids[k], tight.value(k) / unit);
        }
        solver.objective().setMaximization();
        LotProgram.Touching touching = tight.touching();
        for (int r = 0; r < tight.goods(); r++) {
            int[] members = new int[touching.end(r) - touching.start(r)];
            for (int at = 0; at < members.length; at++) {
                members[at] = touching.order(touching.start(r) + at);
            }
            add(members);
        }
    }

    /** Adds a row that admits one of its members. */
    void add(int[] members) {
        MPConstraint row = solver.makeConstraint(Double.NEGATIVE_INFINITY, 1, "");
        for (int k : members) {
            row.setCoefficient(bids[k], 1);
        }
        rows.add(row);
    }

    /**
     * Fractions nearer to whole ones: takes those that are nearly whole and the largest others that go together, one in
     * {@value #SHARE} of them, solves again, and so on (diving). Afterwards the relaxation is as it was, but not
     * solved.
     *
     * @param most how often to solve
     */
    double[] dive(int most) {
        double[] x = fractions();
        boolean[] used = new boolean[rows.size()];
        boolean[] taken = new boolean[bids.length];
        for (int i = 0; i < most; i++) {
            if (!fixSome(x, used, taken) || !solve(Long.MAX_VALUE)) {
                break;
            }
            x = fractions();
        }
        for (MPVariable bid : bids) {
            bid.setLb(0);
        }
        return x;
    }

    /** Takes some bids for certain; whether any of them was divided. */
    private boolean fixSome(double[] x, boolean[] used, boolean[] taken) {
        int divided = 0;
        for (double fraction : x) {
            divided += fraction > 1 - NEARLY_WHOLE && fraction < NEARLY_WHOLE ? 1 : 0;
        }
        int most = divided == 0 ? 0 : 1 + divided / SHARE;
        int some = 0;
        for (int k : IndexSort.descending(x)) {
            if (x[k] <= 1 - NEARLY_WHOLE || (x[k] < NEARLY_WHOLE && some == most)) {
                break;
            }
            if (!taken[k] && free(k, used)) {
                some += x[k] < NEARLY_WHOLE ? 1 : 0;
                taken[k] = true;
                for (int e = tight.start(k); e < tight.end(k); e++) {
                    used[tight.good(e)] = true;
                }
                bids[k].setLb(1);
            }
        }
        return some > 0;
    }

    private boolean free(int k, boolean[] used) {
        for (int e = tight.start(k); e < tight.end(k); e++) {
            if (used[tight.good(e)]) {
                return false;
            }
        }
        return true;
    }

    /** Solves within {@code millis}; whether it came to the end. */
    boolean solve(long millis) {
        if (millis < Long.MAX_VALUE) {
            solver.setTimeLimit(Math.max(1, millis));
        }
        return solver.solve() == MPSolver.ResultStatus.OPTIMAL;
    }

    double[] fractions() {
        double[] x = new double[bids.length];
        for (int k = 0; k < x.length; k++) {
            double value = bids[k].solutionValue();
            x[k] = value > 0 ? Math.min(1, value) : 0;
        }
        return x;
    }

    /** The duals of the rows, in whole micros, 0 or more; all 0 should they be beyond any value. */
    long[] prices() {
        long[] prices = new long[rows.size()];
        double sum = 0;
        for (int r = 0; r < prices.length; r++) {
            double price = rows.get(r).dualValue() * unit;
            prices[r] = price > 0 && price < 0x1p60 ? Math.round(price) : 0;
            sum += prices[r];
        }
        return sum < 0x1p62 ? prices : new long[rows.size()];
    }

    @Override
    public void close() {
        solver.delete();
    }
}
