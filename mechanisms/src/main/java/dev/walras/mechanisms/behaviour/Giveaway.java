package dev.walras.mechanisms.behaviour;

import dev.walras.market.Market;

/**
 * Shouts its limit whenever it is drawn: takes any profit that is offered, and offers all of its own. In a sealed
 * auction the same as {@link Truthful}.
 *
 * @param shouts how many submissions a session has, 1 or more; 0 for 50 an order
 */
public record Giveaway(long shouts) implements Behaviour {
    @Override
    public Trader trader(Seat seat) {
        return (order, board) -> seat.valueMicrosPerLot(order);
    }

    @Override
    public long shouts(Market truth) {
        return SessionLength.of(shouts, truth);
    }
}
