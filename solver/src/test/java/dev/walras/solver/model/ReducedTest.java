package dev.walras.solver.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Market;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.RawMarket;
import dev.walras.solver.exact.Exhaustive;
import dev.walras.testing.RandomMarkets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ReducedTest {
    private static long[] optimum(Market market) {
        return new Exhaustive()
                .solve(new RawMarket(market).instance(), RunContext.seeded(0))
                .fills()
                .lots()
                .toArray();
    }

    @Test
    void fixingByTheBoundKeepsTheOptimum() {
        int fixed = 0;
        for (long seed = 0; seed < 400; seed++) {
            Market market = RandomMarkets.small(seed);
            LotProgram program = LotProgram.of(market);
            SplittableRandom random = new SplittableRandom(seed);
            double[] prices = new double[program.goods()];
            for (int g = 0; g < prices.length; g++) {
                prices[g] = random.nextInt(60) / 2.0;
            }
            long[] best = optimum(market);
            long bound = DualBound.micros(program, prices);
            Reduced reduced = Reduced.byBound(program, prices, bound, program.welfare(best));
            fixed += program.orders() - reduced.rest().orders();
            assertTrue(reduced.keeps(best), market.toString());
        }
        assertTrue(fixed > 20, "only " + fixed + " orders were fixed");
    }

    @Test
    void theRestOfAFeasibleStartIsFeasibleAndComesBackUnchanged() {
        for (long seed = 0; seed < 400; seed++) {
            Market market = RandomMarkets.small(seed);
            LotProgram program = LotProgram.of(market);
            SplittableRandom random = new SplittableRandom(seed);
            boolean[] free = new boolean[program.orders()];
            for (int k = 0; k < free.length; k++) {
                free[k] = random.nextBoolean();
            }
            long[] best = optimum(market);
            Reduced reduced = Reduced.freeing(program, best, free);
            long[] part = reduced.restrict(best);
            assertTrue(reduced.rest().feasible(part), market.toString());
            assertTrue(reduced.rest().feasible(new long[part.length]), market.toString());
            assertTrue(Arrays.equals(best, reduced.expand(part)), market.toString());
            assertEquals(
                    program.welfare(best),
                    reduced.fixedWelfare() + reduced.rest().welfare(part));
        }
    }
}
