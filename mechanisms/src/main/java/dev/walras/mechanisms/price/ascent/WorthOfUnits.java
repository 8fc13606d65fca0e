package dev.walras.mechanisms.price.ascent;

import dev.walras.mechanism.SmoothReply;

/** What rules without smoothing know of the scale of prices and of excess demand. */
final class WorthOfUnits {
    private WorthOfUnits() {}

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

    /** Excess demand as a share of demand or supply, whichever is larger: from -1 to 1. */
    static double excessShare(double load, long endowment) {
        double supply = endowment;
        double larger = Math.max(Math.abs(load), supply);
        return larger > 0 ? Math.max(-1, (load - supply) / larger) : 0;
    }
}
