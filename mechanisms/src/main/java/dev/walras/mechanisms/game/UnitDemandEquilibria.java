package dev.walras.mechanisms.game;

import org.apache.commons.math3.fraction.BigFraction;
import org.apache.commons.math3.util.CombinatoricsUtils;

/**
 * Equilibria of auctions among bidders who want one unit each and whose values are independent and uniform on [0, 1]:
 * all-pay, third-price, and discriminatory auctions. In fractions.
 *
 * <p>All have the revenue of every auction that serves the highest values and charges nothing to the lowest (revenue
 * equivalence): the expected (k + 1)-th highest value for each of <i>k</i> units.
 *
 * <p>Reference: V. Krishna, Auction Theory, 2nd ed., Academic Press, 2010, chapters 3 and 13; J. H. Kagel, D. Levin,
 * Independent private value auctions: bidder behaviour in first-, second- and third-price auctions with varying numbers
 * of bidders, Economic Journal 103, 1993, 868-879, doi:10.2307/2234706.
 */
public final class UnitDemandEquilibria {
    private UnitDemandEquilibria() {}

    /** Everybody pays its bid, the highest wins: {@code (n - 1) v^n / n}. */
    public static BigFraction allPay(int bidders, BigFraction value) {
        return value.pow(bidders).multiply(bidders - 1).divide(bidders);
    }

    /**
     * The highest bid wins and pays the third highest: {@code (n - 1) v / (n - 2)}, above the value.
     *
     * @param bidders 3 or more
     */
    public static BigFraction thirdPrice(int bidders, BigFraction value) {
        if (bidders < 3) {
            throw new IllegalArgumentException(bidders + " bidders; a third price needs 3 or more");
        }
        return value.multiply(bidders - 1).divide(bidders - 2);
    }

    /**
     * The <i>k</i> highest bids win a unit each and pay what they bid: the mean of the <i>k</i>-th highest of the other
     * values, given that it is below the own. With one unit this is the first-price auction.
     *
     * @param units 1 or more; with no more bidders than units nobody needs to bid
     */
    public static BigFraction discriminatory(int bidders, int units, BigFraction value) {
        if (bidders < 1 || units < 1) {
            throw new IllegalArgumentException(bidders + " bidders and " + units + " units; 1 or more each");
        }
        if (units >= bidders || value.getNumerator().signum() == 0) {
            return BigFraction.ZERO;
        }
        int others = bidders - 1;
        BigFraction chance = BigFraction.ZERO;
        BigFraction area = BigFraction.ZERO;
        // P(at most k - 1 of the others are above y) = sum_j C(m, j) (1 - y)^j y^(m - j), integrated from 0 to v.
        for (int j = 0; j < units; j++) {
            for (int i = 0; i <= j; i++) {
                long ways = CombinatoricsUtils.binomialCoefficient(others, j)
                        * CombinatoricsUtils.binomialCoefficient(j, i)
                        * (i % 2 == 0 ? 1 : -1);
                BigFraction power = value.pow(others - j + i).multiply(ways);
                chance = chance.add(power);
                area = area.add(power.multiply(value).divide(others - j + i + 1));
            }
        }
        return value.subtract(area.divide(chance));
    }

    /** What the seller of {@code units} units gets on average: {@code k (n - k) / (n + 1)}, 0 when there are enough. */
    public static BigFraction revenue(int bidders, int units) {
        return new BigFraction(units * (long) Math.max(0, bidders - units)).divide(bidders + 1L);
    }
}
