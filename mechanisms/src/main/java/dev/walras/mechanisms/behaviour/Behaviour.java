package dev.walras.mechanisms.behaviour;

import dev.walras.market.LongVector;
import dev.walras.market.Market;
import java.util.function.IntFunction;

/**
 * How participants behave: a recipe for traders, which are made anew for every run. What a trader says depends on its
 * own orders, on public prices and on its own generator, nothing else.
 *
 * <p>A behaviour serves every kind of mechanism. At a trading venue a trader is asked for the limit of every submission
 * and watches what happens. A sealed auction gets what {@link #report} makes of the truth: the limits that traders
 * would begin with. A price process gets replies to prices as if the reports were true. Whoever audits the outcome uses
 * the truth.
 */
public interface Behaviour {
    /** The trader that this behaviour makes of a participant. */
    Trader trader(Seat seat);

    /**
     * Who behaves how, by participant: everybody like this, unless the behaviour is a mixture. Never a mixture.
     *
     * @param seed of the lottery that assigns participants, if there is one
     */
    default IntFunction<Behaviour> roles(Market truth, long seed) {
        return participant -> this;
    }

    /**
     * How many submissions by participants drawn at random a session at a venue has; 0 when every order is submitted
     * once, in order of arrival.
     */
    default long shouts(Market truth) {
        return 0;
    }

    /**
     * The market with reported values in place of true ones: the limits with which traders begin. The same seed gives
     * the same reports.
     */
    default Market report(Market truth, long seed) {
        IntFunction<Behaviour> roles = roles(truth, seed);
        long[] values = new long[truth.orders()];
        Seat.each(truth, seed, seat -> {
            Trader trader = roles.apply(seat.participant()).trader(seat);
            for (int i = 0; i < seat.orders(); i++) {
                values[seat.order(i)] = trader.limitMicrosPerLot(seat.order(i), Board.EMPTY);
            }
        });
        return truth.withValues(LongVector.copyOf(values, values.length));
    }
}
