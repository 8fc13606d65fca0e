package dev.walras.mechanisms.game;

import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;

/** What an outcome is worth to participants by the truth. */
final class Utilities {
    private Utilities() {}

    /** Lots at true values less the payment, in units of money, by participant. */
    static double[] of(Market truth, Outcome outcome) {
        double[] utility = new double[truth.participants()];
        for (int k = 0; k < truth.orders(); k++) {
            utility[truth.owner(k)] += (double) outcome.fills().lots().get(k) * truth.valueMicrosPerLot(k) / 1e6;
        }
        for (int p = 0; p < utility.length; p++) {
            utility[p] -= outcome.payments().micros().get(p) / 1e6;
        }
        return utility;
    }

    /** The most that each can gain or lose at its own values, in units of money; at least a micro. */
    static double[] scales(Market truth) {
        double[] scale = new double[truth.participants()];
        for (int k = 0; k < truth.orders(); k++) {
            scale[truth.owner(k)] += Math.abs((double) truth.valueMicrosPerLot(k)) * truth.maxLots(k) / 1e6;
        }
        for (int p = 0; p < scale.length; p++) {
            scale[p] = Math.max(scale[p], 1e-6);
        }
        return scale;
    }
}
