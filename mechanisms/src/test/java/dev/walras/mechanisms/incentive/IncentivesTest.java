package dev.walras.mechanisms.incentive;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Participant;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.Mechanisms;
import dev.walras.mechanisms.Play;
import dev.walras.mechanisms.incentive.Incentives.Effort;
import dev.walras.problem.Instance;
import dev.walras.testing.RandomMarkets;
import java.util.List;
import java.util.Map;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The search finds the lies that theory knows, and its witnesses can be replayed. */
class IncentivesTest {
    private static final Effort EFFORT = new Effort(200, 100);

    private static Mechanism make(String id, Map<String, String> settings) {
        return Mechanisms.make(id, settings, new Enumeration());
    }

    private static List<Regret> regrets(Mechanism mechanism, Market market) {
        return new Incentives(mechanism, market, RunContext.seeded(1)).regrets(EFFORT);
    }

    /** The winner values the good at 90, the other at 40: it wins at 40 as ties go to the lower index. */
    @Test
    void aFirstPriceWinnerShadesToTheSecondValue() {
        MarketBuilder builder = Market.builder("two");
        int good = builder.good("g", "unit", 1);
        builder.buy(builder.participant("a"), good, 1, 90_000_000);
        builder.buy(builder.participant("b"), good, 1, 40_000_000);
        Market market = builder.build();
        List<Regret> regrets = regrets(make("auction.first-price", Map.of()), market);
        assertEquals(0, regrets.get(0).truthfulMicros());
        assertTrue(regrets.get(0).gainMicros() >= 49_999_999, () -> regrets.toString());
        assertTrue(regrets.get(0).gainMicros() <= 50_000_000, () -> regrets.toString());
        assertEquals(0, regrets.get(1).gainMicros());
        Misreport witness = regrets.get(0).witness();
        assertNotNull(witness);
        assertTrue(witness.describe(market).startsWith("states order o0 at 40"), witness.describe(market));
        assertEquals(
                0,
                RegretSummary.of(regrets(make("auction.vcg", Map.of()), market)).profitable());
    }

    /** Buyer 10, seller 0, k = 1/2: price 5. A bid of 0 (an ask of 10) takes it all: 5 more. */
    @Test
    void bothSidesOfADoubleAuctionTakeAllTheyCan() {
        MarketBuilder builder = Market.builder("pair");
        int good = builder.good("g", "unit", 0);
        builder.buy(builder.participant("buyer"), good, 1, 10_000_000);
        builder.sell(builder.participant("seller"), good, 1, 0);
        Market market = builder.build();
        List<Regret> regrets = regrets(make("auction.k-double", Map.of()), market);
        assertEquals(5_000_000, regrets.get(0).gainMicros());
        assertEquals(5_000_000, regrets.get(1).gainMicros());
        assertEquals(1, regrets.get(0).relative(), 1e-9);
    }

    /** Two units, uniform first rejected price: whoever wants both pays less by asking for one. */
    @Test
    void demandReductionIsFound() {
        MarketBuilder builder = Market.builder("reduction");
        int good = builder.good("g", "unit", 2);
        builder.buy(builder.participant("large"), good, 2, 10_000_000);
        builder.buy(builder.participant("small"), good, 1, 9_000_000);
        Market market = builder.build();
        Regret large = regrets(make("auction.uniform-price", Map.of()), market).get(0);
        assertEquals(2_000_000, large.truthfulMicros());
        assertEquals(8_000_000, large.gainMicros());
        Misreport witness = large.witness();
        assertNotNull(witness);
        assertTrue(witness.describe(market).contains("1 lots instead of 2"), witness.describe(market));
    }

    /** A clock that has a participant say so could be bought beyond a budget; the truth says that this is no gain. */
    @Test
    void whoOverspendsHasLostEverything() {
        MarketBuilder builder = Market.builder("budget");
        int good = builder.good("g", "unit", 1);
        builder.add(new Participant("poor", 5_000_000, 0));
        builder.buy(0, good, 1, 9_000_000);
        builder.buy(builder.participant("rich"), good, 1, 7_000_000);
        Market market = builder.build();
        for (Mechanism mechanism : Mechanisms.defaults(new Enumeration())) {
            if (mechanism.spec().unsupported(market).isEmpty()) {
                Regret poor = regrets(mechanism, market).get(0);
                assertTrue(
                        poor.truthfulMicros() >= -9_000_000,
                        () -> mechanism.spec().id());
            }
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"auction.first-price", "auction.k-double", "price.tatonnement", "trade.continuous-double-auction"
            })
    void everyWitnessGainsWhatItSays(String id) {
        Mechanism mechanism = make(id, Map.of());
        int profitable = 0;
        for (long seed = 0; seed < 30; seed++) {
            Market market = RandomMarkets.doubleAuction(seed);
            if (!mechanism.spec().unsupported(market).isEmpty()) {
                market = RandomMarkets.unitDemand(seed);
            }
            Market truth = market;
            for (Regret regret : regrets(mechanism, truth)) {
                Misreport lie = regret.witness();
                if (lie != null) {
                    profitable++;
                    assertEquals(regret.truthfulMicros() + regret.gainMicros(), replayed(mechanism, truth, lie));
                }
            }
        }
        assertTrue(profitable > 5, id + " gave " + profitable);
    }

    /** The utility of the true owner, computed by ids of orders. */
    private static long replayed(Mechanism mechanism, Market truth, Misreport lie) {
        Market stated = lie.stated(truth);
        Outcome outcome =
                Play.run(mechanism, Instance.of(stated), RunContext.seeded(1)).outcome();
        long utility = -outcome.payments().micros().get(lie.participant());
        for (int k = 0; k < stated.orders(); k++) {
            if (stated.owner(k) == lie.participant()) {
                int order = truth.orderIds().indexOf(stated.orderIds().get(k));
                utility += outcome.fills().lots().get(k) * truth.valueMicrosPerLot(order);
            }
        }
        return utility;
    }

    @Test
    void threadsDoNotChangeTheResult() {
        Market market = RandomMarkets.doubleAuction(5);
        Mechanism mechanism = make("auction.k-double", Map.of());
        Effort small = new Effort(20, 100);
        List<Regret> one = new Incentives(mechanism, market, RunContext.seeded(3)).regrets(small);
        List<Regret> four =
                new Incentives(mechanism, market, RunContext.seeded(3).withThreads(4)).regrets(small);
        assertEquals(one, four);
        assertTrue(one.stream().allMatch(regret -> regret.tried() <= 20));
    }

    /** The search must be able to fail: what is known not to be truthful is caught on random markets. */
    @ParameterizedTest
    @ValueSource(strings = {"auction.first-price", "auction.k-double", "base.greedy"})
    void untruthfulMechanismsAreCaught(String id) {
        Mechanism mechanism = make(id, Map.of());
        long caught = LongStream.range(0, 40)
                .mapToObj(seed -> seed % 2 == 0 ? RandomMarkets.small(seed) : RandomMarkets.doubleAuction(seed))
                .filter(market -> mechanism.spec().unsupported(market).isEmpty())
                .filter(market -> RegretSummary.of(regrets(mechanism, market)).profitable() > 0)
                .count();
        assertTrue(caught > 0, id);
    }
}
