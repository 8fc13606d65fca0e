package dev.walras.solver.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.testing.RandomMarkets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class GreedyTest {
    @Test
    void fillsAreFeasibleFromAnyStartWithinRanges() {
        for (long seed = 0; seed < 500; seed++) {
            LotProgram program = LotProgram.of(RandomMarkets.small(seed));
            SplittableRandom random = new SplittableRandom(seed);
            long[] start = new long[program.orders()];
            double[] promise = new double[start.length];
            boolean[] taken = new boolean[program.groups()];
            for (int k = 0; k < start.length; k++) {
                promise[k] = random.nextDouble();
                boolean free = program.group(k) < 0 || !taken[program.group(k)];
                if (free && random.nextBoolean()) {
                    start[k] = random.nextLong(program.min(k), program.max(k) + 1);
                    if (program.group(k) >= 0) {
                        taken[program.group(k)] = true;
                    }
                }
            }
            long[] lots = Greedy.complete(program, new double[program.goods()], promise, start);
            assertTrue(program.feasible(lots), "seed " + seed);
        }
    }

    @Test
    void fillsFromNothingAreWorthNothingOrMore() {
        for (long seed = 0; seed < 500; seed++) {
            LotProgram program = LotProgram.of(RandomMarkets.small(seed));
            long[] lots = Greedy.fill(program, new double[program.goods()]);
            assertTrue(program.feasible(lots) && program.welfare(lots) >= 0, "seed " + seed);
        }
    }

    @Test
    void buysFromTheCheapestSuppliersThroughConversions() {
        MarketBuilder builder = Market.builder("chain");
        builder.good("raw", "unit", 0);
        builder.good("made", "unit", 0);
        builder.participant("p");
        builder.buy(0, 1, 2, 100);
        builder.order("", 0, Bundle.convert(1, 1, 0, 2), 5, -10);
        builder.sell(0, 0, 3, 20);
        builder.sell(0, 0, 9, 30);
        LotProgram program = LotProgram.of(builder.build());
        // Two made units need four raw ones: three at 20 and one at 30.
        assertArrayEquals(new long[] {2, 2, 3, 1}, Greedy.fill(program, new double[2]));
    }

    @Test
    void dropsSupplyThatNobodyNeeds() {
        MarketBuilder builder = Market.builder("surplus");
        builder.good("g", "unit", 0);
        builder.participant("p");
        builder.sell(0, 0, 5, 3);
        LotProgram program = LotProgram.of(builder.build());
        long[] lots = Greedy.complete(program, new double[1], new double[] {1}, new long[] {5});
        assertArrayEquals(new long[] {0}, lots);
    }
}
