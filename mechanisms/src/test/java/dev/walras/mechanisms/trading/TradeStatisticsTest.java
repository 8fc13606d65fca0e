package dev.walras.mechanisms.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class TradeStatisticsTest {
    private static final double[] PRICES = {102, 98, 105, 101, 99};

    /** Distances 2, 2, 5, 1, 1: squares 4 + 4 + 25 + 1 + 1 = 35, mean 7. */
    @Test
    void alphaIsTheRootMeanSquareDistanceInPercent() {
        assertEquals(Math.sqrt(7), TradeStatistics.smithAlphaPercent(PRICES, 100), 1e-12);
        assertEquals(Double.NaN, TradeStatistics.smithAlphaPercent(new double[0], 100));
        assertThrows(IllegalArgumentException.class, () -> TradeStatistics.smithAlphaPercent(PRICES, 0));
    }

    @Test
    void profitDispersionIsTheRootMeanSquareDistanceFromEquilibriumProfits() {
        double[] actual = {5, 3, 0, 8};
        assertEquals(1, TradeStatistics.rootMeanSquare(actual, new double[] {4, 4, 1, 7}), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> TradeStatistics.rootMeanSquare(actual, PRICES));
    }

    /** With two returns r and -r the sample deviation is r times the root of 2. */
    @Test
    void volatilityIsTheSampleDeviationOfLogReturns() {
        double[] upAndDown = {100, 110, 100};
        assertEquals(Math.sqrt(2) * Math.log(1.1), TradeStatistics.logReturnVolatility(upAndDown), 1e-12);
        assertEquals(Double.NaN, TradeStatistics.logReturnVolatility(new double[] {1, 2}));
        assertEquals(Double.NaN, TradeStatistics.logReturnVolatility(new double[0]));
    }

    @Test
    void drawdownIsTheLargestFallFromAPeak() {
        assertEquals(7.0 / 105, TradeStatistics.maxDrawdown(new double[] {102, 98, 105, 101, 98, 104}), 1e-12);
        assertEquals(0, TradeStatistics.maxDrawdown(new double[] {1, 2, 3}));
    }
}
