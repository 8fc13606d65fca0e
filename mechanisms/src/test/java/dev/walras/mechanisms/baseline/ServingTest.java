package dev.walras.mechanisms.baseline;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.Enumeration;
import dev.walras.problem.Instance;
import dev.walras.testing.RandomMarkets;
import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ServingTest {
    private static Outcome greedy(Market market) {
        return new GreedyOrder().clear(market, RunContext.seeded(1));
    }

    @Test
    void bestBidsAreServedFromCheapestAsks() {
        // By hand: 9 takes 3 and 4, which leaves 1 lot of the ask at 4 for 5; the ask at 6 is too dear.
        MarketBuilder builder = Market.builder("rank");
        int good = builder.good("g", "unit", 0);
        builder.buy(builder.participant("b5"), good, 2, 5);
        builder.buy(builder.participant("b9"), good, 2, 9);
        builder.sell(builder.participant("s4"), good, 2, 4);
        builder.sell(builder.participant("s3"), good, 1, 3);
        builder.sell(builder.participant("s6"), good, 9, 6);
        Outcome outcome = greedy(builder.build());
        assertEquals(Fills.of(1, 2, 2, 1, 0), outcome.fills());
        assertArrayEquals(
                new long[] {5, 18, -8, -3, 0}, outcome.payments().micros().toArray());
    }

    @Test
    void whatALargeLotLeavesIsFreeForTheNext() {
        // By hand: a node of four units costs 10; the first bid pays for all of it, the second gets its unit free.
        MarketBuilder builder = Market.builder("coarse");
        int good = builder.good("g", "unit", 0);
        builder.order("", builder.participant("node"), Bundle.of(good, -4), 1, -10);
        builder.order("", builder.participant("first"), Bundle.of(good, 3), 1, 12);
        builder.buy(builder.participant("second"), good, 5, 1);
        Outcome outcome = greedy(builder.build());
        assertEquals(Fills.of(1, 1, 1), outcome.fills());
    }

    @Test
    void aBundleIsServedWhollyOrNotAtAll() {
        // By hand: a costs 3, b 4; a bid of 6 for both cannot pay, and what it tried to buy is given back.
        MarketBuilder builder = Market.builder("bundle");
        int a = builder.good("a", "unit", 0);
        int b = builder.good("b", "unit", 0);
        builder.order("", builder.participant("both"), Bundle.of(new int[] {a, b}, new long[] {1, 1}), 1, 6);
        builder.buy(builder.participant("one"), a, 1, 3);
        builder.sell(builder.participant("sa"), a, 1, 3);
        builder.sell(builder.participant("sb"), b, 1, 4);
        assertEquals(Fills.of(0, 1, 1, 0), greedy(builder.build()).fills());
    }

    @Test
    void minimumFillsOfBothSidesAreKept() {
        // By hand: the ask sells at least 3; a bid of at least 2 at 5 pays 3 x 3 for the 2 it takes, not more.
        MarketBuilder builder = Market.builder("minimum");
        int good = builder.good("g", "unit", 0);
        builder.participant("seller");
        builder.participant("buyer");
        builder.add(new Order("", 0, Bundle.of(good, -1), 3, 4, -3, Order.NO_GROUP));
        builder.add(new Order("", 1, Bundle.of(good, 1), 2, 2, 5, Order.NO_GROUP));
        assertEquals(Fills.of(3, 2), greedy(builder.build()).fills());
    }

    @Test
    void budgetsCutPortions() {
        MarketBuilder builder = Market.builder("budget");
        int good = builder.good("g", "unit", 9);
        builder.add(new Participant("p", 20, 0));
        builder.buy(0, good, 5, 7);
        Outcome outcome = greedy(builder.build());
        assertEquals(Fills.of(2), outcome.fills());
        assertEquals(14, outcome.payments().micros().get(0));
    }

    @Test
    void largeQuantitiesTakeFewPortions() {
        MarketBuilder builder = Market.builder("large");
        int good = builder.good("g", "unit", 1L << 40);
        builder.buy(builder.participant("b"), good, 1L << 41, 9);
        builder.sell(builder.participant("s"), good, 1L << 39, 4);
        assertEquals(
                Fills.of((1L << 40) + (1L << 39), 1L << 39),
                greedy(builder.build()).fills());
    }

    @Test
    void randomOrdersAreWorseThanGreedyOnesOnTheWhole() {
        long greedyWelfare = 0;
        long randomWelfare = 0;
        long optimum = 0;
        for (long seed = 0; seed < 300; seed++) {
            Market market = RandomMarkets.doubleAuction(seed);
            Instance instance = Instance.of(market);
            Audit greedy = Auditor.audit(instance, greedy(market));
            Audit random = Auditor.audit(instance, new RandomOrder().clear(market, RunContext.seeded(seed)));
            greedyWelfare += greedy.welfareMicros();
            randomWelfare += random.welfareMicros();
            optimum += Enumeration.optimum(market);
        }
        // With one good and single-unit lots, serving by density is the merit order.
        assertEquals(optimum, greedyWelfare);
        assertTrue(0 < randomWelfare && randomWelfare < greedyWelfare, randomWelfare + " of " + greedyWelfare);
    }

    @Test
    void whoIsServedAtRandomDependsOnTheSeed() {
        MarketBuilder builder = Market.builder("lottery");
        int good = builder.good("g", "unit", 1);
        for (int p = 0; p < 3; p++) {
            builder.buy(builder.participant("p" + p), good, 1, 1 + p);
        }
        Market market = builder.build();
        Set<LongVector> seen = new HashSet<>();
        for (long seed = 0; seed < 40; seed++) {
            seen.add(new RandomOrder()
                    .clear(market, RunContext.seeded(seed))
                    .fills()
                    .lots());
        }
        assertEquals(Set.of(LongVector.of(1, 0, 0), LongVector.of(0, 1, 0), LongVector.of(0, 0, 1)), seen);
    }

    @Test
    void aBidIsNotServedFromAnAskThatItExcludes() {
        MarketBuilder builder = Market.builder("exclusive");
        int good = builder.good("g", "unit", 0);
        int trader = builder.participant("trader");
        int group = builder.group();
        builder.add(new Order("", trader, Bundle.of(good, 1), 1, 1, 9, group));
        builder.add(new Order("", trader, Bundle.of(good, -1), 1, 1, -2, group));
        assertEquals(Fills.of(0, 0), greedy(builder.build()).fills());
    }

    @Test
    void conversionsAreBoughtWithWhatTheyNeed() {
        // By hand: a unit of c costs 9 locally, or 2 at a, 1 from a to b and 1 from b to c; two units can pass.
        MarketBuilder builder = Market.builder("route");
        int a = builder.good("a", "unit", 0);
        int b = builder.good("b", "unit", 0);
        int c = builder.good("c", "unit", 0);
        builder.buy(builder.participant("buyer"), c, 3, 10);
        builder.sell(builder.participant("local"), c, 5, 9);
        builder.sell(builder.participant("far"), a, 5, 2);
        int carrier = builder.participant("carrier");
        // To convert is to receive one good and to give another.
        builder.order("", carrier, Bundle.convert(b, 1, a, 1), 2, -1);
        builder.order("", carrier, Bundle.convert(c, 1, b, 1), 4, -1);
        Outcome outcome = greedy(builder.build());
        assertEquals(Fills.of(3, 1, 2, 2, 2), outcome.fills());
        assertArrayEquals(
                new long[] {30, -9, -4, -4}, outcome.payments().micros().toArray());
    }

    @Test
    void aRoundTripIsNoSupply() {
        MarketBuilder builder = Market.builder("circle");
        int a = builder.good("a", "unit", 0);
        int b = builder.good("b", "unit", 0);
        builder.buy(builder.participant("buyer"), a, 1, 10);
        int carrier = builder.participant("carrier");
        builder.order("", carrier, Bundle.convert(a, 1, b, 1), 1, 0);
        builder.order("", carrier, Bundle.convert(b, 1, a, 1), 1, 0);
        assertEquals(Fills.of(0, 0, 0), greedy(builder.build()).fills());
    }
}
