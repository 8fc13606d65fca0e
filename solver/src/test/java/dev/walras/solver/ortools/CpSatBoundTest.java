package dev.walras.solver.ortools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.RunContext;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.Greedy;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** However early CP-SAT is stopped, it never states a bound below the optimum: that would pass for a proof. */
class CpSatBoundTest {
    private static final Limits UNTIMED = new Limits(Long.MAX_VALUE, 1, Long.MAX_VALUE, 0);

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void statesNoBoundBelowTheOptimumWhenStoppedEarly(long seed) {
        LotProgram program = LotProgram.of(auction(seed));
        long[] start = Greedy.fill(program, new double[program.goods()]);
        Answer whole = CpSat.solve(program, run(100_000), start);
        long optimum = program.welfare(whole.lots());
        assertEquals(optimum, whole.boundMicros(), "the auction is small enough to be proved");
        for (long work = 1; work <= 64; work *= 2) {
            Answer cut = CpSat.solve(program, run(work), start);
            assertTrue(
                    cut.boundMicros() >= optimum,
                    "work " + work + ": bound " + cut.boundMicros() + " below the optimum " + optimum);
            assertTrue(program.welfare(cut.lots()) >= program.welfare(start), "the start was lost");
        }
    }

    private static Run run(long work) {
        return Run.start(RunContext.seeded(1).withLimits(UNTIMED.withWork(work)));
    }

    /** 60 bids for large random bundles of 20 goods: few fit together, so the linear relaxation says little. */
    private static Market auction(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("auction-" + seed);
        int goods = 20;
        for (int g = 0; g < goods; g++) {
            market.good("g" + g, "unit", 1);
        }
        for (int b = 0; b < 60; b++) {
            int size = 3 + random.nextInt(6);
            int[] bundle = random.ints(0, goods).distinct().limit(size).toArray();
            long[] units = new long[size];
            Arrays.fill(units, 1);
            market.order(
                    "", market.participant("p" + b), Bundle.of(bundle, units), 1, 50L * size + random.nextInt(200));
        }
        return market.build();
    }
}
