package dev.walras.solver.model;

import java.util.Arrays;

/**
 * Prices with a small dual bound, for programs too large for a linear engine: projected subgradient descent on the
 * Lagrangian dual function, with Polyak's step towards the welfare of fills already known.
 *
 * <p>Each round answers prices by everybody's best reply and moves them by what is short or left over. Linear time a
 * round, a few vectors of memory. Converges to the minimum only when the target is the optimum; the best prices seen
 * are returned, so the bound never gets worse than at the start.
 *
 * <p>Reference: B. T. Polyak, Minimization of unsmooth functionals, USSR Computational Mathematics and Mathematical
 * Physics 9(3), 1969, 14-29, doi:10.1016/0041-5553(69)90061-5. Differs from it: the step is halved after rounds without
 * gain, and excess is measured in shares of each good's turnover.
 */
public final class Subgradient {
    private static final int ROUNDS = 300;
    private static final int PATIENCE = 12;

    private final LotProgram program;
    /** Squared scale of each good: prices of goods of small turnover move more. */
    private final double[] weight;

    private final double[] excess;
    private final int[] replyOfGroup;
    private final double[] gainOfGroup;

    private Subgradient(LotProgram program) {
        this.program = program;
        this.weight = new double[program.goods()];
        this.excess = new double[program.goods()];
        this.replyOfGroup = new int[program.groups()];
        this.gainOfGroup = new double[program.groups()];
        for (int g = 0; g < weight.length; g++) {
            weight[g] = 1.0 + program.endowment(g);
        }
        for (int k = 0; k < program.orders(); k++) {
            for (int e = program.start(k); e < program.end(k); e++) {
                if (program.units(e) < 0) {
                    weight[program.good(e)] -= (double) program.units(e) * program.max(k);
                }
            }
        }
        for (int g = 0; g < weight.length; g++) {
            weight[g] = 1 / (weight[g] * weight[g]);
        }
    }

    /**
     * Prices whose bound is at most that of {@code start}, within the time limit.
     *
     * @param start prices to start from
     * @param welfare of feasible fills, in micros: what the bound is drawn towards
     */
    public static double[] improve(LotProgram program, double[] start, long welfare, Run run) {
        return new Subgradient(program).descend(start, (double) welfare, run);
    }

    private double[] descend(double[] start, double welfare, Run run) {
        double[] prices = start.clone();
        double[] best = start;
        double bestBound = Double.POSITIVE_INFINITY;
        double factor = 1;
        int idle = 0;
        for (int round = 0; round < ROUNDS && !run.stopped(); round++) {
            double bound = reply(prices);
            if (bound < bestBound) {
                idle = bound < bestBound * (1 - 1e-4) ? 0 : idle + 1;
                bestBound = bound;
                best = prices.clone();
            } else {
                idle++;
            }
            if (idle >= PATIENCE) {
                factor /= 2;
                idle = 0;
                prices = best.clone();
                bound = reply(prices);
            }
            double norm = 0;
            for (int g = 0; g < prices.length; g++) {
                norm += moving(prices, g) ? weight[g] * excess[g] * excess[g] : 0;
            }
            if (norm == 0 || bound <= welfare) {
                break;
            }
            double step = factor * (bound - welfare) / norm;
            for (int g = 0; g < prices.length; g++) {
                prices[g] = Math.max(0, prices[g] + step * weight[g] * excess[g]);
            }
        }
        return best;
    }

    /** A price at zero does not follow what is left over. */
    private boolean moving(double[] prices, int good) {
        return prices[good] > 0 || excess[good] > 0;
    }

    /** Everybody's best reply: fills {@code excess} with demand less supply, and returns the bound. */
    private double reply(double[] prices) {
        double bound = 0;
        for (int g = 0; g < prices.length; g++) {
            excess[g] = -(double) program.endowment(g);
            bound += prices[g] * program.endowment(g);
        }
        Arrays.fill(replyOfGroup, -1);
        Arrays.fill(gainOfGroup, 0);
        for (int k = 0; k < program.orders(); k++) {
            double gain = program.value(k);
            for (int e = program.start(k); e < program.end(k); e++) {
                gain -= prices[program.good(e)] * program.units(e);
            }
            gain *= program.max(k);
            int group = program.group(k);
            if (gain > 0 && group < 0) {
                bound += gain;
                demand(k);
            } else if (gain > 0 && gain > gainOfGroup[group]) {
                gainOfGroup[group] = gain;
                replyOfGroup[group] = k;
            }
        }
        for (int group = 0; group < replyOfGroup.length; group++) {
            if (replyOfGroup[group] >= 0) {
                bound += gainOfGroup[group];
                demand(replyOfGroup[group]);
            }
        }
        return bound;
    }

    private void demand(int k) {
        for (int e = program.start(k); e < program.end(k); e++) {
            excess[program.good(e)] += (double) program.units(e) * program.max(k);
        }
    }
}
