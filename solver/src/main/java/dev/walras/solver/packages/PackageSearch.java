package dev.walras.solver.packages;

import dev.walras.solver.model.IndexSort;
import dev.walras.solver.model.LotProgram;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Branch and bound for set packing in whole numbers and bits, with two bounds that cost no linear program at a node.
 *
 * <p>The first is the Lagrangian bound at fixed row prices: what a bid is worth less than its rows cost, and the price
 * of a row that nobody open is left for, are lost; losses beyond the gap end a branch, and bids are numbered by their
 * loss so that those too dear are cut off as the tail of a bit set. The second covers the open bids by cliques of
 * conflicts, splitting values: each clique takes the least value left in it. Bids left over when the covered value
 * would reach the incumbent are those to branch on, unless some row, too dear to be left empty, has fewer open bids.
 *
 * <p>Strong where few bids can win together (large bundles, dense conflicts), or the relaxation is nearly tight; many
 * small bundles are better left to branch and cut. Exponential in the worst case. Deterministic.
 *
 * <p>Reference: W. A. Tavares, M. B. C. Neto, C. D. Rodrigues, P. Michelon, Um algoritmo de branch and bound para o
 * problema da clique maxima ponderada, SBPO 2015 (covering by weighted colours); S. Held, W. Cook, E. C. Sewell,
 * Maximum-weight stable sets and safe lower bounds for graph coloring, Mathematical Programming Computation 4, 2012,
 * 363-381, doi:10.1007/s12532-012-0042-3. Differs from both in the Lagrangian bound.
 */
public final class PackageSearch {
    private static final int POLL = 255;

    private final int bids;
    private final int words;
    /** The order of the program that a bid, numbered by loss, is. */
    private final int[] order;

    private final long[] value;
    private final long[] loss;
    private final long[][] conflicts;
    private final long[][] rowBits;
    private final long[] price;
    private final long bound;
    private final BooleanSupplier stop;

    private final long[] residual;
    private final long[] clique;
    private final int[] members;
    private final boolean[] in;
    private boolean[] best;
    private long bestWelfare;
    private long nodes;
    private long mostNodes;
    private boolean cut;
    private boolean improved;

    private PackageSearch(LotProgram tight, long[] prices, BooleanSupplier stop) {
        this.bids = tight.orders();
        this.words = (bids + 63) >>> 6;
        this.stop = stop;
        this.price = prices;
        double[] reduced = new double[bids];
        long[] exact = new long[bids];
        long sum = Arrays.stream(prices).sum();
        for (int k = 0; k < bids; k++) {
            exact[k] = tight.value(k);
            for (int e = tight.start(k); e < tight.end(k); e++) {
                exact[k] -= prices[tight.good(e)];
            }
            sum += Math.max(0, exact[k]);
            reduced[k] = exact[k];
        }
        this.bound = sum;
        this.order = IndexSort.descending(reduced);
        this.value = new long[bids];
        this.loss = new long[bids];
        int[] position = new int[bids];
        for (int i = 0; i < bids; i++) {
            position[order[i]] = i;
            value[i] = tight.value(order[i]);
            loss[i] = Math.max(0, -exact[order[i]]);
        }
        int[][] rows = new int[tight.goods()][];
        LotProgram.Touching touching = tight.touching();
        this.rowBits = new long[rows.length][words];
        for (int r = 0; r < rows.length; r++) {
            rows[r] = new int[touching.end(r) - touching.start(r)];
            for (int at = 0; at < rows[r].length; at++) {
                int i = position[touching.order(touching.start(r) + at)];
                rows[r][at] = i;
                rowBits[r][i >>> 6] |= 1L << i;
            }
        }
        Conflicts matrix = Conflicts.of(bids, rows);
        this.conflicts = new long[bids][];
        for (int i = 0; i < bids; i++) {
            conflicts[i] = matrix.of(i);
        }
        this.residual = new long[bids];
        this.clique = new long[words];
        this.members = new int[bids];
        this.in = new boolean[bids];
        this.best = in;
    }

    /** What a search found. */
    public static final class Result {
        private final long @Nullable [] better;
        private final boolean complete;
        private final long nodes;

        Result(long @Nullable [] better, boolean complete, long nodes) {
            this.better = better;
            this.complete = complete;
            this.nodes = nodes;
        }

        /** Lots better than the incumbent, null when there are none or they were not found. */
        public long @Nullable [] better() {
            return better;
        }

        /** Whether there are none better than those, or than the incumbent. */
        public boolean complete() {
            return complete;
        }

        /** The nodes of the tree. */
        public long nodes() {
            return nodes;
        }
    }

    /**
     * Looks for lots worth more than {@code incumbent}.
     *
     * @param tight a set packing: goods of endowment 1, single lots, no groups
     * @param prices of its goods, in micros, 0 or more: the duals of its relaxation
     * @param incumbent micros
     * @param mostNodes limit on the nodes of the tree
     */
    public static Result search(LotProgram tight, long[] prices, long incumbent, long mostNodes, BooleanSupplier stop) {
        PackageSearch search = new PackageSearch(tight, prices, stop);
        search.bestWelfare = incumbent;
        search.mostNodes = mostNodes;
        long[] all = new long[search.words];
        for (int i = 0; i < search.bids; i++) {
            all[i >>> 6] |= 1L << i;
        }
        int[] rows = new int[tight.goods()];
        Arrays.setAll(rows, r -> r);
        search.expand(all, rows, rows.length, 0, search.bound);
        long[] lots = null;
        if (search.improved) {
            lots = new long[search.bids];
            for (int i = 0; i < lots.length; i++) {
                lots[search.order[i]] = search.best[i] ? 1 : 0;
            }
        }
        return new Result(lots, !search.cut, search.nodes);
    }

    /**
     * Searches below a node.
     *
     * @param open bids that exclude nothing taken; changed
     * @param rows that nothing taken is in and that had open bids, the first {@code count}
     * @param welfare of what is taken
     * @param most the Lagrangian bound on the whole
     */
    private void expand(long[] open, int[] rows, int count, long welfare, long most) {
        if (welfare > bestWelfare) {
            bestWelfare = welfare;
            best = in.clone();
            improved = true;
        }
        if ((++nodes & POLL) == 0 && (nodes > mostNodes || stop.getAsBoolean())) {
            cut = true;
        }
        if (cut) {
            return;
        }
        int[] live = new int[count];
        int lives = 0;
        long left = most;
        for (int pass = 0; pass < 2; pass++) {
            cutTail(open, left - bestWelfare);
            int[] from = pass == 0 ? rows : live;
            int of = pass == 0 ? count : lives;
            lives = 0;
            long before = left;
            for (int i = 0; i < of; i++) {
                if (meets(rowBits[from[i]], open)) {
                    live[lives++] = from[i];
                } else {
                    left -= price[from[i]];
                }
            }
            if (left <= bestWelfare) {
                return;
            }
            if (left == before) {
                break;
            }
        }
        long[] branch = uncovered(open, bestWelfare - welfare);
        if (branch == null) {
            return;
        }
        int size = count(branch);
        long slack = left - bestWelfare;
        int cheapest = -1;
        for (int i = 0; i < lives && size > 1; i++) {
            if (price[live[i]] >= slack) {
                int here = common(rowBits[live[i]], open);
                if (here < size) {
                    size = here;
                    cheapest = live[i];
                }
            }
        }
        if (cheapest >= 0) {
            for (int w = 0; w < words; w++) {
                branch[w] = rowBits[cheapest][w] & open[w];
            }
        }
        branch(open, branch, live, lives, welfare, left);
    }

    private void branch(long[] open, long[] branch, int[] live, int lives, long welfare, long left) {
        for (int w = 0; w < words; w++) {
            for (long rest = branch[w]; rest != 0; rest &= rest - 1) {
                int i = (w << 6) + Long.numberOfTrailingZeros(rest);
                if (left - loss[i] <= bestWelfare) {
                    return;
                }
                long[] below = new long[words];
                long[] excluded = conflicts[i];
                for (int v = 0; v < words; v++) {
                    below[v] = open[v] & ~excluded[v];
                }
                below[w] &= ~(1L << i);
                open[w] &= ~(1L << i);
                int[] rows = new int[lives];
                int n = 0;
                for (int r = 0; r < lives; r++) {
                    if ((rowBits[live[r]][w] >>> i & 1) == 0) {
                        rows[n++] = live[r];
                    }
                }
                in[i] = true;
                expand(below, rows, n, welfare + value[i], left - loss[i]);
                in[i] = false;
                if (cut) {
                    return;
                }
            }
        }
    }

    /** Closes the bids that lose {@code slack} or more. */
    private void cutTail(long[] open, long slack) {
        int low = 0;
        int high = bids;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (loss[middle] < slack) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        if (low == bids) {
            return;
        }
        open[low >>> 6] &= (1L << low) - 1;
        Arrays.fill(open, (low >>> 6) + 1, words, 0);
    }

    /** The bids that cliques worth {@code budget} in all cannot cover; null when they cover everything. */
    private long @Nullable [] uncovered(long[] open, long budget) {
        long[] rest = open.clone();
        long covered = 0;
        for (int w = 0; w < words; w++) {
            for (long bits = open[w]; bits != 0; bits &= bits - 1) {
                int i = (w << 6) + Long.numberOfTrailingZeros(bits);
                residual[i] = value[i];
            }
        }
        int first = 0;
        while (true) {
            while (first < words && rest[first] == 0) {
                first++;
            }
            if (first == words) {
                return null;
            }
            System.arraycopy(rest, first, clique, first, words - first);
            int n = 0;
            long least = Long.MAX_VALUE;
            for (int w = first; w < words; w++) {
                while (clique[w] != 0) {
                    int i = (w << 6) + Long.numberOfTrailingZeros(clique[w]);
                    members[n++] = i;
                    least = Math.min(least, residual[i]);
                    long[] excluded = conflicts[i];
                    for (int v = w; v < words; v++) {
                        clique[v] &= excluded[v];
                    }
                }
            }
            covered += least;
            if (covered > budget) {
                return rest;
            }
            for (int at = 0; at < n; at++) {
                int i = members[at];
                residual[i] -= least;
                if (residual[i] == 0) {
                    rest[i >>> 6] &= ~(1L << i);
                }
            }
        }
    }

    private static boolean meets(long[] a, long[] b) {
        for (int w = 0; w < a.length; w++) {
            if ((a[w] & b[w]) != 0) {
                return true;
            }
        }
        return false;
    }

    private static int count(long[] bits) {
        int count = 0;
        for (long word : bits) {
            count += Long.bitCount(word);
        }
        return count;
    }

    private static int common(long[] a, long[] b) {
        int count = 0;
        for (int w = 0; w < a.length; w++) {
            count += Long.bitCount(a[w] & b[w]);
        }
        return count;
    }
}
