package dev.walras.mechanisms.game;

import dev.walras.market.Market;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.mechanisms.behaviour.Seat;
import dev.walras.mechanisms.behaviour.Trader;
import java.util.List;
import java.util.function.IntFunction;

/**
 * Everybody has a behaviour of its own.
 *
 * @param byParticipant one a participant
 */
record Assigned(List<Behaviour> byParticipant) implements Behaviour {
    Assigned {
        byParticipant = List.copyOf(byParticipant);
    }

    @Override
    public Trader trader(Seat seat) {
        return byParticipant.get(seat.participant()).trader(seat);
    }

    @Override
    public IntFunction<Behaviour> roles(Market truth, long seed) {
        return byParticipant::get;
    }

    @Override
    public long shouts(Market truth) {
        return byParticipant.stream()
                .mapToLong(behaviour -> behaviour.shouts(truth))
                .max()
                .orElse(0);
    }
}
