package dev.walras.mechanisms.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Prices;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.testing.RandomMarkets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SubgradientTest {
    /**
     * Case B18 of the project's reference (standard projected subgradient, recomputed by two independent programs):
     * steps 1/k from prices 0; all numbers times 60, so that they are whole.
     */
    @Test
    void followsThePublishedTrace() {
        Market market = complements();
        List<Prices> trace = new ArrayList<>();
        RunContext context = RunContext.seeded(1).withObserver(new Observer() {
            @Override
            public void round(int round, Prices prices, long messages, @Nullable Fills provisional) {
                trace.add(prices);
            }
        });
        Map<String, String> values = Settings.parse("step=60", "schedule=harmonic", "rounds=7");
        Outcome outcome = Subgradient.last(new Settings("b18", values)).run(new ColumnFloor(market), context);
        assertEquals(
                List.of(
                        Prices.of(0, 0),
                        Prices.of(60, 0),
                        Prices.of(60, 30),
                        Prices.of(60, 50),
                        Prices.of(60, 65),
                        Prices.of(72, 65),
                        Prices.of(72, 75)),
                trace);
        assertEquals(
                List.of(300L, 300L, 270L, 250L, 240L, 235L),
                trace.subList(0, 6).stream()
                        .map(prices -> Auditor.bound(market, prices))
                        .toList(),
                "dual values 5, 5, 9/2, 25/6, 4, 47/12");
        assertEquals(Termination.ROUND_LIMIT, outcome.termination());
        assertEquals(7, outcome.rounds());
    }

    /** The linear relaxation of B18 is worth 7/2, more than the optimum 3: no prices can clear this market. */
    @Test
    void averagePricesApproachTheLinearBoundWhereNoPricesClear() {
        Outcome outcome = Subgradient.average(new Settings("b18", Map.of("rounds", "3000")))
                .run(new ColumnFloor(complements()), RunContext.seeded(1));
        long bound = Auditor.bound(complements(), outcome.prices());
        assertTrue(bound >= 210 && bound <= 213, "bound " + bound);
        assertEquals(Termination.ROUND_LIMIT, outcome.termination());
    }

    @Test
    void everyPriceVisitedBoundsTheOptimum() {
        for (int seed = 0; seed < 300; seed++) {
            Market market = RandomMarkets.combinatorial(seed);
            long optimum = Enumeration.optimum(market);
            RunContext context = RunContext.seeded(1)
                    .withLimits(Limits.DEFAULT.withRounds(30))
                    .withObserver(new Observer() {
                        @Override
                        public void round(int round, Prices prices, long messages, @Nullable Fills provisional) {
                            assertTrue(Auditor.bound(market, prices) >= optimum, market.id());
                        }
                    });
            Subgradient.last(new Settings("test", Map.of())).run(new ColumnFloor(market), context);
        }
    }

    private static Market complements() {
        MarketBuilder market = Market.builder("b18");
        market.good("A", "unit", 1);
        market.good("B", "unit", 1);
        int first = market.participant("1");
        int second = market.participant("2");
        Bundle both = Bundle.of(new int[] {0, 1}, new long[] {1, 1});
        market.order("1.AB", first, both, 1, 180);
        int group = market.group();
        market.add(new Order("2.A", second, Bundle.of(0, 1), 1, 1, 120, group));
        market.add(new Order("2.B", second, Bundle.of(1, 1), 1, 1, 120, group));
        market.add(new Order("2.AB", second, both, 1, 1, 120, group));
        return market.build();
    }
}
