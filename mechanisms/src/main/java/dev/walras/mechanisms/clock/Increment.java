package dev.walras.mechanisms.clock;

import dev.walras.market.Market;
import dev.walras.mechanism.Settings;
import java.math.BigInteger;

/**
 * Money of an auction in rounds: values in some unit, and the bid increment in it.
 *
 * <p>With an increment in micros the unit is the micro. Otherwise values are expressed in 2^-{@value #BITS} of the
 * highest reported one, and the increment is a share of it: a market with all values multiplied runs the same rounds.
 */
record Increment(long unit, long step, boolean relative) {
    static final int BITS = 40;

    /** The settings {@code increment} and {@code resolution}. */
    static final Settings.Setting ABSOLUTE =
            new Settings.Setting("increment", "bid increment in micros; 0 for a share of the highest value", "0");

    static final Settings.Setting SHARE =
            new Settings.Setting("resolution", "the highest value is so many increments", "100");

    /** What the settings ask for, before a market is known. */
    record Asked(long micros, long resolution) {
        static Asked of(Settings settings) {
            return new Asked(
                    settings.integer("increment", 0, 0, Market.LIMIT),
                    settings.integer("resolution", 100, 1, 1L << 20));
        }

        /** The increment for {@code market}. */
        Increment in(Market market) {
            long highest = 1;
            for (int k = 0; k < market.orders(); k++) {
                highest = Math.max(highest, market.valueMicrosPerLot(k));
            }
            return micros > 0
                    ? new Increment(1, micros, false)
                    : new Increment(highest, Math.max(1, (1L << BITS) / resolution), true);
        }
    }

    /** A value in the unit, rounded down; negative values stay negative. */
    long of(long micros) {
        return relative
                ? BigInteger.valueOf(micros)
                        .shiftLeft(BITS)
                        .divide(BigInteger.valueOf(unit))
                        .longValue()
                : micros;
    }

    /** An amount in the unit as micros, rounded up; never beyond a value that was at least that amount. */
    long micros(long amount) {
        BigInteger[] parts = BigInteger.valueOf(amount)
                .multiply(BigInteger.valueOf(unit))
                .divideAndRemainder(BigInteger.ONE.shiftLeft(BITS));
        return relative ? parts[0].longValueExact() + parts[1].signum() : amount;
    }

    /** The values of all orders of {@code market} in the unit. */
    long[] values(Market market) {
        long[] values = new long[market.orders()];
        for (int k = 0; k < values.length; k++) {
            long value = market.valueMicrosPerLot(k);
            values[k] = value < 0 ? -1 : of(value);
        }
        return values;
    }
}
