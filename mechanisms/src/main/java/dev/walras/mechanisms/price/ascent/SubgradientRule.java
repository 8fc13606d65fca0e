package dev.walras.mechanisms.price.ascent;

import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;

/**
 * Additive steps on the dual without smoothing: {@code p_j <- max(0, p_j + step / sqrt(t) x excess_j / demand_j x
 * level)}, where the level is the average worth of a unit in the first round, demand is what is taken of the good, or
 * its endowment where that is more, and the step is 0.3.
 *
 * <p>For comparison: it needs a step, and relies on averages of replies.
 */
public final class SubgradientRule extends PlainRule {
    private static final long serialVersionUID = 1;
    private static final double STEP = 0.3;

    private final double[] level;

    /** Starts at prices of 0. */
    public SubgradientRule(SmoothDemand demand) {
        super(demand, STEP);
        this.level = new double[demand.goods()];
    }

    @Override
    public void move(SmoothReply reply, DualCertificate certificate) {
        if (first()) {
            levels(reply, level);
        }
        double[] prices = prices();
        for (int j = 0; j < prices.length; j++) {
            prices[j] = Math.max(0, prices[j] + move(reply, j) * level[j]);
        }
    }
}
