package dev.walras.mechanisms.matching;

import java.util.Arrays;
import java.util.List;

/**
 * The assignment game: buyers and sellers of one indivisible thing each, what each pair gains from trade, and the core.
 *
 * <p>An optimal assignment by the Hungarian method, O(n^3), in exact whole numbers. The core is the set of optimal dual
 * prices: nobody gets less than 0, pairs that trade share their gain, no other pair could gain more. It is a lattice
 * with two corners, one best for all buyers and worst for all sellers, and the other way round, found as longest and
 * shortest paths from the optimal assignment. At the buyers' corner every buyer gets its marginal contribution (what
 * all lose without it), which is the Vickrey-Clarke-Groves outcome for buyers; likewise for sellers.
 *
 * <p>Reference: L. S. Shapley, M. Shubik, The assignment game I: the core, International Journal of Game Theory 1(1),
 * 1971, 111-130, doi:10.1007/BF01753437; G. Demange, Strategyproofness in the assignment market game, 1982.
 */
public final class AssignmentGame {
    /** Trades with nobody. */
    public static final int NONE = -1;

    private final int buyers;
    private final int sellers;
    private final long[][] gain;
    private final int[] sellerOf;
    private final int[] buyerOf;

    /**
     * Between buyers and sellers.
     *
     * @param gain by buyer and seller: what they gain from trade; 0 or less when they cannot
     */
    public AssignmentGame(long[][] gain) {
        this.buyers = gain.length;
        this.sellers = gain.length == 0 ? 0 : gain[0].length;
        this.gain = new long[buyers][];
        for (int b = 0; b < buyers; b++) {
            this.gain[b] = Arrays.stream(gain[b]).map(g -> Math.max(0, g)).toArray();
        }
        this.sellerOf = new int[buyers];
        this.buyerOf = new int[sellers];
        assign();
    }

    /** The Hungarian method with one path a buyer, on a square matrix of costs {@code -gain}. */
    private void assign() {
        int n = Math.max(buyers, sellers);
        long[] rowPrice = new long[n + 1];
        long[] price = new long[n + 1];
        int[] row = new int[n + 1];
        int[] way = new int[n + 1];
        for (int i = 1; i <= n; i++) {
            row[0] = i;
            int at = 0;
            long[] least = new long[n + 1];
            boolean[] used = new boolean[n + 1];
            Arrays.fill(least, Long.MAX_VALUE);
            do {
                used[at] = true;
                int from = row[at];
                long delta = Long.MAX_VALUE;
                int next = 0;
                for (int j = 1; j <= n; j++) {
                    if (!used[j]) {
                        long reduced = -gain(from - 1, j - 1) - rowPrice[from] - price[j];
                        if (reduced < least[j]) {
                            least[j] = reduced;
                            way[j] = at;
                        }
                        if (least[j] < delta) {
                            delta = least[j];
                            next = j;
                        }
                    }
                }
                for (int j = 0; j <= n; j++) {
                    if (used[j]) {
                        rowPrice[row[j]] += delta;
                        price[j] -= delta;
                    } else {
                        least[j] -= delta;
                    }
                }
                at = next;
            } while (row[at] != 0);
            do {
                int previous = way[at];
                row[at] = row[previous];
                at = previous;
            } while (at != 0);
        }
        Arrays.fill(sellerOf, NONE);
        Arrays.fill(buyerOf, NONE);
        for (int j = 1; j <= n; j++) {
            if (gain(row[j] - 1, j - 1) > 0) {
                sellerOf[row[j] - 1] = j - 1;
                buyerOf[j - 1] = row[j] - 1;
            }
        }
    }

    private long gain(int buyer, int seller) {
        return buyer < buyers && seller < sellers ? gain[buyer][seller] : 0;
    }

    /** What all gain together. */
    public long total() {
        long total = 0;
        for (int b = 0; b < buyers; b++) {
            total = Math.addExact(total, sellerOf[b] == NONE ? 0 : gain[b][sellerOf[b]]);
        }
        return total;
    }

    /** The seller with whom {@code buyer} trades, {@link #NONE} when with nobody. */
    public int sellerOf(int buyer) {
        return sellerOf[buyer];
    }

    /** The buyer with whom {@code seller} trades, {@link #NONE} when with nobody. */
    public int buyerOf(int seller) {
        return buyerOf[seller];
    }

    /** What every seller gets in the core at least: the buyers' corner. */
    public long[] leastOfSellers() {
        long[] least = new long[sellers];
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int b = 0; b < buyers; b++) {
                int own = sellerOf[b];
                long kept = own == NONE ? 0 : gain[b][own] - least[own];
                for (int s = 0; s < sellers; s++) {
                    if (gain[b][s] - kept > least[s]) {
                        least[s] = gain[b][s] - kept;
                        changed = true;
                    }
                }
            }
        }
        return least;
    }

    /** What every seller gets in the core at most: the sellers' corner. */
    public long[] mostOfSellers() {
        long[] most = new long[sellers];
        for (int s = 0; s < sellers; s++) {
            most[s] = buyerOf[s] == NONE ? 0 : gain[buyerOf[s]][s];
        }
        boolean changed = true;
        while (changed) {
            changed = false;
            for (int b = 0; b < buyers; b++) {
                int own = sellerOf[b];
                for (int s = 0; own != NONE && s < sellers; s++) {
                    long bound = Math.max(0, most[s] + gain[b][own] - gain[b][s]);
                    if (bound < most[own]) {
                        most[own] = bound;
                        changed = true;
                    }
                }
            }
        }
        return most;
    }

    /** What every buyer keeps when sellers get {@code ofSellers}. */
    public long[] ofBuyers(long[] ofSellers) {
        long[] kept = new long[buyers];
        for (int b = 0; b < buyers; b++) {
            kept[b] = sellerOf[b] == NONE ? 0 : gain[b][sellerOf[b]] - ofSellers[sellerOf[b]];
        }
        return kept;
    }

    /** What all lose without {@code buyer}: what it gets at the buyers' corner. */
    public long contributionOfBuyer(int buyer) {
        long[][] others = new long[buyers][];
        for (int b = 0; b < buyers; b++) {
            others[b] = b == buyer ? new long[sellers] : gain[b];
        }
        return total() - new AssignmentGame(others).total();
    }

    /** What all lose without {@code seller}: what it gets at the sellers' corner. */
    public long contributionOfSeller(int seller) {
        long[][] others = new long[buyers][];
        for (int b = 0; b < buyers; b++) {
            others[b] = gain[b].clone();
            others[b][seller] = 0;
        }
        return total() - new AssignmentGame(others).total();
    }

    /** Whether payoffs are in the core: 0 or more each, sharing the total, and no pair could gain more together. */
    public boolean inCore(long[] ofBuyers, long[] ofSellers) {
        long sum = 0;
        boolean inside = true;
        for (int b = 0; b < buyers; b++) {
            sum += ofBuyers[b];
            inside &= ofBuyers[b] >= 0;
            for (int s = 0; s < sellers; s++) {
                inside &= ofBuyers[b] + ofSellers[s] >= gain[b][s];
            }
        }
        for (long payoff : ofSellers) {
            sum += payoff;
            inside &= payoff >= 0;
        }
        return inside && sum == total();
    }

    /** The assignment: the seller of every buyer, {@link #NONE} when it trades with nobody. */
    public List<Integer> assignment() {
        return Arrays.stream(sellerOf).boxed().toList();
    }
}
