package dev.walras.solver.ortools;

import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Parallel;
import dev.walras.solver.model.Rounding;
import dev.walras.solver.model.Run;
import dev.walras.solver.packages.PackageReduction;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Several engines on one package auction: reductions that know markets and clique rows, {@link PackageTree} on what is
 * left, SCIP and CP-SAT.
 *
 * <p>First, in an order that depends on nothing but the program: the reductions; the relaxation of the rows as they
 * are, with a dive and reduced costs; the same with cliques as rows, until nothing more is decided; a search of the
 * tree under a limit on work. That ends many auctions. What is left is raced for by engines chosen by the share of
 * pairs of bids that exclude each other:
 *
 * <ul>
 *   <li>below {@value #DENSE} (many small bundles): SCIP and CP-SAT;
 *   <li>above: the tree with violated cliques added, CP-SAT, and up to {@value #VERY_DENSE} SCIP. There, with two
 *       threads, the tree gives way after {@value #PATIENCE_MILLIS} milliseconds.
 * </ul>
 *
 * <p>CP-SAT has one worker, with all rows in its relaxation where the gap is below {@value #NEARLY_TIGHT} of the bound.
 * SCIP proves in floating point; the tree then proves in whole numbers that nothing is better than what SCIP found,
 * which is quick where reduced costs decide most bids by it. SCIP and CP-SAT start while the first search is under way.
 * With one thread CP-SAT and the tree take turns that grow. The prices of the goods are those of the plain relaxation,
 * found meanwhile.
 *
 * <p>The fills do not depend on threads where the first search ends the auction. Elsewhere they are those that the tree
 * finds when it knows no more than the optimal welfare, within {@value #CANONICAL_WORK} units of work; if it finds none
 * they are those found first: of several optima, fills may then differ from run to run; welfare does not.
 */
public final class PackagePortfolio {
    private static final String NAME = Portfolio.NAME;
    private static final String TREE = "package tree";

    /** Units of work of the first search. */
    private static final long FIRST_WORK = 100;
    /** Sparse auctions with more bids left have no first search of the tree. */
    private static final int FEW_BIDS = 400;
    /** Units of work of the search for canonical fills. */
    private static final long CANONICAL_WORK = 100;
    /** Rounds of violated cliques, and how many a round. */
    private static final int CLIQUE_ROUNDS = 8;

    private static final int CLIQUES_PER_ROUND = 100;
    /** The relaxation is solved again when the share of bids that are left is smaller than this. */
    private static final double WORTHWHILE = 0.9;
    /** How often a dive solves the relaxation. */
    private static final int DIVES = 30;
    /** Auctions in which more pairs of bids exclude each other are for the tree rather than for branch and cut. */
    private static final double DENSE = 0.15;
    /** Auctions in which more pairs of bids exclude each other have relaxations too weak for branch and cut. */
    private static final double VERY_DENSE = 0.8;
    /** With a smaller relative gap CP-SAT is given the whole relaxation. */
    private static final double NEARLY_TIGHT = 0.01;
    /** How long the tree searches a dense auction before SCIP takes its place. */
    private static final long PATIENCE_MILLIS = 10_000;
    /** How long the first search has before rivals start. */
    private static final long HEAD_START_MILLIS = 20;
    /** Smaller programs are priced after they are solved, on the same thread. */
    private static final int SMALL_ENTRIES = 2_000;

    private final LotProgram program;
    private final PackageReduction reduction;
    private final Run run;
    private long[] best;
    private long bestWelfare;
    private long bound = Answer.NO_BOUND;
    private long plainBound = Answer.NO_BOUND;
    private String prover = "";
    /** What was found in an order that depends on nothing but program and limits. */
    private long firstWelfare;

    private final CountDownLatch firstOver = new CountDownLatch(1);
    private long @Nullable [] prices;

    private PackagePortfolio(LotProgram program, PackageReduction reduction, Run run) {
        this.program = program;
        this.reduction = reduction;
        this.run = run;
        this.best = new long[program.orders()];
    }

    /** The best fills within the limits of {@code run}; null when {@code program} is no package auction. */
    static @Nullable Answer solve(LotProgram program, Run run) {
        PackageReduction reduction = PackageReduction.loose(program);
        if (reduction == null) {
            return null;
        }
        PackagePortfolio portfolio = new PackagePortfolio(program, reduction, run);
        boolean beside = run.context().threads() > 1 && program.entries() > SMALL_ENTRIES;
        Parallel.run(List.of(portfolio::canonicalSearch, portfolio::price), beside ? 2 : 1, () -> {});
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
        PackageReduction reduction = PackageReduction.loose(program);
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
            plainBound = relaxation.boundMicros();
        }
    }

    private synchronized Answer answer() {
        bound = Math.min(bound, Math.max(bestWelfare, plainBound));
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
            keep(reduction.expand(lots));
        }
    }

    /** Keeps lots when they are better; tells the observer. */
    private synchronized void keep(long[] lots) {
        long welfare = program.welfare(lots);
        if (welfare > bestWelfare && program.feasible(lots)) {
            best = lots;
            bestWelfare = welfare;
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

    private void canonicalSearch() {
        search();
        if (proved() && bestWelfare > firstWelfare) {
            canonical();
        }
    }

    private void search() {
        take(new long[reduction.tight().orders()]);
        relax();
        if (!run.stopped() && !proved()) {
            reduction.tighten();
        }
        int before = Integer.MAX_VALUE;
        while (!run.stopped() && !proved() && reduction.tight().orders() < before * WORTHWHILE) {
            before = reduction.tight().orders();
            relax();
        }
        firstWelfare = bestWelfare;
        if (proved() || run.stopped()) {
            return;
        }
        if (run.workLimited()) {
            firstSearch(run);
            long left = run.context().limits().work() - firstWork();
            if (!proved() && left > 0) {
                grow(run.withWork(left), CLIQUE_ROUNDS);
            }
        } else if (run.context().threads() == 1) {
            firstSearch(run);
            takeTurns();
        } else {
            race();
        }
    }

    /** A search of the tree that depends on nothing but program and limits. */
    private void firstSearch(Run own) {
        try {
            if (firstWork() > 0) {
                grow(own.withWork(firstWork()), 0);
            }
            firstWelfare = bestWelfare;
        } finally {
            firstOver.countDown();
        }
    }

    private long firstWork() {
        return reduction.density() > DENSE || reduction.tight().orders() < FEW_BIDS ? FIRST_WORK : 0;
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

    /** What is left of the auction, by CP-SAT. */
    private void cpSat(Run own) {
        LotProgram tight = reduction.tight();
        rival(nearlyTight() ? CpSat.linear(tight, own, start()) : CpSat.solve(tight, own, start()));
    }

    /** What is left of the auction, by SCIP. */
    private void scip(Run own) {
        try {
            rival(MixedInteger.solve(reduction.tight(), LinearEngine.SCIP, own, start()));
        } catch (UnsupportedMarketException tooLarge) {
            return;
        }
    }

    /** Whether the relaxation is nearly tight, by the incumbent. */
    private synchronized boolean nearlyTight() {
        return bound != Answer.NO_BOUND && bound - bestWelfare < NEARLY_TIGHT * bound;
    }

    private synchronized long[] start() {
        return reduction.restrict(best);
    }

    /** Learns what a rival found, once the first search is over. */
    private void rival(Answer answer) {
        awaitFirst(Long.MAX_VALUE);
        synchronized (this) {
            if (answer.termination() != Termination.NOTHING_FOUND) {
                keep(reduction.expand(answer.lots()));
            }
            bounded(whole(answer.boundMicros()), answer.engine());
        }
    }

    /** Waits for the end of the first search, which has a limit on its work. */
    private void awaitFirst(long millis) {
        try {
            firstOver.await(millis, TimeUnit.MILLISECONDS);
        } catch (InterruptedException stop) {
            Thread.currentThread().interrupt();
        }
    }

    private void takeTurns() {
        for (long work = 2 * FIRST_WORK; !run.stopped() && !proved(); work *= 2) {
            cpSat(run.withWork(work).quietly());
            if (!run.stopped() && !proved()) {
                grow(run.withWork(work), CLIQUE_ROUNDS);
            }
        }
    }

    private void race() {
        Run inRace = run.cancelledBy(this::proved);
        Run single = inRace.withThreads(1);
        double density = reduction.density();
        Runnable clauses = () -> cpSat(single);
        Runnable branchAndCut = () -> {
            scip(single);
            grow(inRace, CLIQUE_ROUNDS);
        };
        Run patient =
                density > VERY_DENSE || run.context().threads() > 2 ? inRace : inRace.withinMillis(PATIENCE_MILLIS);
        Runnable tree = () -> grow(patient, CLIQUE_ROUNDS);
        List<Runnable> lanes = density < DENSE
                ? List.of(then(clauses), rivalling(branchAndCut))
                : density < VERY_DENSE
                        ? List.of(then(tree), rivalling(clauses), rivalling(branchAndCut))
                        : List.of(then(tree), rivalling(clauses));
        Parallel.run(lanes, lanes.size(), () -> {});
    }

    /** {@code engine}, unless the first search ends soon. */
    private Runnable rivalling(Runnable engine) {
        return () -> {
            awaitFirst(HEAD_START_MILLIS);
            if (!proved()) {
                engine.run();
            }
        };
    }

    /** The first search, then {@code engine}. */
    private Runnable then(Runnable engine) {
        return () -> {
            firstSearch(run);
            if (!proved()) {
                engine.run();
            }
        };
    }

    /** Replaces the fills by those that the tree finds when it knows no more than their welfare. */
    private void canonical() {
        long wanted = toExceed();
        PackageTree tree = new PackageTree(run.withWork(CANONICAL_WORK), () -> wanted - 1, wanted);
        long[] lots = tree.better(reduction.tight(), wanted - 1);
        if (lots != null && program.feasible(reduction.expand(lots))) {
            best = reduction.expand(lots);
        }
    }
}
