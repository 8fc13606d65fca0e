package dev.walras.mechanisms.behaviour;

import dev.walras.mechanism.Side;

/**
 * Which price an adaptive-aggressive trader aims at, by how aggressive it is.
 *
 * <p>Aggressiveness <i>r</i> goes from -1, which waits for the largest profit (a price of 0 for a buyer, the highest
 * price for a seller), over 0, which aims at the equilibrium price <i>p*</i>, to 1, which aims at the limit. One whose
 * limit is worse than <i>p*</i> can only trade by luck; it aims at its limit from 0 on. The way between is bent by
 * <i>theta</i>: with <i>f(r) = (e^(r theta) - 1) / (e^theta - 1)</i> a buyer aims at <i>p* + (limit - p*) f(r)</i>
 * where <i>r</i> is 0 or more, else at <i>p* (1 - f(-r))</i>, the latter with another <i>theta</i>, such that the
 * slopes agree at 0. Sellers mirror that between limit and highest price.
 *
 * <p>Reference: P. Vytelingum, D. Cliff and N. R. Jennings, Strategic bidding in continuous double auctions, Artificial
 * Intelligence 172(14), 2008, 1700-1729, doi:10.1016/j.artint.2008.06.001.
 *
 * @param side whether it buys or sells
 * @param limit the most to pay, or the least to be paid
 * @param equilibrium the estimate of the equilibrium price, positive
 * @param highest the highest public price, not below the equilibrium and the limit
 */
public record AggressionCurve(Side side, double limit, double equilibrium, double highest) {
    private static final double NEARLY_STRAIGHT = 1e-9;
    private static final double STEEPEST = 500;
    private static final int HALVINGS = 200;

    public AggressionCurve {
        if (!(equilibrium > 0) || !(highest >= equilibrium)) {
            throw new IllegalArgumentException("the equilibrium price is " + equilibrium + ", the highest " + highest
                    + "; the former must be positive, the latter not below it");
        }
    }

    /** Whether the limit is better than the equilibrium price, so that the trader should trade. */
    public boolean intramarginal() {
        return side == Side.BUY ? limit > equilibrium : limit < equilibrium;
    }

    /** The bend: from 0 at 0 to 1 at 1, straight where theta is 0. */
    private static double bend(double r, double theta) {
        return Math.abs(theta) < NEARLY_STRAIGHT ? r : Math.expm1(r * theta) / Math.expm1(theta);
    }

    /** Where the bend has the value {@code y}. */
    private static double unbend(double y, double theta) {
        return Math.abs(theta) < NEARLY_STRAIGHT ? y : Math.log1p(y * Math.expm1(theta)) / theta;
    }

    /** The slope of the bend at 0. */
    private static double slope(double theta) {
        return Math.abs(theta) < NEARLY_STRAIGHT ? 1 : theta / Math.expm1(theta);
    }

    /** How far prices go beyond the equilibrium: on the passive side. */
    private double passiveRange() {
        return side == Side.BUY ? equilibrium : highest - equilibrium;
    }

    /**
     * The theta for negative aggressiveness that gives both branches the same slope at 0: found by bisection, as the
     * slope falls steadily in theta.
     */
    public double passiveTheta(double theta) {
        double wanted = Math.abs(limit - equilibrium) * slope(theta);
        double range = passiveRange();
        if (!(range > 0)) {
            return theta;
        }
        double low = -STEEPEST;
        double high = STEEPEST;
        for (int i = 0; i < HALVINGS && high - low > 1e-13; i++) {
            double middle = (low + high) / 2;
            if (range * slope(middle) > wanted) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /**
     * The price aimed at.
     *
     * @param r aggressiveness, from -1 to 1
     * @param theta the bend
     */
    public double target(double r, double theta) {
        double end = side == Side.BUY ? 0 : highest;
        if (!intramarginal()) {
            return r >= 0 ? limit : limit + (end - limit) * bend(-r, theta);
        }
        return r >= 0
                ? equilibrium + (limit - equilibrium) * bend(r, theta)
                : equilibrium + (end - equilibrium) * bend(-r, passiveTheta(theta));
    }

    /**
     * The aggressiveness that aims at {@code price}, from -1 to 1; prices beyond the limit count as the limit. 0 for
     * one who is not {@link #intramarginal}.
     */
    public double aggressiveness(double price, double theta) {
        if (!intramarginal()) {
            return 0;
        }
        boolean aggressive = side == Side.BUY ? price > equilibrium : price < equilibrium;
        if (aggressive) {
            double share = (price - equilibrium) / (limit - equilibrium);
            return unbend(Math.min(1, share), theta);
        }
        double range = passiveRange();
        double share = range > 0 ? Math.abs(price - equilibrium) / range : 0;
        return -unbend(Math.min(1, share), passiveTheta(theta));
    }
}
