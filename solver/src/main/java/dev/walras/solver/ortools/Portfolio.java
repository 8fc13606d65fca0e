package dev.walras.solver.ortools;

import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Parallel;
import dev.walras.solver.model.Reduced;
import dev.walras.solver.model.Rounding;
import dev.walras.solver.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Several exact engines on one program.
 *
 * <p>First the linear relaxation, its rounding, and a short CP-SAT search give prices, a bound and good fills; orders
 * whose other choice the bound excludes are fixed. What is left goes to CP-SAT and CBC: side by side with two threads
 * or more (SCIP joins with three), else in turns that get longer. Large neighbourhood search has short turns in
 * between, and takes CP-SAT's place where the program is large. The first proof ends it.
 *
 * <p>The fills returned after a proof are canonical: CP-SAT's, with one worker and nothing but the optimal welfare
 * given, on the program reduced by that welfare. They depend on market and seed, not on threads or on who proved first,
 * unless that last search finds nothing within {@value #CANONICAL_WORK} units of work: then they are the prover's, of
 * the same welfare. Under a limit on work one engine searches: CP-SAT, or neighbourhoods where the program is large.
 */
public final class Portfolio {
    /** The name in claims. */
    public static final String NAME = "portfolio";

    /** Units of work of the first CP-SAT search. */
    private static final long PROBE_WORK = 1_000;
    /** Units of work of the search for canonical fills. */
    private static final long CANONICAL_WORK = 1_000;
    /** The first turn of an engine, in milliseconds; CBC cannot be interrupted, so it always works in turns. */
    private static final long FIRST_TURN_MILLIS = 2_000;
    /** The longest turn: how late a cancellation may be noticed. */
    private static final long LONGEST_TURN_MILLIS = 12_000;
    /** Programs with more entries than this are improved by neighbourhoods rather than searched whole by CP-SAT. */
    private static final int LARGE_ENTRIES = 30_000;
    /** CBC looks at its clock too seldom on programs with more entries than this. */
    private static final int CBC_ENTRIES = 20_000;
    /** CBC keeps state in static variables. */
    private static final ReentrantLock CBC_ALONE = new ReentrantLock();

    private final LotProgram program;
    private final Run run;
    private final double[] prices;
    private long[] best;
    private long bestWelfare;
    private long bound;
    private String prover = "";
    private final AtomicInteger neighbourhoodTurns = new AtomicInteger();

    private Portfolio(LotProgram program, Run run, Relaxation relaxation) {
        this.program = program;
        this.run = run;
        this.prices = relaxation.prices();
        this.bound = relaxation.boundMicros();
        this.best = Rounding.round(program, relaxation.fractions(), prices);
        this.bestWelfare = program.welfare(best);
    }

    /**
     * The best fills within the limits of {@code run}.
     *
     * @param relaxation that of {@code program}
     */
    public static Answer solve(LotProgram program, Relaxation relaxation, Run run) {
        Portfolio portfolio = new Portfolio(program, run, relaxation);
        Termination end = portfolio.search();
        return portfolio.answer(end);
    }

    private Answer answer(Termination end) {
        String engine = prover.isEmpty() ? NAME : prover;
        return new Answer(engine, best, DualBound.rounded(program, prices), Math.max(bound, bestWelfare), end);
    }

    private Termination search() {
        if (proved()) {
            prover = "linear program";
            return end();
        }
        long worked = large() ? 0 : probe();
        if (proved()) {
            return end();
        }
        if (run.workLimited()) {
            workOff(run.context().limits().work() - worked);
            return proved() ? end() : run.cutReason();
        }
        if (run.context().threads() == 1) {
            takeTurns();
        } else {
            race();
        }
        if (!proved()) {
            return run.cutReason();
        }
        if (bound <= bestWelfare) {
            canonical();
        }
        return end();
    }

    /** A short search by CP-SAT; returns the work it may have done. */
    private long probe() {
        long left = run.remainingMillis();
        Run turn = run.withWork(PROBE_WORK).withinMillis(left == Long.MAX_VALUE ? left : left / 4);
        take(CpSat.solve(program, turn.withThreads(1), best), 0);
        return PROBE_WORK;
    }

    /** The reproducible search: by one engine alone. */
    private void workOff(long work) {
        Run own = run.withWork(work).withThreads(1);
        if (large()) {
            neighbourhoods(Long.MAX_VALUE, own);
        } else {
            Reduced reduced = reduced();
            take(reduced, CpSat.solve(reduced.rest(), own, hint(reduced)));
        }
    }

    private Termination end() {
        return bound <= bestWelfare ? Termination.COMPLETED : Termination.TOLERANCE;
    }

    private synchronized boolean proved() {
        return run.closeEnough(bestWelfare, bound);
    }

    private synchronized Known known() {
        return new Known(prices, best, bound);
    }

    private synchronized Reduced reduced() {
        return Reduced.byBound(program, prices, DualBound.micros(program, prices), bestWelfare);
    }

    private synchronized long[] hint(Reduced reduced) {
        return reduced.restrict(best);
    }

    private void take(Reduced reduced, Answer answer) {
        long add = reduced.fixedWelfare();
        long whole = answer.boundMicros() == Answer.NO_BOUND ? Answer.NO_BOUND : answer.boundMicros() + add;
        long[] lots = reduced.expand(answer.lots());
        Answer expanded = new Answer(answer.engine(), lots, null, whole, answer.termination());
        // What was fixed away is worth less than the incumbent it was fixed by.
        take(expanded, bestWelfare);
    }

    /** Keeps what is better, and reports it. */
    private synchronized void take(Answer answer, long atLeast) {
        long welfare = program.welfare(answer.lots());
        if (answer.termination() != Termination.NOTHING_FOUND
                && welfare > bestWelfare
                && program.feasible(answer.lots())) {
            best = answer.lots();
            bestWelfare = welfare;
        }
        boolean before = run.closeEnough(bestWelfare, bound);
        bound = Math.min(bound, Math.max(answer.boundMicros(), atLeast));
        if (!before && run.closeEnough(bestWelfare, bound)) {
            prover = NAME + ": " + answer.engine();
        }
        run.progress(NAME, bestWelfare, bound == Answer.NO_BOUND ? null : bound);
    }

    private void takeTurns() {
        for (long turn = FIRST_TURN_MILLIS; !run.stopped() && !proved(); turn = longer(turn)) {
            if (!large()) {
                Reduced reduced = reduced();
                take(reduced, CpSat.solve(reduced.rest(), run.withinMillis(turn), hint(reduced)));
            }
            neighbourhoods(turn, run);
            if (!run.stopped() && !proved()) {
                cbc(turn, reduced());
            }
        }
    }

    private static long longer(long turn) {
        return Math.min(LONGEST_TURN_MILLIS, turn + turn / 2);
    }

    /** Whether one CP-SAT search of the whole is hopeless. */
    private boolean large() {
        return program.entries() > LARGE_ENTRIES;
    }

    /** One turn of large neighbourhood search, a short one where exact engines have a chance. */
    private void neighbourhoods(long millis, Run within) {
        if (within.stopped() || proved()) {
            return;
        }
        Run turn =
                within.withinMillis(large() ? millis : Math.max(1, millis / 4)).quietly();
        int number = neighbourhoodTurns.getAndIncrement();
        take(Neighbourhoods.improve(program, known(), turn, "opt.lns-" + number), 0);
    }

    /** One turn of CBC; leaves it out where numbers are too large for floating point, or CBC is busy. */
    private void cbc(long millis, Reduced reduced) {
        if (reduced.rest().entries() > CBC_ENTRIES || run.stopped() || !CBC_ALONE.tryLock()) {
            return;
        }
        try {
            take(
                    reduced,
                    MixedInteger.solve(reduced.rest(), LinearEngine.CBC, run.withinMillis(millis), hint(reduced)));
        } catch (UnsupportedMarketException tooLarge) {
            return;
        } finally {
            CBC_ALONE.unlock();
        }
    }

    private void race() {
        AtomicBoolean over = new AtomicBoolean();
        RunContext own = run.context();
        Run inRace = run.cancelledBy(over::get);
        Reduced reduced = reduced();
        long[] start = hint(reduced);
        List<Runnable> engines = new ArrayList<>();
        if (large()) {
            engines.add(() -> neighbourhoods(Long.MAX_VALUE, inRace));
        } else {
            engines.add(() -> take(reduced, CpSat.solve(reduced.rest(), inRace.withThreads(1), start)));
        }
        engines.add(() -> {
            for (long turn = FIRST_TURN_MILLIS; !inRace.stopped() && !proved(); turn = longer(turn)) {
                cbc(turn, reduced());
                neighbourhoods(turn, inRace);
            }
        });
        if (own.threads() > 2) {
            engines.add(() -> take(reduced, MixedInteger.solve(reduced.rest(), LinearEngine.SCIP, inRace, start)));
        }
        Parallel.run(engines, engines.size(), () -> over.set(proved()));
    }

    /** Replaces the fills by those that depend on the optimal welfare alone. */
    private void canonical() {
        Reduced reduced = reduced();
        long wanted = bestWelfare - reduced.fixedWelfare();
        long[] lots = CpSat.reaching(reduced.rest(), run.withWork(CANONICAL_WORK), wanted);
        if (lots != null && program.feasible(reduced.expand(lots))) {
            best = reduced.expand(lots);
        }
    }
}
