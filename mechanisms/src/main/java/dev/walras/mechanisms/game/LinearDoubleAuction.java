package dev.walras.mechanisms.game;

import org.apache.commons.math3.fraction.BigFraction;

/**
 * The linear equilibrium of the <i>k</i>-double auction of one buyer and one seller whose value and cost are uniform on
 * [0, 1], at the price {@code k b + (1 - k) s}.
 *
 * <p>The buyer bids {@code v / (1 + k) + k (1 - k) / (2 (1 + k))}, the seller asks {@code c / (2 - k) + (1 - k) / 2};
 * where this would be a loss, each bids the truth, which never trades. With k = 1/2 trade takes place when {@code v - c
 * >= 1/4}, which is the best that any mechanism without a subsidy can do: 27/32 of the gains. There are other
 * equilibria. Many texts mirror <i>k</i>.
 *
 * <p>Reference: K. Chatterjee, W. Samuelson, Bargaining under incomplete information, Operations Research 31(5), 1983,
 * 835-851, doi:10.1287/opre.31.5.835; R. B. Myerson, M. A. Satterthwaite, Efficient mechanisms for bilateral trading,
 * Journal of Economic Theory 29(2), 1983, 265-281, doi:10.1016/0022-0531(83)90048-0.
 *
 * @param k weight of the buyer's bid in the price, from 0 to 1
 */
public record LinearDoubleAuction(BigFraction k) {
    public LinearDoubleAuction {
        if (k.getNumerator().signum() < 0 || k.compareTo(BigFraction.ONE) > 0) {
            throw new IllegalArgumentException("k is " + k + "; it must be from 0 to 1");
        }
    }

    /** What the buyer bids at {@code value}. */
    public BigFraction bid(BigFraction value) {
        BigFraction linear = value.multiply(buyerSlope()).add(buyerIntercept());
        return linear.compareTo(value) < 0 ? linear : value;
    }

    /** What the seller asks at {@code cost}. */
    public BigFraction ask(BigFraction cost) {
        BigFraction linear = cost.multiply(sellerSlope()).add(sellerIntercept());
        return linear.compareTo(cost) > 0 ? linear : cost;
    }

    /** 1 / (1 + k). */
    public BigFraction buyerSlope() {
        return k.add(1).reciprocal();
    }

    /** k (1 - k) / (2 (1 + k)). */
    public BigFraction buyerIntercept() {
        return k.multiply(other()).divide(k.add(1).multiply(2));
    }

    /** 1 / (2 - k). */
    public BigFraction sellerSlope() {
        return other().add(1).reciprocal();
    }

    /** (1 - k) / 2: what the seller asks at least, and the lowest value that can trade. */
    public BigFraction sellerIntercept() {
        return other().divide(2);
    }

    private BigFraction other() {
        return BigFraction.ONE.subtract(k);
    }

    /** The highest cost that trades with {@code value}; negative when none does. */
    public BigFraction highestCost(BigFraction value) {
        return value.subtract(sellerIntercept()).multiply(steepness());
    }

    /** How fast the highest cost that trades rises with the value. */
    private BigFraction steepness() {
        return other().add(1).divide(k.add(1));
    }

    /** How likely trade is. */
    public BigFraction tradeProbability() {
        BigFraction base = BigFraction.ONE.subtract(sellerIntercept());
        return base.multiply(base).multiply(steepness()).divide(2);
    }

    /** The mean of value less cost over all trades, 0 where there is none. */
    public BigFraction expectedGains() {
        // With w = v - a from 0 to L and c from 0 to s w: integral of (a + w) s w - s^2 w^2 / 2.
        BigFraction a = sellerIntercept();
        BigFraction s = steepness();
        BigFraction length = BigFraction.ONE.subtract(a);
        BigFraction linear = a.multiply(s).multiply(length.pow(2)).divide(2);
        BigFraction square =
                s.subtract(s.multiply(s).divide(2)).multiply(length.pow(3)).divide(3);
        return linear.add(square);
    }

    /** The expected gains if all who gain traded: 1/6. */
    public static BigFraction firstBest() {
        return new BigFraction(1, 6);
    }

    /** The share of those gains that is reached. */
    public BigFraction efficiency() {
        return expectedGains().divide(firstBest());
    }
}
