package dev.walras.mechanisms.behaviour;

import dev.walras.market.LongVector;
import dev.walras.market.Market;
import java.util.SplittableRandom;

/**
 * How participants report their values.
 *
 * <p>{@link #report} makes the market of reports of a sealed auction from the market of true values; the orders keep
 * their indices, and whoever audits the outcome uses the truth. {@link #limitMicrosPerLot} is what a participant puts
 * on one submission to an online market. The same generator gives the same reports.
 */
public sealed interface Behaviour {
    /** Reports the truth. */
    record Truthful() implements Behaviour {
        @Override
        public long limitMicrosPerLot(Market truth, int order, SplittableRandom random) {
            return truth.valueMicrosPerLot(order);
        }
    }

    /**
     * Everybody understates what orders are worth by a share: a value of 100 becomes 80 at a share of 0.2, a cost of
     * 100 becomes 120. Rounded toward less trade.
     *
     * @param share from 0 (truthful) to 1
     */
    record Shading(double share) implements Behaviour {
        public Shading {
            if (!(share >= 0 && share <= 1)) {
                throw new IllegalArgumentException("share is " + share + "; it must be from 0 to 1");
            }
        }

        @Override
        public long limitMicrosPerLot(Market truth, int order, SplittableRandom random) {
            long value = truth.valueMicrosPerLot(order);
            return value - (long) Math.ceil(Math.abs((double) value) * share);
        }
    }

    /**
     * Traders of zero intelligence who make no losses: buyers bid uniformly from the lowest price of the bounds to
     * their value, sellers ask uniformly from their cost to the highest price (ZI-C of D. K. Gode and S. Sunder,
     * Allocative efficiency of markets with zero-intelligence traders, Journal of Political Economy 101(1), 1993,
     * 119-137, doi:10.1086/261868).
     *
     * @param bounds the public range of prices
     * @param shouts how many submissions a session has, 1 or more; efficiency depends much on it
     */
    record ZeroIntelligenceConstrained(PriceBounds bounds, int shouts) implements Behaviour {
        @Override
        public long limitMicrosPerLot(Market truth, int order, SplittableRandom random) {
            long value = truth.valueMicrosPerLot(order);
            return value >= 0
                    ? bounds.draw(Math.min(bounds.lowMicros(), value), value, random)
                    : -bounds.draw(-value, Math.max(bounds.highMicros(), -value), random);
        }
    }

    /**
     * Traders of zero intelligence who may make losses: all bids and asks are uniform within the bounds (ZI-U of Gode
     * and Sunder 1993).
     *
     * @param bounds the public range of prices
     * @param shouts how many submissions a session has, 1 or more
     */
    record ZeroIntelligenceUnconstrained(PriceBounds bounds, int shouts) implements Behaviour {
        @Override
        public long limitMicrosPerLot(Market truth, int order, SplittableRandom random) {
            long price = bounds.draw(bounds.lowMicros(), bounds.highMicros(), random);
            return truth.valueMicrosPerLot(order) >= 0 ? price : -price;
        }
    }

    /**
     * The range of prices that everybody knows.
     *
     * @param lowMicros the lowest price of a lot, in micros, 0 or more
     * @param highMicros the highest price of a lot, in micros, {@code lowMicros} or more
     * @param tickMicros prices are the lowest price plus multiples of this, in micros, 1 or more
     */
    record PriceBounds(long lowMicros, long highMicros, long tickMicros) {
        public PriceBounds {
            if (lowMicros < 0 || highMicros < lowMicros || highMicros > Market.LIMIT || tickMicros < 1) {
                throw new IllegalArgumentException("prices from " + lowMicros + " to " + highMicros + " by "
                        + tickMicros + " micros are not a range of 0 or more with ticks of 1 or more");
            }
        }

        /** A uniform draw of {@code low + j tick}, j = 0, 1, ..., not above {@code high}. */
        private long draw(long low, long high, SplittableRandom random) {
            return low + tickMicros * random.nextLong((high - low) / tickMicros + 1);
        }
    }

    /**
     * The limit put on one lot of an order, in micros: the most to pay, or negative, the least to be paid.
     *
     * @param truth the market of true values
     * @param random the participant's own generator
     */
    long limitMicrosPerLot(Market truth, int order, SplittableRandom random);

    /**
     * How many submissions drawn at random a session has; 0 when every order is submitted once, in order of arrival.
     */
    default int shouts() {
        return 0;
    }

    /** The market with reported values in place of true ones: one limit for every order, in order. */
    default Market report(Market truth, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[] values = new long[truth.orders()];
        for (int order = 0; order < values.length; order++) {
            values[order] = limitMicrosPerLot(truth, order, random);
        }
        return truth.withValues(LongVector.copyOf(values, values.length));
    }
}
