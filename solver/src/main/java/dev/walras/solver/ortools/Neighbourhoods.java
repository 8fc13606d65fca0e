package dev.walras.solver.ortools;

import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Reduced;
import dev.walras.solver.model.Rounding;
import dev.walras.solver.model.Run;
import java.util.SplittableRandom;

/**
 * Large neighbourhood search: good fills are improved by solving small parts of the market exactly, the rest held.
 *
 * <p>From the rounded relaxation on, each step frees the orders around one or a few random goods, filled ones and the
 * most promising unfilled ones, and lets CP-SAT find the best for them from where they are; what is no worse is kept.
 * The neighbourhood grows while steps are solved to their end without gain and shrinks when they are cut.
 *
 * <p>Reference: P. Shaw, Using constraint programming and local search methods to solve vehicle routing problems, CP
 * 1998, LNCS 1520, 417-431, doi:10.1007/3-540-49481-2_30.
 */
final class Neighbourhoods {
    static final String NAME = "lns";

    /** Units of work of one step. */
    private static final long STEP_WORK = 150;

    private static final int SMALLEST = 40;
    private static final int LARGEST = 1_500;
    /** Steps in a row without gain, at the largest size, after which the search has settled. */
    private static final int PATIENCE = 200;

    private static final int MOST_GOODS = 64;
    /** The margin, as a share of what the order's goods cost, from which on an unfilled order is promising. */
    private static final double PROMISING = -0.05;

    private final LotProgram program;
    private final LotProgram.Touching touching;
    private final int[][] members;
    private final Run run;
    private final SplittableRandom random;
    private final double[] margin;
    private final boolean[] free;
    private final int[] freed;
    private int freedCount;
    private long[] best;
    private long bestWelfare;

    private Neighbourhoods(LotProgram program, Known known, Run run, String purpose) {
        double[] prices = known.prices();
        this.program = program;
        this.touching = program.touching();
        this.members = program.membersOfGroups();
        this.run = run;
        this.random = run.context().random(purpose);
        this.margin = new double[program.orders()];
        for (int k = 0; k < margin.length; k++) {
            margin[k] = program.value(k);
            double size = 1;
            for (int e = program.start(k); e < program.end(k); e++) {
                double worth = prices[program.good(e)] * program.units(e);
                margin[k] -= worth;
                size += Math.abs(worth);
            }
            margin[k] /= size + Math.abs((double) program.value(k));
        }
        this.free = new boolean[program.orders()];
        this.freed = new int[program.orders()];
        this.best = known.lots();
        this.bestWelfare = program.welfare(best);
    }

    /** Searches until a limit, a proof by the relaxation's bound, or until nothing moves any more. */
    static Answer solve(LotProgram program, Relaxation relaxation, Run run) {
        double[] prices = relaxation.prices();
        long[] start = Rounding.round(program, relaxation.fractions(), prices);
        return improve(program, new Known(prices, start, relaxation.boundMicros()), run, "opt.lns")
                .withPrices(DualBound.rounded(program, prices));
    }

    /**
     * Improves known fills, without prices in the answer.
     *
     * @param purpose tells the random numbers of several searches apart
     */
    static Answer improve(LotProgram program, Known known, Run run, String purpose) {
        Neighbourhoods search = new Neighbourhoods(program, known, run, purpose);
        Termination end = search.search(known.boundMicros());
        return new Answer(NAME, search.best, null, known.boundMicros(), end);
    }

    private Termination search(long bound) {
        int size = SMALLEST;
        int idle = 0;
        long work = run.context().limits().work();
        long rounds = run.context().limits().rounds();
        for (long step = 0; idle < PATIENCE; step++) {
            if (run.closeEnough(bestWelfare, bound)) {
                return bound <= bestWelfare ? Termination.COMPLETED : Termination.TOLERANCE;
            }
            if (run.stopped() || (run.workLimited() && work <= 0)) {
                return run.cutReason();
            }
            if (step >= rounds) {
                return Termination.ROUND_LIMIT;
            }
            choose(size);
            long before = bestWelfare;
            Termination end = step(Math.min(STEP_WORK, work));
            work -= run.workLimited() ? STEP_WORK : 0;
            boolean gained = bestWelfare > before;
            if (gained) {
                run.progress(NAME, bestWelfare, bound == Answer.NO_BOUND ? null : bound);
            }
            boolean whole = freedCount >= program.orders();
            if (whole && end == Termination.COMPLETED) {
                return Termination.COMPLETED;
            }
            idle = gained ? 0 : idle + 1;
            if (end != Termination.COMPLETED) {
                size = Math.max(SMALLEST, size * 3 / 4);
            } else if (!gained) {
                size = Math.min(LARGEST, size + Math.max(1, size / 20));
            }
        }
        return Termination.QUIESCENT;
    }

    private Termination step(long work) {
        Reduced reduced = Reduced.freeing(program, best, free);
        for (int i = 0; i < freedCount; i++) {
            free[freed[i]] = false;
        }
        Run own = run.withWork(work).withThreads(1).quietly();
        Answer answer = CpSat.solve(reduced.rest(), own, reduced.restrict(best));
        long[] lots = reduced.expand(answer.lots());
        long welfare = program.welfare(lots);
        if (answer.termination() != Termination.NOTHING_FOUND && welfare >= bestWelfare && program.feasible(lots)) {
            best = lots;
            bestWelfare = welfare;
        }
        return answer.termination();
    }

    private void add(int k) {
        if (!free[k]) {
            free[k] = true;
            freed[freedCount++] = k;
        }
    }

    /**
     * Frees about {@code size} orders: the filled ones of some random goods, and unfilled ones that could replace them.
     */
    private void choose(int size) {
        freedCount = 0;
        if (size >= program.orders()) {
            for (int k = 0; k < program.orders(); k++) {
                add(k);
            }
            return;
        }
        int[] goods = new int[MOST_GOODS];
        int chosen = 0;
        for (int tries = 0; tries < size && freedCount < size / 2 && program.goods() > 0; tries++) {
            int good = random.nextInt(program.goods());
            freeFilled(good, size);
            if (chosen < MOST_GOODS) {
                goods[chosen++] = good;
            }
        }
        for (int i = 0; i < chosen && freedCount < size; i++) {
            freeUnfilled(goods[i], size, Math.max(4, (size - freedCount) / (chosen - i)));
        }
        for (int tries = 0; tries < size && freedCount < size; tries++) {
            add(random.nextInt(program.orders()));
        }
    }

    private void freeFilled(int good, int size) {
        for (int i = touching.start(good); i < touching.end(good) && freedCount < size; i++) {
            int k = touching.order(i);
            if (best[k] > 0) {
                add(k);
            }
        }
    }

    /** Frees unfilled orders of a good, from a random one on, rather the promising ones, unless their group is held. */
    private void freeUnfilled(int good, int size, int quota) {
        int from = touching.start(good);
        int count = touching.end(good) - from;
        int left = quota;
        int offset = count == 0 ? 0 : random.nextInt(count);
        for (int i = 0; i < count && left > 0 && freedCount < size; i++) {
            int k = touching.order(from + (offset + i) % count);
            boolean wanted = !free[k] && best[k] == 0 && (margin[k] > PROMISING || random.nextInt(16) == 0);
            if (wanted && !held(k)) {
                add(k);
                left--;
            }
        }
    }

    /** Whether another order of the group is filled and stays so. */
    private boolean held(int k) {
        int group = program.group(k);
        if (group < 0) {
            return false;
        }
        for (int other : members[group]) {
            if (best[other] > 0 && !free[other]) {
                return true;
            }
        }
        return false;
    }
}
