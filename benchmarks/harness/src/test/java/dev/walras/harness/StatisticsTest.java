package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

final class StatisticsTest {
    @Test
    void takesTheMiddleOrTheMeanOfTheTwoMiddleValues() {
        assertEquals(3, Statistics.median(new double[] {9, 1, 3}));
        assertEquals(2, Statistics.median(new double[] {3, 9, 1, 1}));
        assertTrue(Double.isNaN(Statistics.median(new double[0])));
    }

    /** 64 equally likely sign patterns of 7 ranks: scipy.stats.wilcoxon(mode="exact") and enumeration give 5/64. */
    @Test
    void wilcoxonIsExactForSevenDifferences() {
        assertEquals(5.0 / 64, Statistics.wilcoxon(new double[] {3, -1, 4, 5, -2, 6, 7}), 1e-15);
    }

    /** Ranks 1.5, 1.5, 3 with signs + - +: of the 8 patterns, 4 have a sum of at most 1.5 on one side: hand-counted. */
    @Test
    void wilcoxonSharesRanksOfTies() {
        // Sums of positive ranks: 0, 1.5 (twice), 3 (twice), 4.5 (twice), 6; at most 1.5: 3 of 8.
        assertEquals(6.0 / 8, Statistics.wilcoxon(new double[] {1, -1, 2}), 1e-15);
    }

    @Test
    void wilcoxonOfNoDifferenceIsOne() {
        assertEquals(1, Statistics.wilcoxon(new double[] {0, 0, 0}));
        assertEquals(1, Statistics.wilcoxon(new double[0]));
    }

    @Test
    void exactAndNormalTailsMeet() {
        double[] differences = new double[50];
        for (int i = 0; i < 50; i++) {
            differences[i] = (i % 3 == 0 ? -1 : 1) * (i / 2 + 1);
        }
        assertEquals(Statistics.wilcoxon(differences, 50), Statistics.wilcoxon(differences, 0), 0.002);
    }

    /**
     * All 27 resamples of the paired differences 1, 4, -1: enumeration gives a 90 percent percentile interval of the
     * mean from -1/3 to 3, with the order statistic of rank ceil(level x 27).
     */
    @Test
    void percentilesOfAllResamplesOfThreeDifferences() {
        double[] differences = {1, 4, -1};
        double[] means = new double[27];
        for (int i = 0; i < 27; i++) {
            means[i] = (differences[i % 3] + differences[i / 3 % 3] + differences[i / 9]) / 3;
        }
        Statistics.Interval interval = Statistics.percentiles(means, 0.9);
        assertEquals(-1.0 / 3, interval.low(), 1e-15);
        assertEquals(3, interval.high(), 1e-15);
    }

    @Test
    void bootstrapIsAFunctionOfItsSeed() {
        double[] sample = {0.2, 0.5, 0.9, 0.4, 0.7};
        Statistics.Interval once = Statistics.bootstrapMedian(sample, 0.95, new SplittableRandom(7));
        Statistics.Interval again = Statistics.bootstrapMedian(sample, 0.95, new SplittableRandom(7));
        assertEquals(once, again);
        assertTrue(once.low() <= 0.5 && once.high() >= 0.5, once.toString());
        assertArrayEquals(new double[] {0.2, 0.5, 0.9, 0.4, 0.7}, sample);
    }

    @Test
    void bootstrapOfOneValueIsThatValue() {
        assertEquals(
                new Statistics.Interval(0.25, 0.25),
                Statistics.bootstrapMedian(new double[] {0.25}, 0.95, new SplittableRandom(1)));
    }
}
