package dev.walras.solver.model;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Feasible fills by taking orders one after another, from the most promising on.
 *
 * <p>Where an order needs goods that nobody has left over, the cheapest suppliers are filled with it, and theirs, until
 * all balances hold; the package is kept when it adds welfare. Orders that cost something and are not needed are
 * dropped in the end. Fast, and without any guarantee (with endowments only and orders ranked by value a root of their
 * size it is the greedy rule of Lehmann, O'Callaghan and Shoham, within a root of the number of goods of the optimum).
 *
 * <p>Reference: D. Lehmann, L. I. O'Callaghan, Y. Shoham, Truth revelation in approximately efficient combinatorial
 * auctions, Journal of the ACM 49(5), 2002, 577-602, doi:10.1145/585265.585266.
 */
public final class Greedy {
    /** A package of one order and its suppliers changes at most this many orders. */
    private static final int LONGEST_PACKAGE = 64;

    private final LotProgram program;
    private final double[] prices;
    private final double[] promise;
    private final long[] lots;
    private final long[] left;
    private final int[] takenBy;
    /** Suppliers of a good from the cheapest on; null until asked for. */
    private final int[] @Nullable [] suppliers;

    private final int[] open;
    private final boolean somebodyGives;
    /** The orders of every good; null until asked for. */
    private LotProgram.@Nullable Touching touching;

    private final int[] changed = new int[LONGEST_PACKAGE];
    private final long[] by = new long[LONGEST_PACKAGE];
    private int changes;

    private Greedy(LotProgram program, double[] prices, double[] promise, long[] start) {
        this.program = program;
        this.prices = prices;
        this.promise = promise;
        this.lots = start.clone();
        this.takenBy = new int[program.groups()];
        this.suppliers = new int[program.goods()][];
        this.open = new int[program.goods()];
        Arrays.fill(takenBy, -1);
        for (int k = 0; k < lots.length; k++) {
            if (lots[k] > 0 && program.group(k) >= 0) {
                takenBy[program.group(k)] = k;
            }
        }
        this.left = program.left(lots);
        this.somebodyGives = somebodyGives(program);
    }

    private static boolean somebodyGives(LotProgram program) {
        for (int e = 0; e < program.entries(); e++) {
            if (program.units(e) < 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Feasible fills from nothing, orders ranked by margin at {@code prices} and value a unit.
     *
     * @param prices what units are thought to be worth, one a good; zeros when nothing is known
     */
    public static long[] fill(LotProgram program, double[] prices) {
        double[] promise = new double[program.orders()];
        for (int k = 0; k < promise.length; k++) {
            double margin = program.value(k);
            double size = 1e-9;
            for (int e = program.start(k); e < program.end(k); e++) {
                int g = program.good(e);
                margin -= prices[g] * program.units(e);
                size += program.units(e) > 0 ? program.units(e) / (1.0 + program.endowment(g)) : 0;
            }
            promise[k] = margin >= 0 ? margin / Math.sqrt(size) : margin;
        }
        return complete(program, prices, promise, new long[program.orders()]);
    }

    /**
     * Feasible fills from a start that need not be feasible as to balances: orders are cut, the least promising first,
     * until it is; then others are added, the most promising first.
     *
     * @param promise one an order, more is better
     * @param start lots within ranges, with at most one filled order a group
     */
    public static long[] complete(LotProgram program, double[] prices, double[] promise, long[] start) {
        Greedy greedy = new Greedy(program, prices, promise, start);
        greedy.repair();
        greedy.improve();
        greedy.trim();
        return greedy.lots;
    }

    private LotProgram.Touching touching() {
        LotProgram.Touching known = touching == null ? program.touching() : touching;
        touching = known;
        return known;
    }

    private void repair() {
        boolean cut = true;
        while (cut) {
            cut = false;
            for (int g = 0; g < left.length; g++) {
                if (left[g] < 0) {
                    cut |= cutConsumers(g);
                }
            }
        }
    }

    /** Cuts consumers of {@code good} until its balance holds; false when there was nothing to cut. */
    private boolean cutConsumers(int good) {
        boolean cutSome = false;
        LotProgram.Touching touching = touching();
        int n = touching.end(good) - touching.start(good);
        int[] orders = new int[n];
        long[] units = new long[n];
        double[] order = new double[n];
        for (int i = 0; i < n; i++) {
            orders[i] = touching.order(touching.start(good) + i);
            units[i] = program.units(touching.entry(touching.start(good) + i));
            order[i] = -promise[orders[i]];
        }
        for (int i : IndexSort.descending(order)) {
            int k = orders[i];
            if (left[good] >= 0) {
                return true;
            }
            if (units[i] > 0 && lots[k] > 0) {
                cutSome = true;
                long cut = Math.min(lots[k], (-left[good] + units[i] - 1) / units[i]);
                move(k, lots[k] - cut < program.min(k) ? -lots[k] : -cut);
            }
        }
        return cutSome;
    }

    private void move(int k, long lotsAdded) {
        lots[k] += lotsAdded;
        for (int e = program.start(k); e < program.end(k); e++) {
            left[program.good(e)] -= program.units(e) * lotsAdded;
        }
        int group = program.group(k);
        if (group >= 0) {
            takenBy[group] = lots[k] > 0 ? k : -1;
        }
    }

    private long available(int k) {
        int group = program.group(k);
        return group >= 0 && takenBy[group] >= 0 && takenBy[group] != k ? 0 : program.max(k) - lots[k];
    }

    private void improve() {
        int[] hopeful = new int[lots.length];
        double[] promises = new double[lots.length];
        int n = 0;
        for (int k = 0; k < lots.length; k++) {
            if (hopeful(k)) {
                promises[n] = promise[k];
                hopeful[n++] = k;
            }
        }
        for (int i : IndexSort.descending(Arrays.copyOf(promises, n))) {
            int k = hopeful[i];
            long wanted = available(k);
            long fits = Math.min(wanted, fitting(k));
            if (fits > 0 && lots[k] + fits >= program.min(k)) {
                move(k, fits);
                wanted -= fits;
            }
            // Without anybody who gives, what does not fit by itself cannot be supplied.
            for (long step = somebodyGives ? wanted : 0; step > 0 && wanted > 0; ) {
                if (lots[k] + step >= program.min(k) && addPackage(k, step)) {
                    wanted -= step;
                    step = Math.min(step, wanted);
                } else {
                    step /= 2;
                }
            }
        }
    }

    /** Whether more lots of {@code k} can add welfare; without anybody who gives, goods left over only dwindle. */
    private boolean hopeful(int k) {
        return program.value(k) > 0 && available(k) > 0 && (somebodyGives || fitting(k) > 0);
    }

    /** How many more lots the goods left over allow. */
    private long fitting(int k) {
        long fits = Long.MAX_VALUE;
        for (int e = program.start(k); e < program.end(k); e++) {
            if (program.units(e) > 0) {
                fits = Math.min(fits, left[program.good(e)] / program.units(e));
            }
        }
        return fits;
    }

    /** Adds lots of {@code k} and of suppliers of what it lacks; takes all back unless that adds welfare. */
    private boolean addPackage(int k, long lotsAdded) {
        changes = 0;
        change(k, lotsAdded);
        double gain = (double) program.value(k) * lotsAdded;
        boolean balanced = false;
        while (!balanced) {
            balanced = true;
            for (int i = 0; i < changes && balanced; i++) {
                for (int e = program.start(changed[i]); e < program.end(changed[i]) && balanced; e++) {
                    if (left[program.good(e)] < 0) {
                        balanced = false;
                        double cost = supply(program.good(e));
                        gain -= cost;
                        if (!(gain > 0)) {
                            undo();
                            return false;
                        }
                    }
                }
            }
        }
        for (int i = 0; i < changes; i++) {
            for (int e = program.start(changed[i]); e < program.end(changed[i]); e++) {
                skipExhausted(program.good(e));
            }
        }
        return true;
    }

    /** What a kept package has used up is not offered again. */
    private void skipExhausted(int good) {
        int[] row = suppliers[good];
        while (row != null && open[good] < row.length && available(row[open[good]]) == 0) {
            open[good]++;
        }
    }

    private void change(int k, long lotsAdded) {
        changed[changes] = k;
        by[changes++] = lotsAdded;
        move(k, lotsAdded);
    }

    private void undo() {
        while (changes > 0) {
            changes--;
            move(changed[changes], -by[changes]);
        }
    }

    /** Covers what lacks of {@code good} from its cheapest suppliers; their cost, infinite when that fails. */
    private double supply(int good) {
        int[] row = suppliers[good];
        if (row == null) {
            row = sortedSuppliers(good);
            suppliers[good] = row;
        }
        double cost = 0;
        for (int i = open[good]; i < row.length && left[good] < 0; i++) {
            int k = row[i];
            long given = -unitsOf(k, good);
            long needed = Math.max((-left[good] + given - 1) / given, program.min(k) - lots[k]);
            long used = Math.min(needed, available(k));
            if (used > 0 && lots[k] + used >= program.min(k)) {
                if (changes == LONGEST_PACKAGE) {
                    return Double.POSITIVE_INFINITY;
                }
                change(k, used);
                cost -= (double) program.value(k) * used;
            }
        }
        return left[good] < 0 ? Double.POSITIVE_INFINITY : cost;
    }

    private long unitsOf(int k, int good) {
        for (int e = program.start(k); e < program.end(k); e++) {
            if (program.good(e) == good) {
                return program.units(e);
            }
        }
        return 0;
    }

    private int[] sortedSuppliers(int good) {
        int n = 0;
        LotProgram.Touching touching = touching();
        int[] orders = new int[touching.end(good) - touching.start(good)];
        double[] cheapness = new double[orders.length];
        for (int i = touching.start(good); i < touching.end(good); i++) {
            long units = program.units(touching.entry(i));
            if (units < 0) {
                int k = touching.order(i);
                double worth = program.value(k);
                for (int e = program.start(k); e < program.end(k); e++) {
                    worth -= program.good(e) == good ? 0 : prices[program.good(e)] * program.units(e);
                }
                orders[n] = k;
                cheapness[n++] = worth / -units;
            }
        }
        int[] ranks = IndexSort.descending(Arrays.copyOf(cheapness, n));
        for (int i = 0; i < n; i++) {
            ranks[i] = orders[ranks[i]];
        }
        return ranks;
    }

    /** Drops lots that cost something and are not needed, the most costly first. */
    private void trim() {
        int[] costly = new int[lots.length];
        double[] costs = new double[lots.length];
        int n = 0;
        for (int k = 0; k < lots.length; k++) {
            if (program.value(k) < 0 && lots[k] > 0) {
                costs[n] = -(double) program.value(k);
                costly[n++] = k;
            }
        }
        for (int i : IndexSort.descending(Arrays.copyOf(costs, n))) {
            int k = costly[i];
            long spare = lots[k];
            for (int e = program.start(k); e < program.end(k); e++) {
                if (program.units(e) < 0) {
                    spare = Math.min(spare, left[program.good(e)] / -program.units(e));
                }
            }
            if (spare > 0 && spare < lots[k] && lots[k] - spare < program.min(k)) {
                spare = lots[k] - program.min(k);
            }
            if (spare > 0) {
                move(k, -spare);
            }
        }
    }
}
