package dev.walras.mechanisms.price.ascent;

import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;
import java.util.Arrays;

/**
 * Additive steps on the dual without smoothing: {@code p_j <- max(0, p_j + step / sqrt(t) x excess_j / demand_j x
 * level)}, where the level is the average worth of a unit in the first round, demand is what is taken of the good, or
 * its endowment where that is more, and the step is 0.3.
 *
 * <p>For comparison: it needs a step, and relies on averages of replies.
 */
public final class SubgradientRule implements PriceRule {
    private static final double STEP = 0.3;

    private final long[] endowment;
    private final double[] prices;
    private final double[] level;
    private int round;

    /** Starts at prices of 0. */
    public SubgradientRule(SmoothDemand demand) {
        this.endowment = new long[demand.goods()];
        Arrays.setAll(endowment, demand::endowment);
        this.prices = new double[endowment.length];
        this.level = new double[endowment.length];
    }

    @Override
    public double[] prices() {
        return prices;
    }

    @Override
    public double smoothing() {
        return 0;
    }

    @Override
    public void move(SmoothReply reply, DualCertificate certificate) {
        if (round++ == 0) {
            WorthOfUnits.levels(reply, level);
        }
        for (int j = 0; j < prices.length; j++) {
            double share = WorthOfUnits.excessShare(reply.load(j), endowment[j]);
            prices[j] = Math.max(0, prices[j] + STEP / Math.sqrt(round) * share * level[j]);
        }
    }
}
