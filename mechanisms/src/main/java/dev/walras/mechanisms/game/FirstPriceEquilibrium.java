package dev.walras.mechanisms.game;

import org.apache.commons.math3.fraction.BigFraction;

/**
 * The equilibrium of the first-price auction of one good among bidders whose values are uniform on [0, 1], with a
 * reserve price <i>r</i>: {@code b(v) = (n - 1) v / n + r^n / (n v^(n - 1))} for {@code v >= r}; who values the good
 * less stays away.
 *
 * <p>Exact in fractions. With {@code r = 0} the revenue is (n - 1) / (n + 1), as in every standard auction.
 *
 * <p>Reference: W. Vickrey, Counterspeculation, auctions, and competitive sealed tenders, Journal of Finance 16(1),
 * 1961, 8-37, doi:10.1111/j.1540-6261.1961.tb02789.x; J. G. Riley, W. F. Samuelson, Optimal auctions, American Economic
 * Review 71(3), 1981, 381-392.
 *
 * @param bidders 1 or more
 * @param reserve the least bid that counts, from 0 to 1
 */
public record FirstPriceEquilibrium(int bidders, BigFraction reserve) {
    public FirstPriceEquilibrium {
        if (bidders < 1 || reserve.getNumerator().signum() < 0 || reserve.compareTo(BigFraction.ONE) > 0) {
            throw new IllegalArgumentException(bidders + " bidders and a reserve of " + reserve
                    + "; there must be a bidder, and 0 <= reserve <= 1");
        }
    }

    /** Without a reserve. */
    public FirstPriceEquilibrium(int bidders) {
        this(bidders, BigFraction.ZERO);
    }

    /** The bid of one who values the good at {@code value}; 0, which never counts below a reserve, when it is less. */
    public BigFraction bid(BigFraction value) {
        if (value.compareTo(reserve) < 0 || value.getNumerator().signum() == 0) {
            return BigFraction.ZERO;
        }
        BigFraction base = value.multiply(bidders - 1).divide(bidders);
        return base.add(reserve.pow(bidders).divide(value.pow(bidders - 1).multiply(bidders)));
    }

    /** The share of the value that is bid without a reserve. */
    public BigFraction slope() {
        return new BigFraction(bidders - 1, bidders);
    }

    /** What the seller gets on average. */
    public BigFraction revenue() {
        BigFraction high = BigFraction.ONE.subtract(reserve.pow(bidders + 1)).divide(bidders + 1);
        BigFraction low = BigFraction.ONE.subtract(reserve.pow(bidders)).divide(bidders);
        return high.multiply(2).subtract(low).multiply(bidders);
    }

    /** What a bidder of that value gains on average. */
    public BigFraction utility(BigFraction value) {
        return value.compareTo(reserve) < 0
                ? BigFraction.ZERO
                : value.pow(bidders).subtract(reserve.pow(bidders)).divide(bidders);
    }
}
