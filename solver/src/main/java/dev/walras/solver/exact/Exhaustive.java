package dev.walras.solver.exact;

import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.EngineSolver;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.Set;

/**
 * The optimum by enumeration of all lot vectors: the yardstick of the other solvers, kept too simple to be wrong.
 *
 * <p>Every order runs through 0 and {@code minLots .. maxLots}, an order of a group that is taken through 0 only;
 * nothing is pruned. Of several optima the first in lexicographic order of lots is returned. No prices. Refuses markets
 * of more than {@value #MOST_VECTORS} lot vectors (groups not deducted). Time is their number times the mean bundle.
 *
 * <p>Reference: A. H. Land, A. G. Doig, An automatic method of solving discrete programming problems, Econometrica
 * 28(3), 1960, 497-520, doi:10.2307/1910129, for what to do instead.
 */
public final class Exhaustive extends EngineSolver {
    /** The largest number of lot vectors that are enumerated: 2^24. */
    public static final long MOST_VECTORS = 1L << 24;

    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "opt.exhaustive",
            "Enumeration",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            Set.of(Guarantee.EFFICIENT),
            "A. H. Land, A. G. Doig, An automatic method of solving discrete programming problems, Econometrica 28(3),"
                    + " 1960, 497-520, doi:10.2307/1910129");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    protected void requireStructure(LotProgram program) {
        long vectors = vectors(program);
        if (vectors > MOST_VECTORS) {
            throw new UnsupportedMarketException(SPEC.id() + " enumerates at most " + MOST_VECTORS
                    + " lot vectors; the market has " + (vectors == Long.MAX_VALUE ? "more than 2^62" : vectors)
                    + "\nMaybe opt.auto is what you want.");
        }
    }

    /** The number of lot vectors within ranges; {@link Long#MAX_VALUE} beyond 2^62. */
    private static long vectors(LotProgram program) {
        long count = 1;
        for (int k = 0; k < program.orders(); k++) {
            long choices = 2 + program.max(k) - program.min(k);
            if (Math.multiplyHigh(count, choices) != 0 || count * choices < 0 || count * choices > 1L << 62) {
                return Long.MAX_VALUE;
            }
            count *= choices;
        }
        return count;
    }

    @Override
    protected Answer answer(LotProgram program, Run run) {
        Enumeration enumeration = new Enumeration(program, run);
        boolean whole = enumeration.from(0, 0);
        return new Answer(
                "enumeration",
                enumeration.best,
                null,
                whole ? enumeration.bestWelfare : Answer.NO_BOUND,
                whole ? Termination.COMPLETED : run.cutReason());
    }

    private static final class Enumeration {
        private static final int POLL = 1 << 16;

        private final LotProgram program;
        private final Run run;
        private final long[] left;
        private final long[] lots;
        private final boolean[] taken;
        private long[] best;
        private long bestWelfare;
        private int leaves;

        Enumeration(LotProgram program, Run run) {
            this.program = program;
            this.run = run;
            this.left = program.left(new long[program.orders()]);
            this.lots = new long[program.orders()];
            this.best = lots.clone();
            this.taken = new boolean[program.groups()];
        }

        /** Tries all lots of order {@code k} and the following; false when stopped. */
        boolean from(int k, long welfare) {
            if (k == lots.length) {
                return leaf(welfare);
            }
            if (!from(k + 1, welfare)) {
                return false;
            }
            int group = program.group(k);
            if (group >= 0 && taken[group]) {
                return true;
            }
            boolean going = true;
            setTaken(group, true);
            move(k, program.min(k));
            for (long x = program.min(k); going; x++) {
                lots[k] = x;
                going = from(k + 1, welfare + x * program.value(k));
                if (x == program.max(k)) {
                    break;
                }
                move(k, 1);
            }
            move(k, -lots[k]);
            lots[k] = 0;
            setTaken(group, false);
            return going;
        }

        private void setTaken(int group, boolean state) {
            if (group >= 0) {
                taken[group] = state;
            }
        }

        private void move(int k, long by) {
            for (int e = program.start(k); e < program.end(k); e++) {
                left[program.good(e)] -= by * program.units(e);
            }
        }

        private boolean leaf(long welfare) {
            if (welfare > bestWelfare && feasible()) {
                bestWelfare = welfare;
                best = lots.clone();
            }
            return ++leaves % POLL != 0 || !run.stopped();
        }

        private boolean feasible() {
            for (long units : left) {
                if (units < 0) {
                    return false;
                }
            }
            return true;
        }
    }
}
