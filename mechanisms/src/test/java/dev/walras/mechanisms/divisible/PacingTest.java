package dev.walras.mechanisms.divisible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PacingTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void firstPriceEquilibriaHoldExactly(long block) {
        for (long seed = 10 * block; seed < 10 * block + 10; seed++) {
            PacingMarket market = RandomDivisible.pacing(seed, 4);
            PacingMarket.Pacing found = FirstPricePacing.solve(market);
            assertTrue(found.exact() && market.isFirstPrice(found), "seed " + seed + ": " + market + " " + found);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void moreBudgetNeverLowersFirstPriceRevenue(long block) {
        for (long seed = 10 * block; seed < 10 * block + 5; seed++) {
            PacingMarket market = RandomDivisible.pacing(seed, 4);
            List<BigFraction> richer = new ArrayList<>(market.budgets());
            richer.set(0, richer.get(0).add(2));
            BigFraction before = FirstPricePacing.solve(market).revenue();
            BigFraction after = FirstPricePacing.solve(new PacingMarket(market.values(), richer))
                    .revenue();
            assertTrue(after.compareTo(before) >= 0, "seed " + seed + ": " + before + " to " + after);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void secondPriceEquilibriaHoldExactly(long block) {
        int found = 0;
        for (long seed = 10 * block; seed < 10 * block + 8; seed++) {
            PacingMarket market = RandomDivisible.pacing(seed, 3);
            PacingMarket.Pacing pacing = SecondPricePacing.solve(market, 600);
            if (pacing != null) {
                found++;
                assertTrue(market.isSecondPrice(pacing), "seed " + seed + ": " + market + " " + pacing);
            }
        }
        assertTrue(found >= 6, found + " found");
    }

    @Test
    void aWrongPacingIsNotTakenForAnEquilibrium() {
        List<BigFraction> ten = List.of(BigFraction.ONE.multiply(10), BigFraction.ONE.multiply(10));
        List<BigFraction> less = List.of(new BigFraction(4), new BigFraction(2));
        PacingMarket market = new PacingMarket(List.of(ten, less), List.of(new BigFraction(3), new BigFraction(100)));
        PacingMarket.Pacing right = SecondPricePacing.solve(market, SecondPricePacing.PROGRAMMES);
        assertNotNull(right);
        assertEquals(List.of(new BigFraction(2, 5), BigFraction.ONE), right.multipliers());
        PacingMarket.Pacing overspent = new PacingMarket.Pacing(
                List.of(BigFraction.ONE, BigFraction.ONE),
                List.of(new BigFraction(4), new BigFraction(2)),
                List.of(List.of(BigFraction.ONE, BigFraction.ONE), List.of(BigFraction.ZERO, BigFraction.ZERO)),
                true);
        assertFalse(market.isSecondPrice(overspent));
        assertFalse(market.isFirstPrice(right));
    }
}
