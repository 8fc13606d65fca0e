package dev.walras.models;

import java.math.BigInteger;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Money of an instance in whole micros: amounts times one factor.
 *
 * @param unit micros of one unit of money of the instance
 */
record Scale(BigFraction unit) {
    private static final int ROOM = 55;
    private static final BigInteger FINE = BigInteger.valueOf(720_720L * 1_000_000L);

    /** The least factor that makes all {@code amounts} whole. */
    static Scale whole(List<BigFraction> amounts) {
        BigInteger common = BigInteger.ONE;
        for (BigFraction amount : amounts) {
            BigInteger under = amount.getDenominator();
            common = common.divide(common.gcd(under)).multiply(under);
        }
        return new Scale(new BigFraction(common));
    }

    /** A factor that also makes common fractions of {@code amounts} whole, as far as their sum has room for it. */
    static Scale fine(List<BigFraction> amounts) {
        Scale whole = whole(amounts);
        BigFraction sum = BigFraction.ONE;
        for (BigFraction amount : amounts) {
            sum = sum.add(amount.abs().multiply(whole.unit));
        }
        BigInteger extra = FINE;
        while (extra.compareTo(BigInteger.ONE) > 0
                && sum.getNumerator().multiply(extra).bitLength() > ROOM) {
            extra = extra.divide(BigInteger.TEN);
        }
        return new Scale(whole.unit.multiply(extra.max(BigInteger.ONE)));
    }

    /** An amount in micros; exact for amounts that the factor was made for. */
    long micros(BigFraction amount) {
        BigFraction scaled = amount.multiply(unit);
        if (!scaled.getDenominator().equals(BigInteger.ONE)
                || scaled.getNumerator().bitLength() > 62) {
            throw new IllegalArgumentException("the amount " + Numbers.text(amount) + " does not fit whole micros");
        }
        return scaled.getNumeratorAsLong();
    }

    /** The amount that {@code micros} stand for. */
    BigFraction amount(long micros) {
        return new BigFraction(micros).divide(unit);
    }
}
