package dev.walras.mechanisms.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.behaviour.Truthful;
import dev.walras.problem.Instance;
import dev.walras.testing.RandomMarkets;
import java.util.Map;
import org.junit.jupiter.api.Test;

class BilateralTradeTest {
    private static Outcome run(Market market, long seed) {
        return new BilateralTrade(new Settings("test", Map.of()))
                .trade(new ArrivalVenue(market, new Truthful(), seed), RunContext.seeded(seed));
    }

    @Test
    void aPairSplitsWhatItGains() {
        MarketBuilder builder = Market.builder("pair");
        int good = builder.good("g", "unit", 0);
        builder.sell(builder.participant("seller"), good, 3, 10);
        builder.buy(builder.participant("buyer"), good, 2, 21);
        Outcome outcome = run(builder.build(), 1);
        assertEquals(LongVector.of(2, 2), outcome.fills().lots());
        assertEquals(LongVector.of(-30, 30), outcome.payments().micros());
        assertEquals(Termination.QUIESCENT, outcome.termination());
    }

    @Test
    void theSplitIsExactForLargeAmounts() {
        BilateralTrade third = new BilateralTrade(new Settings("test", Map.of("split", "0.25")));
        assertEquals(10 + 1_000_000_000_000L, third.price(10, 10 + 4_000_000_000_000L));
        assertEquals(-7, new BilateralTrade(new Settings("test", Map.of("split", "0"))).price(-7, 1L << 61));
        long all = new BilateralTrade(new Settings("test", Map.of("split", "1"))).price(-7, 1L << 61);
        assertTrue((1L << 61) - all < 1_000_000, "near the bid: " + all);
    }

    /** When all is quiet no pair that waits could still trade; yet the optimum is missed where pairs met badly. */
    @Test
    void endsWhenNobodyIsLeftToTradeWithAndLosesSomeWelfare() {
        long best = 0;
        long found = 0;
        for (int seed = 0; seed < 200; seed++) {
            Market market = RandomMarkets.doubleAuction(seed);
            Outcome outcome = run(market, seed);
            Audit audit = Auditor.audit(Instance.of(market), outcome, BilateralTrade.SPEC.claims());
            assertTrue(audit.clean(), market.id() + audit.violations());
            found += audit.welfareMicros();
            best += dev.walras.mechanisms.Enumeration.optimum(market);
            assertNoPairLeft(market, outcome);
        }
        assertTrue(found < best && found > 0.7 * best, found + " of " + best);
    }

    private static void assertNoPairLeft(Market market, Outcome outcome) {
        for (int bid = 0; bid < market.orders(); bid++) {
            for (int ask = 0; ask < market.orders(); ask++) {
                boolean wait = outcome.fills().lots().get(bid) < market.maxLots(bid)
                        && outcome.fills().lots().get(ask) < market.maxLots(ask);
                boolean cross = market.bundleUnits(bid, 0) > 0
                        && market.bundleUnits(ask, 0) < 0
                        && market.owner(bid) != market.owner(ask)
                        && market.valueMicrosPerLot(bid) > -market.valueMicrosPerLot(ask);
                assertTrue(!(wait && cross), market.id() + ": " + bid + " and " + ask);
            }
        }
    }
}
