package dev.walras.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import dev.walras.testing.RandomMarkets;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The rules of the market and the promises about money: each broken, and each just kept. */
class AuditorMarketTest {
    /**
     * Good "gpu" with 1 endowed; ann (budget 10) wants 2 to 4 lots of it at 5, or as an alternative in the same group 1
     * unit at 9; bob sells up to 3 at 2.
     */
    private static final Instance INSTANCE = Instance.of(market());

    private static Market market() {
        MarketBuilder market = Market.builder("m");
        int gpu = market.good("gpu", "GPU-hour", 1);
        int ann = market.add(new Participant("ann", 10, 0));
        int bob = market.participant("bob");
        int group = market.group();
        market.add(new Order("many", ann, Bundle.of(gpu, 1), 2, 4, 5, group));
        market.add(new Order("one", ann, Bundle.of(gpu, 1), 1, 1, 9, group));
        market.order("ask", bob, Bundle.of(gpu, -1), 3, -2);
        return market.build();
    }

    private static Audit audit(Fills fills, Payments payments, @Nullable Prices prices, Guarantee... claims) {
        Set<Guarantee> promised = EnumSet.noneOf(Guarantee.class);
        promised.addAll(Arrays.asList(claims));
        return Auditor.audit(INSTANCE, new Outcome(fills, payments, prices, Termination.COMPLETED, 1), promised);
    }

    private static Audit audit(long... fills) {
        return audit(Fills.of(fills), Payments.of(0, 0), null);
    }

    private static void assertOnly(Violation expected, Audit audit) {
        assertEquals(List.of(expected), audit.violations());
        assertEquals(expected.kind() == Violation.Kind.MONEY, audit.feasible());
        assertFalse(audit.clean());
    }

    @Test
    void countsWhatIsTraded() {
        Audit audit = audit(4, 0, 3);
        assertTrue(audit.clean());
        assertEquals(4 * 5 - 3 * 2, audit.welfareMicros());
        assertEquals(2, audit.filledOrders());
        assertEquals(new Audit.Surplus(20, -6, 0, 0), audit.surplus());
        assertEquals(-6, audit.minUtilityMicros());
        assertNull(audit.boundMicros());
        assertTrue(Double.isNaN(audit.gap()));
    }

    @Test
    void noTradeIsFine() {
        assertTrue(audit(0, 0, 0).clean());
    }

    @Test
    void listsVectorsOfWrongLength() {
        Audit audit = audit(Fills.of(1, 2), Payments.of(1, 2, 3), Prices.of());
        assertEquals(
                List.of(
                        new Violation.WrongLength("fills", 3, 2),
                        new Violation.WrongLength("payments", 2, 3),
                        new Violation.WrongLength("prices", 1, 0)),
                audit.violations());
        assertEquals("there are 2 fills, expected 3", audit.violations().get(0).message());
        assertFalse(audit.feasible());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 5, -1, Long.MAX_VALUE, Long.MIN_VALUE})
    void listsLotsOutsideTheirRange(long lots) {
        Audit audit = audit(lots, 0, 3);
        assertEquals(
                new Violation.LotsOutOfRange("many", lots, 2, 4),
                audit.violations().get(0));
        assertEquals(
                "order \"many\" is filled with " + lots + " lots, allowed are 0 or 2 to 4",
                audit.violations().get(0).message());
        assertFalse(audit.feasible());
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 2, 3, 4})
    void allowsLotsWithinTheirRange(long lots) {
        assertTrue(audit(lots, 0, 3).clean());
    }

    @Test
    void listsTwoOrdersOfAGroup() {
        Audit audit = audit(2, 1, 2);
        assertOnly(new Violation.GroupOverfilled(0, "many", "one"), audit);
        assertEquals(
                "orders \"many\" and \"one\" exclude each other (group 0) and are both filled",
                audit.violations().get(0).message());
        assertTrue(audit(0, 1, 0).clean());
    }

    @Test
    void listsGoodsConsumedBeyondTheirEndowment() {
        Audit audit = audit(4, 0, 2);
        assertOnly(new Violation.GoodOverconsumed("gpu", 2, 1), audit);
        assertEquals(
                "good \"gpu\" is consumed by 2 net, endowed are 1 (short by 1)",
                audit.violations().get(0).message());
        assertEquals(16, audit.welfareMicros());
        assertTrue(audit(3, 0, 2).clean());
    }

    @Test
    void listsNegativePricesAndGivesNoBoundThen() {
        Audit audit = audit(Fills.of(0, 0, 0), Payments.of(0, 0), Prices.of(-1));
        assertOnly(new Violation.NegativePrice("gpu", -1), audit);
        assertEquals(
                "the price of good \"gpu\" is -1 micros; prices are 0 or more",
                audit.violations().get(0).message());
        assertNull(audit.boundMicros());
        assertTrue(audit(Fills.of(0, 0, 0), Payments.of(0, 0), Prices.of(0)).clean());
    }

    @Test
    void listsPaymentsBeyondTheBudget() {
        Audit audit = audit(Fills.of(4, 0, 3), Payments.of(11, 0), null);
        assertOnly(new Violation.BudgetExceeded("ann", 11, 10), audit);
        assertEquals(
                "participant \"ann\" pays 11 micros, its budget is 10",
                audit.violations().get(0).message());
        assertTrue(
                audit(Fills.of(4, 0, 3), Payments.of(10, Long.MAX_VALUE), null).clean());
    }

    @ParameterizedTest
    @CsvSource({"10, -6, true", "10, -5, false", "11, -6, true"})
    void listsUtilitiesBelowZeroWherePromised(long annPays, long bobPays, boolean bobContent) {
        // Filled with one unit endowed and three bought: 4 x 5 = 20 for ann, -6 for bob.
        Audit audit = audit(Fills.of(4, 0, 3), Payments.of(annPays, bobPays), null, Guarantee.INDIVIDUALLY_RATIONAL);
        Violation loss = new Violation.NotIndividuallyRational("bob", -6 - bobPays);
        assertEquals(!bobContent, audit.violations().contains(loss));
        assertEquals(
                "participant \"bob\" ends with a utility of -1 micros, promised is 0 or more",
                new Violation.NotIndividuallyRational("bob", -1).message());
        assertTrue(audit(Fills.of(4, 0, 3), Payments.of(0, 0), null).clean(), "not promised");
    }

    @Test
    void listsDeficitsAndImbalancesWherePromised() {
        Fills fills = Fills.of(4, 0, 3);
        assertOnly(
                new Violation.BudgetImbalance(Guarantee.NO_DEFICIT, -1),
                audit(fills, Payments.of(5, -6), null, Guarantee.NO_DEFICIT));
        assertTrue(audit(fills, Payments.of(7, -6), null, Guarantee.NO_DEFICIT).clean());
        assertOnly(
                new Violation.BudgetImbalance(Guarantee.BUDGET_BALANCED, 1),
                audit(fills, Payments.of(7, -6), null, Guarantee.BUDGET_BALANCED));
        assertOnly(
                new Violation.BudgetImbalance(Guarantee.BUDGET_BALANCED, -1),
                audit(fills, Payments.of(5, -6), null, Guarantee.BUDGET_BALANCED, Guarantee.NO_DEFICIT));
        assertTrue(audit(fills, Payments.of(6, -6), null, Guarantee.BUDGET_BALANCED)
                .clean());
        assertTrue(audit(fills, Payments.of(5, -6), null).clean(), "not promised");
        assertEquals(
                "payments sum to 1 micros, promised is 0",
                new Violation.BudgetImbalance(Guarantee.BUDGET_BALANCED, 1).message());
        assertEquals(
                "payments sum to -1 micros, promised is 0 or more",
                new Violation.BudgetImbalance(Guarantee.NO_DEFICIT, -1).message());
    }

    @Test
    void listsAtMostSoManyOfASort() {
        MarketBuilder market = Market.builder("many");
        market.good("g", "", 0);
        market.participant("p");
        for (int k = 0; k < 50; k++) {
            market.buy(0, 0, 1, 1);
        }
        Instance instance = Instance.of(market.build());
        Outcome outcome = new Outcome(
                new Fills(LongVector.repeat(50, 2)), Payments.of(0), Prices.of(-1), Termination.COMPLETED, 1);
        List<Violation> violations = Auditor.audit(instance, outcome).violations();
        assertEquals(Auditor.MAX_VIOLATIONS + 2, violations.size());
        assertEquals(
                Auditor.MAX_VIOLATIONS,
                violations.stream()
                        .filter(v -> v instanceof Violation.LotsOutOfRange)
                        .count());
        assertEquals(new Violation.GoodOverconsumed("g", 100, 0), violations.get(Auditor.MAX_VIOLATIONS));
        assertEquals(new Violation.NegativePrice("g", -1), violations.get(Auditor.MAX_VIOLATIONS + 1));
    }

    static LongStream seeds() {
        return LongStream.range(0, 200);
    }

    /**
     * Whatever is filled and paid, the parts of the surplus are the welfare, and the parts of the money the balance.
     */
    @ParameterizedTest
    @MethodSource("seeds")
    void surplusPartsSumToTheWelfare(long seed) {
        Market market = RandomMarkets.small(seed);
        SplittableRandom random = new SplittableRandom(seed);
        LongVector lots = LongVector.of(random.longs(market.orders(), -3, 4).toArray());
        LongVector paid =
                LongVector.of(random.longs(market.participants(), -50, 50).toArray());
        Outcome outcome = new Outcome(new Fills(lots), new Payments(paid), null, Termination.COMPLETED, 1);
        Audit audit = Auditor.audit(Instance.of(market), outcome);
        long welfare = 0;
        for (int k = 0; k < market.orders(); k++) {
            welfare += lots.get(k) * market.valueMicrosPerLot(k);
        }
        Audit.Surplus surplus = audit.surplus();
        assertEquals(welfare, audit.welfareMicros());
        assertEquals(
                welfare,
                surplus.buyersMicros() + surplus.sellersMicros() + surplus.tradersMicros() + surplus.operatorMicros());
        assertEquals(LongStream.of(paid.toArray()).sum(), audit.budgetBalanceMicros());
        assertEquals(LongStream.of(paid.toArray()).filter(p -> p > 0).sum(), audit.revenueMicros());
        assertEquals(surplus.operatorMicros(), audit.budgetBalanceMicros());
    }

    @Test
    void surplusIsSplitByWhatOneCouldTrade() {
        MarketBuilder market = Market.builder("sides");
        int a = market.good("a", "", 9);
        int b = market.good("b", "", 9);
        int[] people = {
            market.participant("buyer"),
            market.participant("seller"),
            market.participant("arc"),
            market.participant("idle")
        };
        market.buy(people[0], a, 1, 10);
        market.sell(people[1], b, 1, 1);
        market.order("", people[2], Bundle.convert(a, 1, b, 1), 1, -2);
        Outcome outcome = new Outcome(Fills.of(1, 1, 1), Payments.of(3, -4, -5, 6), null, Termination.COMPLETED, 1);
        Audit audit = Auditor.audit(Instance.of(market.build()), outcome);
        assertEquals(new Audit.Surplus(10 - 3 - 6, -1 + 4, -2 + 5, 0), audit.surplus());
        assertEquals(-6, audit.minUtilityMicros());
        assertEquals(9, audit.revenueMicros());
    }

    @Test
    void sumsBeyondALongAreCutToTheNearest() {
        Audit audit = audit(Fills.of(0, 0, 0), Payments.of(Long.MIN_VALUE, Long.MIN_VALUE), null);
        assertEquals(Long.MIN_VALUE, audit.budgetBalanceMicros());
        assertEquals(Long.MAX_VALUE, audit.minUtilityMicros());
        Audit filled = audit(Long.MAX_VALUE, 0, 0);
        assertEquals(Long.MAX_VALUE, filled.welfareMicros());
        assertFalse(filled.feasible());
    }
}
