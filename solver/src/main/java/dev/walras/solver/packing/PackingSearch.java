package dev.walras.solver.packing;

import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.Parallel;
import dev.walras.solver.model.Run;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/**
 * The search for a good placement: rounds of annealing on parts of the bins, side by side.
 *
 * <p>Every round deals all bins, and the jobs that are out, to regions at random, and anneals each region on its own.
 * How they are dealt depends on the seed alone, and regions share no bin and no job, so that the result is the same on
 * any number of threads. The temperature falls in two sweeps, a short one for an early answer, then a long one from the
 * best found; it follows the rounds where they or the work are limited, else the clock. The fewer the bins, the earlier
 * annealing settles; then CP-SAT packs small sets of bins anew for the rest of the time, again disjoint ones side by
 * side.
 */
final class PackingSearch {
    private static final int BINS_OF_REGION = 25;
    private static final long MOVES_OF_BIN = 1_000;
    /** Moves that count as one unit of work. */
    private static final long MOVES_OF_UNIT = 4_000;
    /** A limit on rounds from here on is not meant as one. */
    private static final int ANY_ROUNDS = 10_000;
    /** The share of the limit that the first sweep takes. */
    private static final double FIRST_SWEEP = 0.12;

    private static final double[] HOT = {0.05, 0.02};
    private static final double[] COLD = {0.004, 0.002};
    /** Annealing takes this share of the limit, and all of it for so many bins; the rest is left to CP-SAT. */
    private static final double ANNEALED = 0.15;

    private static final double BINS_OF_WHOLE_SHARE = 2_500;
    private static final int REPACKINGS = 8;
    private static final int OPEN_OF_REPACKING = 30;
    private static final long WORK_OF_REPACKING = 120;
    private static final long MOST_WORK_OF_REPACKING = 1_000;
    private static final int FEWEST_BINS = 2;
    private static final int MOST_BINS = 8;

    /** The largest regret of a job where it is put, in values of a mean job. */
    private static final double MOST_REGRET = 0.2;

    private final Packing packing;
    private final Packing.Columns c;
    private final Guide guide;
    private final Run run;
    private final Placement placement;
    private final SplittableRandom random;
    private final int[] bins;
    private final int[] openPosition;
    private final double mean;
    private final long bound;
    private int[] best;
    private long bestWelfare;
    private long welfare;
    private long moves;
    private int rounds;
    private int repackBins = 3;
    private long repackWork = WORK_OF_REPACKING;
    private final double annealed;

    PackingSearch(Packing packing, Guide guide, Placement start, long bound, Run run) {
        this.packing = packing;
        this.c = packing.columns();
        this.guide = guide;
        this.run = run;
        this.placement = start;
        this.bound = bound;
        this.random = run.context().random("opt.packing");
        this.bins = new int[c.bins];
        Arrays.setAll(bins, b -> b);
        this.openPosition = new int[c.jobs];
        this.best = start.bins();
        this.welfare = start.welfare();
        this.bestWelfare = welfare;
        this.mean = meanWorth();
        this.annealed = Math.min(1, ANNEALED + (1 - ANNEALED) * c.bins / BINS_OF_WHOLE_SHARE);
    }

    private double meanWorth() {
        long in = Arrays.stream(best).filter(b -> b >= 0).count();
        return Math.max(1, (double) welfare / Math.max(1, in));
    }

    /** The bins of the jobs in the best placement found. */
    int[] best() {
        return best;
    }

    /** The welfare of the best placement found, in micros. */
    long bestWelfare() {
        return bestWelfare;
    }

    /** Searches until a limit, or until the bound is reached. */
    Termination search() {
        report();
        int sweep = 0;
        while (true) {
            if (run.closeEnough(bestWelfare, bound)) {
                return bound <= bestWelfare ? Termination.COMPLETED : Termination.TOLERANCE;
            }
            if (run.stopped() || (run.workLimited() && moves / MOVES_OF_UNIT >= work())) {
                return run.cutReason();
            }
            if (rounds >= run.context().limits().rounds()) {
                return Termination.ROUND_LIMIT;
            }
            double share = share();
            if ((sweep == 0 && share >= FIRST_SWEEP) || (sweep == 1 && share >= annealed)) {
                sweep++;
                placement.restore(best);
                welfare = bestWelfare;
            }
            if (sweep == 2) {
                repack();
            } else {
                double within = sweep == 0 ? share / FIRST_SWEEP : (share - FIRST_SWEEP) / (annealed - FIRST_SWEEP);
                round(mean * HOT[sweep] * Math.pow(COLD[sweep] / HOT[sweep], within));
            }
        }
    }

    private long work() {
        return run.context().limits().work();
    }

    /** How much of the limit is used, 0 to 1. */
    private double share() {
        double share = 0;
        boolean counted = run.context().limits().rounds() < ANY_ROUNDS || run.workLimited();
        if (counted || run.remainingMillis() == Long.MAX_VALUE) {
            share = (double) rounds / run.context().limits().rounds();
        } else {
            long elapsed = run.elapsedMillis();
            share = elapsed / Math.max(1.0, (double) elapsed + run.remainingMillis());
        }
        if (run.workLimited()) {
            share = Math.max(share, (double) moves / MOVES_OF_UNIT / work());
        }
        return Math.min(1, share);
    }

    private void round(double temperature) {
        int regions = Math.max(1, c.bins / BINS_OF_REGION);
        shuffle(bins, bins.length);
        int[] open = new int[c.jobs];
        int outside = 0;
        for (int j = 0; j < c.jobs; j++) {
            if (placement.bin(j) < 0 && guide.best(j) > -MOST_REGRET * mean) {
                open[outside++] = j;
            }
        }
        shuffle(open, outside);
        List<Annealing> parts = new ArrayList<>();
        List<Runnable> tasks = new ArrayList<>();
        for (int i = 0; i < regions; i++) {
            int[] ownBins = part(bins, bins.length, i, regions);
            int[] ownOpen = part(open, outside, i, regions);
            Annealing region = new Annealing(
                    packing, placement, guide, new Annealing.Region(ownBins, ownOpen, openPosition), random.nextLong());
            long ownMoves = MOVES_OF_BIN * ownBins.length;
            moves += ownMoves;
            parts.add(region);
            tasks.add(() -> region.run(ownMoves, temperature, MOST_REGRET * mean));
        }
        Parallel.run(tasks, run.context().threads(), () -> {});
        for (Annealing region : parts) {
            welfare += region.gain();
        }
        rounds++;
        keepBest();
    }

    private void keepBest() {
        if (welfare > bestWelfare) {
            bestWelfare = welfare;
            best = placement.bins();
            report();
        }
    }

    /** A round in which CP-SAT packs small sets of bins anew. */
    private void repack() {
        Neighbourhoods choice = new Neighbourhoods(packing, placement, guide, mean, random);
        List<Repacking> all = new ArrayList<>();
        List<Runnable> tasks = new ArrayList<>();
        for (Neighbourhoods.Neighbourhood part :
                choice.choose(REPACKINGS, Math.min(repackBins, c.bins), OPEN_OF_REPACKING)) {
            Repacking repacking = new Repacking(packing, placement, part.bins, part.open);
            all.add(repacking);
            Run quiet = run.withWork(repackWork).withThreads(1).quietly();
            tasks.add(() -> repacking.compute(quiet));
        }
        Parallel.run(tasks, run.context().threads(), () -> {});
        int proofs = 0;
        int gains = 0;
        for (Repacking repacking : all) {
            repacking.apply();
            welfare += repacking.gain();
            proofs += repacking.proved() ? 1 : 0;
            gains += repacking.gain() > 0 ? 1 : 0;
        }
        moves += repackWork * MOVES_OF_UNIT * all.size();
        rounds++;
        adapt((double) proofs / all.size(), (double) gains / all.size());
        keepBest();
    }

    /**
     * Sets of bins grow while most are solved to the end, and shrink when few are; they get more work when few gain.
     */
    private void adapt(double proofs, double gains) {
        repackBins += proofs >= 0.75 ? 1 : proofs <= 0.35 ? -1 : 0;
        repackBins = Math.max(FEWEST_BINS, Math.min(MOST_BINS, repackBins));
        repackWork = gains > 0.3 ? repackWork * 3 / 4 : gains < 0.15 ? repackWork * 5 / 4 : repackWork;
        repackWork = Math.max(WORK_OF_REPACKING, Math.min(MOST_WORK_OF_REPACKING, repackWork));
    }

    private void report() {
        run.progress(PackingSolver.NAME, bestWelfare, bound == Answer.NO_BOUND ? null : bound);
    }

    private static int[] part(int[] all, int n, int i, int parts) {
        return Arrays.copyOfRange(all, (int) ((long) i * n / parts), (int) ((i + 1L) * n / parts));
    }

    private void shuffle(int[] items, int n) {
        for (int i = n - 1; i > 0; i--) {
            int l = random.nextInt(i + 1);
            int swap = items[i];
            items[i] = items[l];
            items[l] = swap;
        }
    }
}
