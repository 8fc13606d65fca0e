package dev.walras.datasets.format;

import dev.walras.market.Market;
import dev.walras.problem.Objective;
import dev.walras.problem.Objective.Sense;
import java.math.BigInteger;

/**
 * The values that make a market serve everybody: each of {@code units} units served is worth {@code serviceMicros} on
 * top of its profit, or less its cost, and that is more than all profits and costs together. An answer is complete
 * exactly when its objective is on the right side of {@link Objective#missingMicros}.
 *
 * @param sense whether the source minimises cost or maximises profit
 * @param units how many units must be served
 * @param serviceMicros what serving one is worth, in micros
 * @param missingMicros the threshold of incomplete answers, in micros
 * @param microsPerUnit micros for one unit of the source's objective: a million, or the largest smaller power of ten
 *     with which no sum exceeds the bounds of a market
 */
record Complete(Sense sense, long units, long serviceMicros, long missingMicros, long microsPerUnit) {
    /**
     * The values for an objective that is from {@code lo} to {@code hi}, its constant included, whatever is served.
     *
     * @param lo a lower bound on the objective, in the source's units, 0 or less
     * @param hi an upper bound on the objective, in the source's units, 0 or more
     * @param lots the sum over all orders of their lots, for the bound on the market's value
     * @throws IllegalArgumentException when the sums exceed the bounds of a market
     */
    static Complete of(Sense sense, long units, BigInteger lo, BigInteger hi, BigInteger lots) {
        BigInteger service = hi.subtract(lo).add(BigInteger.ONE);
        BigInteger missing = sense == Sense.MIN ? hi.add(BigInteger.ONE) : BigInteger.ONE.subtract(lo);
        BigInteger total =
                service.multiply(lots.max(BigInteger.valueOf(units))).add(hi).subtract(lo);
        BigInteger limit = BigInteger.valueOf(Market.LIMIT);
        for (long scale = 1_000_000; scale >= 1; scale /= 10) {
            BigInteger micros = BigInteger.valueOf(scale);
            if (total.multiply(micros).compareTo(limit) <= 0) {
                return new Complete(
                        sense,
                        units,
                        service.multiply(micros).longValueExact(),
                        missing.multiply(micros).longValueExact(),
                        scale);
            }
        }
        throw new IllegalArgumentException("the costs and quantities are too large: " + units + " units worth "
                + service + " each take the total value of all orders beyond 2^62");
    }

    /** What a unit served at {@code amount} is worth to the market, in micros. */
    long valueMicros(long amount) {
        long micros = Math.multiplyExact(amount, microsPerUnit);
        return sense == Sense.MIN ? Math.subtractExact(serviceMicros, micros) : Math.addExact(serviceMicros, micros);
    }

    /**
     * The source's objective.
     *
     * @param name what the source calls it
     * @param constant what it amounts to before any order is filled, in the source's units
     */
    Objective objective(String name, long constant) {
        long service = Math.multiplyExact(units, serviceMicros);
        long micros = Math.multiplyExact(constant, microsPerUnit);
        long offset = sense == Sense.MIN ? Math.addExact(service, micros) : Math.subtractExact(micros, service);
        return new Objective(sense, name, offset, missingMicros, microsPerUnit);
    }
}
