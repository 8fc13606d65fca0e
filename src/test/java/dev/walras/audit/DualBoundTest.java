package dev.walras.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import dev.walras.testing.Enumeration;
import dev.walras.testing.RandomMarkets;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class DualBoundTest {
    static LongStream seeds() {
        return LongStream.range(0, 500);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void noPricesBoundBelowTheOptimum(long seed) {
        Market market = RandomMarkets.small(seed);
        long optimum = Enumeration.optimum(market).welfareMicros();
        SplittableRandom random = new SplittableRandom(seed);
        for (long most : new long[] {1, 5, 30, 100, Long.MAX_VALUE}) {
            Prices prices = new Prices(
                    LongVector.of(random.longs(market.goods(), 0, most).toArray()));
            long bound = Auditor.bound(market, prices);
            assertTrue(bound >= optimum, () -> "bound " + bound + " < optimum " + optimum + " at " + prices);
        }
    }

    /**
     * The three houses of L. S. Shapley and M. Shubik, The assignment game I: the core, Int. J. Game Theory 1, 1971,
     * 111-130, doi:10.1007/BF01753437, in thousands: sellers' costs 18, 15, 19; what buyers pay at most for the first
     * house 23, 26, 20, for the second 22, 24, 21, for the third 21, 22, 17. The optimum is 16.
     */
    private static Market assignmentGame() {
        MarketBuilder market = Market.builder("houses");
        long[] costs = {18, 15, 19};
        long[][] values = {{23, 26, 20}, {22, 24, 21}, {21, 22, 17}};
        for (int g = 0; g < 3; g++) {
            market.good("house" + g, "house", 0);
            market.sell(market.participant("seller" + g), g, 1, costs[g]);
        }
        for (int b = 0; b < 3; b++) {
            int buyer = market.participant("buyer" + b);
            int group = market.group();
            for (int g = 0; g < 3; g++) {
                market.add(new Order("", buyer, Bundle.of(g, 1), 1, 1, values[g][b], group));
            }
        }
        return market.build();
    }

    /** Prices of the buyers' corner, of the sellers' corner, and between: sellers' payoffs 3, 5, 0 and 5, 6, 1. */
    @ParameterizedTest
    @CsvSource({"21, 20, 19", "23, 21, 20", "22, 20, 19"})
    void walrasianPricesProveTheOptimum(long first, long second, long third) {
        Market market = assignmentGame();
        Enumeration.Optimum optimum = Enumeration.optimum(market);
        Outcome outcome = new Outcome(
                optimum.fills().get(0),
                Payments.none(market.participants()),
                Prices.of(first, second, third),
                Termination.CLEARED,
                1);
        Audit audit = Auditor.audit(Instance.of(market), outcome);
        assertTrue(audit.clean());
        assertEquals(16, audit.welfareMicros());
        assertEquals(16, audit.boundMicros());
        assertEquals(0, audit.gap());
    }

    @Test
    void endowmentsAreBoughtAtThePrices() {
        MarketBuilder market = Market.builder("endowed");
        market.good("g", "", 3);
        market.buy(market.participant("p"), 0, 5, 7);
        // 3 units at 4, and 5 x (7 - 4) for the buyer, who would like 5 and can have 3.
        assertEquals(3 * 4 + 5 * 3, Auditor.bound(market.build(), Prices.of(4)));
    }

    @Test
    void indivisibilityLeavesAGap() {
        MarketBuilder market = Market.builder("gap");
        market.good("g", "", 3);
        int p = market.participant("p");
        market.order("", p, Bundle.of(0, 2), 2, 10);
        Market built = market.build();
        assertEquals(10, Enumeration.optimum(built).welfareMicros());
        assertEquals(15, Auditor.bound(built, Prices.of(5)));
    }

    @Test
    void boundsBeyondALongAreCut() {
        MarketBuilder market = Market.builder("huge");
        market.good("g", "", Market.LIMIT);
        assertEquals(Long.MAX_VALUE, Auditor.bound(market.build(), Prices.of(Long.MAX_VALUE)));
        Outcome outcome = new Outcome(Fills.of(), Payments.of(), Prices.of(Long.MAX_VALUE), Termination.COMPLETED, 1);
        assertEquals(
                Long.MAX_VALUE,
                Auditor.audit(Instance.of(market.build()), outcome).boundMicros());
    }

    @Test
    void refusesPricesThatBoundNothing() {
        Market market = assignmentGame();
        assertEquals(
                "2 prices for 3 goods",
                assertThrows(IllegalArgumentException.class, () -> Auditor.bound(market, Prices.of(1, 2)))
                        .getMessage());
        assertEquals(
                "the price of good \"house1\" is -2 micros; it must be 0 or more",
                assertThrows(IllegalArgumentException.class, () -> Auditor.bound(market, Prices.of(1, -2, 3)))
                        .getMessage());
    }
}
