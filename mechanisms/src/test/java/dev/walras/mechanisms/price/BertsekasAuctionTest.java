package dev.walras.mechanisms.price;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Prices;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.mechanisms.floor.FloorLog;
import dev.walras.problem.Instance;
import dev.walras.testing.RandomMarkets;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BertsekasAuctionTest {
    /** Added to every value, so that nobody ever prefers to go without, as in the published examples. */
    private static final long SHIFT = 100_000;

    /** Case C32 (Bertsekas 1979, 1988; recomputed by two independent programs), all numbers times 4: epsilon 1/4. */
    @Test
    void assignsAsInThePublishedExample() {
        Market market = assignment(new long[][] {{40, 20, 32}, {28, 32, 8}, {36, 24, 16}});
        FloorLog log = FloorLog.recording(new ColumnFloor(market));
        Outcome outcome = auction(1).run(log, RunContext.seeded(1));
        assertEquals(Fills.of(0, 0, 1, 0, 1, 0, 1, 0, 0), outcome.fills());
        assertEquals(Prices.of(21, 14, 14), outcome.prices());
        assertEquals(4, bids(log));
        assertEquals(Termination.CLEARED, outcome.termination());
    }

    /** Case C33 (the price war of Bertsekas): two goods of value C to three persons, who bid by C / epsilon. */
    @ParameterizedTest
    @CsvSource({"10, 13", "100, 103", "1000, 1003"})
    void priceWarsTakeBidsInProportionToTheValue(long value, int bids) {
        long[] person = {value, value, 0};
        Market market = assignment(new long[][] {person, person, person});
        FloorLog log = FloorLog.recording(new ColumnFloor(market));
        Outcome outcome = auction(1).run(log, RunContext.seeded(1));
        assertEquals(Prices.of(value + 1, value + 1, 2), outcome.prices());
        assertEquals(bids, bids(log));
    }

    @Test
    void isExactWhenTheIncrementsSumToLessThanAUnit() {
        for (int seed = 0; seed < 500; seed++) {
            Market small = RandomMarkets.unitDemand(seed);
            Market market =
                    small.withValues(LongVector.tabulate(small.orders(), k -> 100 * small.valueMicrosPerLot(k)));
            Outcome outcome = auction(1).run(new ColumnFloor(market), RunContext.seeded(1));
            Audit audit = Auditor.audit(Instance.of(market), outcome, BertsekasAuction.SPEC.claims());
            assertEquals(Enumeration.optimum(market), audit.welfareMicros(), market.id());
            assertEquals(0, audit.violations().size(), market.id());
        }
    }

    @Test
    void refusesSellersAndPortfolios() {
        Market market = RandomMarkets.doubleAuction(3);
        assertThrows(
                UnsupportedMarketException.class, () -> auction(1).run(new ColumnFloor(market), RunContext.seeded(1)));
    }

    private static BertsekasAuction auction(long epsilon) {
        return new BertsekasAuction(new Settings("test", Map.of("epsilon", "" + epsilon, "relative", "0")));
    }

    private static long bids(FloorLog log) {
        return log.calls().stream()
                .filter(call -> call.request().startsWith("bid"))
                .count();
    }

    private static Market assignment(long[][] values) {
        MarketBuilder market = Market.builder("assignment");
        for (int g = 0; g < values[0].length; g++) {
            market.good("item" + g, "item", 1);
        }
        for (int p = 0; p < values.length; p++) {
            market.participant("person" + p);
            int group = market.group();
            for (int g = 0; g < values[p].length; g++) {
                market.add(new Order("", p, Bundle.of(g, 1), 1, 1, values[p][g] + SHIFT, group));
            }
        }
        return market.build();
    }
}
