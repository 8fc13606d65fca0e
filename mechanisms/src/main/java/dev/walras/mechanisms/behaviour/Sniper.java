package dev.walras.mechanisms.behaviour;

import dev.walras.market.Market;
import dev.walras.mechanism.Side;

/**
 * Waits until the session is nearly over, then beats the best quote of its side by steps that grow as time runs out.
 * After the trader of T. Kaplan, who won the tournament of J. Rust, J. H. Miller and R. Palmer (Characterizing
 * effective trading strategies, Journal of Economic Dynamics and Control 18(1), 1994, 61-96,
 * doi:10.1016/0165-1889(94)90069-8), in the simpler form of the Bristol Stock Exchange (D. Cliff, arXiv:1809.06027). To
 * a sealed auction, which is over at once, it reports the truth.
 *
 * @param wake the share of the session left at which it begins to shout, above 0 to 1
 * @param shouts how many submissions a session has, 1 or more; 0 for 50 an order
 */
public record Sniper(double wake, long shouts) implements Behaviour {
    private static final double GROWTH = 3;

    public Sniper {
        if (!(wake > 0 && wake <= 1) || shouts < 0) {
            throw new IllegalArgumentException(
                    "wake is " + wake + " and shouts " + shouts + "; they must be above 0 to 1, and 0 or more");
        }
    }

    @Override
    public Trader trader(Seat seat) {
        return (order, board) -> board.left() > wake ? asleep(seat, order) : awake(seat, order, board);
    }

    /** The least that can be bid, the most that can be asked: nobody will take it. */
    private static long asleep(Seat seat, int order) {
        long value = seat.valueMicrosPerLot(order);
        return seat.side(order) == Side.BUY
                ? Math.min(seat.bounds().lowMicros(), value)
                : -Math.max(seat.bounds().highMicros(), -value);
    }

    private long awake(Seat seat, int order, Board board) {
        double ticks = 1 / (0.01 + board.left() / (GROWTH * wake));
        long step = (long) Math.ceil(ticks * seat.bounds().tickMicros());
        return Shaver.shaved(seat, order, board, step);
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
