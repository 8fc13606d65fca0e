package dev.walras.solver.packages;

import dev.walras.solver.model.LotProgram;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A package auction made smaller and tighter, without losing its optimum, and the way back.
 *
 * <p>Handles programs of single lots in which orders only receive, and any two that want a scarce good exclude each
 * other: goods that exist once, with exclusive groups. Such a program is a set packing: of every row (a good, a group)
 * at most one bid is filled. Repeats, until nothing changes:
 *
 * <ul>
 *   <li>bids worth nothing, or for more than there is, are dropped;
 *   <li>a bid is dominated, and dropped, when one worth no less excludes it and nothing that it does not exclude
 *       itself: fewer goods and no other exclusive group, or the same ones;
 *   <li>a bid is taken when it is worth no less than the best of every row it is in together: none of its rivals can
 *       make up for it, as for a bid on a good that nobody else wants;
 *   <li>rows are extended by bids that exclude all of their members, and rows within others are dropped: what is left
 *       are maximal cliques, across goods and groups, with a tighter linear relaxation.
 * </ul>
 *
 * <p>{@link #exclude} adds fixing by reduced costs. Not for goods that exist several times, for which {@link #of} gives
 * null. Time and memory grow with the square of the bids; above {@value #MOST_BIDS} bids {@link #of} gives null, too.
 *
 * <p>Reference: T. Sandholm, S. Suri, A. Gilpin, D. Levine, CABOB: a fast optimal algorithm for winner determination in
 * combinatorial auctions, Management Science 51(3), 2005, 374-390, doi:10.1287/mnsc.1040.0336; M. W. Padberg, On the
 * facial structure of set packing polyhedra, Mathematical Programming 5, 1973, 199-215, doi:10.1007/BF01580121.
 */
public final class PackageReduction {
    /** Beyond this many bids the matrix of conflicts is too large. */
    static final int MOST_BIDS = 12_000;

    private final LotProgram whole;
    private final int[] order;
    private final long[] value;
    private final Conflicts conflicts;
    private final boolean[] open;
    private final boolean[] taken;
    private final List<int[]> rows = new ArrayList<>();
    private int[] kept = {};
    private LotProgram tight;
    private boolean extending;
    private int worthless;
    private int dominated;
    private int accepted;
    private int excluded;
    private int extended;

    /**
     * How many reductions there were.
     *
     * @param worthless bids worth nothing, or impossible
     * @param dominated bids that another does better than
     * @param accepted bids taken for certain
     * @param excluded bids decided by reduced costs, or by rivals that were taken
     * @param extended rows that gained members
     * @param rows that are left
     * @param bids that are left
     */
    public record Counts(int worthless, int dominated, int accepted, int excluded, int extended, int rows, int bids) {}

    private PackageReduction(LotProgram whole, int[] order, List<int[]> rows) {
        this.whole = whole;
        this.order = order;
        this.value = new long[order.length];
        this.open = new boolean[order.length];
        this.taken = new boolean[order.length];
        for (int i = 0; i < order.length; i++) {
            value[i] = whole.value(order[i]);
            open[i] = true;
        }
        this.rows.addAll(rows);
        this.conflicts = Conflicts.of(order.length, rows.toArray(int[][]::new));
        this.worthless = whole.orders() - order.length;
        this.tight = whole;
    }

    /** The reduction of {@code whole}, null where it is not a set packing, or too large. */
    public static @Nullable PackageReduction of(LotProgram whole) {
        PackageReduction reduction = loose(whole);
        if (reduction != null) {
            reduction.tighten();
        }
        return reduction;
    }

    /**
     * The reduction of {@code whole} with its rows as they are, until {@link #tighten}: less work, and a relaxation of
     * fewer entries, that is weaker. Null where it is not a set packing, or too large.
     */
    public static @Nullable PackageReduction loose(LotProgram whole) {
        int[] order = candidates(whole);
        if (order == null || order.length > MOST_BIDS) {
            return null;
        }
        List<int[]> rows = rows(whole, order);
        if (rows == null) {
            return null;
        }
        PackageReduction reduction = new PackageReduction(whole, order, rows);
        reduction.reduce();
        return reduction;
    }

    /** Whether {@code whole} is a set packing, and not too large. */
    public static boolean handles(LotProgram whole) {
        int[] order = candidates(whole);
        return order != null && order.length <= MOST_BIDS && rows(whole, order) != null;
    }

    /** Orders that may be filled with gain; null when some order is not for a single lot, or gives something. */
    private static int @Nullable [] candidates(LotProgram whole) {
        int[] order = new int[whole.orders()];
        int n = 0;
        for (int k = 0; k < whole.orders(); k++) {
            boolean fits = whole.value(k) > 0;
            for (int e = whole.start(k); e < whole.end(k); e++) {
                if (whole.units(e) < 0) {
                    return null;
                }
                fits &= whole.units(e) <= whole.endowment(whole.good(e));
            }
            if (whole.max(k) != 1) {
                return null;
            }
            if (fits) {
                order[n++] = k;
            }
        }
        return Arrays.copyOf(order, n);
    }

    /** The goods and groups of two bids or more, by positions in {@code order}; null when a good is not exclusive. */
    private static @Nullable List<int[]> rows(LotProgram whole, int[] order) {
        int[] position = new int[whole.orders()];
        Arrays.fill(position, -1);
        for (int i = 0; i < order.length; i++) {
            position[order[i]] = i;
        }
        List<int[]> rows = new ArrayList<>();
        LotProgram.Touching touching = whole.touching();
        for (int g = 0; g < whole.goods(); g++) {
            int[] members = new int[touching.end(g) - touching.start(g)];
            long least = Long.MAX_VALUE;
            long second = Long.MAX_VALUE;
            long sum = 0;
            int n = 0;
            for (int at = touching.start(g); at < touching.end(g); at++) {
                int i = position[touching.order(at)];
                if (i >= 0) {
                    long units = whole.units(touching.entry(at));
                    members[n++] = i;
                    sum += units;
                    second = Math.min(second, Math.max(least, units));
                    least = Math.min(least, units);
                }
            }
            if (sum > whole.endowment(g)) {
                if (least + second <= whole.endowment(g)) {
                    return null;
                }
                rows.add(Arrays.copyOf(members, n));
            }
        }
        for (int[] group : whole.membersOfGroups()) {
            int[] members = Arrays.stream(group)
                    .map(k -> position[k])
                    .filter(i -> i >= 0)
                    .toArray();
            if (members.length > 1) {
                rows.add(members);
            }
        }
        return rows;
    }

    /** Extends the rows, from now on, by bids that exclude all of their members. */
    public void tighten() {
        extending = true;
        extendRows();
        dropContained();
        build();
    }

    /** Applies all rules until nothing changes. */
    private void reduce() {
        boolean changed = true;
        while (changed) {
            changed = dropDominated();
            changed |= acceptUnrivalled();
        }
        shrinkRows();
        if (extending) {
            extendRows();
        }
        dropContained();
        build();
    }

    private void close(int i) {
        open[i] = false;
        conflicts.isolate(i);
    }

    private void take(int i) {
        long[] rivals = conflicts.of(i).clone();
        taken[i] = true;
        close(i);
        for (int w = 0; w < rivals.length; w++) {
            for (long rest = rivals[w]; rest != 0; rest &= rest - 1) {
                close((w << 6) + Long.numberOfTrailingZeros(rest));
                excluded++;
            }
        }
    }

    private boolean dropDominated() {
        int[] degree = new int[order.length];
        for (int i = 0; i < degree.length; i++) {
            degree[i] = conflicts.degree(i);
        }
        boolean changed = false;
        for (int i = 0; i < order.length; i++) {
            if (open[i] && dominated(i, degree)) {
                close(i);
                dominated++;
                changed = true;
            }
        }
        return changed;
    }

    private boolean dominated(int i, int[] degree) {
        long[] rivals = conflicts.of(i);
        for (int w = 0; w < rivals.length; w++) {
            for (long rest = rivals[w]; rest != 0; rest &= rest - 1) {
                int by = (w << 6) + Long.numberOfTrailingZeros(rest);
                boolean better = value[by] > value[i] || (value[by] == value[i] && by < i);
                if ((better || value[by] == value[i]) && degree[by] <= degree[i] && conflicts.within(by, i)) {
                    // Of twins the first stays: the other way round both would go.
                    if (better || !conflicts.within(i, by)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    private boolean acceptUnrivalled() {
        long[] rivals = new long[order.length];
        for (int[] row : rows) {
            long best = 0;
            long second = 0;
            int top = -1;
            for (int i : row) {
                if (open[i] && value[i] > best) {
                    second = best;
                    best = value[i];
                    top = i;
                } else if (open[i]) {
                    second = Math.max(second, value[i]);
                }
            }
            for (int i : row) {
                rivals[i] += i == top ? second : best;
            }
        }
        boolean changed = false;
        for (int i = 0; i < order.length; i++) {
            if (open[i] && value[i] >= rivals[i]) {
                take(i);
                accepted++;
                changed = true;
            }
        }
        return changed;
    }

    private void shrinkRows() {
        List<int[]> old = List.copyOf(rows);
        rows.clear();
        for (int[] row : old) {
            int[] members = Arrays.stream(row).filter(i -> open[i]).toArray();
            if (members.length > 1) {
                rows.add(members);
            }
        }
    }

    /** Extends every row greedily, by bids of many conflicts first. */
    private void extendRows() {
        long[] allOpen = new long[(order.length + 63) >>> 6];
        for (int i = 0; i < order.length; i++) {
            if (open[i]) {
                allOpen[i >>> 6] |= 1L << i;
            }
        }
        for (int r = 0; r < rows.size(); r++) {
            int[] longer = Cliques.extended(conflicts, rows.get(r), allOpen);
            extended += longer.length > rows.get(r).length ? 1 : 0;
            rows.set(r, longer);
        }
    }

    private void dropContained() {
        List<int[]> left = Cliques.maximal(rows, order.length);
        rows.clear();
        rows.addAll(left);
    }

    private void build() {
        int[] position = new int[order.length];
        kept = new int[order.length];
        int n = 0;
        for (int i = 0; i < order.length; i++) {
            if (open[i]) {
                position[i] = n;
                kept[n++] = i;
            }
        }
        kept = Arrays.copyOf(kept, n);
        long[] values = Arrays.stream(kept).mapToLong(i -> value[i]).toArray();
        int[][] members = new int[rows.size()][];
        for (int r = 0; r < members.length; r++) {
            members[r] = Arrays.stream(rows.get(r)).map(i -> position[i]).toArray();
        }
        tight = LotProgram.packing(values, members);
    }

    /**
     * Decides bids by reduced costs: with {@code bound} the Lagrangian bound at row prices, a bid whose other choice
     * would take it to {@code incumbent} or below is decided. All fills worth more than {@code incumbent} survive. Then
     * applies all rules again. In whole numbers.
     *
     * @param prices of the rows of {@link #tight}, in micros, 0 or more
     * @param incumbent welfare to be exceeded by the tight program, in micros
     * @return whether anything was decided
     */
    public boolean exclude(long[] prices, long incumbent) {
        long bound = 0;
        long[] reduced = new long[kept.length];
        for (long price : prices) {
            bound = Math.addExact(bound, price);
        }
        for (int j = 0; j < kept.length; j++) {
            reduced[j] = tight.value(j);
            for (int e = tight.start(j); e < tight.end(j); e++) {
                reduced[j] = Math.subtractExact(reduced[j], prices[tight.good(e)]);
            }
            bound = Math.addExact(bound, Math.max(0, reduced[j]));
        }
        int[] bids = kept;
        int before = excluded;
        for (int j = 0; j < bids.length; j++) {
            if (open[bids[j]] && reduced[j] > 0 && bound - reduced[j] <= incumbent) {
                take(bids[j]);
                excluded++;
            }
        }
        for (int j = 0; j < bids.length; j++) {
            if (open[bids[j]] && reduced[j] < 0 && bound + reduced[j] <= incumbent) {
                close(bids[j]);
                excluded++;
            }
        }
        if (excluded > before) {
            reduce();
        }
        return excluded > before;
    }

    /** Adds rows, of each of which at most one bid can be filled, by orders of {@link #tight}, and reduces again. */
    public void add(List<int[]> cliques) {
        for (int[] clique : cliques) {
            int[] members = Arrays.stream(clique).map(j -> kept[j]).toArray();
            rows.add(members);
            conflicts.join(members);
        }
        dropContained();
        build();
    }

    /** What is left: rows are its goods, of endowment 1, and there are no groups. */
    public LotProgram tight() {
        return tight;
    }

    /**
     * Rows, by orders of {@link #tight}, that fractions of its orders violate: cliques across goods and groups.
     *
     * @param fractions 0 to 1
     * @param most how many at most, the most violated first
     */
    public List<int[]> violated(double[] fractions, int most) {
        double[] all = new double[order.length];
        int[] position = new int[order.length];
        for (int j = 0; j < kept.length; j++) {
            all[kept[j]] = fractions[j];
            position[kept[j]] = j;
        }
        List<int[]> cuts = new ArrayList<>();
        for (int[] cut : Cliques.violated(conflicts, all, most)) {
            cuts.add(Arrays.stream(cut)
                    .filter(i -> open[i])
                    .map(i -> position[i])
                    .toArray());
        }
        return cuts;
    }

    /** The share of pairs of bids of {@link #tight} that exclude each other, 0 to 1. */
    public double density() {
        long pairs = 0;
        for (int i : kept) {
            pairs += conflicts.degree(i);
        }
        return kept.length < 2 ? 1 : pairs / ((double) kept.length * (kept.length - 1));
    }

    /** Lots of the whole from lots of {@link #tight}. */
    public long[] expand(long[] lots) {
        long[] all = new long[whole.orders()];
        for (int i = 0; i < order.length; i++) {
            all[order[i]] = taken[i] ? 1 : 0;
        }
        for (int j = 0; j < kept.length; j++) {
            all[order[kept[j]]] = lots[j];
        }
        return all;
    }

    /** Lots of {@link #tight} from lots of the whole; what was decided otherwise is left out. */
    public long[] restrict(long[] lots) {
        long[] some = new long[kept.length];
        for (int j = 0; j < kept.length; j++) {
            some[j] = lots[order[kept[j]]];
        }
        return some;
    }

    /** The welfare of the bids taken for certain, in micros. */
    public long takenMicros() {
        long sum = 0;
        for (int i = 0; i < order.length; i++) {
            sum += taken[i] ? value[i] : 0;
        }
        return sum;
    }

    /** How many reductions there were. */
    public Counts counts() {
        return new Counts(worthless, dominated, accepted, excluded, extended, rows.size(), kept.length);
    }
}
