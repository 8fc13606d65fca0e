package dev.walras.mechanisms.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ShapleyValueTest {
    static LongStream seeds() {
        return LongStream.range(0, 20);
    }

    /** Random worths; player 0 adds nothing to anybody, players 1 and 2 are interchangeable. */
    private static ShapleyValue.Game random(long seed) {
        Map<Long, BigFraction> worths = new HashMap<>();
        SplittableRandom random = new SplittableRandom(seed);
        for (long s = 0; s < 64; s++) {
            worths.put(s, s == 0 ? BigFraction.ZERO : new BigFraction(random.nextInt(100), 1 + random.nextInt(9)));
        }
        return coalition -> {
            long others = coalition & ~7L;
            long twins = Long.bitCount(coalition & 6);
            return worths.get(others | (twins == 0 ? 0 : twins == 1 ? 2 : 6));
        };
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void sharesEverythingEquallyAmongEqualsAndNothingToDummies(long seed) {
        ShapleyValue.Game game = random(seed);
        List<BigFraction> values = ShapleyValue.exact(6, game);
        BigFraction sum = BigFraction.ZERO;
        for (BigFraction value : values) {
            sum = sum.add(value);
        }
        assertEquals(game.worth(63), sum);
        assertEquals(BigFraction.ZERO, values.get(0));
        assertEquals(values.get(1), values.get(2));
        assertEquals(ShapleyValue.byOrders(6, game), values);
    }

    @Test
    void samplesLieAroundTheValue() {
        ShapleyValue.Game game = ShapleyValue.weightedMajority(
                List.of(new BigFraction(4), new BigFraction(3), new BigFraction(2), new BigFraction(1)),
                new BigFraction(6));
        List<BigFraction> values = ShapleyValue.exact(4, game);
        List<ShapleyValue.Estimate> estimates = ShapleyValue.sampled(4, game, 4_000, RunContext.seeded(1));
        for (int i = 0; i < 4; i++) {
            double error =
                    Math.abs(values.get(i).doubleValue() - estimates.get(i).value());
            assertTrue(error <= 4 * estimates.get(i).standardError(), "player " + i + " off by " + error);
            assertTrue(estimates.get(i).standardError() < 0.01);
        }
        assertEquals(estimates, ShapleyValue.sampled(4, game, 4_000, RunContext.seeded(1)));
    }

    @Test
    void whereSizesDecideSamplesAreExact() {
        ShapleyValue.Game game = coalition -> new BigFraction(Long.bitCount(coalition) * Long.bitCount(coalition));
        for (ShapleyValue.Estimate estimate : ShapleyValue.sampled(40, game, 2, RunContext.seeded(3))) {
            assertEquals(40.0, estimate.value(), 1e-9);
            assertEquals(0, estimate.standardError(), 1e-9);
        }
    }

    @Test
    void tooManyPlayersAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> ShapleyValue.exact(21, c -> BigFraction.ZERO));
        assertEquals(List.of(), ShapleyValue.exact(0, c -> BigFraction.ZERO));
    }
}
