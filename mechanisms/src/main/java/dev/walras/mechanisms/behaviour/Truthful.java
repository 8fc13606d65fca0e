package dev.walras.mechanisms.behaviour;

import dev.walras.market.Market;

/** Reports the truth. */
public record Truthful() implements Behaviour {
    @Override
    public Trader trader(Seat seat) {
        return (order, board) -> seat.valueMicrosPerLot(order);
    }

    @Override
    public Market report(Market truth, long seed) {
        return truth;
    }
}
