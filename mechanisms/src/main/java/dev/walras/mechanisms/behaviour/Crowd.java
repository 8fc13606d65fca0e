package dev.walras.mechanisms.behaviour;

import dev.walras.market.LongVector;
import dev.walras.market.Market;
import java.util.ArrayList;
import java.util.List;
import java.util.function.IntFunction;

/** The traders of a market, one a participant. What they learn stays when they trade for several days. */
public final class Crowd {
    private final Market truth;
    private final List<Trader> traders;
    private final long shouts;

    private Crowd(Market truth, List<Trader> traders, long shouts) {
        this.truth = truth;
        this.traders = traders;
        this.shouts = shouts;
    }

    /** The participants of {@code truth} as traders of a behaviour, with generators split off {@code seed}. */
    public static Crowd of(Market truth, Behaviour behaviour, long seed) {
        IntFunction<Behaviour> roles = behaviour.roles(truth, seed);
        List<Trader> traders = new ArrayList<>(truth.participants());
        Seat.each(
                truth, seed, seat -> traders.add(roles.apply(seat.participant()).trader(seat)));
        return new Crowd(truth, traders, behaviour.shouts(truth));
    }

    /** The market of true values. */
    public Market truth() {
        return truth;
    }

    /** The trader of a participant. */
    public Trader trader(int participant) {
        return traders.get(participant);
    }

    /** How many random submissions a session has; 0 when every order is submitted once. */
    public long shouts() {
        return shouts;
    }

    /** The traders who watch public events, by participant. */
    public int[] watching() {
        return java.util.stream.IntStream.range(0, traders.size())
                .filter(p -> traders.get(p).watches())
                .toArray();
    }

    /** The market with the limits that everybody would put on its orders now. */
    public Market reports(Board board) {
        long[] values = new long[truth.orders()];
        for (int order = 0; order < values.length; order++) {
            values[order] = traders.get(truth.owner(order)).limitMicrosPerLot(order, board);
        }
        return truth.withValues(LongVector.copyOf(values, values.length));
    }
}
