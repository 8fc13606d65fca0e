package dev.walras.audit;

import java.math.BigInteger;
import org.jspecify.annotations.Nullable;

/**
 * Signed sums of products of {@code long}s, exact at any size, in cells numbered from 0.
 *
 * <p>A cell is kept in 128 bits; what would leave them goes on as a {@link BigInteger}. Adding allocates nothing until
 * then.
 */
final class ExactSums {
    private final long[] hi;
    private final long[] lo;
    /** What cells held when they ran over, to be added to what they hold; null until one does. */
    private @Nullable BigInteger @Nullable [] spilled;

    /** {@code cells} sums of 0. */
    ExactSums(int cells) {
        this.hi = new long[cells];
        this.lo = new long[cells];
    }

    int size() {
        return lo.length;
    }

    void add(int cell, long term) {
        add(cell, term >> 63, term);
    }

    void addProduct(int cell, long a, long b) {
        add(cell, Math.multiplyHigh(a, b), a * b);
    }

    void subtractProduct(int cell, long a, long b) {
        long low = -(a * b);
        add(cell, ~Math.multiplyHigh(a, b) + (low == 0 ? 1 : 0), low);
    }

    void multiply(int cell, long factor) {
        if (fits(cell)) {
            long number = low(cell);
            clear(cell);
            addProduct(cell, number, factor);
        } else {
            BigInteger product = get(cell).multiply(BigInteger.valueOf(factor));
            clear(cell);
            add(cell, product);
        }
    }

    private void add(int cell, BigInteger term) {
        if (term.bitLength() < 2 * Long.SIZE) {
            add(cell, term.shiftRight(Long.SIZE).longValue(), term.longValue());
        } else {
            spill(cell, term);
        }
    }

    /** Adds the number whose 128 bits, in two's complement, are given in two halves. */
    private void add(int cell, long termHi, long termLo) {
        long low = lo[cell] + termLo;
        long carry = Long.compareUnsigned(low, termLo) < 0 ? 1 : 0;
        long high = hi[cell] + termHi + carry;
        // Only numbers of one sign can run over; the sum then shows the other sign.
        if (((hi[cell] ^ high) & (termHi ^ high)) < 0) {
            spill(cell, wide(termHi, termLo));
        } else {
            hi[cell] = high;
            lo[cell] = low;
        }
    }

    private void spill(int cell, BigInteger term) {
        @Nullable BigInteger[] all = spilled == null ? new @Nullable BigInteger[lo.length] : spilled;
        spilled = all;
        BigInteger before = all[cell];
        all[cell] = before == null ? term : before.add(term);
    }

    private static BigInteger wide(long high, long low) {
        BigInteger unsignedLow = BigInteger.valueOf(low >>> 1).shiftLeft(1).add(BigInteger.valueOf(low & 1));
        return BigInteger.valueOf(high).shiftLeft(Long.SIZE).add(unsignedLow);
    }

    private boolean isSpilled(int cell) {
        return spilled != null && spilled[cell] != null;
    }

    /** Whether the sum is a {@code long}, which {@link #low} then is. */
    boolean fits(int cell) {
        return isSpilled(cell) ? get(cell).bitLength() < Long.SIZE : hi[cell] == lo[cell] >> 63;
    }

    /** The last 64 bits of a sum that {@link #fits}. */
    long low(int cell) {
        return isSpilled(cell) ? get(cell).longValue() : lo[cell];
    }

    BigInteger get(int cell) {
        BigInteger near = hi[cell] == lo[cell] >> 63 ? BigInteger.valueOf(lo[cell]) : wide(hi[cell], lo[cell]);
        BigInteger far = spilled == null ? null : spilled[cell];
        return far == null ? near : near.add(far);
    }

    int signum(int cell) {
        if (isSpilled(cell)) {
            return get(cell).signum();
        }
        return hi[cell] < 0 ? -1 : (hi[cell] | lo[cell]) == 0 ? 0 : 1;
    }

    /** The sum as a {@code long}, cut to the nearest when it does not fit. */
    long cut(int cell) {
        return fits(cell) ? low(cell) : signum(cell) < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** The value as a {@code long}, cut to the nearest when it does not fit. */
    static long cut(BigInteger value) {
        return value.bitLength() > 63 ? (value.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE) : value.longValue();
    }

    /** Sets a cell back to 0. */
    void clear(int cell) {
        hi[cell] = 0;
        lo[cell] = 0;
        if (spilled != null) {
            spilled[cell] = null;
        }
    }

    /** Adds cell {@code from} of {@code other}. */
    void add(int cell, ExactSums other, int from) {
        if (other.isSpilled(from)) {
            add(cell, other.get(from));
        } else {
            add(cell, other.hi[from], other.lo[from]);
        }
    }

    /** Compares with cell {@code at} of {@code other}. */
    int compare(int cell, ExactSums other, int at) {
        if (isSpilled(cell) || other.isSpilled(at)) {
            return get(cell).compareTo(other.get(at));
        }
        return hi[cell] != other.hi[at]
                ? Long.compare(hi[cell], other.hi[at])
                : Long.compareUnsigned(lo[cell], other.lo[at]);
    }
}
