package dev.walras.columns;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Participant;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.problem.RawMarket;
import dev.walras.testing.ChoiceMarkets;
import java.math.BigInteger;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class EdgeFormTest {
    /** The auditor of markets of orders computes the same bound by other code, from the orders themselves. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void theBoundIsThatOfTheAuditor(long seed) {
        Market market = ChoiceMarkets.random(seed, 5, 40);
        EdgeMarket columns = EdgeForm.of(market, 7).market();
        SplittableRandom random = RunContext.seeded(seed).random("prices");
        for (int round = 0; round < 20; round++) {
            long[] prices = random.longs(5, 0, round % 2 == 0 ? 60_000 : Long.MAX_VALUE / 64)
                    .toArray();
            assertEquals(
                    BigInteger.valueOf(Auditor.bound(market, Prices.of(prices))), EdgeAudit.bound(columns, prices));
        }
    }

    /** A random allocation, feasible or not, judged by both. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void welfareAndFeasibilityAreThoseOfTheAuditor(long seed) {
        Market market = ChoiceMarkets.random(seed, 4, 12);
        EdgeForm form = EdgeForm.of(market, 5);
        SplittableRandom random = RunContext.seeded(seed).random("fills");
        int feasible = 0;
        for (int round = 0; round < 50; round++) {
            EdgeFills fills = new EdgeFills(form.market().terms());
            for (int block = 0; block < fills.blocks(); block++) {
                EdgeBlock columns = form.market().blocks().get(block);
                for (int buyer = 0; buyer < columns.buyers(); buyer++) {
                    if (columns.degree(buyer) > 0 && random.nextInt(50) < round) {
                        fills.take(block, buyer, random.nextInt(columns.degree(buyer)));
                    }
                }
            }
            Outcome outcome = new Outcome(
                    form.fills(fills), Payments.none(market.participants()), null, Termination.COMPLETED, 1);
            Audit audit = Auditor.audit(new RawMarket(market).instance(), outcome);
            EdgeAudit.Judgement judgement = EdgeAudit.judge(form.market(), fills);
            assertEquals(audit.feasible(), judgement.overloaded().isEmpty());
            assertEquals(BigInteger.valueOf(audit.welfareMicros()), judgement.welfareMicros());
            feasible += audit.feasible() ? 1 : 0;
        }
        assertTrue(feasible > 0 && feasible < 50);
    }

    @Test
    void everyEdgeIsAnOrderAndEveryGainfulOrderAnEdge() {
        Market market = ChoiceMarkets.random(3, 6, 100);
        EdgeForm form = EdgeForm.of(market, 16);
        int[] seen = new int[market.orders()];
        for (int block = 0; block < form.market().blocks().size(); block++) {
            EdgeBlock columns = form.market().blocks().get(block);
            for (int slot = 0; slot < columns.slots(); slot++) {
                int order = form.order(block, slot);
                assertEquals(order < 0, columns.value(slot) == 0);
                if (order >= 0) {
                    seen[order]++;
                    assertEquals(market.bundleGood(order, 0), columns.offer(slot));
                }
            }
        }
        for (int order = 0; order < seen.length; order++) {
            assertEquals(market.valueMicrosPerLot(order) > 0 ? 1 : 0, seen[order]);
        }
    }

    @Test
    void refusesWhatIsNoChoice() {
        MarketBuilder builder = Market.builder("sale");
        builder.good("gpu", "hour", 3);
        builder.sell(builder.participant("s"), 0, 1, 5);
        assertThrows(UnsupportedMarketException.class, () -> EdgeForm.of(builder.build()));

        MarketBuilder bundles = Market.builder("bundles");
        bundles.good("gpu", "hour", 3);
        bundles.good("cpu", "hour", 3);
        bundles.order("o", bundles.participant("b"), Bundle.of(new int[] {0, 1}, new long[] {1, 1}), 1, 5);
        assertThrows(UnsupportedMarketException.class, () -> EdgeForm.of(bundles.build()));

        MarketBuilder budgets = Market.builder("budgets");
        budgets.good("gpu", "hour", 3);
        budgets.add(new Participant("b", 10, 0));
        assertThrows(UnsupportedMarketException.class, () -> EdgeForm.of(budgets.build()));

        MarketBuilder fine = Market.builder("fine money");
        fine.good("gpu", "hour", 3);
        fine.buy(fine.participant("b"), 0, 1, 3);
        fine.buy(fine.participant("c"), 0, 1, 1L << 40);
        assertThrows(UnsupportedMarketException.class, () -> EdgeForm.of(fine.build()));
    }

    @Test
    void aMarketWithoutOrdersIsAMarketWithoutBuyers() {
        EdgeMarket market = EdgeForm.of(Market.builder("empty").build()).market();
        assertEquals(0, market.terms().buyers());
        assertEquals(BigInteger.ZERO, EdgeAudit.bound(market, new long[0]));
    }
}
