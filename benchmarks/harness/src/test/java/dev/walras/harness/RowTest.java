package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.problem.Instance;
import dev.walras.problem.Objective;
import dev.walras.problem.RawMarket;
import java.math.BigDecimal;
import org.junit.jupiter.api.Test;

final class RowTest {
    private static Market market() {
        MarketBuilder market = Market.builder("m");
        market.buy(market.participant("a"), market.good("g", "h", 1), 1, 5);
        return market.build();
    }

    @Test
    void withoutAnObjectiveItIsTheWelfareInMoney() {
        assertEquals(new BigDecimal("12.5"), Row.objective(Instance.of(market()), 12_500_000));
        assertEquals("20", String.valueOf(Row.objective(Instance.of(market()), 20_000_000)));
    }

    /**
     * Serving all is worth 1000, so a welfare of 739 is a cost of 261; less than 100 away from nobody is incomplete.
     */
    @Test
    void aConvertedCostIsInItsOwnUnitsAndNullWhenIncomplete() {
        Objective cost = new Objective(Objective.Sense.MIN, "cost", 1_000_000_000, 900_000_000, 1_000_000);
        Instance instance = new RawMarket(market(), cost).instance();
        assertEquals("261", String.valueOf(Row.objective(instance, 739_000_000)));
        assertNull(Row.objective(instance, 50_000_000));
    }
}
