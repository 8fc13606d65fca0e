package dev.walras.mechanisms.behaviour;

import dev.walras.market.Market;
import dev.walras.mechanism.PublicEvent;
import dev.walras.mechanism.Side;

/**
 * Beats the best quote of its own side by one tick, as far as its limit allows; where nobody quotes, begins at the
 * lowest or the highest public price. A baseline of the Bristol Stock Exchange (D. Cliff, BSE: a minimal simulation of
 * a limit-order-book stock exchange, arXiv:1809.06027). To a sealed auction, where there is nothing to beat, it reports
 * the truth.
 *
 * @param shouts how many submissions a session has, 1 or more; 0 for 50 an order
 */
public record Shaver(long shouts) implements Behaviour {
    @Override
    public Trader trader(Seat seat) {
        return (order, board) -> shaved(seat, order, board, seat.bounds().tickMicros());
    }

    /** The limit of a quote that beats the best one of its side by {@code step}. */
    static long shaved(Seat seat, int order, Board board, long step) {
        long value = seat.valueMicrosPerLot(order);
        if (seat.side(order) == Side.BUY) {
            long best = board.bidMicros(seat.good(order));
            long wanted = best == PublicEvent.NO_BID ? seat.bounds().lowMicros() : best + step;
            return Math.min(wanted, value);
        }
        long best = board.askMicros(seat.good(order));
        long wanted = best == PublicEvent.NO_ASK ? seat.bounds().highMicros() : best - step;
        return -Math.max(wanted, -value);
    }

    @Override
    public Market report(Market truth, long seed) {
        return truth;
    }

    @Override
    public long shouts(Market truth) {
        return SessionLength.of(shouts, truth);
    }
}
