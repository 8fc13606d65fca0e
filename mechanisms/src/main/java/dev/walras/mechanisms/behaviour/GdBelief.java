package dev.walras.mechanisms.behaviour;

import dev.walras.mechanism.Side;
import java.util.Arrays;

/**
 * How likely a price is to be accepted, from what was accepted and rejected before.
 *
 * <p>For a seller: of the asks and bids that tell something about asking <i>a</i>, the share that speaks for it. Asks
 * accepted at <i>a</i> or more and bids at <i>a</i> or more speak for it, asks rejected at <i>a</i> or less against it:
 * <i>(TA + B) / (TA + B + RA)</i>. For a buyer at <i>b</i> the other way round: bids accepted at <i>b</i> or less and
 * asks at <i>b</i> or less against bids rejected at <i>b</i> or more. Where nothing speaks for a price, the belief is
 * 0. Between observed prices beliefs are joined by cubics that are flat at both ends.
 *
 * <p>Each evaluation takes O(log n) for n observations.
 *
 * <p>Reference: S. Gjerstad and J. Dickhaut, Price formation in double auctions, Games and Economic Behavior 22(1),
 * 1998, 1-29, doi:10.1006/game.1997.0576.
 */
public final class GdBelief {
    private final Side side;
    private final double[] accepted;
    private final double[] offered;
    private final double[] rejected;

    private GdBelief(Side side, double[] accepted, double[] offered, double[] rejected) {
        this.side = side;
        this.accepted = sorted(accepted);
        this.offered = sorted(offered);
        this.rejected = sorted(rejected);
    }

    /** The belief of a seller from the asks accepted, all bids, and the asks rejected. */
    public static GdBelief ofSeller(double[] acceptedAsks, double[] bids, double[] rejectedAsks) {
        return new GdBelief(Side.SELL, acceptedAsks, bids, rejectedAsks);
    }

    /** The belief of a buyer from the bids accepted, all asks, and the bids rejected. */
    public static GdBelief ofBuyer(double[] acceptedBids, double[] asks, double[] rejectedBids) {
        return new GdBelief(Side.BUY, acceptedBids, asks, rejectedBids);
    }

    private static double[] sorted(double[] prices) {
        double[] copy = prices.clone();
        Arrays.sort(copy);
        return copy;
    }

    /** The belief at an observed price, from 0 to 1. */
    public double at(double price) {
        boolean sells = side == Side.SELL;
        int speaksFor = sells
                ? atLeast(accepted, price) + atLeast(offered, price)
                : atMost(accepted, price) + atMost(offered, price);
        int speaksAgainst = sells ? atMost(rejected, price) : atLeast(rejected, price);
        return speaksFor == 0 ? 0 : (double) speaksFor / (speaksFor + speaksAgainst);
    }

    private static int atMost(double[] sorted, double price) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] <= price) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return low;
    }

    private static int atLeast(double[] sorted, double price) {
        int low = 0;
        int high = sorted.length;
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (sorted[middle] < price) {
                low = middle + 1;
            } else {
                high = middle;
            }
        }
        return sorted.length - low;
    }

    /** The prices observed, each once, in order. */
    public double[] observed() {
        double[] all = Arrays.copyOf(accepted, accepted.length + offered.length + rejected.length);
        System.arraycopy(offered, 0, all, accepted.length, offered.length);
        System.arraycopy(rejected, 0, all, accepted.length + offered.length, rejected.length);
        return Arrays.stream(all).sorted().distinct().toArray();
    }

    /**
     * The belief at a price between observed ones.
     *
     * @param knots prices at which beliefs count as observed, in order, one or more
     * @return the belief at the nearest knot where {@code price} is beyond the last
     */
    public double between(double[] knots, double price) {
        int above = Arrays.binarySearch(knots, price);
        if (above >= 0) {
            return at(price);
        }
        above = -above - 1;
        if (above == 0 || above == knots.length) {
            return at(knots[above == 0 ? 0 : knots.length - 1]);
        }
        double share = (price - knots[above - 1]) / (knots[above] - knots[above - 1]);
        return cubic(at(knots[above - 1]), at(knots[above]), share);
    }

    /** The cubic from {@code from} to {@code to} that is flat at both ends, at a share of the way. */
    static double cubic(double from, double to, double share) {
        return from + (to - from) * share * share * (3 - 2 * share);
    }
}
