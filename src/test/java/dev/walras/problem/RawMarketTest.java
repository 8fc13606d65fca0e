package dev.walras.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import java.math.BigDecimal;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class RawMarketTest {
    private static Market market() {
        MarketBuilder market = Market.builder("raw");
        market.good("g", "unit", 3);
        int p = market.participant("p");
        market.buy(p, 0, 2, 5);
        market.buy(p, 0, 1, 7);
        return market.build();
    }

    @Test
    void standsForItself() {
        Market market = market();
        Instance instance = Instance.of(market);
        assertSame(market, instance.market());
        assertEquals("raw", instance.id());
        assertEquals("market", instance.problem().family());
        assertEquals(List.of(new RawMarket.Trade(0), new RawMarket.Trade(1)), instance.acts());
        assertEquals(instance.acts(), Instance.of(market).acts());
        assertThrows(IndexOutOfBoundsException.class, () -> instance.acts().get(2));
    }

    @Test
    void anInstanceNeedsAnActAnOrder() {
        assertEquals(
                "1 acts for 2 orders",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> new Instance(new RawMarket(market()), market(), List.of(new RawMarket.Trade(0))))
                        .getMessage());
    }

    /** Serving two customers is worth 1000 each; a cost of 30 is then a welfare of 1970. */
    @Test
    void convertsWelfareIntoTheSourcesObjective() {
        Objective cost = new Objective(Objective.Sense.MIN, "cost", 2_000, 1_000, 100);
        assertEquals(OptionalLong.of(30), cost.micros(1_970));
        assertEquals(OptionalLong.empty(), cost.micros(985));
        assertEquals(new BigDecimal("0.3"), cost.inUnits(30));
        Objective profit = Objective.maximise("profit");
        assertEquals(OptionalLong.of(-5), profit.micros(-5));
        assertEquals(new BigDecimal("2.5"), profit.inUnits(2_500_000));
        Objective prize = new Objective(Objective.Sense.MAX, "prize", -10, 50, 1);
        assertEquals(OptionalLong.of(-49), prize.micros(-39));
        assertEquals(OptionalLong.empty(), prize.micros(-40));
    }

    @Test
    void refusesObjectivesWithoutScale() {
        assertThrows(IllegalArgumentException.class, () -> new Objective(Objective.Sense.MIN, "cost", 0, 1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Objective(Objective.Sense.MIN, "cost", 0, 0, 1));
    }
}
