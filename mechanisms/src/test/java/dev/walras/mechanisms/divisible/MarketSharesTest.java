package dev.walras.mechanisms.divisible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Participant;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Instance;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The rules of this package on markets of lots. */
class MarketSharesTest {
    private static final Settings DEFAULTS = new Settings("test", Map.of());

    /** The example of the paper, in hundredths of a task: 3 and 2, then 45/11 and 18/11, then 63/25 and 54/25. */
    @Test
    void tasksOfTwoUsersAreSharedAsInTheBooks() {
        Market market = tasks();
        assertEquals(LongVector.of(300, 200), lots(ResourceShare.dominant(DEFAULTS), market));
        assertEquals(LongVector.of(252, 216), lots(ResourceShare.assets(DEFAULTS), market));
        assertEquals(LongVector.of(409, 163), lots(FisherShare.equalIncomes(), market));
    }

    private static Market tasks() {
        MarketBuilder market = Market.builder("tasks");
        int cpu = market.good("cpu", "hundredth", 900);
        int memory = market.good("memory", "hundredth of a GB", 1_800);
        market.order("", market.participant("A"), Bundle.of(new int[] {cpu, memory}, new long[] {1, 4}), 10_000, 5);
        market.order("", market.participant("B"), Bundle.of(new int[] {cpu, memory}, new long[] {3, 1}), 10_000, 7);
        return market.build();
    }

    /** Case C17 in thousandths: prices 2 and 1, so that buyer 0 has all of good 0 and buyer 1 all of good 1. */
    @Test
    void budgetsOfMoneyAreSpentAtThePricesOfTheFisherMarket() {
        Market market = goods(new long[][] {{3, 1}, {2, 3}}, new long[] {2_000, 1_000}, 1_000, 1_000);
        for (SealedBid rule : new SealedBid[] {FisherShare.market(), new ProportionalResponseShare(DEFAULTS)}) {
            Outcome outcome = rule.clear(market, RunContext.seeded(1));
            assertEquals(
                    LongVector.of(1_000, 0, 0, 1_000),
                    outcome.fills().lots(),
                    rule.spec().id());
            assertEquals(
                    2_000.0,
                    (double) outcome.payments().micros().get(0),
                    1_000.0,
                    rule.spec().id());
            assertTrue(Auditor.audit(Instance.of(market), outcome, rule.spec().claims())
                    .clean());
        }
    }

    /** Case C29 with goods of 1,200 units: factors 3/4 and 1, prices 3 and 3, spending 1,200 and 6,000. */
    @Test
    void firstPricePacingKeepsBudgets() {
        Market market = goods(new long[][] {{4, 2}, {3, 3}}, new long[] {1_200_000, 12_000_000}, 1_200, 1_000);
        Outcome outcome = new FirstPricePacingAuction().clear(market, RunContext.seeded(1));
        assertEquals(LongVector.of(400, 0, 800, 1_200), outcome.fills().lots());
        assertEquals(LongVector.of(1_200_000, 6_000_000), outcome.payments().micros());
        assertEquals(LongVector.of(3_000, 3_000), outcome.prices().microsPerUnit());
    }

    /** Case C31 with goods of 100 units: at factors 2/5 and 1 prices are 4 and 2, and 300 are spent by each. */
    @Test
    void secondPricePacingComesNearTheEquilibrium() {
        Market market = goods(new long[][] {{10, 10}, {4, 2}}, new long[] {300_000, 10_000_000}, 100, 1_000);
        Outcome outcome = new SecondPricePacingAuction(DEFAULTS).clear(market, RunContext.seeded(1));
        assertTrue(outcome.payments().micros().get(0) <= 300_000);
        assertTrue(outcome.payments().micros().get(0) >= 150_000, outcome::toString);
        assertTrue(Auditor.audit(Instance.of(market), outcome).clean());
    }

    /**
     * One user of value 1 and one of 1/2: shares 2/3 and 1/3 at the Nash equilibrium, all to the first among takers.
     */
    @Test
    void kellyDividesByTheBidsOfTheEquilibrium() {
        MarketBuilder builder = Market.builder("kelly");
        int good = builder.good("g", "unit", 900);
        builder.buy(builder.participant("a"), good, 900, 1_000_000);
        builder.buy(builder.participant("b"), good, 900, 500_000);
        Market market = builder.build();
        Outcome nash = new KellyShare(DEFAULTS).clear(market, RunContext.seeded(1));
        assertEquals(LongVector.of(600, 300), nash.fills().lots());
        assertEquals(600 * 333_333L, nash.payments().micros().get(0));
        Settings taking = new Settings("test", Map.of("bidders", "taking"));
        Outcome takers = new KellyShare(taking).clear(market, RunContext.seeded(1));
        assertEquals(LongVector.of(900, 0), takers.fills().lots());
    }

    private static Market goods(long[][] values, long[] budgets, long units, long micros) {
        MarketBuilder market = Market.builder("goods");
        for (int j = 0; j < values[0].length; j++) {
            market.good("g" + j, "unit", units);
        }
        for (int i = 0; i < values.length; i++) {
            int p = market.add(new Participant("p" + i, budgets[i], 0));
            for (int j = 0; j < values[i].length; j++) {
                market.buy(p, j, units, micros * values[i][j]);
            }
        }
        return market.build();
    }

    private static LongVector lots(SealedBid rule, Market market) {
        Outcome outcome = rule.clear(market, RunContext.seeded(1));
        assertEquals(LongVector.zeros(market.participants()), outcome.payments().micros());
        return outcome.fills().lots();
    }
}
