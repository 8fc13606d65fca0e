package dev.walras.solver.model;

/** A mutable signed sum of 128 bits of products of {@code long}s; the caller keeps sums below 2^127 in size. */
final class Wide {
    private long hi;
    private long lo;

    void clear() {
        hi = 0;
        lo = 0;
    }

    void addProduct(long a, long b) {
        add(Math.multiplyHigh(a, b), a * b);
    }

    void add(long otherHi, long otherLo) {
        long sum = lo + otherLo;
        hi += otherHi + (Long.compareUnsigned(sum, lo) < 0 ? 1 : 0);
        lo = sum;
    }

    long hi() {
        return hi;
    }

    long lo() {
        return lo;
    }

    boolean positive() {
        return hi > 0 || (hi == 0 && lo != 0);
    }

    /** Whether this is more than the sum of 128 bits given in two halves. */
    boolean exceeds(long otherHi, long otherLo) {
        return hi != otherHi ? hi > otherHi : Long.compareUnsigned(lo, otherLo) > 0;
    }

    /** {@code floor(this / 2^shift)}, {@code shift} from 0 to 62; {@link Long#MAX_VALUE} beyond a long. */
    long floorShift(int shift) {
        long low = shift == 0 ? lo : (lo >>> shift) | (hi << (64 - shift));
        long high = hi >> shift;
        boolean fits = high == (low >> 63);
        return fits ? low : hi < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }
}
