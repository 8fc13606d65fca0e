package dev.walras.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.RawMarket;
import dev.walras.solver.model.LotProgram;
import org.junit.jupiter.api.Test;

class StructureTest {
    private static Structure structure(MarketBuilder market) {
        return Structure.of(LotProgram.of(market.build()));
    }

    private static MarketBuilder market(int goods, long endowment) {
        MarketBuilder market = Market.builder("m");
        for (int g = 0; g < goods; g++) {
            market.good("g" + g, "unit", endowment);
        }
        market.participant("p");
        return market;
    }

    @Test
    void oneGoodInSingleUnitsIsMeritOrder() {
        MarketBuilder market = market(1, 2);
        market.buy(0, 0, 5, 10);
        market.sell(0, 0, 3, 4);
        assertEquals(Structure.MERIT_ORDER, structure(market));
    }

    @Test
    void coarseLotsMinimumFillsAndGroupsOfOneGoodAreNot() {
        MarketBuilder coarse = market(1, 2);
        coarse.order("", 0, Bundle.of(0, 2), 1, 5);
        assertEquals(Structure.GENERAL, structure(coarse));
        MarketBuilder minimum = market(1, 2);
        minimum.add(new Order("", 0, Bundle.of(0, 1), 2, 3, 5, Order.NO_GROUP));
        assertEquals(Structure.GENERAL, structure(minimum));
        MarketBuilder exclusive = market(1, 2);
        int group = exclusive.group();
        exclusive.add(new Order("", 0, Bundle.of(0, 1), 1, 2, 5, group));
        exclusive.add(new Order("", 0, Bundle.of(0, 1), 1, 2, 6, group));
        assertEquals(Structure.GENERAL, structure(exclusive));
    }

    @Test
    void exclusiveBidsForOneUnitEachAreUnitDemand() {
        MarketBuilder market = market(2, 1);
        int group = market.group();
        market.add(new Order("", 0, Bundle.of(0, 1), 1, 1, 5, group));
        market.add(new Order("", 0, Bundle.of(1, 1), 1, 1, 6, group));
        assertEquals(Structure.UNIT_DEMAND, structure(market));
    }

    @Test
    void transportWithBuyersAndSellersIsANetwork() {
        MarketBuilder market = market(2, 0);
        market.sell(0, 0, 4, 1);
        market.buy(0, 1, 4, 9);
        market.order("", 0, Bundle.convert(1, 1, 0, 1), 10, -2);
        assertEquals(Structure.NETWORK, structure(market));
    }

    @Test
    void lossyTransportAndTwoInputsAreNot() {
        MarketBuilder lossy = market(2, 1);
        lossy.order("", 0, Bundle.convert(1, 9, 0, 10), 10, -2);
        assertEquals(Structure.GENERAL, structure(lossy));
        MarketBuilder pair = market(2, 1);
        pair.order("", 0, Bundle.of(new int[] {0, 1}, new long[] {1, 1}), 1, 2);
        assertEquals(Structure.GENERAL, structure(pair));
    }

    @Test
    void aGroupMayShareWhatItReceives() {
        MarketBuilder market = market(3, 1);
        int group = market.group();
        market.add(new Order("", 0, Bundle.convert(1, 1, 0, 1), 1, 1, 5, group));
        market.add(new Order("", 0, Bundle.convert(2, 1, 0, 1), 1, 1, 6, group));
        assertEquals(Structure.NETWORK, structure(market));
    }

    @Test
    void theClaimNamesTheEnginesOfIndependentParts() {
        MarketBuilder market = market(4, 1);
        market.buy(0, 0, 2, 7);
        int group = market.group();
        market.add(new Order("", 0, Bundle.of(1, 1), 1, 1, 5, group));
        market.add(new Order("", 0, Bundle.of(2, 1), 1, 1, 6, group));
        market.buy(0, 1, 3, 3);
        market.buy(0, 2, 3, 3);
        market.order("", 0, Bundle.of(3, 2), 1, 100);
        Outcome outcome = new AutoSolver().solve(new RawMarket(market.build()).instance(), RunContext.seeded(1));
        String engine = outcome.claim().engine();
        assertTrue(engine.startsWith("auto: 3 components (merit order"), engine);
        assertEquals(7 + 6 + 3, outcome.claim().boundMicros());
    }
}
