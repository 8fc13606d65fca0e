package dev.walras.solver.model;

import java.util.Arrays;

/**
 * The Lagrangian dual function of a program, exactly, and the rounding of prices by it.
 *
 * <p>At prices p of 0 or more, {@code sum_g p_g endowment_g + sum over groups of max(0, max_k (value_k - p . units_k)
 * max_k)} is an upper bound on welfare. The function is convex and piecewise linear in p; the duals of the linear
 * relaxation with one row a group (each member taken as a fraction of its largest fill) minimise it.
 *
 * <p>Reference: A. M. Geoffrion, Lagrangean relaxation for integer programming, Mathematical Programming Study 2, 1974,
 * 82-114, doi:10.1007/BFb0120690.
 */
public final class DualBound {
    /** Prices of this size or more, in units of the fraction used, are cut: sums must stay below 2^127. */
    private static final int PRICE_BITS = 56;

    private static final int MOST_FRACTION_BITS = 30;
    /** Polishing visits at most about this many entries. */
    private static final long POLISHING_WORK = 20_000_000;

    private DualBound() {}

    /** The bound at {@code prices}, in micros; {@link Answer#NO_BOUND} when it exceeds a {@code long}. */
    public static long micros(LotProgram program, long[] prices) {
        return evaluate(program, prices, 0);
    }

    /**
     * The bound at real prices, rounded down to whole micros (welfare is whole): exact for the multiples of a power of
     * two next to {@code prices}, so it never understates.
     */
    public static long micros(LotProgram program, double[] prices) {
        double top = 0;
        for (double price : prices) {
            top = Math.max(top, price);
        }
        int bits = Math.max(0, Math.min(MOST_FRACTION_BITS, PRICE_BITS - 1 - Math.getExponent(Math.max(1, top))));
        double scale = (double) (1L << bits);
        long[] scaled = new long[prices.length];
        for (int g = 0; g < scaled.length; g++) {
            scaled[g] = whole(prices[g] * scale);
        }
        return evaluate(program, scaled, bits);
    }

    /** The nearest whole number of 0 or more; not-a-number and negative numbers give 0. */
    private static long whole(double x) {
        return x > 0 ? Math.min(Math.round(x), 1L << PRICE_BITS) : 0;
    }

    /** {@code floor(bound)} at prices {@code scaled / 2^bits}. */
    private static long evaluate(LotProgram program, long[] scaled, int bits) {
        if (!withinWidth(program, scaled)) {
            return Answer.NO_BOUND;
        }
        Wide sum = new Wide();
        for (int g = 0; g < scaled.length; g++) {
            sum.addProduct(scaled[g], program.endowment(g));
        }
        long[] bestHi = new long[program.groups()];
        long[] bestLo = new long[program.groups()];
        Wide reply = new Wide();
        for (int k = 0; k < program.orders(); k++) {
            long max = program.max(k);
            reply.clear();
            reply.addProduct(program.value(k) * max, 1L << bits);
            for (int e = program.start(k); e < program.end(k); e++) {
                reply.addProduct(-scaled[program.good(e)], program.units(e) * max);
            }
            if (reply.positive()) {
                int group = program.group(k);
                if (group < 0) {
                    sum.add(reply.hi(), reply.lo());
                } else if (reply.exceeds(bestHi[group], bestLo[group])) {
                    bestHi[group] = reply.hi();
                    bestLo[group] = reply.lo();
                }
            }
        }
        for (int group = 0; group < bestHi.length; group++) {
            sum.add(bestHi[group], bestLo[group]);
        }
        return sum.floorShift(bits);
    }

    private static boolean withinWidth(LotProgram program, long[] prices) {
        double[] turnover = new double[program.goods()];
        for (int g = 0; g < turnover.length; g++) {
            turnover[g] = program.endowment(g);
        }
        for (int k = 0; k < program.orders(); k++) {
            for (int e = program.start(k); e < program.end(k); e++) {
                turnover[program.good(e)] += Math.abs((double) program.units(e)) * program.max(k);
            }
        }
        double total = 0;
        for (int g = 0; g < turnover.length; g++) {
            total += turnover[g] * prices[g];
        }
        return total < 0x1p125;
    }

    /**
     * Whole prices near real ones with a small bound: the best of rounding to nearest, down and up, then single prices
     * moved, by steps that double, while that lowers the bound.
     */
    public static long[] rounded(LotProgram program, double[] prices) {
        long[] best = new long[prices.length];
        long[] down = new long[prices.length];
        long[] up = new long[prices.length];
        for (int g = 0; g < best.length; g++) {
            best[g] = whole(prices[g]);
            down[g] = Math.min(best[g], whole(Math.floor(prices[g])));
            up[g] = Math.max(best[g], whole(Math.ceil(prices[g])));
        }
        long bound = micros(program, best);
        for (long[] other : new long[][] {down, up}) {
            long at = micros(program, other);
            if (at < bound) {
                bound = at;
                best = other;
            }
        }
        return polished(program, best);
    }

    private static long[] polished(LotProgram program, long[] prices) {
        Descent descent = new Descent(program, prices);
        if (descent.slack == 0) {
            return prices;
        }
        long work = POLISHING_WORK;
        boolean moved = true;
        while (moved && work > 0) {
            moved = false;
            for (int g = 0; g < prices.length && work > 0; g++) {
                for (long step = 1; work > 0 && descent.move(g, step); step *= 2) {
                    moved = true;
                    work -= descent.workOf(g);
                }
                work -= descent.workOf(g);
            }
        }
        return descent.prices;
    }

    /** Coordinate descent over whole prices, in long arithmetic where that is exact. */
    private static final class Descent {
        private static final long[] SLACKS = {1L << 40, 1L << 30, 1L << 20, 1L << 10};

        private final LotProgram program;
        private final LotProgram.Touching touching;
        private final int[][] members;
        private final long[] prices;
        private final long[] start;
        private final long[] reply;
        private final int[] seen;
        /** How far a price may move, in micros, without any sum leaving a long; 0 when they do already. */
        private final long slack;

        private int stamp;

        Descent(LotProgram program, long[] prices) {
            this.program = program;
            this.touching = program.touching();
            this.members = program.membersOfGroups();
            this.prices = prices.clone();
            this.start = prices;
            this.reply = new long[program.orders()];
            this.seen = new int[program.groups()];
            Arrays.fill(seen, -1);
            this.slack = Arrays.stream(SLACKS).filter(this::fits).findFirst().orElse(0);
            for (int k = 0; k < reply.length && slack > 0; k++) {
                long sum = program.value(k);
                for (int e = program.start(k); e < program.end(k); e++) {
                    sum -= prices[program.good(e)] * program.units(e);
                }
                reply[k] = sum * program.max(k);
            }
        }

        private boolean fits(long moved) {
            double size = 0;
            for (int g = 0; g < prices.length; g++) {
                size += ((double) prices[g] + moved) * program.endowment(g);
            }
            for (int k = 0; k < reply.length; k++) {
                double one = Math.abs((double) program.value(k));
                for (int e = program.start(k); e < program.end(k); e++) {
                    one += ((double) prices[program.good(e)] + moved) * Math.abs((double) program.units(e));
                }
                size += one * program.max(k);
            }
            return size < 0x1p61;
        }

        int workOf(int good) {
            return 1 + 4 * (touching.end(good) - touching.start(good));
        }

        /** Moves one price up or down by {@code step} when that lowers the bound; says whether it did. */
        boolean move(int good, long step) {
            return moved(good, step) || moved(good, -step);
        }

        private boolean moved(int good, long by) {
            long to = prices[good] + by;
            boolean allowed = to >= 0 && Math.abs(to - start[good]) <= slack;
            if (allowed && change(good, by) < 0) {
                apply(good, by);
                return true;
            }
            return false;
        }

        private void apply(int good, long step) {
            prices[good] += step;
            for (int i = touching.start(good); i < touching.end(good); i++) {
                int k = touching.order(i);
                reply[k] -= step * program.units(touching.entry(i)) * program.max(k);
            }
        }

        /** How the bound changes when the price of {@code good} does. */
        private long change(int good, long step) {
            long change = step * program.endowment(good);
            stamp++;
            for (int i = touching.start(good); i < touching.end(good); i++) {
                int k = touching.order(i);
                int group = program.group(k);
                if (group < 0) {
                    long then = reply[k] - step * program.units(touching.entry(i)) * program.max(k);
                    change += Math.max(0, then) - Math.max(0, reply[k]);
                } else if (seen[group] != stamp) {
                    seen[group] = stamp;
                    change += changeOfGroup(members[group], good, step);
                }
            }
            return change;
        }

        private long changeOfGroup(int[] group, int good, long step) {
            long before = 0;
            long after = 0;
            for (int k : group) {
                before = Math.max(before, reply[k]);
                long then = reply[k];
                for (int e = program.start(k); e < program.end(k); e++) {
                    if (program.good(e) == good) {
                        then -= step * program.units(e) * program.max(k);
                    }
                }
                after = Math.max(after, then);
            }
            return after - before;
        }
    }
}
