package dev.walras.mechanisms.game;

/**
 * The equilibrium of the first-price auction between two bidders whose values are uniform on [0, w1] and [0, w2].
 *
 * <p>A bid of <i>b</i> is made at the value {@code 2 b / (1 + k_i b^2)} with {@code k_i = 1 / w_i^2 - 1 / w_j^2}; both
 * bid at most {@code w1 w2 / (w1 + w2)}. The weaker bidder bids more of its value, so the one who values the good less
 * may win.
 *
 * <p>Reference: W. Vickrey 1961, doi:10.1111/j.1540-6261.1961.tb02789.x; V. Krishna, Auction Theory, 2nd ed., Academic
 * Press, 2010, chapter 4.
 *
 * @param first the highest value of the first bidder, above 0
 * @param second the highest value of the second bidder, above 0
 */
public record AsymmetricFirstPrice(double first, double second) {
    private static final int STEPS = 20_000;

    public AsymmetricFirstPrice {
        if (!(first > 0 && second > 0) || Double.isInfinite(first + second)) {
            throw new IllegalArgumentException("highest values are " + first + " and " + second + "; above 0, finite");
        }
    }

    /** The highest bid of either. */
    public double highestBid() {
        return first * second / (first + second);
    }

    /** The constant <i>k</i> of a bidder: 0 or 1. */
    public double constant(int bidder) {
        double own = bidder == 0 ? first : second;
        double other = bidder == 0 ? second : first;
        return 1 / (own * own) - 1 / (other * other);
    }

    /** The value at which {@code bidder} bids {@code bid}. */
    public double value(int bidder, double bid) {
        return 2 * bid / (1 + constant(bidder) * bid * bid);
    }

    /** The bid of {@code bidder} at {@code value}. */
    public double bid(int bidder, double value) {
        double k = constant(bidder);
        // The solution of k v b^2 - 2 b + v = 0 that stays finite as k goes to 0.
        return value / (1 + Math.sqrt(1 - k * value * value));
    }

    /** What the seller gets on average: the mean of the higher bid. */
    public double revenue() {
        double top = highestBid();
        double sum = 0;
        for (int i = 0; i < STEPS; i++) {
            double b = top * (i + 0.5) / STEPS;
            sum += 1 - value(0, b) / first * (value(1, b) / second);
        }
        return sum * top / STEPS;
    }
}
