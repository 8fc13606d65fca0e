package dev.walras.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.solver.model.LotProgram;
import java.util.List;
import org.junit.jupiter.api.Test;

class ComponentsTest {
    private static List<Components.Part> parts(MarketBuilder market) {
        return Components.of(LotProgram.of(market.build()));
    }

    private static MarketBuilder goods(long... endowments) {
        MarketBuilder market = Market.builder("m");
        for (int g = 0; g < endowments.length; g++) {
            market.good("g" + g, "unit", endowments[g]);
        }
        market.participant("p");
        return market;
    }

    @Test
    void ordersForDifferentGoodsAreApart() {
        MarketBuilder market = goods(1, 1);
        market.buy(0, 0, 2, 5);
        market.buy(0, 1, 2, 5);
        market.buy(0, 0, 2, 6);
        List<Components.Part> parts = parts(market);
        assertEquals(2, parts.size());
        assertEquals(2, parts.get(0).program().orders());
    }

    @Test
    void aGroupTiesGoodsTogether() {
        MarketBuilder market = goods(1, 1);
        int group = market.group();
        market.add(new Order("", 0, Bundle.of(0, 1), 1, 2, 5, group));
        market.add(new Order("", 0, Bundle.of(1, 1), 1, 2, 5, group));
        assertEquals(1, parts(market).size());
    }

    @Test
    void aGoodThatIsNeverShortTiesNothing() {
        MarketBuilder market = goods(100, 1, 1);
        market.order("", 0, Bundle.of(new int[] {0, 1}, new long[] {3, 1}), 2, 5);
        market.order("", 0, Bundle.of(new int[] {0, 2}, new long[] {3, 1}), 2, 5);
        List<Components.Part> parts = parts(market);
        assertEquals(2, parts.size());
        assertEquals(Structure.MERIT_ORDER, parts.get(0).structure());
    }

    @Test
    void whatIsWorthNothingAndGivesNothingIsLeftOut() {
        MarketBuilder market = goods(1);
        market.buy(0, 0, 2, -5);
        assertTrue(parts(market).isEmpty());
    }

    @Test
    void whatLacksNothingIsFilledOutright() {
        MarketBuilder market = goods(10);
        market.buy(0, 0, 2, 5);
        market.buy(0, 0, 3, 4);
        List<Components.Part> parts = parts(market);
        assertEquals(1, parts.size());
        assertEquals(Structure.FREE, parts.get(0).structure());
    }

    @Test
    void smallGeneralPartsAreSolvedTogether() {
        MarketBuilder market = goods(new long[100]);
        for (int g = 0; g < 100; g++) {
            market.order("", 0, Bundle.of(g, 2), 1, 5);
            market.order("", 0, Bundle.of(g, -3), 1, -4);
        }
        assertEquals(1, parts(market).size());
    }
}
