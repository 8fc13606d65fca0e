package dev.walras.problem;

import java.math.BigDecimal;
import java.math.BigInteger;

/**
 * An exact positive ratio in lowest terms: the gain of a route (what arrives for each unit that leaves), the efficiency
 * of a storage.
 *
 * @param numerator 1 or more
 * @param denominator 1 or more, coprime to the numerator
 */
public record Ratio(long numerator, long denominator) {
    /** One to one. */
    public static final Ratio ONE = new Ratio(1, 1);

    public Ratio {
        if (numerator < 1 || denominator < 1) {
            throw new IllegalArgumentException(
                    "ratio " + numerator + "/" + denominator + " is not positive; both parts must be 1 or more");
        }
        long divisor = BigInteger.valueOf(numerator)
                .gcd(BigInteger.valueOf(denominator))
                .longValueExact();
        numerator /= divisor;
        denominator /= divisor;
    }

    /**
     * The exact value of a decimal number.
     *
     * @throws IllegalArgumentException when it is not positive or needs more than 64 bits
     */
    public static Ratio of(BigDecimal decimal) {
        BigDecimal plain = decimal.stripTrailingZeros();
        if (plain.precision() > 18 || Math.abs((long) plain.scale()) > 18) {
            throw new IllegalArgumentException(
                    "ratio " + decimal + " has too many digits; at most 18 are exact in 64 bits");
        }
        BigInteger scale = BigInteger.TEN.pow(Math.max(0, plain.scale()));
        BigInteger units = plain.multiply(new BigDecimal(scale)).toBigIntegerExact();
        if (units.bitLength() > 63) {
            throw new IllegalArgumentException("ratio " + decimal + " does not fit 64 bits");
        }
        return new Ratio(units.longValueExact(), scale.longValueExact());
    }

    @Override
    public String toString() {
        return denominator == 1 ? Long.toString(numerator) : numerator + "/" + denominator;
    }
}
