package dev.walras.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.math.BigInteger;
import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every operation against {@link BigInteger}, on random numbers of all magnitudes and on the extremes. */
class ExactSumsTest {
    private static final long[] EXTREMES = {
        0, 1, -1, 2, Long.MAX_VALUE, Long.MIN_VALUE, Long.MIN_VALUE + 1, 1L << 32, -(1L << 32), (1L << 32) - 1, 1L << 62
    };

    private static final int CELLS = 5;

    static LongStream seeds() {
        return LongStream.range(0, 300);
    }

    private static long number(SplittableRandom random) {
        return random.nextInt(3) == 0
                ? EXTREMES[random.nextInt(EXTREMES.length)]
                : random.nextLong() >> random.nextInt(Long.SIZE);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void equalsBigIntegers(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ExactSums sums = new ExactSums(CELLS);
        BigInteger[] expected = new BigInteger[CELLS];
        Arrays.fill(expected, BigInteger.ZERO);
        for (int step = 0; step < 200; step++) {
            int cell = random.nextInt(CELLS);
            int other = random.nextInt(CELLS);
            long a = number(random);
            long b = number(random);
            BigInteger product = BigInteger.valueOf(a).multiply(BigInteger.valueOf(b));
            switch (random.nextInt(seed % 2 == 0 ? 4 : 6)) {
                case 0 -> {
                    sums.addProduct(cell, a, b);
                    expected[cell] = expected[cell].add(product);
                }
                case 1 -> {
                    sums.subtractProduct(cell, a, b);
                    expected[cell] = expected[cell].subtract(product);
                }
                case 2 -> {
                    sums.add(cell, a);
                    expected[cell] = expected[cell].add(BigInteger.valueOf(a));
                }
                case 3 -> {
                    sums.add(cell, sums, other);
                    expected[cell] = expected[cell].add(expected[other]);
                }
                case 4 -> {
                    sums.multiply(cell, a);
                    expected[cell] = expected[cell].multiply(BigInteger.valueOf(a));
                }
                default -> {
                    sums.clear(cell);
                    expected[cell] = BigInteger.ZERO;
                }
            }
            agree(sums, expected, cell, other);
        }
    }

    private static void agree(ExactSums sums, BigInteger[] expected, int cell, int other) {
        BigInteger sum = expected[cell];
        assertEquals(sum, sums.get(cell));
        assertEquals(sum.signum(), sums.signum(cell));
        assertEquals(sum.compareTo(expected[other]), sums.compare(cell, sums, other));
        assertEquals(ExactSums.cut(sum), sums.cut(cell));
        assertEquals(sum.bitLength() < Long.SIZE, sums.fits(cell));
    }

    /** Four times (-2^63)^2 = 2^126 is 2^128: one bit more than the cell has, and two than it has for a number. */
    @Test
    void runsOverWithoutLoss() {
        ExactSums sums = new ExactSums(1);
        for (int i = 1; i <= 4; i++) {
            sums.addProduct(0, Long.MIN_VALUE, Long.MIN_VALUE);
            assertEquals(BigInteger.TWO.pow(126).multiply(BigInteger.valueOf(i)), sums.get(0));
        }
        for (int i = 3; i >= -4; i--) {
            sums.subtractProduct(0, Long.MIN_VALUE, Long.MIN_VALUE);
            assertEquals(BigInteger.TWO.pow(126).multiply(BigInteger.valueOf(i)), sums.get(0));
        }
        assertEquals(Long.MIN_VALUE, sums.cut(0));
    }
}
