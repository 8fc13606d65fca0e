package dev.walras.mechanisms.price.ascent;

import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;

/**
 * Multiplicative steps on the dual without smoothing: {@code p_j <- p_j x exp(step / sqrt(t) x excess_j / demand_j)},
 * from a thousandth of the average worth of a unit in the first round; demand is what is taken of the good, or its
 * endowment where that is more, and the step is 1.
 *
 * <p>For comparison: tatonnement as it is often stated. It needs a step, and relies on averages of replies. Goods that
 * nobody takes at price 0 stay at 0.
 */
public final class MultiplicativeRule extends PlainRule {
    private static final long serialVersionUID = 1;
    private static final double STEP = 1;
    private static final double START = 0.001;

    /** Starts at prices of 0, in the first round. */
    public MultiplicativeRule(SmoothDemand demand) {
        super(demand, STEP);
    }

    @Override
    public void move(SmoothReply reply, DualCertificate certificate) {
        double[] prices = prices();
        if (first()) {
            levels(reply, prices);
            for (int j = 0; j < prices.length; j++) {
                prices[j] *= START;
            }
            return;
        }
        for (int j = 0; j < prices.length; j++) {
            prices[j] *= Math.exp(move(reply, j));
        }
    }
}
