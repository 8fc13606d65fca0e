package dev.walras.mechanisms.behaviour;

import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.game.SelfPlay;
import dev.walras.problem.Instance;

/**
 * Participants who have practised: before the run that counts they met in the same market under the same mechanism for
 * some rounds, and learnt how much to shade, see {@link SelfPlay}.
 *
 * @param method how they learn
 * @param rounds how long, 1 or more
 */
public record Practised(SelfPlay.Method method, int rounds) implements Behaviour {
    public Practised {
        if (rounds < 1) {
            throw new IllegalArgumentException("rounds is " + rounds + "; it must be 1 or more");
        }
    }

    /** What they do after practice; truthful before a central solver, which needs no reports. */
    public Behaviour after(Mechanism mechanism, Instance instance, RunContext context) {
        return mechanism instanceof CentralSolver
                ? new Truthful()
                : new SelfPlay(mechanism, instance, context)
                        .play(method, rounds)
                        .behaviour();
    }

    /** Without practice, truthful. */
    @Override
    public Trader trader(Seat seat) {
        return new Truthful().trader(seat);
    }
}
