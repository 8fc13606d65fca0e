package dev.walras.mechanisms.combinatorial;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.Goldens;
import dev.walras.problem.Instance;
import dev.walras.testing.RandomMarkets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class PackageExchangeTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);
    private static final Enumeration PLANNER = new Enumeration();

    /** Case B27: buyers 51 for both goods, 22 and 18 for one; sellers 10, 5, 14. */
    private static Market exchange() {
        MarketBuilder market = Market.builder("exchange");
        int a = market.good("A", "unit", 0);
        int b = market.good("B", "unit", 0);
        market.order("", market.participant("B1"), Goldens.set(0b11), 1, 51_000);
        market.buy(market.participant("B2"), a, 1, 22_000);
        market.buy(market.participant("B3"), b, 1, 18_000);
        market.sell(market.participant("S1"), a, 1, 10_000);
        market.sell(market.participant("S2"), b, 1, 5_000);
        market.sell(market.participant("S3"), a, 1, 14_000);
        return market.build();
    }

    @Test
    void thresholdPaymentsAreRoundedToABalance() {
        Outcome outcome = new PackageExchange(PLANNER, DiscountRule.REVERSE).clear(exchange(), CONTEXT);
        assertEquals(Fills.of(1, 1, 0, 1, 1, 1), outcome.fills());
        // 28/3 thousand each for B1, S1 and S2: 9334, 9333 and 9333.
        assertArrayEquals(
                new long[] {51_000 - 9334, 14_000, 0, -19_333, -14_333, -22_000},
                outcome.payments().micros().toArray());
    }

    @ParameterizedTest
    @EnumSource(DiscountRule.class)
    void everyRuleKeepsItsPromises(DiscountRule rule) {
        PackageExchange exchange = new PackageExchange(PLANNER, rule);
        assertEquals(rule != DiscountRule.NONE, exchange.spec().claims().contains(Guarantee.BUDGET_BALANCED));
        int traded = 0;
        for (long seed = 0; seed < 150; seed++) {
            Market market = seed % 2 == 0 ? RandomMarkets.small(seed) : RandomMarkets.doubleAuction(seed);
            if (exchange.spec().unsupported(market).isEmpty()) {
                Outcome outcome = exchange.clear(market, CONTEXT);
                traded += outcome.fills().equals(Fills.none(market.orders())) ? 0 : 1;
                var audit = Auditor.audit(
                        Instance.of(market), outcome, exchange.spec().claims());
                assertTrue(audit.clean(), () -> market.id() + ": " + audit.violations());
            }
        }
        assertTrue(traded > 20, "only " + traded + " traded");
    }

    @ParameterizedTest
    @EnumSource(
            value = DiscountRule.class,
            mode = EnumSource.Mode.EXCLUDE,
            names = {"NONE"})
    void discountsSumToTheSurplus(DiscountRule rule) {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 300; round++) {
            List<BigFraction> vickrey = new ArrayList<>();
            for (int i = 1 + random.nextInt(6); i > 0; i--) {
                vickrey.add(new BigFraction(random.nextInt(12)));
            }
            BigFraction surplus = new BigFraction(random.nextInt(30));
            List<BigFraction> discounts = rule.discounts(vickrey, surplus);
            assertEquals(surplus, sum(discounts));
            for (int i = 0; i < discounts.size(); i++) {
                assertFalse(discounts.get(i).compareTo(BigFraction.ZERO) < 0);
                boolean deficit = sum(vickrey).compareTo(surplus) >= 0;
                assertTrue(
                        !deficit
                                || rule == DiscountRule.EQUAL
                                || discounts.get(i).compareTo(vickrey.get(i)) <= 0,
                        () -> rule + " gives " + discounts + " for " + vickrey);
            }
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void thresholdHasTheLeastLargestRegret(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 200; round++) {
            List<BigFraction> vickrey = new ArrayList<>();
            for (int i = 1 + random.nextInt(5); i > 0; i--) {
                vickrey.add(new BigFraction(random.nextInt(12)));
            }
            int most = sum(vickrey).intValue();
            BigFraction surplus = new BigFraction(most == 0 ? 0 : random.nextInt(most));
            BigFraction least = regret(vickrey, DiscountRule.THRESHOLD.discounts(vickrey, surplus));
            for (DiscountRule other : DiscountRule.values()) {
                assertTrue(least.compareTo(regret(vickrey, other.discounts(vickrey, surplus))) <= 0);
            }
        }
    }

    private static BigFraction regret(List<BigFraction> vickrey, List<BigFraction> discounts) {
        BigFraction most = BigFraction.ZERO;
        for (int i = 0; i < vickrey.size(); i++) {
            BigFraction regret = vickrey.get(i).subtract(discounts.get(i));
            most = regret.compareTo(most) > 0 ? regret : most;
        }
        return most;
    }

    private static BigFraction sum(List<BigFraction> parts) {
        return parts.stream().reduce(BigFraction.ZERO, BigFraction::add);
    }

    @Test
    void whatVickreyDiscountsLeaveIsSharedEqually() {
        List<BigFraction> vickrey = List.of(new BigFraction(1), new BigFraction(3));
        for (DiscountRule rule : List.of(DiscountRule.THRESHOLD, DiscountRule.SMALL, DiscountRule.REVERSE)) {
            assertEquals(List.of(new BigFraction(2), new BigFraction(4)), rule.discounts(vickrey, new BigFraction(6)));
        }
    }

    @Test
    void kPricingSplitsEveryTradeByItself() {
        MarketBuilder builder = Market.builder("two trades");
        int a = builder.good("A", "unit", 0);
        int b = builder.good("B", "unit", 0);
        int both = builder.participant("both");
        builder.buy(both, a, 1, 10);
        builder.buy(both, b, 1, 20);
        builder.sell(builder.participant("s"), a, 1, 4);
        builder.sell(builder.participant("t"), b, 1, 8);
        Market market = builder.build();
        Outcome half = new KPricingExchange(PLANNER, new BigFraction(1, 2)).clear(market, CONTEXT);
        assertArrayEquals(new long[] {7 + 14, -7, -14}, half.payments().micros().toArray());
        Outcome sellers = new KPricingExchange(PLANNER, BigFraction.ZERO).clear(market, CONTEXT);
        assertArrayEquals(new long[] {30, -10, -20}, sellers.payments().micros().toArray());
    }

    @Test
    void kPricingWithoutCostsSharesEquallyAndBuyersInProportion() {
        MarketBuilder builder = Market.builder("free");
        int a = builder.good("A", "unit", 0);
        int b = builder.good("B", "unit", 0);
        builder.order("", builder.participant("buyer"), Bundle.of(new int[] {a, b}, new long[] {1, 1}), 1, 12);
        builder.sell(builder.participant("s"), a, 1, 0);
        builder.sell(builder.participant("t"), b, 1, 0);
        Outcome outcome = new KPricingExchange(PLANNER, new BigFraction(1, 2)).clear(builder.build(), CONTEXT);
        assertArrayEquals(new long[] {6, -3, -3}, outcome.payments().micros().toArray());
    }
}
