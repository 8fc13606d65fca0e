package dev.walras.solver.exact;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.LotProgram;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MeritOrderTest {
    private static MarketBuilder market(long endowment) {
        MarketBuilder market = Market.builder("m");
        market.good("g", "unit", endowment);
        market.participant("p");
        return market;
    }

    private static Answer clear(MarketBuilder builder) {
        LotProgram program = LotProgram.of(builder.build());
        Answer answer = MeritOrder.clear(program);
        assertEquals(program.welfare(answer.lots()), DualBound.micros(program, answer.prices()));
        return answer;
    }

    @Test
    void crossesAtTheMiddleOfTheMarginalPair() {
        MarketBuilder market = market(0);
        market.buy(0, 0, 1, 10);
        market.buy(0, 0, 1, 6);
        market.sell(0, 0, 1, 1);
        market.sell(0, 0, 1, 7);
        Answer answer = clear(market);
        assertArrayEquals(new long[] {1, 0, 1, 0}, answer.lots());
        assertArrayEquals(new long[] {6}, answer.prices());
    }

    @Test
    void aMarginalOrderFilledInPartSetsThePrice() {
        MarketBuilder market = market(0);
        market.buy(0, 0, 5, 10);
        market.sell(0, 0, 3, 1);
        Answer answer = clear(market);
        assertArrayEquals(new long[] {3, 3}, answer.lots());
        assertArrayEquals(new long[] {10}, answer.prices());
    }

    @Test
    void unitsLeftOverAreFree() {
        MarketBuilder market = market(9);
        market.buy(0, 0, 5, 10);
        assertArrayEquals(new long[] {0}, clear(market).prices());
    }

    @Test
    void anEmptyMarketClears() {
        assertEquals(0, clear(market(3)).boundMicros());
    }

    @Test
    void valuesTooWideToPackAreSortedToo() {
        MarketBuilder market = market(2);
        market.buy(0, 0, 1, 1L << 60);
        market.buy(0, 0, 1, 3);
        market.buy(0, 0, 1, (1L << 60) + 1);
        market.buy(0, 0, 1, -(1L << 60));
        Answer answer = clear(market);
        assertArrayEquals(new long[] {1, 0, 1, 0}, answer.lots());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void provesLargeBooks(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = market(random.nextInt(1000));
        for (int i = 0; i < 20_000; i++) {
            if (random.nextBoolean()) {
                market.buy(0, 0, 1 + random.nextInt(50), random.nextInt(100_000));
            } else {
                market.sell(0, 0, 1 + random.nextInt(50), random.nextInt(100_000) - 100);
            }
        }
        clear(market);
    }
}
