package dev.walras.solver.ortools;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.RunContext;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkTest {
    private static final Run RUN = Run.start(RunContext.seeded(0));

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void pricesProveTheFlowExactly(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int goods = 200;
        MarketBuilder market = Market.builder("network");
        for (int g = 0; g < goods; g++) {
            market.good("g" + g, "unit", random.nextInt(4));
        }
        market.participant("p");
        for (int g = 0; g < goods; g++) {
            market.buy(0, g, 1 + random.nextInt(9), random.nextInt(3_000_000));
            market.sell(0, g, 1 + random.nextInt(9), random.nextInt(3_000_000) - 1000);
        }
        for (int i = 0; i < 2_000; i++) {
            int a = random.nextInt(goods);
            int b = random.nextInt(goods);
            if (a != b) {
                market.order("", 0, Bundle.convert(a, 1, b, 1), 1 + random.nextInt(20), -random.nextInt(800_000));
            }
        }
        LotProgram program = LotProgram.of(market.build());
        Answer answer = Network.solve(program, RUN);
        assertNotNull(answer);
        assertTrue(program.feasible(answer.lots()));
        assertEquals(program.welfare(answer.lots()), DualBound.micros(program, answer.prices()));
    }

    /** Four nodes, three units from the first to the last: 2 go direct at 2 each, 1 around at 3 + 1 + 1; cost 9. */
    @Test
    void shipsAsTheSampleOfTheDimacsFormat() {
        MarketBuilder market = Market.builder("sample");
        market.good("1", "unit", 3);
        for (int g = 2; g <= 4; g++) {
            market.good("" + g, "unit", 0);
        }
        market.participant("p");
        market.buy(0, 3, 3, 100);
        market.order("", 0, Bundle.convert(1, 1, 0, 1), 2, -3);
        market.order("", 0, Bundle.convert(2, 1, 1, 1), 2, -1);
        market.order("", 0, Bundle.convert(3, 1, 2, 1), 2, -1);
        market.order("", 0, Bundle.convert(3, 1, 0, 1), 2, -2);
        LotProgram program = LotProgram.of(market.build());
        Answer answer = Network.solve(program, RUN);
        assertNotNull(answer);
        assertEquals(300 - 9, program.welfare(answer.lots()));
    }

    @Test
    void cyclesThatPayAreFilledToTheirCapacity() {
        MarketBuilder market = Market.builder("cycle");
        market.good("a", "unit", 1);
        market.good("b", "unit", 0);
        market.participant("p");
        market.order("", 0, Bundle.convert(1, 1, 0, 1), 7, 5);
        market.order("", 0, Bundle.convert(0, 1, 1, 1), 9, -1);
        LotProgram program = LotProgram.of(market.build());
        Answer answer = Network.solve(program, RUN);
        assertNotNull(answer);
        assertEquals(7 * 5 - 6, program.welfare(answer.lots()));
    }
}
