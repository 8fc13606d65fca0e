package dev.walras.solver.model;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.RunContext;
import dev.walras.solver.ortools.LinearEngine;
import dev.walras.solver.ortools.Relaxation;
import dev.walras.testing.RandomMarkets;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class SubgradientTest {
    private static Run run() {
        return Run.start(RunContext.seeded(0).withLimits(Limits.DEFAULT.withTimeMillis(Long.MAX_VALUE)));
    }

    @Test
    void neverMakesTheBoundWorse() {
        for (long seed = 0; seed < 200; seed++) {
            LotProgram program = LotProgram.of(RandomMarkets.small(seed));
            double[] none = new double[program.goods()];
            long welfare = program.welfare(Greedy.fill(program, none));
            double[] better = Subgradient.improve(program, none, welfare, run());
            assertTrue(DualBound.micros(program, better) <= DualBound.micros(program, none), "seed " + seed);
        }
    }

    @Test
    void comesWithinTwoPercentOfTheLinearProgram() {
        SplittableRandom random = new SplittableRandom(7);
        MarketBuilder market = Market.builder("bundles");
        for (int g = 0; g < 40; g++) {
            market.good("g" + g, "unit", 5);
        }
        for (int p = 0; p < 500; p++) {
            market.participant("p" + p);
            int group = market.group();
            for (int b = 0; b < 4; b++) {
                int[] goods = {random.nextInt(20), 20 + random.nextInt(20)};
                long[] units = {1 + random.nextInt(3), 1 + random.nextInt(3)};
                market.add(new Order("", p, Bundle.of(goods, units), 1, 1, 1000 + random.nextInt(9000), group));
            }
        }
        LotProgram program = LotProgram.of(market.build());
        double[] none = new double[program.goods()];
        double[] rough = Subgradient.improve(program, none, program.welfare(Greedy.fill(program, none)), run());
        double[] better = Subgradient.improve(program, rough, program.welfare(Greedy.fill(program, rough)), run());
        long least = Relaxation.solve(program, LinearEngine.GLOP, run()).boundMicros();
        long bound = DualBound.micros(program, better);
        assertTrue(bound >= least - 1, bound + " is below the least bound " + least);
        assertTrue(bound <= least + least / 50, bound + " for " + least);
    }
}
