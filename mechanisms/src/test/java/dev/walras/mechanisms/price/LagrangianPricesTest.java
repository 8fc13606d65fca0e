package dev.walras.mechanisms.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Grouping;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.Prices;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.testing.RandomMarkets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;

class LagrangianPricesTest {
    private static final int ROUNDS = 6;
    /** A multiple of 1, ..., 6, so that all prices are whole micros. */
    private static final long UNIT = 60;

    private static LagrangianPrices of(Market market) {
        List<BigFraction> supply = new ArrayList<>();
        for (int g = 0; g < market.goods(); g++) {
            supply.add(new BigFraction(market.endowment(g)));
        }
        List<List<LagrangianPrices.Bid>> bidders = new ArrayList<>();
        for (int p = 0; p < market.participants(); p++) {
            List<LagrangianPrices.Bid> bids = new ArrayList<>();
            Grouping orders = market.ordersByParticipant();
            for (int i = 0; i < orders.size(p); i++) {
                int order = orders.member(p, i);
                List<BigFraction> units = new ArrayList<>();
                for (int g = 0; g < market.goods(); g++) {
                    units.add(new BigFraction(market.bundle(order).unitsOf(g)));
                }
                bids.add(new LagrangianPrices.Bid(units, new BigFraction(market.valueMicrosPerLot(order))));
            }
            bidders.add(bids);
        }
        return new LagrangianPrices(supply, bidders, LagrangianPrices.Indifference.ABSTAIN);
    }

    /** The registered process visits the same prices through a floor, in micros. */
    @Test
    void theProcessThroughAFloorVisitsTheSamePrices() {
        for (int seed = 0; seed < 200; seed++) {
            Market drawn = RandomMarkets.combinatorial(seed);
            Market market =
                    drawn.withValues(LongVector.tabulate(drawn.orders(), k -> UNIT * drawn.valueMicrosPerLot(k)));
            List<Prices> visited = new ArrayList<>();
            RunContext context = RunContext.seeded(1)
                    .withLimits(Limits.DEFAULT.withRounds(ROUNDS))
                    .withObserver(new Observer() {
                        @Override
                        public void round(
                                int round, Prices prices, long messages, dev.walras.market.Fills provisional) {
                            visited.add(prices);
                        }
                    });
            Subgradient.last(new Settings("test", Map.of("step", "" + UNIT, "schedule", "harmonic")))
                    .run(new ColumnFloor(market), context);
            List<LagrangianPrices.Round> trace = of(market)
                    .run(
                            Collections.nCopies(market.goods(), BigFraction.ZERO),
                            k -> new BigFraction((int) UNIT, k),
                            visited.size());
            for (int k = 0; k < visited.size(); k++) {
                for (int g = 0; g < market.goods(); g++) {
                    assertEquals(
                            trace.get(k).prices().get(g).longValue(),
                            visited.get(k).microsPerUnit().get(g),
                            market.id() + " round " + k);
                }
            }
        }
    }

    /** Weak duality, and strong duality of the relaxation: no price is below the exact linear programme. */
    @Test
    void noDualIsBelowTheLeastAndTheLeastIsNotBelowTheOptimum() {
        for (int seed = 0; seed < 200; seed++) {
            Market market = RandomMarkets.combinatorial(seed);
            LagrangianPrices prices = of(market);
            BigFraction least = prices.leastDual();
            assertEquals(Enumeration.optimum(market), prices.optimum().longValue(), market.id());
            assertTrue(least.compareTo(prices.optimum()) >= 0, market.id());
            BigFraction found = least.multiply(1_000);
            for (LagrangianPrices.Round round : prices.run(
                    Collections.nCopies(market.goods(), BigFraction.ZERO), k -> new BigFraction(20, k), 30)) {
                assertTrue(round.dual().compareTo(least) >= 0, market.id());
                found = round.dual().compareTo(found) < 0 ? round.dual() : found;
            }
            assertTrue(
                    found.doubleValue() <= 1.6 * Math.max(1, least.doubleValue()),
                    market.id() + " " + found + " " + least);
        }
    }
}
