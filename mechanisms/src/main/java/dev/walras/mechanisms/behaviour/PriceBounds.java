package dev.walras.mechanisms.behaviour;

import dev.walras.market.Market;
import java.util.SplittableRandom;

/**
 * The range of prices that everybody knows.
 *
 * @param lowMicros the lowest price of a lot, in micros, 0 or more
 * @param highMicros the highest price of a lot, in micros, {@code lowMicros} or more
 * @param tickMicros prices are the lowest price plus multiples of this, in micros, 1 or more
 */
public record PriceBounds(long lowMicros, long highMicros, long tickMicros) {
    private static final long TICKS = 1_000;

    public PriceBounds {
        if (lowMicros < 0 || highMicros < lowMicros || highMicros > Market.LIMIT || tickMicros < 1) {
            throw new IllegalArgumentException("prices from " + lowMicros + " to " + highMicros + " by " + tickMicros
                    + " micros are not a range of 0 or more with ticks of 1 or more");
        }
    }

    /** From 0 to the largest absolute value of a lot in the market, by a thousandth of it. */
    public static PriceBounds of(Market market) {
        long high = 1;
        for (int k = 0; k < market.orders(); k++) {
            high = Math.max(high, Math.abs(market.valueMicrosPerLot(k)));
        }
        return new PriceBounds(0, high, Math.max(1, high / TICKS));
    }

    /** A uniform draw of {@code low + j tick}, j = 0, 1, ..., not above {@code high}. */
    long draw(long low, long high, SplittableRandom random) {
        return low + tickMicros * random.nextLong((high - low) / tickMicros + 1);
    }
}
