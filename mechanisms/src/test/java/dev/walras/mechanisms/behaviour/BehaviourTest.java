package dev.walras.mechanisms.behaviour;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import org.junit.jupiter.api.Test;

class BehaviourTest {
    private static final PriceBounds BOUNDS = new PriceBounds(10, 200, 5);

    @Test
    void truthfulParticipantsReportTheirValues() {
        assertEquals(values(market()), values(new Truthful().report(market(), 1)));
    }

    @Test
    void shadingUnderstatesValuesAndOverstatesCosts() {
        Market reports = new Shading(0.2).report(market(), 1);
        assertEquals(LongVector.of(80, -120, 0), values(reports));
        assertThrows(IllegalArgumentException.class, () -> new Shading(1.5));
    }

    @Test
    void constrainedTradersNeverOfferToTradeAtALoss() {
        for (int seed = 0; seed < 500; seed++) {
            Market reports = ZeroIntelligence.constrained(BOUNDS, 9).report(market(), seed);
            assertTrue(reports.valueMicrosPerLot(0) <= 100 && reports.valueMicrosPerLot(0) >= 10);
            assertTrue(reports.valueMicrosPerLot(1) <= -100 && reports.valueMicrosPerLot(1) >= -200);
            assertEquals(0, reports.valueMicrosPerLot(0) % 5);
        }
    }

    @Test
    void theSameSeedGivesTheSameReports() {
        Behaviour behaviour = ZeroIntelligence.unconstrained(BOUNDS, 9);
        assertEquals(values(behaviour.report(market(), 4)), values(behaviour.report(market(), 4)));
        assertNotEquals(values(behaviour.report(market(), 4)), values(behaviour.report(market(), 5)));
    }

    @Test
    void boundsMustBeARange() {
        assertThrows(IllegalArgumentException.class, () -> new PriceBounds(5, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> new PriceBounds(-1, 4, 1));
        assertThrows(IllegalArgumentException.class, () -> new PriceBounds(1, 4, 0));
    }

    private static LongVector values(Market market) {
        return LongVector.tabulate(market.orders(), market::valueMicrosPerLot);
    }

    private static Market market() {
        MarketBuilder market = Market.builder("m");
        int good = market.good("g", "unit", 0);
        int p = market.participant("p");
        market.buy(p, good, 1, 100);
        market.sell(p, good, 1, 100);
        market.buy(p, good, 1, 0);
        return market.build();
    }
}
