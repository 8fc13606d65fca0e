package dev.walras.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import java.util.Arrays;
import org.junit.jupiter.api.Test;

class BootstrapTest {
    /**
     * The spatial test data A of B. Efron, R. Tibshirani, An Introduction to the Bootstrap, 1993, chapter 14: variance
     * (over n) 171.5, and for its 90 % intervals table 14.2 prints percentile (100.8, 233.9) and BCa (115.8, 259.6).
     */
    private static final double[] SPATIAL = {
        48, 36, 20, 29, 42, 42, 20, 42, 22, 41, 45, 14, 6, 0, 33, 28, 34, 4, 32, 24, 47, 41, 24, 26, 30, 41
    };

    private static double variance(double[] sample) {
        double mean = Arrays.stream(sample).average().orElseThrow();
        return Arrays.stream(sample)
                .map(value -> (value - mean) * (value - mean))
                .average()
                .orElseThrow();
    }

    @Test
    void reproducesTheIntervalsOfEfronAndTibshirani() {
        assertEquals(171.5, variance(SPATIAL), 0.05);
        Bootstrap bootstrap = Bootstrap.drawn(
                SPATIAL, BootstrapTest::variance, 40_000, RunContext.seeded(1).random("bootstrap"));
        Bootstrap.Interval percentile = bootstrap.percentile(0.9);
        assertEquals(100.8, percentile.low(), 4);
        assertEquals(233.9, percentile.high(), 4);
        Bootstrap.Interval corrected = bootstrap.biasCorrected(0.9);
        assertEquals(115.8, corrected.low(), 4);
        assertEquals(259.6, corrected.high(), 6);
    }

    @Test
    void drawnResamplesComeCloseToAllOfThem() {
        double[] sample = {1, 4, -1, 2, 2.5};
        Bootstrap all = Bootstrap.exact(sample, BootstrapTest::variance);
        assertEquals(3125, all.resamples());
        Bootstrap drawn = Bootstrap.drawn(
                sample, BootstrapTest::variance, 50_000, RunContext.seeded(2).random("bootstrap"));
        assertEquals(all.standardError(), drawn.standardError(), 0.03);
        assertEquals(all.shareAtMost(1.5), drawn.shareAtMost(1.5), 0.01);
        assertEquals(all.biasCorrected(0.9).high(), drawn.biasCorrected(0.9).high(), 0.15);
    }

    @Test
    void aStatisticThatDoesNotVaryHasAnIntervalOfNoWidth() {
        Bootstrap constant = Bootstrap.exact(new double[] {3, 3, 3}, BootstrapTest::variance);
        assertEquals(new Bootstrap.Interval(0, 0), constant.biasCorrected(0.95));
        assertEquals(new Bootstrap.Interval(0, 0), constant.percentile(0.95));
    }

    @Test
    void whatCannotBeEnumeratedIsRefused() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> Bootstrap.exact(new double[8], BootstrapTest::variance))
                .getMessage();
        assertTrue(message.contains("8 values"), message);
        assertThrows(IllegalArgumentException.class, () -> Bootstrap.exact(new double[0], BootstrapTest::variance));
    }
}
