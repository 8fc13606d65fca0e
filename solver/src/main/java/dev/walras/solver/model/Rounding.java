package dev.walras.solver.model;

import java.util.Arrays;

/**
 * Whole lots from the fractions of a linear relaxation: rounds down and to nearest, repairs both, completes them
 * greedily by the relaxation's own preferences, and keeps the best of these and the plain greedy fills; rounding down
 * is enough where the duals prove it.
 *
 * <p>Reference: P. Raghavan, C. D. Tompson, Randomized rounding, Combinatorica 7(4), 1987, 365-374,
 * doi:10.1007/BF02579324. Differs from it: the rounding is deterministic.
 */
public final class Rounding {
    /** Fractions this close below a whole number of lots count as that number. */
    private static final double SLACK = 1e-6;

    private Rounding() {}

    /**
     * Feasible fills near {@code fractions}.
     *
     * @param fractions of {@code max} lots of every order, 0 to 1
     * @param prices the duals
     */
    public static long[] round(LotProgram program, double[] fractions, double[] prices) {
        double[] promise = new double[program.orders()];
        for (int k = 0; k < promise.length; k++) {
            double margin = program.value(k);
            double size = Math.abs(margin) + 1;
            for (int e = program.start(k); e < program.end(k); e++) {
                margin -= prices[program.good(e)] * program.units(e);
                size += Math.abs(prices[program.good(e)] * program.units(e));
            }
            promise[k] = fractions[k] + margin / size;
        }
        long[] down = Greedy.complete(program, prices, promise, rounded(program, fractions, SLACK));
        if (program.welfare(down) >= DualBound.micros(program, prices)) {
            return down;
        }
        long[] best = Greedy.fill(program, prices);
        long[] nearest = Greedy.complete(program, prices, promise, rounded(program, fractions, 0.5));
        for (long[] lots : new long[][] {down, nearest}) {
            if (program.welfare(lots) > program.welfare(best)) {
                best = lots;
            }
        }
        return best;
    }

    private static long[] rounded(LotProgram program, double[] fractions, double slack) {
        int[] bestOfGroup = new int[program.groups()];
        Arrays.fill(bestOfGroup, -1);
        long[] lots = new long[program.orders()];
        for (int k = 0; k < lots.length; k++) {
            long x = Math.min(program.max(k), (long) Math.floor(fractions[k] * program.max(k) + slack));
            lots[k] = x < program.min(k) ? 0 : x;
            int group = program.group(k);
            if (group >= 0 && lots[k] > 0) {
                int other = bestOfGroup[group];
                if (other < 0 || fractions[other] < fractions[k]) {
                    bestOfGroup[group] = k;
                }
            }
        }
        for (int k = 0; k < lots.length; k++) {
            if (program.group(k) >= 0 && bestOfGroup[program.group(k)] != k) {
                lots[k] = 0;
            }
        }
        return lots;
    }
}
