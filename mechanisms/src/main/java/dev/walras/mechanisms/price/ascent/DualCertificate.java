package dev.walras.mechanisms.price.ascent;

import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;
import java.io.Serializable;
import java.util.Arrays;

/**
 * What rounds of prices and replies prove: a bound on welfare from above, and the welfare of an allocation in parts.
 *
 * <p><b>Above</b>: {@code sum_j p_j endowment_j + surplus(p)} at any prices (weak duality); the least so far is kept,
 * with its prices.
 *
 * <p><b>Below</b>: of each good taken beyond its endowment everybody gets the same share of what he would take,
 * {@code sum_j worth_j x min(1, endowment_j / load_j)}. Load and worth are linear in the replies, so their running
 * average over rounds, with weights {@code 2 / (t + 2)}, is that of the averaged replies, which no one needs to keep.
 * The better of the last reply and of the average counts. Where orders take several goods or give some, all are cut to
 * the share of the shortest good instead, and to nothing where a good is short that nobody is endowed with.
 *
 * <p>Computed in floating point: errors of some 1e-7 of the bound are possible where replies are. The audit is exact.
 */
public final class DualCertificate implements Serializable {
    private static final long serialVersionUID = 1;

    private final long[] endowment;
    private final boolean separable;
    private final double[] load;
    private final double[] worth;
    private final double[] bestPrices;
    private int averaged;
    private double lastAbove = Double.POSITIVE_INFINITY;
    private double lastBelow;
    private double above = Double.POSITIVE_INFINITY;
    private double below;

    /** Nothing is proved yet but that nothing need be traded. */
    public DualCertificate(SmoothDemand demand) {
        int goods = demand.goods();
        this.endowment = new long[goods];
        Arrays.setAll(endowment, demand::endowment);
        this.separable = demand.separable();
        this.load = new double[goods];
        this.worth = new double[goods];
        this.bestPrices = new double[goods];
    }

    /** Takes in a reply. */
    void observe(double[] prices, SmoothReply reply) {
        lastAbove = reply.surplus();
        for (int j = 0; j < prices.length; j++) {
            lastAbove += prices[j] * endowment[j];
        }
        if (lastAbove < above) {
            above = lastAbove;
            System.arraycopy(prices, 0, bestPrices, 0, prices.length);
        }
        double weight = 2.0 / (averaged + 2);
        averaged++;
        double last = 0;
        double mean = 0;
        double lastShare = 1;
        double meanShare = 1;
        for (int j = 0; j < load.length; j++) {
            load[j] += weight * (reply.load(j) - load[j]);
            worth[j] += weight * (reply.worth(j) - worth[j]);
            double share = share(j, reply.load(j));
            last += separable ? reply.worth(j) * share : reply.worth(j);
            lastShare = Math.min(lastShare, share);
            share = share(j, load[j]);
            mean += separable ? worth[j] * share : worth[j];
            meanShare = Math.min(meanShare, share);
        }
        if (!separable) {
            last *= lastShare;
            mean *= meanShare;
        }
        lastBelow = Math.max(last, mean);
        below = Math.max(below, lastBelow);
    }

    private double share(int good, double taken) {
        return taken <= endowment[good] ? 1 : endowment[good] / taken;
    }

    /** Begins a new average: the replies to come differ in kind. */
    void restart() {
        averaged = 0;
    }

    /** The least bound on welfare so far, in micros. */
    public double above() {
        return above;
    }

    /** The most welfare of a feasible allocation in parts so far, in micros. */
    public double below() {
        return below;
    }

    /** The bound at the last prices less the welfare of the last or averaged replies, in micros. */
    public double lastGap() {
        return lastAbove - lastBelow;
    }

    /** {@code (above - below) / above}, 0 where the bound is 0: how far from the optimum at most. */
    public double gap() {
        return above <= 0 ? 0 : Math.max(0, (above - below) / above);
    }

    /** A copy of the prices of the least bound, in micros a unit. */
    public double[] prices() {
        return bestPrices.clone();
    }

    /** Units taken of {@code good} by the averaged replies. */
    public double load(int good) {
        return load[good];
    }
}
