package dev.walras.solver.model;

import java.util.Arrays;

/** What is left of a program when some orders are fixed, and the way back. */
public final class Reduced {
    private final LotProgram whole;
    private final LotProgram rest;
    private final int[] kept;
    private final long[] fixed;

    private Reduced(LotProgram whole, int[] kept, long[] fixed) {
        this.whole = whole;
        this.kept = kept;
        this.fixed = fixed;
        int[] goods = new int[whole.goods()];
        for (int g = 0; g < goods.length; g++) {
            goods[g] = g;
        }
        this.rest = whole.select(kept, goods, whole.left(fixed));
    }

    /**
     * Fixes orders at the lots of {@code lots} but leaves those with {@code free} open, and with them whatever takes
     * what they might no longer give.
     *
     * @param lots feasible, or within ranges and groups
     */
    public static Reduced freeing(LotProgram whole, long[] lots, boolean[] toFree) {
        boolean[] free = withDependents(whole, lots, toFree);
        int n = 0;
        int[] kept = new int[lots.length];
        long[] fixed = lots.clone();
        boolean[] taken = new boolean[whole.groups()];
        for (int k = 0; k < lots.length; k++) {
            if (!free[k] && lots[k] > 0 && whole.group(k) >= 0) {
                taken[whole.group(k)] = true;
            }
        }
        for (int k = 0; k < lots.length; k++) {
            if (free[k]) {
                fixed[k] = 0;
                if (whole.group(k) < 0 || !taken[whole.group(k)]) {
                    kept[n++] = k;
                }
            }
        }
        return new Reduced(whole, Arrays.copyOf(kept, n), fixed);
    }

    private static boolean[] withDependents(LotProgram whole, long[] lots, boolean[] toFree) {
        boolean[] free = toFree.clone();
        long[] fixed = lots.clone();
        for (int k = 0; k < free.length; k++) {
            fixed[k] = free[k] ? 0 : lots[k];
        }
        long[] left = whole.left(fixed);
        boolean freed = true;
        while (freed) {
            freed = false;
            for (int k = 0; k < free.length; k++) {
                if (fixed[k] > 0 && takesTooMuch(whole, left, k)) {
                    for (int e = whole.start(k); e < whole.end(k); e++) {
                        left[whole.good(e)] += whole.units(e) * fixed[k];
                    }
                    fixed[k] = 0;
                    free[k] = true;
                    freed = true;
                }
            }
        }
        return free;
    }

    private static boolean takesTooMuch(LotProgram whole, long[] left, int k) {
        for (int e = whole.start(k); e < whole.end(k); e++) {
            if (whole.units(e) > 0 && left[whole.good(e)] < 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * Fixes every order whose other choice the Lagrangian bound at {@code prices} shows to be worth less than
     * {@code incumbent}: all fills worth that much or more survive (reduced-cost fixing).
     *
     * <p>Sums are in floating point, against a margin far above their error.
     *
     * @param bound the bound at {@code prices}, in micros
     */
    public static Reduced byBound(LotProgram whole, double[] prices, long bound, long incumbent) {
        double[] margin = new double[whole.orders()];
        double[] error = new double[whole.orders()];
        double[] best = new double[whole.groups()];
        double[] second = new double[whole.groups()];
        for (int k = 0; k < margin.length; k++) {
            margin[k] = whole.value(k);
            error[k] = Math.abs(margin[k]);
            for (int e = whole.start(k); e < whole.end(k); e++) {
                double worth = prices[whole.good(e)] * whole.units(e);
                margin[k] -= worth;
                error[k] += Math.abs(worth);
            }
            int group = whole.group(k);
            double reply = margin[k] * whole.max(k);
            if (group >= 0 && reply > best[group]) {
                second[group] = best[group];
                best[group] = reply;
            } else if (group >= 0) {
                second[group] = Math.max(second[group], reply);
            }
        }
        boolean[] free = new boolean[margin.length];
        long[] lots = new long[margin.length];
        for (int k = 0; k < margin.length; k++) {
            int group = whole.group(k);
            double reply = margin[k] * whole.max(k);
            double top = group >= 0 ? best[group] : Math.max(0, reply);
            double used = margin[k] > 0 ? reply : margin[k] * whole.min(k);
            double without = group < 0 ? 0 : reply >= top ? second[group] : top;
            double target = incumbent - 2 - 1e-9 * (error[k] * whole.max(k) + Math.abs((double) bound));
            boolean never = bound - (top - used) < target;
            boolean always = whole.max(k) == 1 && bound - (top - without) < target;
            free[k] = !never && !always;
            lots[k] = always && !never ? 1 : 0;
        }
        return freeing(whole, lots, free);
    }

    /** The program that is left; its goods keep their indices. */
    public LotProgram rest() {
        return rest;
    }

    /** Lots of the whole from lots of the rest. */
    public long[] expand(long[] lots) {
        long[] all = fixed.clone();
        for (int i = 0; i < kept.length; i++) {
            all[kept[i]] = lots[i];
        }
        return all;
    }

    /** Lots of the rest from lots of the whole. */
    public long[] restrict(long[] lots) {
        long[] some = new long[kept.length];
        for (int i = 0; i < kept.length; i++) {
            some[i] = lots[kept[i]];
        }
        return some;
    }

    /** The welfare of what is fixed, in micros. */
    public long fixedWelfare() {
        return whole.welfare(fixed);
    }

    /** Whether {@code lots} of the whole agree with what is fixed. */
    public boolean keeps(long[] lots) {
        return Arrays.equals(expand(restrict(lots)), lots);
    }
}
