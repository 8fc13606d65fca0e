package dev.walras.mechanisms.game;

import java.util.Arrays;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * The smallest auction of packages: two local bidders want one item each, a global one wants both. The locals win when
 * together they bid at least as much, and share what they must outbid.
 *
 * <p>Values of the locals are uniform on [0, 1], that of the global bidder, who bids the truth, on [0, 2]. When the
 * payments are the point of the minimum-revenue core nearest to the VCG payments, a local bids {@code max(0, v - d)} in
 * equilibrium, where {@code d = 3 - 2 sqrt 2 = 0.1716} solves {@code 4 d = (1 - d)^2}: core payments invite free
 * riding.
 *
 * <p>Reference: L. M. Ausubel, O. Baranov, Core-selecting auctions with incomplete information, International Journal
 * of Game Theory 49, 2020, 251-273, doi:10.1007/s00182-019-00691-3; J. K. Goeree, Y. Lien, On the impossibility of
 * core-selecting auctions, Theoretical Economics 11(1), 2016, 41-52, doi:10.3982/TE1198.
 */
public final class LocalGlobalAuction {
    /** How much less than its value a local bids in equilibrium, where it bids above 0. */
    public static final double SHADING = 3 - 2 * Math.sqrt(2);

    /** How the winning locals share what they pay. */
    public enum Payment {
        /** The point of the core of least revenue nearest to the VCG payments. */
        VCG_NEAREST,
        /** Each what its winning costs the others. */
        VCG,
        /** Each what it bid. */
        FIRST_PRICE,
        /** In proportion to their bids, together what the global bidder bid. */
        PROPORTIONAL
    }

    private LocalGlobalAuction() {}

    /** The bid of a local in the equilibrium of VCG-nearest payments. */
    public static double bid(double value) {
        return Math.max(0, value - SHADING);
    }

    /**
     * What the first local pays when both locals win.
     *
     * @param first its bid
     * @param second the bid of the other local
     * @param global the bid of the global bidder, at most the sum
     */
    public static double payment(Payment rule, double first, double second, double global) {
        double own = Math.max(0, global - second);
        double other = Math.max(0, global - first);
        return switch (rule) {
            case VCG -> own;
            case FIRST_PRICE -> first;
            case PROPORTIONAL -> first + second > 0 ? global * first / (first + second) : 0;
            case VCG_NEAREST -> own + (global - own - other) / 2;
        };
    }

    /** The same in fractions, for VCG-nearest payments. */
    public static BigFraction nearest(BigFraction first, BigFraction second, BigFraction global) {
        BigFraction own = positive(global.subtract(second));
        BigFraction other = positive(global.subtract(first));
        return own.add(global.subtract(own).subtract(other).divide(2));
    }

    private static BigFraction positive(BigFraction x) {
        return x.getNumerator().signum() > 0 ? x : BigFraction.ZERO;
    }

    /**
     * The game of the two locals, the global bidder's truthful bid integrated over [0, 2]: between the kinks at the
     * bids every payment is linear in it, so trapezoids are exact.
     */
    public static BayesianGame locals(Payment payment) {
        return new BayesianGame(
                java.util.List.of(new BayesianGame.Prior(0, 1), new BayesianGame.Prior(0, 1)), (player, bids) -> {
                    double own = bids[player];
                    double other = bids[1 - player];
                    double won = Math.min(2, own + other);
                    double[] kinks = {0, Math.min(own, won), Math.min(other, won), won};
                    Arrays.sort(kinks);
                    double paid = 0;
                    for (int i = 1; i < kinks.length; i++) {
                        double ends =
                                payment(payment, own, other, kinks[i - 1]) + payment(payment, own, other, kinks[i]);
                        paid += (kinks[i] - kinks[i - 1]) * ends / 2;
                    }
                    return new BayesianGame.Share(won / 2, paid / 2);
                });
    }
}
