package dev.walras.models;

import java.math.BigInteger;
import java.util.Collection;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Turns exact amounts into whole numbers and back: all are multiplied by one factor, so that mechanisms in whole micros
 * compute them without rounding.
 */
final class MoneyScale {
    private static final int MOST_BITS = 56;

    private final BigInteger factor;

    private MoneyScale(BigInteger factor) {
        this.factor = factor;
    }

    /**
     * The scale by which all {@code amounts} are whole.
     *
     * @param parts into how many equal parts an amount must still divide without rest
     */
    static MoneyScale of(Collection<BigFraction> amounts, long parts) {
        BigInteger factor = BigInteger.ONE;
        for (BigFraction amount : amounts) {
            BigInteger denominator = amount.getDenominator();
            factor = factor.divide(factor.gcd(denominator)).multiply(denominator);
        }
        MoneyScale scale = new MoneyScale(factor.multiply(BigInteger.valueOf(parts)));
        amounts.forEach(scale::whole);
        return scale;
    }

    /** {@code amount} as a whole number. */
    long whole(BigFraction amount) {
        BigFraction scaled = amount.multiply(factor);
        if (!scaled.getDenominator().equals(BigInteger.ONE)
                || scaled.getNumerator().bitLength() > MOST_BITS) {
            throw new IllegalArgumentException("amount " + amount + " becomes " + scaled + " when all amounts are made"
                    + " whole; it must be a whole number of at most " + MOST_BITS + " bits");
        }
        return scaled.getNumerator().longValueExact();
    }

    /** The amount that {@code whole} stands for. */
    BigFraction amount(long whole) {
        return new BigFraction(BigInteger.valueOf(whole), factor);
    }
}
