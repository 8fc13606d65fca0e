package dev.walras.mechanisms.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.Side;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AggressionCurveTest {
    @ParameterizedTest
    @CsvSource({
        "BUY, 130, -4", "BUY, 130, 2", "BUY, 105, -8", "BUY, 250, 0",
        "SELL, 70, -4", "SELL, 70, 2", "SELL, 95, -8", "SELL, 10, 0",
    })
    void goesFromPatienceOverTheEquilibriumToTheLimit(Side side, double limit, double theta) {
        AggressionCurve curve = new AggressionCurve(side, limit, 100, 300);
        assertEquals(side == Side.BUY ? 0 : 300, curve.target(-1, theta), 1e-6);
        assertEquals(100, curve.target(0, theta), 1e-9);
        assertEquals(limit, curve.target(1, theta), 1e-9);
        double before = (curve.target(0, theta) - curve.target(-1e-6, theta)) / 1e-6;
        double after = (curve.target(1e-6, theta) - curve.target(0, theta)) / 1e-6;
        assertEquals(after, before, 1e-3 * Math.abs(after), "the slope does not jump at 0");
        for (double r = -0.9; r < 1; r += 0.1) {
            double target = curve.target(r, theta);
            assertTrue((side == Side.BUY) == (curve.target(r + 0.05, theta) > target), "steady at " + r);
            assertEquals(r, curve.aggressiveness(target, theta), 1e-6);
        }
    }

    /** One whose limit is worse than the equilibrium aims at its limit at best. */
    @Test
    void theExtramarginalNeverPassTheirLimits() {
        AggressionCurve buyer = new AggressionCurve(Side.BUY, 80, 100, 300);
        assertEquals(80, buyer.target(0.7, -4));
        assertEquals(0, buyer.target(-1, -4), 1e-9);
        assertEquals(0, buyer.aggressiveness(90, -4));
        AggressionCurve seller = new AggressionCurve(Side.SELL, 120, 100, 300);
        assertEquals(120, seller.target(0.7, -4));
        assertEquals(300, seller.target(-1, -4), 1e-9);
    }

    /** At theta 2 and r 1/2 by hand: (e - 1) / (e^2 - 1) = 0.268941 of the way from 100 to 130. */
    @Test
    void bendsAsTheExponentialSays() {
        AggressionCurve buyer = new AggressionCurve(Side.BUY, 130, 100, 300);
        assertEquals(100 + 30 * 0.26894142137, buyer.target(0.5, 2), 1e-9);
    }

    @Test
    void thetaFallsFromTheMostWhenCalmToTheLeastWhenWild() {
        assertEquals(2, AdaptiveAggressive.thetaFor(0, -8, 2, 2), 1e-12);
        assertEquals(-8, AdaptiveAggressive.thetaFor(1, -8, 2, 2), 1e-12);
        assertEquals(10 * (1 - 0.5 / Math.E) - 8, AdaptiveAggressive.thetaFor(0.5, -8, 2, 2), 1e-12);
    }

    @Test
    void theEstimateWeighsTheLastTradesMost() {
        assertEquals((10 + 0.5 * 20) / 1.5, AdaptiveAggressive.estimate(new double[] {10, 20}, 0.5), 1e-12);
    }
}
