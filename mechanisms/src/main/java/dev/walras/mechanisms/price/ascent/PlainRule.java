package dev.walras.mechanisms.price.ascent;

import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;
import java.util.Arrays;

/** What rules without smoothing share: their state, steps that shrink as {@code 1 / sqrt(round)}, and their scale. */
abstract sealed class PlainRule implements PriceRule permits MultiplicativeRule, SubgradientRule {
    private static final long serialVersionUID = 1;

    private final double step;
    private final long[] endowment;
    private final double[] prices;
    private int round;

    /** Starts at prices of 0, in the first round, with so long a step. */
    PlainRule(SmoothDemand demand, double step) {
        this.step = step;
        this.endowment = new long[demand.goods()];
        Arrays.setAll(endowment, demand::endowment);
        this.prices = new double[endowment.length];
    }

    @Override
    public final double[] prices() {
        return prices;
    }

    @Override
    public final double smoothing() {
        return 0;
    }

    /** Takes note of a round; whether it was the first. */
    final boolean first() {
        return round++ == 0;
    }

    /** The step of this round times the excess demand of {@code good} as a share of demand or supply. */
    final double move(SmoothReply reply, int good) {
        return step / Math.sqrt(round) * excessShare(reply.load(good), endowment[good]);
    }

    /** Excess demand as a share of demand or supply, whichever is larger: from -1 to 1. */
    private static double excessShare(double load, long endowment) {
        double supply = endowment;
        double larger = Math.max(Math.abs(load), supply);
        return larger > 0 ? Math.max(-1, (load - supply) / larger) : 0;
    }

    /** The average worth of a unit taken of each good; that of all goods together where nothing is known of one. */
    static void levels(SmoothReply reply, double[] levels) {
        double worth = 0;
        double units = 0;
        for (int j = 0; j < levels.length; j++) {
            worth += Math.max(0, reply.worth(j));
            units += Math.max(0, reply.load(j));
        }
        double all = units > 0 ? worth / units : 0;
        for (int j = 0; j < levels.length; j++) {
            boolean known = reply.worth(j) > 0 && reply.load(j) > 0;
            levels[j] = known ? reply.worth(j) / reply.load(j) : all;
        }
    }
}
