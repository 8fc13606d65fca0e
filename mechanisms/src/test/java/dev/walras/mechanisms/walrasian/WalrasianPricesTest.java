package dev.walras.mechanisms.walrasian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.market.Trait;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.Goldens;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.problem.Instance;
import dev.walras.testing.RandomMarkets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.CancellationException;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WalrasianPricesTest {
    private static final Enumeration PLANNER = new Enumeration();

    private static WalrasianPrices analysis(Market market) {
        Fills optimum = PLANNER.solve(Instance.of(market), RunContext.seeded(1)).fills();
        return new WalrasianPrices(market, optimum, () -> false);
    }

    private static BigFraction number(long number) {
        return new BigFraction(number);
    }

    @Test
    void aGapProvesThatNoPricesSupportTheOptimum() {
        // Case B16: one wants both for 3, the other either for 2.
        Market market = Goldens.packages(2, new long[][][] {{{0b11, 3}}, {{0b01, 2}, {0b10, 2}, {0b11, 2}}});
        WalrasianPrices prices = analysis(market);
        assertFalse(prices.exist());
        assertNull(prices.intervals());
        assertEquals(new BigFraction(7, 2), prices.relaxation().value());
        WalrasianPrices.Priced hull = prices.priced(WalrasianPrices.Rule.CONVEX_HULL);
        assertEquals(new BigFraction(1, 2), hull.certificate().gap());
        // At 3/2 each the second would buy: the first is content, and the second regrets 1/2.
        assertEquals(
                List.of(number(0), new BigFraction(1, 2)), hull.certificate().regrets());
        WalrasianPrices.Priced uplift = prices.priced(WalrasianPrices.Rule.MINIMUM_UPLIFT);
        assertEquals(number(0), uplift.certificate().makeWhole());
        assertEquals(new BigFraction(1, 2), uplift.certificate().gap());
    }

    /** Two plants of 10: one costs 1 a unit but must run at 6 or more, the other 3; 8 are wanted at 9 each. */
    private static Market commitment() {
        MarketBuilder builder = Market.builder("commitment");
        int power = builder.good("power", "MWh", 0);
        builder.buy(builder.participant("load"), power, 8, 9_000);
        builder.sell(builder.participant("dear"), power, 5, 3_000);
        // A start of 12 for a block of 6: 2 a unit.
        int block = builder.participant("block");
        builder.add(new Order("", block, Bundle.of(power, -6), 1, 1, -12_000, Order.NO_GROUP));
        return builder.build();
    }

    @Test
    void theMarginalPlantSetsTheFixedPrice() {
        WalrasianPrices prices = analysis(commitment());
        WalrasianPrices.Priced fixed = prices.priced(WalrasianPrices.Rule.FIXED_INTEGER);
        assertEquals(List.of(number(3_000)), fixed.prices());
        assertTrue(prices.exist() && fixed.certificate().supports());
        assertEquals(List.of(new WalrasianPrices.Interval(number(3_000), number(3_000))), prices.intervals());
    }

    @Test
    void aBlockThatDoesNotFitNeedsAnUplift() {
        MarketBuilder builder = Market.builder("lumpy");
        int power = builder.good("power", "MWh", 0);
        builder.buy(builder.participant("load"), power, 4, 9_000);
        builder.sell(builder.participant("dear"), power, 4, 8_000);
        int block = builder.participant("block");
        builder.add(new Order("", block, Bundle.of(power, -6), 1, 1, -30_000, Order.NO_GROUP));
        WalrasianPrices prices = analysis(builder.build());
        // The block for 30 beats 4 x 8 = 32; relaxed, two thirds of it would do: 20.
        assertEquals(number(6_000), prices.welfare());
        assertEquals(number(16_000), prices.relaxation().value());
        BigFraction least =
                prices.priced(WalrasianPrices.Rule.CONVEX_HULL).certificate().gap();
        assertEquals(number(10_000), least);
        for (WalrasianPrices.Rule rule : WalrasianPrices.Rule.values()) {
            assertTrue(prices.priced(rule).certificate().gap().compareTo(least) >= 0);
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyRuleIsLeastInItsOwnSense(long seed) {
        int gaps = 0;
        for (long s = 70 * seed; s < 70 * seed + 70; s++) {
            Market market = s % 2 == 0 ? RandomMarkets.small(s) : RandomMarkets.combinatorial(s);
            if (market.traits().contains(Trait.BUDGETS)) {
                continue;
            }
            WalrasianPrices prices = analysis(market);
            gaps += prices.exist() ? 0 : 1;
            Certificate fixed =
                    prices.priced(WalrasianPrices.Rule.FIXED_INTEGER).certificate();
            Certificate hull = prices.priced(WalrasianPrices.Rule.CONVEX_HULL).certificate();
            Certificate uplift =
                    prices.priced(WalrasianPrices.Rule.MINIMUM_UPLIFT).certificate();
            assertEquals(prices.relaxation().value().subtract(prices.welfare()), hull.gap(), market.id());
            for (Certificate other : List.of(fixed, hull, uplift)) {
                assertTrue(hull.gap().compareTo(other.gap()) <= 0, market.id());
                assertTrue(uplift.makeWhole().compareTo(other.makeWhole()) <= 0, market.id());
                assertEquals(other.gap(), Certificate.sum(other.regrets()).add(other.unsold()), market.id());
                assertTrue(other.regrets().stream().allMatch(regret -> regret.compareTo(BigFraction.ZERO) >= 0));
            }
            if (prices.exist()) {
                assertTrue(fixed.supports() && hull.supports() && uplift.supports(), market.id());
            }
        }
        assertTrue(gaps > 0, "every market had Walrasian prices");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void theBoundIsThatOfTheAuditor(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (long s = 30 * seed; s < 30 * seed + 30; s++) {
            Market market = RandomMarkets.small(s);
            long[] prices = random.longs(market.goods(), 0, 20).toArray();
            Fills optimum =
                    PLANNER.solve(Instance.of(market), RunContext.seeded(1)).fills();
            Outcome outcome = new Outcome(
                    optimum, Payments.none(market.participants()), Prices.of(prices), Termination.COMPLETED, 1);
            Long bound = Auditor.audit(Instance.of(market), outcome).boundMicros();
            assertNotNull(bound);
            List<BigFraction> exact =
                    Arrays.stream(prices).mapToObj(BigFraction::new).toList();
            assertEquals(number(bound), Certificate.of(market, optimum, exact).bound(), market.id());
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void withUnitDemandTheEndsOfIntervalsAreVectorsAndTheLowerIsVcg(long seed) {
        int sold = 0;
        for (long s = 20 * seed; s < 20 * seed + 20; s++) {
            Market market = single(s);
            Outcome vcg = new Vcg(PLANNER).clear(market, RunContext.seeded(1));
            WalrasianPrices prices = new WalrasianPrices(market, vcg.fills(), () -> false);
            List<WalrasianPrices.Interval> intervals = prices.intervals();
            assertNotNull(intervals, market.id());
            List<BigFraction> least =
                    intervals.stream().map(WalrasianPrices.Interval::least).toList();
            assertTrue(Certificate.of(market, vcg.fills(), least).supports(), market.id());
            for (int k = 0; k < market.orders(); k++) {
                if (vcg.fills().lots().get(k) > 0) {
                    sold++;
                    BigFraction paid = number(vcg.payments().micros().get(market.owner(k)));
                    assertEquals(paid, least.get(market.bundleGood(k, 0)), market.id());
                }
            }
        }
        assertTrue(sold > 20);
    }

    /** Up to four buyers of one of up to four goods, each there once. */
    private static Market single(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder builder = Market.builder("single-" + seed);
        int goods = 1 + random.nextInt(4);
        for (int g = 0; g < goods; g++) {
            builder.good("g" + g, "unit", 1);
        }
        for (int p = 1 + random.nextInt(4); p > 0; p--) {
            int buyer = builder.participant("p" + p);
            int group = builder.group();
            for (int g = 0; g < goods; g++) {
                builder.add(new Order("", buyer, Bundle.of(g, 1), 1, 1, random.nextInt(20), group));
            }
        }
        return builder.build();
    }

    @Test
    void budgetsAreRefusedAndWhoStopsGetsNoAnswer() {
        MarketBuilder builder = Market.builder("budget");
        int good = builder.good("g", "unit", 1);
        builder.buy(builder.add(new Participant("p", 3, 0)), good, 1, 5);
        Market market = builder.build();
        assertThrows(UnsupportedMarketException.class, () -> new WalrasianPrices(market, Fills.of(0), () -> false));
        WalrasianPrices stopped = new WalrasianPrices(commitment(), Fills.of(8, 2, 1), () -> true);
        assertThrows(CancellationException.class, stopped::relaxation);
    }

    @Test
    void aMarketWithoutOrdersHasAnyPrices() {
        MarketBuilder builder = Market.builder("empty");
        builder.good("g", "unit", 0);
        builder.good("h", "unit", 1);
        WalrasianPrices prices = analysis(builder.build());
        assertTrue(prices.exist());
        assertEquals(
                List.of(
                        new WalrasianPrices.Interval(number(0), null),
                        new WalrasianPrices.Interval(number(0), number(0))),
                prices.intervals());
    }
}
