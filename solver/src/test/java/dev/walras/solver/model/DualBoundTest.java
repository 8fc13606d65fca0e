package dev.walras.solver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Prices;
import dev.walras.testing.RandomMarkets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class DualBoundTest {
    @Test
    void equalsTheAuditorsAtAnyWholePrices() {
        for (long seed = 0; seed < 300; seed++) {
            Market market = RandomMarkets.small(seed);
            SplittableRandom random = new SplittableRandom(seed);
            long[] prices = new long[market.goods()];
            for (int g = 0; g < prices.length; g++) {
                prices[g] = random.nextLong(0, 1L << random.nextInt(1, 50));
            }
            assertEquals(
                    Auditor.bound(market, Prices.of(prices)),
                    DualBound.micros(LotProgram.of(market), prices),
                    market.toString());
        }
    }

    @Test
    void roundedPricesBoundNoWorseThanRoundingDownUpOrToNearest() {
        for (long seed = 0; seed < 300; seed++) {
            LotProgram program = LotProgram.of(RandomMarkets.small(seed));
            SplittableRandom random = new SplittableRandom(seed);
            double[] prices = new double[program.goods()];
            long[] down = new long[prices.length];
            long[] up = new long[prices.length];
            for (int g = 0; g < prices.length; g++) {
                prices[g] = random.nextInt(400) / 8.0;
                down[g] = (long) Math.floor(prices[g]);
                up[g] = (long) Math.ceil(prices[g]);
            }
            long bound = DualBound.micros(program, DualBound.rounded(program, prices));
            assertTrue(bound <= DualBound.micros(program, down), "seed " + seed);
            assertTrue(bound <= DualBound.micros(program, up), "seed " + seed);
        }
    }

    @Test
    void fractionsOfPricesCount() {
        MarketBuilder builder = Market.builder("halves");
        builder.good("g", "unit", 1);
        builder.participant("p");
        builder.order("", 0, Bundle.of(0, 2), 1, 5);
        builder.order("", 0, Bundle.of(0, 2), 1, 5);
        LotProgram program = LotProgram.of(builder.build());
        assertEquals(2, DualBound.micros(program, new double[] {2.5}));
        assertEquals(3, DualBound.micros(program, new long[] {3}));
    }

    @Test
    void doesNotOverflowAtTheLimitsOfAMarket() {
        MarketBuilder builder = Market.builder("huge");
        builder.good("g", "unit", 1L << 61);
        builder.participant("p");
        builder.buy(0, 0, 1L << 60, 1);
        LotProgram program = LotProgram.of(builder.build());
        assertEquals(Answer.NO_BOUND, DualBound.micros(program, new long[] {1L << 62}));
        assertEquals(1L << 60, DualBound.micros(program, new long[] {0}));
    }
}
