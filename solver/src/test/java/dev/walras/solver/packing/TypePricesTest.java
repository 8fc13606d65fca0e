package dev.walras.solver.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.market.Prices;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.RunContext;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.LinearEngine;
import dev.walras.solver.ortools.Relaxation;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The bound by type is the bound of the whole relaxation, as the simplex method finds it, and the auditor's. */
class TypePricesTest {
    private static final Run UNTIMED =
            Run.start(RunContext.seeded(1).withLimits(Limits.DEFAULT.withTimeMillis(Long.MAX_VALUE)));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12})
    void theBoundIsThatOfTheWholeRelaxation(long seed) {
        Market market = Packings.market(seed, 120, 9);
        LotProgram program = LotProgram.of(market);
        Packing packing = Objects.requireNonNull(Packing.of(program));
        double[] prices = TypePrices.of(packing, UNTIMED);
        double least = Relaxation.solve(program, LinearEngine.GLOP, UNTIMED).boundMicros();
        double bound = TypePrices.bound(packing, prices);
        assertTrue(bound >= least - 1, bound + " is below the relaxation's " + least);
        assertTrue(bound <= least * 1.0005 + 1, bound + " is far above the relaxation's " + least);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void wholePricesHaveTheAuditorsBound(long seed) {
        Market market = Packings.market(seed, 60, 7);
        Packing packing = Objects.requireNonNull(Packing.of(LotProgram.of(market)));
        double[] real = TypePrices.of(packing, UNTIMED);
        long[] whole = WholePrices.near(packing, real);
        long bound = TypePrices.bound(packing, whole);
        assertEquals(Auditor.bound(market, Prices.of(packing.prices(whole))), bound);
        long[] nearest = new long[real.length];
        for (int i = 0; i < nearest.length; i++) {
            nearest[i] = Math.round(real[i]);
        }
        assertTrue(bound <= TypePrices.bound(packing, nearest), "polishing made the bound worse");
    }
}
