package dev.walras.solver.ortools;

import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Parallel;
import dev.walras.solver.model.Rounding;
import dev.walras.solver.model.Run;
import dev.walras.solver.packages.PackageReduction;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Several engines on one package auction: reductions that know markets and clique rows, {@link PackageTree} on what is
 * left, and CP-SAT on the auction as it is.
 *
 * <p>The reductions, the relaxation with a dive, reduced costs and a first search of the tree under a limit on work
 * come first, and end most auctions. Then, with two threads or more, the tree, with violated cliques added, and CP-SAT
 * race, and the tree is told what CP-SAT finds; with one thread they take turns that grow. The prices of the goods are
 * those of the plain relaxation, found meanwhile.
 *
 * <p>The fills do not depend on threads where the first search ends the auction. Where CP-SAT finds them, the tree
 * looks for fills of the same welfare from nothing else, within {@value #CANONICAL_WORK} units of work; if it finds
 * none they are CP-SAT's. Of several optima, fills may then differ from run to run; welfare does not.
 */
public final class PackagePortfolio {
    private static final String NAME = Portfolio.NAME;
    private static final String TREE = "package tree";

    /** Units of work of the first search. */
    private static final long FIRST_WORK = 400;
    /** Units of work of the search for canonical fills. */
    private static final long CANONICAL_WORK = 1_000;
    /** Rounds of violated cliques, and how many a round. */
    private static final int CLIQUE_ROUNDS = 8;

    private static final int CLIQUES_PER_ROUND = 100;
    /** How often a dive solves the relaxation. */
    private static final int DIVES = 60;
    /** Auctions in which more pairs of bids exclude each other are for the tree rather than for branch and cut. */
    private static final double DENSE = 0.15;
    /** Smaller programs are priced after they are solved, on the same thread. */
    private static final int SMALL_ENTRIES = 2_000;

    private final LotProgram program;
    private final PackageReduction reduction;
    private final Run run;
    private long[] best;
    private long bestWelfare;
    private long bound = Answer.NO_BOUND;
    private String prover = "";
    private boolean ofRival;
    private long @Nullable [] prices;

    private PackagePortfolio(LotProgram program, PackageReduction reduction, Run run) {
        this.program = program;
        this.reduction = reduction;
        this.run = run;
        this.best = new long[program.orders()];
    }

    /** The best fills within the limits of {@code run}; null when {@code program} is no package auction. */
    static @Nullable Answer solve(LotProgram program, Run run) {
        PackageReduction reduction = PackageReduction.of(program);
        if (reduction == null) {
            return null;
        }
        PackagePortfolio portfolio = new PackagePortfolio(program, reduction, run);
        boolean beside = run.context().threads() > 1 && program.entries() > SMALL_ENTRIES;
        Parallel.run(List.of(portfolio::search, portfolio::price), beside ? 2 : 1, () -> {});
        return portfolio.answer();
    }

    /**
     * The best fills of a package auction, by one thread and without prices, from fills on.
     *
     * @param start feasible lots
     * @param mostMicros an upper bound on welfare, in micros
     * @return null when {@code program} is no package auction
     */
    public static @Nullable Answer from(LotProgram program, long[] start, long mostMicros, Run run) {
        PackageReduction reduction = PackageReduction.of(program);
        if (reduction == null) {
            return null;
        }
        PackagePortfolio portfolio = new PackagePortfolio(program, reduction, run.withThreads(1));
        portfolio.best = start;
        portfolio.bestWelfare = program.welfare(start);
        portfolio.bound = mostMicros;
        if (!portfolio.proved()) {
            portfolio.search();
        }
        return portfolio.answer();
    }

    private void price() {
        Relaxation relaxation = Relaxation.within(program, run);
        long[] rounded = DualBound.rounded(program, relaxation.prices());
        synchronized (this) {
            prices = rounded;
            bound = Math.min(bound, Math.max(bestWelfare, relaxation.boundMicros()));
        }
    }

    private synchronized Answer answer() {
        Termination end =
                !proved() ? run.cutReason() : bound <= bestWelfare ? Termination.COMPLETED : Termination.TOLERANCE;
        String engine = prover.isEmpty() ? NAME : NAME + ": " + prover;
        return new Answer(engine, best, prices, Math.max(bound, bestWelfare), end);
    }

    private synchronized boolean proved() {
        return run.closeEnough(bestWelfare, bound);
    }

    /** What lots of the tight program must exceed. */
    private synchronized long toExceed() {
        return bestWelfare - reduction.takenMicros();
    }

    /** Keeps lots of the tight program when they are better. */
    private void take(long @Nullable [] lots) {
        if (lots != null) {
            keep(reduction.expand(lots), TREE);
        }
    }

    /** Keeps lots when they are better; tells the observer. */
    private synchronized void keep(long[] lots, String engine) {
        long welfare = program.welfare(lots);
        if (welfare > bestWelfare && program.feasible(lots)) {
            best = lots;
            bestWelfare = welfare;
            ofRival = !engine.equals(TREE);
            run.progress(NAME, bestWelfare, bound == Answer.NO_BOUND ? null : bound);
        }
    }

    /** Learns that {@code micros} bounds what is not known yet: welfare is at most that, or the incumbent's. */
    private synchronized void bounded(long micros, String engine) {
        if (micros == Answer.NO_BOUND) {
            return;
        }
        boolean before = proved();
        bound = Math.min(bound, Math.max(bestWelfare, micros));
        if (!before && proved()) {
            prover = engine;
            run.progress(NAME, bestWelfare, bound);
        }
    }

    private long whole(long tightMicros) {
        return tightMicros == Answer.NO_BOUND ? tightMicros : tightMicros + reduction.takenMicros();
    }

    private void search() {
        take(new long[reduction.tight().orders()]);
        while (relax() && !run.stopped() && !proved()) {}
        long work = run.context().limits().work();
        long first = Math.min(work, reduction.density() > DENSE ? FIRST_WORK : FIRST_WORK / 8);
        grow(run.withWork(first), 0);
        if (proved() || run.stopped() || work <= first) {
            return;
        }
        if (run.workLimited()) {
            grow(run.withWork(work - first), CLIQUE_ROUNDS);
        } else if (run.context().threads() == 1) {
            takeTurns();
        } else {
            race();
        }
        if (proved() && ofRival) {
            canonical();
        }
    }

    /** Solves the relaxation, dives and rounds, and decides by reduced costs; whether that decided anything. */
    private boolean relax() {
        LotProgram tight = reduction.tight();
        if (tight.orders() == 0) {
            bounded(reduction.takenMicros(), "reduction");
            return false;
        }
        try (PackageRelaxation relaxation = new PackageRelaxation(tight)) {
            if (!relaxation.solve(run.remainingMillis())) {
                return false;
            }
            long[] exact = relaxation.prices();
            bounded(whole(DualBound.micros(tight, exact)), "linear program");
            if (!proved()) {
                double[] rough = Arrays.stream(exact).asDoubleStream().toArray();
                take(Rounding.round(tight, relaxation.dive(DIVES), rough));
                bounded(whole(DualBound.micros(tight, exact)), "linear program");
            }
            return reduction.exclude(exact, toExceed());
        }
    }

    /** Searches the tree within {@code own}, after so many rounds of cliques that the relaxation violates. */
    private void grow(Run own, int cliqueRounds) {
        LotProgram tight = reduction.tight();
        PackageReduction tighter = PackageReduction.of(tight);
        if (tighter == null || proved()) {
            return;
        }
        for (int round = 0; round < cliqueRounds && !own.stopped(); round++) {
            if (!tighten(tighter, own)) {
                break;
            }
        }
        long taken = tighter.takenMicros();
        PackageTree tree = new PackageTree(own, () -> toExceed() - taken, Long.MAX_VALUE);
        long[] lots = tree.better(tighter.tight(), toExceed() - taken);
        take(lots == null ? null : tighter.expand(lots));
        if (tree.complete()) {
            bounded(Long.MIN_VALUE, TREE);
        }
    }

    /** Adds cliques that the relaxation violates, and decides by reduced costs; whether there were any. */
    private boolean tighten(PackageReduction tighter, Run own) {
        if (tighter.tight().orders() == 0) {
            return false;
        }
        try (PackageRelaxation relaxation = new PackageRelaxation(tighter.tight())) {
            if (!relaxation.solve(own.remainingMillis())) {
                return false;
            }
            double[] fractions = relaxation.fractions();
            if (tighter.exclude(relaxation.prices(), toExceed() - tighter.takenMicros())) {
                return true;
            }
            List<int[]> violated = tighter.violated(fractions, CLIQUES_PER_ROUND);
            tighter.add(violated);
            return !violated.isEmpty();
        }
    }

    /** CP-SAT on the auction as it is: bids decided by reduced costs can mislead its search. */
    private void rival(Run own) {
        long[] start;
        synchronized (this) {
            start = best;
        }
        Answer answer = CpSat.solve(program, own, start);
        synchronized (this) {
            if (answer.termination() != Termination.NOTHING_FOUND) {
                keep(answer.lots(), answer.engine());
            }
            bounded(answer.boundMicros(), answer.engine());
        }
    }

    private void takeTurns() {
        for (long work = 2 * FIRST_WORK; !run.stopped() && !proved(); work *= 2) {
            rival(run.withWork(work).quietly());
            if (!run.stopped() && !proved()) {
                grow(run.withWork(work), CLIQUE_ROUNDS);
            }
        }
    }

    private void race() {
        AtomicBoolean over = new AtomicBoolean();
        Run inRace = run.cancelledBy(over::get);
        List<Runnable> engines = new ArrayList<>();
        engines.add(() -> grow(inRace, CLIQUE_ROUNDS));
        engines.add(() -> rival(inRace.withThreads(1)));
        Parallel.run(engines, engines.size(), () -> over.set(proved()));
    }

    /** Replaces fills that a rival found by those the tree finds when it knows no more than their welfare. */
    private void canonical() {
        long wanted = toExceed();
        PackageTree tree = new PackageTree(run.withWork(CANONICAL_WORK), () -> wanted - 1, wanted);
        long[] lots = tree.better(reduction.tight(), wanted - 1);
        if (lots != null && program.feasible(reduction.expand(lots))) {
            best = reduction.expand(lots);
        }
    }
}
