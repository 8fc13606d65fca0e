package dev.walras.solver.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import java.util.Comparator;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Against the stable sort of the library, on scores that differ much, in their last bits only, or not at all. */
class IndexSortTest {
    private static final double[] ODD = {
        0.0, -0.0, Double.NaN, Double.POSITIVE_INFINITY, Double.NEGATIVE_INFINITY, Double.MIN_VALUE, -Double.MAX_VALUE
    };

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    private static double score(SplittableRandom random, long kind) {
        return switch ((int) (kind % 4)) {
            case 0 -> random.nextDouble(-1, 1);
            case 1 -> random.nextInt(5);
            case 2 -> Double.longBitsToDouble(Double.doubleToLongBits(-3.5) + random.nextInt(2000));
            default -> random.nextBoolean() ? ODD[random.nextInt(ODD.length)] : random.nextDouble() - 0.5;
        };
    }

    /** Not-a-number counts as the least, the zeros as one. */
    private static double comparable(double score) {
        return Double.isNaN(score) ? Double.NEGATIVE_INFINITY : score + 0.0;
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sortsScoresAsTheLibraryDoes(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        double[] scores = IntStream.range(0, random.nextInt(1000))
                .mapToDouble(i -> score(random, seed))
                .toArray();
        int[] expected = IntStream.range(0, scores.length)
                .boxed()
                .sorted(Comparator.comparingDouble(i -> -comparable(scores[i])))
                .mapToInt(Integer::intValue)
                .toArray();
        assertArrayEquals(expected, IndexSort.descending(scores));
    }
}
