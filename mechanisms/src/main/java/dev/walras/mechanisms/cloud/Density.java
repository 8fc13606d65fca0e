package dev.walras.mechanisms.cloud;

import java.math.BigInteger;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Ranks requests by {@code value / size^(over / under)}, exactly: densities to the power {@code under} are compared as
 * fractions of whole numbers.
 *
 * <p>Ties go to the lower index. A request of size 0 comes before all others of positive value.
 */
public final class Density {
    private static final int MOST = 8;
    private static final Pattern FRACTION = Pattern.compile("([0-9])(?:/([1-9]))?");

    /**
     * The power of the size.
     *
     * @param over numerator, from 0 to 8
     * @param under denominator, from 1 to 8
     */
    public record Power(int over, int under) {
        /** Value a unit. */
        public static final Power ONE = new Power(1, 1);

        /** Value over the square root of the size. */
        public static final Power HALF = new Power(1, 2);

        public Power {
            if (over < 0 || over > MOST || under < 1 || under > MOST) {
                throw new IllegalArgumentException(
                        "the power of the size is " + over + "/" + under + "; its terms must be up to " + MOST);
            }
        }

        /** Reads {@code "1"} or {@code "1/2"}. */
        public static Power parse(String text) {
            Matcher digits = FRACTION.matcher(text);
            if (!digits.matches()) {
                throw new IllegalArgumentException("the power of the size is \"" + text
                        + "\"; it must be a fraction with terms up to " + MOST + "\nMaybe \"1/2\" was meant.");
            }
            return new Power(
                    Integer.parseInt(digits.group(1)), digits.group(2) == null ? 1 : Integer.parseInt(digits.group(2)));
        }
    }

    private final Power power;
    private final BigInteger[] sizes;

    /**
     * Densities of requests of {@code sizes}.
     *
     * @param sizes one a request, 0 or more, in any unit
     */
    public Density(List<BigFraction> sizes, Power power) {
        this.power = power;
        BigInteger common = BigInteger.ONE;
        for (BigFraction size : sizes) {
            BigInteger under = size.getDenominator();
            common = common.divide(common.gcd(under)).multiply(under);
        }
        this.sizes = new BigInteger[sizes.size()];
        for (int i = 0; i < this.sizes.length; i++) {
            BigFraction size = sizes.get(i);
            if (size.getNumerator().signum() < 0) {
                throw new IllegalArgumentException(
                        "the size of request " + i + " is " + size + "; it must be 0 or more");
            }
            this.sizes[i] = size.getNumerator()
                    .multiply(common.divide(size.getDenominator()))
                    .pow(power.over);
        }
    }

    /** Negative when request {@code a} at {@code valueA} comes before {@code b} at {@code valueB}. */
    public int compare(int a, long valueA, int b, long valueB) {
        int order = cross(valueB, a).compareTo(cross(valueA, b));
        return order != 0 ? order : Integer.compare(a, b);
    }

    /**
     * The least whole value with which request {@code a} comes before {@code b} at {@code valueB}.
     *
     * @param suffices a value that does, 1 or more
     */
    public long leastBefore(int a, int b, long valueB, long suffices) {
        long fails = 0;
        long enough = suffices;
        while (enough - fails > 1) {
            long middle = fails + (enough - fails) / 2;
            if (compare(a, middle, b, valueB) < 0) {
                enough = middle;
            } else {
                fails = middle;
            }
        }
        return enough;
    }

    /** A density to the power {@code under}, times both sizes: {@code value} times the size of the other request. */
    private BigInteger cross(long value, int other) {
        BigInteger worth = BigInteger.valueOf(Math.abs(value)).pow(power.under);
        return (value < 0 ? worth.negate() : worth).multiply(sizes[other]);
    }

    /** The density of request {@code a} at {@code value}, for people. */
    public double of(int a, long value) {
        return value / Math.pow(sizes[a].doubleValue(), 1.0 / power.under);
    }
}
