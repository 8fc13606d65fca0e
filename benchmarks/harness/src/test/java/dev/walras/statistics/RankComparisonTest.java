package dev.walras.statistics;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankComparisonTest {
    @Test
    void ranksTheLargestScoreFirstSharesTiesAndPutsFailuresLast() {
        RankComparison ranks = RankComparison.ofScores(new double[][] {
            {0.9, 0.8, Double.NaN, 0.8},
            {0.5, 0.5, 0.5, Double.NEGATIVE_INFINITY}
        });
        assertEquals(List.of(1.5, 2.25, 3.0, 3.25), ranks.averageRanks());
    }

    /** Friedman's statistic from its definition: the spread of rank sums around their mean. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void isTheSpreadOfRankSums(long seed) {
        SplittableRandom random = RunContext.seeded(seed).random("scores");
        int n = 5 + random.nextInt(10);
        int k = 2 + random.nextInt(5);
        double[][] scores = new double[n][k];
        for (double[] row : scores) {
            for (int j = 0; j < k; j++) {
                row[j] = random.nextDouble();
            }
        }
        RankComparison ranks = RankComparison.ofScores(scores);
        double spread = 0;
        for (double average : ranks.averageRanks()) {
            spread += Math.pow(n * average - n * (k + 1) / 2.0, 2);
        }
        assertEquals(12 * spread / (n * k * (k + 1.0)), ranks.friedman(), 1e-9);
    }

    /** J. Demsar 2006, section 3.2.2: ranks 3.143, 2.000, 2.893, 1.964 on 14 data sets; only the extremes differ. */
    @Test
    void cliquesAreThoseOfTheWorkedExample() {
        RankComparison ranks = RankComparison.ofAverageRanks(List.of(3.143, 2.0, 2.893, 1.964), 14);
        // At 0.10 the critical difference is 1.12: 3.143 - 2.000 = 1.143 and 3.143 - 1.964 = 1.179 exceed it.
        assertEquals(List.of(List.of(3, 1, 2), List.of(2, 0)), ranks.cliques(0.10));
        // At 0.05 it is 1.25, and nothing does.
        assertEquals(List.of(List.of(3, 1, 2, 0)), ranks.cliques(0.05));
        assertTrue(ranks.friedmanP() < 0.05 && ranks.imanDavenportP() < 0.05);
    }

    @Test
    void anUnanimousRankingIsAsSureAsCanBe() {
        RankComparison ranks = RankComparison.ofScores(new double[][] {{3, 2, 1}, {3, 2, 1}, {9, 5, 0}});
        assertEquals(Double.POSITIVE_INFINITY, ranks.imanDavenport());
        assertEquals(0, ranks.imanDavenportP());
        assertEquals(1, RankComparison.ofScores(new double[][] {{1, 2}}).imanDavenportP());
    }

    /** The example of S. Holm's procedure with four tests, by hand: 4 x .005, 3 x .01, 2 x .03, then no less. */
    @Test
    void holmStepsDown() {
        assertArrayEquals(
                new double[] {0.03, 0.06, 0.06, 0.02, Double.NaN},
                Holm.adjust(new double[] {0.01, 0.04, 0.03, 0.005, Double.NaN}),
                1e-12);
        assertArrayEquals(new double[] {1, 1}, Holm.adjust(new double[] {0.7, 0.8}), 1e-12);
    }

    /** For two methods the range of two normals is the size of their difference: q = z sqrt 2. */
    @Test
    void theRangeOfTwoIsNormal() {
        assertEquals(1.959963985, StudentizedRange.nemenyi(0.05, 2), 1e-6);
        assertEquals(0.95, StudentizedRange.cumulative(StudentizedRange.upperQuantile(0.05, 12), 12), 1e-9);
    }
}
