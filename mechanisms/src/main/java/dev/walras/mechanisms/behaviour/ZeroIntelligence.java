package dev.walras.mechanisms.behaviour;

import dev.walras.market.Market;
import dev.walras.mechanism.Side;
import org.jspecify.annotations.Nullable;

/**
 * Traders of zero intelligence: every limit is drawn anew, and nothing is learned.
 *
 * <p>With {@link Discipline#CONSTRAINED} (ZI-C) nobody offers to trade at a loss: buyers bid uniformly from the lowest
 * price of the bounds to their value, sellers ask uniformly from their cost to the highest price. With
 * {@link Discipline#UNCONSTRAINED} (ZI-U) all bids and asks are uniform within the bounds. Efficiency depends much on
 * the number of shouts in a session, which the paper does not state.
 *
 * <p>Reference: D. K. Gode and S. Sunder, Allocative efficiency of markets with zero-intelligence traders, Journal of
 * Political Economy 101(1), 1993, 119-137, doi:10.1086/261868.
 *
 * @param discipline whether the limit must not lose
 * @param bounds the public range of prices; null for that of the market at hand, see {@link PriceBounds#of}
 * @param shouts how many submissions a session has, 1 or more; 0 for 50 an order
 */
public record ZeroIntelligence(
        Discipline discipline, @Nullable PriceBounds bounds, long shouts) implements Behaviour {
    /** Whether a trader may lose. */
    public enum Discipline {
        /** It never offers to trade at a loss (ZI-C). */
        CONSTRAINED,
        /** It may offer to trade at a loss (ZI-U). */
        UNCONSTRAINED
    }

    public ZeroIntelligence {
        if (shouts < 0) {
            throw new IllegalArgumentException("shouts is " + shouts + "; it must be 0 or more");
        }
    }

    /** ZI-C within the bounds of the market at hand, with 50 shouts an order. */
    public static ZeroIntelligence constrained() {
        return new ZeroIntelligence(Discipline.CONSTRAINED, null, 0);
    }

    /** ZI-C within {@code bounds}, with {@code shouts} shouts a session. */
    public static ZeroIntelligence constrained(PriceBounds bounds, long shouts) {
        return new ZeroIntelligence(Discipline.CONSTRAINED, bounds, shouts);
    }

    /** ZI-U within the bounds of the market at hand, with 50 shouts an order. */
    public static ZeroIntelligence unconstrained() {
        return new ZeroIntelligence(Discipline.UNCONSTRAINED, null, 0);
    }

    /** ZI-U within {@code bounds}, with {@code shouts} shouts a session. */
    public static ZeroIntelligence unconstrained(PriceBounds bounds, long shouts) {
        return new ZeroIntelligence(Discipline.UNCONSTRAINED, bounds, shouts);
    }

    @Override
    public Trader trader(Seat seat) {
        PriceBounds range = bounds == null ? seat.bounds() : bounds;
        return discipline == Discipline.CONSTRAINED
                ? (order, board) -> constrained(seat, order, range)
                : (order, board) -> unconstrained(seat, order, range);
    }

    private static long constrained(Seat seat, int order, PriceBounds range) {
        long value = seat.valueMicrosPerLot(order);
        return seat.side(order) == Side.BUY
                ? range.draw(Math.min(range.lowMicros(), value), value, seat.random())
                : -range.draw(-value, Math.max(range.highMicros(), -value), seat.random());
    }

    private static long unconstrained(Seat seat, int order, PriceBounds range) {
        long price = range.draw(range.lowMicros(), range.highMicros(), seat.random());
        return seat.side(order) == Side.BUY ? price : -price;
    }

    @Override
    public long shouts(Market truth) {
        return SessionLength.of(shouts, truth);
    }
}
