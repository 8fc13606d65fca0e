package dev.walras.solver.ortools;

import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.Greedy;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;

/**
 * The best method for a program without special structure: its relaxation, then exact engines where they have a chance,
 * else large neighbourhood search.
 */
public final class General {
    /** Programs with more entries than this are beyond the exact engines. */
    private static final int EXACT_ENTRIES = 400_000;
    /** Programs with larger quantities than this are beyond all engines but the linear one. */
    private static final double EXACT_QUANTITY = 0x1p58;

    private General() {}

    /** The best fills within the limits of {@code run}, with prices and a bound. */
    public static Answer solve(LotProgram program, Run run) {
        Answer packages = program.entries() <= EXACT_ENTRIES ? PackagePortfolio.solve(program, run) : null;
        if (packages != null) {
            return packages;
        }
        Relaxation relaxation = Relaxation.within(program, run);
        double[] prices = relaxation.prices();
        if (run.stopped()) {
            long[] lots = Greedy.fill(program, prices);
            Termination end =
                    relaxation.boundMicros() <= program.welfare(lots) ? Termination.COMPLETED : run.cutReason();
            return new Answer("greedy", lots, DualBound.rounded(program, prices), relaxation.boundMicros(), end);
        }
        if (!moderate(program)) {
            return RoundingSolver.dive(program, relaxation, run);
        }
        return program.entries() <= EXACT_ENTRIES
                ? Portfolio.solve(program, relaxation, run)
                : Neighbourhoods.solve(program, relaxation, run);
    }

    /** Whether quantities and values, summed, stay inside what CP-SAT sums. */
    private static boolean moderate(LotProgram program) {
        double[] turnover = new double[program.goods()];
        double most = 0;
        for (int k = 0; k < program.orders(); k++) {
            for (int e = program.start(k); e < program.end(k); e++) {
                int g = program.good(e);
                turnover[g] += Math.abs((double) program.units(e)) * program.max(k);
                most = Math.max(most, turnover[g]);
            }
            most = Math.max(most, (double) program.max(k));
        }
        return most < EXACT_QUANTITY;
    }
}
