package dev.walras.mechanisms.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;

class QuadraticExchangeTest {
    private static QuadraticExchange random(SplittableRandom random) {
        int agents = 1 + random.nextInt(4);
        List<BigFraction> curvatures = new ArrayList<>();
        List<BigFraction> centres = new ArrayList<>();
        for (int i = 0; i < agents; i++) {
            curvatures.add(new BigFraction(1 + random.nextInt(5)));
            centres.add(new BigFraction(random.nextInt(9) - 4));
        }
        return new QuadraticExchange(curvatures, centres, new BigFraction(random.nextInt(9)));
    }

    @Test
    void theErrorOfThePriceShrinksByTheContractionExactly() {
        for (int seed = 0; seed < 100; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            QuadraticExchange exchange = random(random);
            BigFraction step = new BigFraction(1 + random.nextInt(6), 4);
            BigFraction error = exchange.optimalPrice().negate();
            for (QuadraticExchange.Round round : exchange.dualDecomposition(step, BigFraction.ZERO, 5)) {
                error = error.multiply(exchange.contraction(step));
                assertEquals(error, round.price().subtract(exchange.optimalPrice()), "seed " + seed);
            }
        }
    }

    @Test
    void aStepAtTheLimitOscillatesAndOneBeyondDiverges() {
        QuadraticExchange exchange = random(new SplittableRandom(3));
        BigFraction limit = new BigFraction(2).divide(exchange.slope());
        assertEquals(BigFraction.MINUS_ONE, exchange.contraction(limit));
        assertTrue(exchange.contraction(limit.multiply(2)).abs().compareTo(BigFraction.ONE) > 0);
    }

    @Test
    void admmConvergesForEveryRho() {
        for (int seed = 0; seed < 30; seed++) {
            QuadraticExchange exchange = random(new SplittableRandom(seed));
            for (int rho : new int[] {1, 3}) {
                BigFraction weight = new BigFraction(rho);
                List<BigFraction> zero = Collections.nCopies(exchange.optimum().size(), BigFraction.ZERO);
                List<QuadraticExchange.Round> trace =
                        exchange.admm(weight, new QuadraticExchange.Start(zero, BigFraction.ZERO), 80);
                QuadraticExchange.Round last = trace.get(79);
                for (int i = 0; i < zero.size(); i++) {
                    assertEquals(
                            exchange.optimum().get(i).doubleValue(),
                            last.quantities().get(i).doubleValue(),
                            1e-3 * Math.max(1, exchange.optimum().get(i).abs().doubleValue()),
                            "seed " + seed + " rho " + rho);
                }
                assertEquals(
                        exchange.optimalPrice().doubleValue(),
                        last.price().multiply(weight).doubleValue(),
                        1e-3 * Math.max(1, exchange.optimalPrice().abs().doubleValue()),
                        "seed " + seed + " rho " + rho);
            }
        }
    }
}
