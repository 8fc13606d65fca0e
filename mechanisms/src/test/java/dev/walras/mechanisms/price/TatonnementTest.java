package dev.walras.mechanisms.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.Goldens;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.problem.Instance;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TatonnementTest {
    private static final long[] LADDER = {75, 100, 125, 150, 175, 200, 225, 250, 275, 300, 325};

    /** Markets A to D of D. Cliff, HPL-97-91, 1997 (case A18): all clear at 200; gains 750, 375, 900 and 720. */
    @Test
    void findsTheEquilibriumOfCliffsMarkets() {
        check(750, LADDER, LADDER);
        check(375, LADDER, repeat(200, 11));
        check(900, repeat(200, 11), repeat(50, 6));
        check(720, repeat(320, 6), repeat(200, 11));
    }

    private static void check(long gains, long[] buyers, long[] sellers) {
        Market market = scaled(Goldens.doubleAuction(buyers, sellers), 10_000);
        Outcome outcome = run(market, Map.of());
        Audit audit = Auditor.audit(Instance.of(market), outcome);
        assertEquals(gains * 10_000, audit.welfareMicros());
        assertEquals(2_000_000.0, (double) outcome.prices().microsPerUnit().get(0), 3.0);
    }

    private static long[] repeat(long value, int times) {
        long[] values = new long[times];
        java.util.Arrays.fill(values, value);
        return values;
    }

    @ParameterizedTest
    @ValueSource(longs = {100, 10_000, 1_000_000, 1_000_000_000})
    void needsNoIdeaOfTheScaleOfPrices(long scale) {
        Market market = scaled(Goldens.doubleAuction(new long[] {9, 8, 6, 5}, new long[] {1, 3, 4, 7}), scale);
        Outcome outcome = run(market, Map.of());
        assertEquals(15 * scale, Auditor.audit(Instance.of(market), outcome).welfareMicros());
        assertTrue(outcome.rounds() < 100, outcome.rounds() + " rounds");
    }

    /** Complements without Walrasian prices (case B16 and B18): the bound stays at 7/2 above the optimum 3. */
    @Test
    void neverClaimsToClearWhatCannotBeCleared() {
        Market market = Goldens.packages(2, new long[][][] {{{3, 3_000_000}}, {{1, 2_000_000}, {2, 2_000_000}}});
        Outcome outcome = run(market, Map.of());
        Audit audit = Auditor.audit(Instance.of(market), outcome);
        assertEquals(Termination.ROUND_LIMIT, outcome.termination());
        assertTrue(audit.boundMicros() >= 3_500_000 && audit.boundMicros() < 3_520_000, "bound " + audit.boundMicros());
    }

    @Test
    void goodsNobodyWantsAreFree() {
        MarketBuilder market = Market.builder("free");
        market.good("wanted", "unit", 1);
        market.good("unwanted", "unit", 7);
        market.buy(market.participant("p"), 0, 1, 50);
        Outcome outcome = run(market.build(), Map.of());
        assertEquals(Termination.CLEARED, outcome.termination());
        assertEquals(0, outcome.prices().microsPerUnit().get(1));
        assertEquals(1, outcome.rounds());
    }

    @Test
    void divergesWhenSomethingIsWantedThatDoesNotExistAtAnyPriceOffered() {
        MarketBuilder market = Market.builder("insatiable");
        market.good("a", "unit", 0);
        market.order("", market.participant("p"), Bundle.of(0, 1), 1, Long.MAX_VALUE >> 2);
        assertEquals(Termination.DIVERGED, run(market.build(), Map.of()).termination());
    }

    @Test
    void stopsAtTheLimitOnRoundsAndStillEndsFeasible() {
        Market market = Goldens.packages(2, new long[][][] {{{3, 900}}, {{1, 700}}, {{2, 600}}});
        Outcome outcome = new Tatonnement(new Settings("test", Map.of()))
                .run(new ColumnFloor(market), RunContext.seeded(1).withLimits(Limits.DEFAULT.withRounds(3)));
        assertEquals(Termination.ROUND_LIMIT, outcome.termination());
        assertEquals(3, outcome.rounds());
        assertTrue(Auditor.audit(Instance.of(market), outcome).feasible());
    }

    private static Market scaled(Market market, long factor) {
        return market.withValues(LongVector.tabulate(market.orders(), k -> factor * market.valueMicrosPerLot(k)));
    }

    private static Outcome run(Market market, Map<String, String> settings) {
        return new Tatonnement(new Settings("test", settings)).run(new ColumnFloor(market), RunContext.seeded(1));
    }
}
