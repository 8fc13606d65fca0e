package dev.walras.mechanisms.game;

import org.apache.commons.math3.fraction.BigFraction;

/**
 * What one buyer and one seller can gain by trade when value and cost are independent and uniform: the most, the most
 * at a posted price, and the most without a subsidy.
 *
 * <p>A posted price is truthful and balanced. The second best of Myerson and Satterthwaite trades when the value
 * exceeds the cost by a margin, the least at which the buyer's virtual value covers the seller's virtual cost on
 * average; no mechanism that is truthful in expectation, free to leave and without a subsidy gains more. VCG payments
 * would gain all and cost as much as is gained.
 *
 * <p>Reference: R. B. Myerson, M. A. Satterthwaite, Efficient mechanisms for bilateral trading, Journal of Economic
 * Theory 29(2), 1983, 265-281, doi:10.1016/0022-0531(83)90048-0.
 *
 * @param lowValue the lowest value
 * @param highValue the highest value, above the lowest
 * @param lowCost the lowest cost
 * @param highCost the highest cost, above the lowest
 */
public record BilateralTrade(BigFraction lowValue, BigFraction highValue, BigFraction lowCost, BigFraction highCost) {
    private static final int HALVINGS = 200;

    public BilateralTrade {
        if (lowValue.compareTo(highValue) >= 0 || lowCost.compareTo(highCost) >= 0) {
            throw new IllegalArgumentException("values from " + lowValue + " to " + highValue + " and costs from "
                    + lowCost + " to " + highCost + " are not ranges");
        }
    }

    /** Value and cost uniform on [0, 1]. */
    public static BilateralTrade unit() {
        return new BilateralTrade(BigFraction.ZERO, BigFraction.ONE, BigFraction.ZERO, BigFraction.ONE);
    }

    private BigFraction area() {
        return highValue.subtract(lowValue).multiply(highCost.subtract(lowCost));
    }

    /** {@code max(0, x)} to the power {@code n}. */
    private static BigFraction part(BigFraction x, int n) {
        return x.getNumerator().signum() > 0 ? x.pow(n) : BigFraction.ZERO;
    }

    /** The integral of a function of value less cost over both ranges, given its second antiderivative. */
    private BigFraction corners(BigFraction shift, int power) {
        return part(highValue.subtract(lowCost).subtract(shift), power)
                .subtract(part(lowValue.subtract(lowCost).subtract(shift), power))
                .subtract(part(highValue.subtract(highCost).subtract(shift), power))
                .add(part(lowValue.subtract(highCost).subtract(shift), power));
    }

    /** The mean gain when all trade who gain. */
    public BigFraction firstBest() {
        return corners(BigFraction.ZERO, 3).divide(area().multiply(6));
    }

    /** The probability that value less cost is at least {@code margin}. */
    public BigFraction tradeProbability(BigFraction margin) {
        return corners(margin, 2).divide(area().multiply(2));
    }

    /** The mean gain when trade takes place at value less cost of at least {@code margin}. */
    public BigFraction gains(BigFraction margin) {
        return corners(margin, 3).divide(area().multiply(6)).add(margin.multiply(tradeProbability(margin)));
    }

    /** The mean gain when trade takes place at {@code price} if both agree. */
    public BigFraction postedPriceGains(BigFraction price) {
        BigFraction from = max(price, lowValue);
        BigFraction to = min(price, highCost);
        BigFraction values = highValue.subtract(from);
        BigFraction costs = to.subtract(lowCost);
        if (values.getNumerator().signum() <= 0 || costs.getNumerator().signum() <= 0) {
            return BigFraction.ZERO;
        }
        BigFraction gain =
                highValue.add(from).divide(2).subtract(to.add(lowCost).divide(2));
        return values.multiply(costs).multiply(gain).divide(area());
    }

    /** The price that gains the most: the middle of highest value and lowest cost, as far as both ranges reach. */
    public BigFraction bestPostedPrice() {
        BigFraction price = highValue.add(lowCost).divide(2);
        // Below all values no buyer is turned away by raising the price; above all costs no seller by lowering it.
        BigFraction best = max(price, min(lowValue, highCost));
        return min(best, max(highCost, lowValue));
    }

    /**
     * What VCG payments cost on average: the buyer pays the cost, or the lowest value if more; the seller gets the
     * value, or the highest cost if less.
     */
    public BigFraction vcgDeficit() {
        // min(v, highCost) - max(c, lowValue) over all trades, by how far both reach into the common range.
        BigFraction low = max(lowValue, lowCost);
        BigFraction high = min(highValue, highCost);
        if (low.compareTo(high) >= 0) {
            return BigFraction.ZERO.subtract(allTradeSurplus());
        }
        return deficit(low, high).divide(area());
    }

    /** When every value exceeds every cost, VCG leaves a surplus of what separates them. */
    private BigFraction allTradeSurplus() {
        return lowValue.compareTo(highCost) >= 0 ? lowValue.subtract(highCost) : BigFraction.ZERO;
    }

    private BigFraction deficit(BigFraction low, BigFraction high) {
        BigFraction width = high.subtract(low);
        BigFraction above = highValue.subtract(high);
        BigFraction below = low.subtract(lowCost);
        // Both within the common range: value above cost gains width^3 / 6; one outside: width^2 / 2 each; both: width.
        return width.pow(3)
                .divide(6)
                .add(width.pow(2).divide(2).multiply(positive(above).add(positive(below))))
                .add(width.multiply(positive(above)).multiply(positive(below)));
    }

    private static BigFraction positive(BigFraction x) {
        return x.getNumerator().signum() > 0 ? x : BigFraction.ZERO;
    }

    /** By how much the value must exceed the cost in the second best; 0 when no subsidy is needed for all trades. */
    public double secondBestMargin() {
        double low = 0;
        double high = highValue.subtract(lowCost).doubleValue();
        if (high <= 0 || balance(0) >= 0) {
            return 0;
        }
        for (int i = 0; i < HALVINGS; i++) {
            double middle = (low + high) / 2;
            if (balance(middle) < 0) {
                low = middle;
            } else {
                high = middle;
            }
        }
        return (low + high) / 2;
    }

    /** The mean of virtual value less virtual cost over trades at {@code margin}: what is left without a subsidy. */
    private double balance(double margin) {
        BigFraction exact = new BigFraction(margin);
        BigFraction spread = highValue.subtract(lowCost);
        return gains(exact)
                .multiply(2)
                .subtract(spread.multiply(tradeProbability(exact)))
                .doubleValue();
    }

    /** The mean gain of the second best. */
    public double secondBestGains() {
        return gains(new BigFraction(secondBestMargin())).doubleValue();
    }

    private static BigFraction max(BigFraction a, BigFraction b) {
        return a.compareTo(b) >= 0 ? a : b;
    }

    private static BigFraction min(BigFraction a, BigFraction b) {
        return a.compareTo(b) <= 0 ? a : b;
    }
}
