package dev.walras.mechanisms.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Participant;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.behaviour.Truthful;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PostedPriceTest {
    @Test
    void firstComersTakeWhatTheyLikeAtThePrice() {
        MarketBuilder market = Market.builder("posted");
        int good = market.good("g", "unit", 3);
        market.buy(market.participant("low"), good, 2, 4);
        market.buy(market.participant("mid"), good, 2, 6);
        market.buy(market.participant("high"), good, 2, 9);
        Outcome outcome = trade(market.build(), Map.of("price", "5"));
        assertEquals(Fills.of(0, 2, 1), outcome.fills());
        assertEquals(Payments.of(0, 10, 5), outcome.payments());
    }

    @Test
    void supplyIsPaidOnlyWhenTakenAndBuyersWhoCameTooEarlyComeOnceMore() {
        MarketBuilder market = Market.builder("two-sided");
        int good = market.good("g", "unit", 0);
        market.buy(market.participant("buyer"), good, 2, 9);
        market.sell(market.participant("seller"), good, 5, 3);
        Outcome outcome = trade(market.build(), Map.of("price", "5"));
        assertEquals(Fills.of(2, 2), outcome.fills());
        assertEquals(Payments.of(10, -10), outcome.payments());
    }

    @Test
    void aBudgetLimitsWhatIsTaken() {
        MarketBuilder market = Market.builder("budget");
        int good = market.good("g", "unit", 9);
        int p = market.add(new Participant("p", 17, 0));
        market.buy(p, good, 9, 9);
        assertEquals(Fills.of(3), trade(market.build(), Map.of("price", "5")).fills());
    }

    @Test
    void aBudgetIsKeptWhenSupplyFallsAway() {
        MarketBuilder market = Market.builder("part payment");
        int pair = market.good("sold in pairs", "unit", 0);
        market.order("", market.participant("seller"), Bundle.of(pair, -2), 1, -9);
        int p = market.add(new Participant("p", 10, 0));
        market.buy(p, pair, 1, 9);
        for (int i = 0; i < 3; i++) {
            market.buy(p, market.good("endowed " + i, "unit", 1), 1, 9);
        }
        // It takes one of the pair and one endowed unit for 10; the seller does not give a pair for the price of one.
        Outcome outcome = trade(market.build(), Map.of("price", "5"));
        assertEquals(Fills.of(0, 0, 1, 0, 0), outcome.fills());
        assertEquals(Payments.of(0, 5), outcome.payments());
    }

    @Test
    void everybodyIsToldItsFills() {
        MarketBuilder market = Market.builder("told");
        int good = market.good("g", "unit", 3);
        market.buy(market.participant("low"), good, 2, 4);
        market.buy(market.participant("high"), good, 2, 9);
        ArrivalVenue venue = new ArrivalVenue(market.build(), new Truthful(), 1);
        new PostedPrice(new Settings("test", Map.of("price", "5"))).trade(venue, RunContext.seeded(1));
        // Low is asked twice and high once, at two messages each; high is told.
        assertEquals(7, venue.traffic().messages());
    }

    @Test
    void learnsFromTheSampleWhereItsShareOfTheMarketClears() {
        MarketBuilder market = Market.builder("learn");
        int good = market.good("g", "unit", 300);
        SplittableRandom random = new SplittableRandom(5);
        for (int p = 0; p < 1000; p++) {
            market.buy(market.participant("p" + p), good, 1, random.nextLong(1_000_000));
        }
        // 300 of 1000 uniform values are above 700,000.
        long price = trade(market.build(), Map.of()).prices().microsPerUnit().get(0);
        assertTrue(Math.abs(price - 700_000) < 70_000, "price " + price);
    }

    private static Outcome trade(Market market, Map<String, String> settings) {
        ArrivalVenue venue = new ArrivalVenue(market, new Truthful(), 1);
        return new PostedPrice(new Settings("test", settings)).trade(venue, RunContext.seeded(1));
    }
}
