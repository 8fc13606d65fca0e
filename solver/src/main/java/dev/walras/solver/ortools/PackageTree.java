package dev.walras.solver.ortools;

import dev.walras.solver.model.IndexSort;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import dev.walras.solver.packages.PackageReduction;
import dev.walras.solver.packages.PackageSearch;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Branch and bound for package auctions: every node is reduced anew as a market, and searched in bits where it is
 * small.
 *
 * <p>At a node: the reductions of {@link PackageReduction}, the linear relaxation, reduced costs, until nothing is
 * decided any more; then {@link PackageSearch} under a limit on nodes, which ends most branches. What it cannot finish
 * is branched on the bids that share the dearest divided row: each of them taken, or none. Deterministic.
 */
final class PackageTree {
    /** Nodes of one search in bits: at first, at least, at most. */
    private static final long FIRST_NODES = 4_000;

    private static final long LEAST_NODES = 250;
    private static final long MOST_NODES = 32_000;
    /** Bids at nodes of a search in bits that make a unit of work. */
    private static final long NODE_BIDS_PER_UNIT = 50_000;
    /** Entries of a relaxation that make a unit of work. */
    private static final long ENTRIES_PER_UNIT = 1_000;
    /** Pairs of bids, compared by the reductions, that make a unit of work. */
    private static final long PAIRS_PER_UNIT = 200_000;

    private static final double SMALL = 1e-6;

    private final Run run;
    private final LongSupplier known;
    private final long enough;
    private long searchNodes = FIRST_NODES;
    private long work;
    private boolean cut;
    private boolean satisfied;

    /**
     * A search that ends with {@code run}, or when its work is done.
     *
     * @param known welfare that has been reached elsewhere, in micros: only more is looked for
     * @param enough welfare with which the search ends, in micros
     */
    PackageTree(Run run, LongSupplier known, long enough) {
        this.run = run;
        this.known = known;
        this.enough = enough;
    }

    /** Whether the search came to its end. */
    boolean complete() {
        return !cut;
    }

    /** Units of work done. */
    long work() {
        return work;
    }

    /**
     * Lots of {@code program}, a set packing, worth more than {@code incumbent}; null when there are none, or when the
     * search was cut.
     */
    long @Nullable [] better(LotProgram program, long incumbent) {
        return below(program, incumbent, 0);
    }

    private boolean over() {
        cut |= run.stopped() || work > run.context().limits().work();
        return cut || satisfied;
    }

    /** As {@link #better}, where {@code base} micros have been taken outside of {@code program}. */
    private long @Nullable [] below(LotProgram program, long incumbent, long base) {
        PackageReduction reduction = PackageReduction.of(program);
        if (reduction == null) {
            throw new IllegalStateException("a part of a set packing is none");
        }
        Node node = new Node(reduction, incumbent, base);
        while (node.decide()) {
            LotProgram tight = reduction.tight();
            work += 1 + tight.entries() / ENTRIES_PER_UNIT + (long) tight.orders() * tight.orders() / PAIRS_PER_UNIT;
        }
        if (!node.ended) {
            node.search();
        }
        if (!node.ended) {
            node.branch();
        }
        return node.best;
    }

    /** A node of the tree. */
    private final class Node {
        private final PackageReduction reduction;
        private final long base;
        private long least;
        private long @Nullable [] best;
        private double[] fractions = {};
        private long[] prices = {};
        private boolean ended;

        Node(PackageReduction reduction, long incumbent, long base) {
            this.reduction = reduction;
            this.base = base;
            this.least = incumbent;
        }

        /** What lots of the tight program must exceed. */
        private long toExceed() {
            least = Math.max(least, known.getAsLong() - base);
            return least - reduction.takenMicros();
        }

        /** Takes lots of the tight program. */
        private void take(long[] lots) {
            best = reduction.expand(lots);
            least = reduction.tight().welfare(lots) + reduction.takenMicros();
            satisfied |= base + least >= enough;
        }

        /** Solves the relaxation and decides by reduced costs; whether that is to be repeated. */
        boolean decide() {
            if (over()) {
                ended = true;
            } else if (reduction.tight().orders() == 0) {
                if (toExceed() < 0) {
                    take(new long[0]);
                }
                ended = true;
            } else {
                try (PackageRelaxation relaxation = new PackageRelaxation(reduction.tight())) {
                    if (!relaxation.solve(run.remainingMillis())) {
                        cut = true;
                        ended = true;
                        return false;
                    }
                    fractions = relaxation.fractions();
                    prices = relaxation.prices();
                }
                return reduction.exclude(prices, toExceed());
            }
            return false;
        }

        void search() {
            LotProgram tight = reduction.tight();
            PackageSearch.Result found = PackageSearch.search(tight, prices, toExceed(), searchNodes, run::stopped);
            work += found.nodes() * tight.orders() / NODE_BIDS_PER_UNIT;
            long[] lots = found.better();
            if (lots != null) {
                take(lots);
            }
            ended = found.complete() || over();
            searchNodes = found.complete()
                    ? Math.min(MOST_NODES, searchNodes + searchNodes / 4)
                    : Math.max(LEAST_NODES, searchNodes - searchNodes / 4);
        }

        void branch() {
            LotProgram tight = reduction.tight();
            int[] choices = choices(tight, fractions, prices);
            int[] rows = new int[tight.goods()];
            Arrays.setAll(rows, r -> r);
            boolean[] out = new boolean[tight.orders()];
            for (int i = 0; i <= choices.length && !over(); i++) {
                int taken = i < choices.length ? choices[i] : -1;
                long worth = taken < 0 ? 0 : tight.value(taken);
                int[] kept = open(tight, taken, out);
                long[] lots =
                        below(tight.select(kept, rows), toExceed() - worth, base + reduction.takenMicros() + worth);
                if (lots != null) {
                    long[] all = new long[tight.orders()];
                    for (int k = 0; k < kept.length; k++) {
                        all[kept[k]] = lots[k];
                    }
                    if (taken >= 0) {
                        all[taken] = 1;
                    }
                    take(all);
                }
                if (taken >= 0) {
                    out[taken] = true;
                }
            }
        }
    }

    /** The bids that divide the dearest divided row among them, the largest fraction first. */
    private static int[] choices(LotProgram tight, double[] fractions, long[] prices) {
        LotProgram.Touching touching = tight.touching();
        int best = -1;
        double most = -1;
        for (int r = 0; r < tight.goods(); r++) {
            int divided = 0;
            for (int at = touching.start(r); at < touching.end(r); at++) {
                divided += fractions[touching.order(at)] > SMALL ? 1 : 0;
            }
            double merit = (prices[r] + 1.0) / divided;
            if (divided > 1 && merit > most) {
                most = merit;
                best = r;
            }
        }
        double[] shown = new double[tight.orders()];
        if (best < 0) {
            // The relaxation is whole; branch on its largest value.
            for (int k = 0; k < shown.length; k++) {
                shown[k] = tight.value(k);
            }
            return new int[] {IndexSort.descending(shown)[0]};
        }
        List<Integer> members = new ArrayList<>();
        for (int at = touching.start(best); at < touching.end(best); at++) {
            if (fractions[touching.order(at)] > SMALL) {
                members.add(touching.order(at));
            }
        }
        members.sort((a, b) -> Double.compare(fractions[b], fractions[a]));
        return members.stream().mapToInt(k -> k).toArray();
    }

    /** The bids that are not out and that {@code taken}, unless negative, does not exclude. */
    private static int[] open(LotProgram tight, int taken, boolean[] out) {
        boolean[] rows = new boolean[tight.goods()];
        for (int e = taken < 0 ? 0 : tight.start(taken); e < (taken < 0 ? 0 : tight.end(taken)); e++) {
            rows[tight.good(e)] = true;
        }
        int[] kept = new int[tight.orders()];
        int n = 0;
        for (int k = 0; k < tight.orders(); k++) {
            boolean open = !out[k] && k != taken;
            for (int e = tight.start(k); e < tight.end(k) && open; e++) {
                open = !rows[tight.good(e)];
            }
            if (open) {
                kept[n++] = k;
            }
        }
        return Arrays.copyOf(kept, n);
    }
}
