package dev.walras.solver.ortools;

import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.Greedy;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Reduced;
import dev.walras.solver.model.Rounding;
import dev.walras.solver.model.Run;
import java.util.Set;

/**
 * Rounding guided by linear relaxations: solves, fixes what came out whole, solves the rest again, and keeps the best
 * of the roundings on the way (diving).
 *
 * <p>At most {@value #DIVES} relaxations. No guarantee; the prices and the bound are those of the first relaxation.
 *
 * <p>Reference: T. Achterberg, Constraint integer programming, dissertation, TU Berlin, 2007, chapter 9,
 * doi:10.14279/depositonce-1634.
 */
public final class RoundingSolver extends EngineSolver {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "opt.rounding",
            "Rounding guided by linear relaxations",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            Set.of(),
            "T. Achterberg, Constraint integer programming, dissertation, TU Berlin, 2007, chapter 9,"
                    + " doi:10.14279/depositonce-1634");

    private static final int DIVES = 8;
    private static final double WHOLE = 1e-6;

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        return dive(program, Relaxation.within(program, run), run);
    }

    /** Dives from the relaxation of {@code program}. */
    static Answer dive(LotProgram program, Relaxation root, Run run) {
        double[] rootPrices = root.prices();
        double[] fractions = root.fractions();
        double[] prices = rootPrices;
        long[] best = Greedy.fill(program, prices);
        for (int dive = 0; dive < DIVES; dive++) {
            long[] lots = Rounding.round(program, fractions, prices);
            best = program.welfare(lots) > program.welfare(best) ? lots : best;
            if (run.stopped() || program.welfare(best) >= root.boundMicros()) {
                break;
            }
            boolean[] free = freed(program, fractions, lots);
            Reduced reduced = Reduced.freeing(program, lots, free);
            if (reduced.rest().orders() == 0) {
                break;
            }
            Relaxation relaxation = Relaxation.solve(reduced.rest(), LinearEngine.GLOP, run);
            if (!relaxation.optimal()) {
                break;
            }
            prices = relaxation.prices();
            long[] part = reduced.expand(Rounding.round(reduced.rest(), relaxation.fractions(), prices));
            best = program.welfare(part) > program.welfare(best) ? part : best;
            fractions = merged(program, reduced, lots, relaxation.fractions());
        }
        Termination end = run.stopped() ? run.cutReason() : Termination.COMPLETED;
        return new Answer("rounding", best, DualBound.rounded(program, rootPrices), root.boundMicros(), end);
    }

    /** Open stays what is a fraction, or what rounding left unlike the relaxation. */
    private static boolean[] freed(LotProgram program, double[] fractions, long[] lots) {
        boolean[] free = new boolean[fractions.length];
        for (int k = 0; k < free.length; k++) {
            double x = fractions[k] * program.max(k);
            free[k] = Math.abs(x - lots[k]) > WHOLE * Math.max(1, x);
        }
        return free;
    }

    private static double[] merged(LotProgram program, Reduced reduced, long[] lots, double[] part) {
        double[] marks = new double[lots.length];
        long[] index = new long[part.length];
        for (int i = 0; i < index.length; i++) {
            index[i] = i + 1L;
        }
        long[] at = reduced.expand(index);
        long[] none = reduced.expand(new long[part.length]);
        for (int k = 0; k < marks.length; k++) {
            boolean open = at[k] != none[k];
            marks[k] = open ? part[(int) at[k] - 1] : (double) lots[k] / program.max(k);
        }
        return marks;
    }
}
