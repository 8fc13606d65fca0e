package dev.walras.mechanisms.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.mechanisms.behaviour.PriceBounds;
import dev.walras.mechanisms.behaviour.Truthful;
import dev.walras.mechanisms.behaviour.ZeroIntelligence;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FifoTest {
    @Test
    void servesWhoComesFirstWhateverItIsWorth() {
        MarketBuilder market = Market.builder("queue");
        int good = market.good("g", "unit", 3);
        market.buy(market.participant("early"), good, 2, 1);
        market.buy(market.participant("late"), good, 2, 100);
        Outcome outcome = trade(market);
        assertEquals(Fills.of(2, 1), outcome.fills());
        assertEquals(Payments.of(0, 0), outcome.payments());
    }

    @Test
    void takesTheOldestOfferNotTheCheapest() {
        MarketBuilder market = Market.builder("offers");
        int good = market.good("g", "unit", 0);
        market.sell(market.participant("dear"), good, 1, 8);
        market.sell(market.participant("cheap"), good, 1, 2);
        market.buy(market.participant("buyer"), good, 1, 9);
        Outcome outcome = trade(market);
        assertEquals(Fills.of(1, 0, 1), outcome.fills());
        assertEquals(Payments.of(-8, 0, 8), outcome.payments());
    }

    @Test
    void passesOverWhatAsksTooMuch() {
        MarketBuilder market = Market.builder("dear");
        int good = market.good("g", "unit", 0);
        market.sell(market.participant("dear"), good, 1, 10);
        market.sell(market.participant("cheap"), good, 1, 2);
        market.buy(market.participant("buyer"), good, 1, 9);
        assertEquals(Fills.of(0, 1, 1), trade(market).fills());
    }

    @Test
    void whoWaitsIsTriedAgainWhenAnOfferComes() {
        MarketBuilder market = Market.builder("wait");
        int a = market.good("a", "unit", 0);
        int b = market.good("b", "unit", 1);
        market.order("", market.participant("buyer"), Bundle.of(new int[] {a, b}, new long[] {2, 1}), 1, 10);
        market.sell(market.participant("first"), a, 1, 4);
        market.sell(market.participant("second"), a, 1, 5);
        Outcome outcome = trade(market);
        assertEquals(Fills.of(1, 1, 1), outcome.fills());
        assertEquals(Payments.of(9, -4, -5), outcome.payments());
    }

    @Test
    void triesHalfAsManyLotsWhenAllAreTooDear() {
        MarketBuilder market = Market.builder("halves");
        int good = market.good("g", "unit", 2);
        int other = market.good("h", "unit", 0);
        market.sell(market.participant("seller"), good, 9, 10);
        market.sell(market.participant("other"), other, 9, 10);
        market.order("", market.participant("buyer"), Bundle.of(new int[] {good, other}, new long[] {1, 1}), 8, 15);
        // 8 lots cost 6 x 10 + 8 x 10 > 8 x 15; 4 lots cost 2 x 10 + 4 x 10, just their limit.
        assertEquals(Fills.of(2, 4, 4), trade(market).fills());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void aRepeatedSubmissionTakesThePlaceOfTheOneBefore(long seed) {
        MarketBuilder market = Market.builder("shouts");
        int good = market.good("g", "unit", 1);
        for (int i = 0; i < 4; i++) {
            market.buy(market.participant("buyer" + i), good, 3, 10 - i);
            market.sell(market.participant("seller" + i), good, 2, 3 + i);
        }
        Market built = market.build();
        Behaviour shouting = ZeroIntelligence.unconstrained(new PriceBounds(0, 12, 1), 400);
        Outcome outcome = new Fifo().trade(new ArrivalVenue(built, shouting, seed), RunContext.seeded(seed));
        long balance = 1;
        long filled = 0;
        for (int k = 0; k < built.orders(); k++) {
            long lots = outcome.fills().lots().get(k);
            assertTrue(lots >= 0 && lots <= built.maxLots(k), outcome.fills().toString());
            filled += lots;
            balance -= lots * built.bundleUnits(k, 0);
        }
        assertTrue(balance >= 0, outcome.fills().toString());
        assertTrue(filled > 0);
    }

    private static Outcome trade(MarketBuilder market) {
        return new Fifo().trade(new ArrivalVenue(market.build(), new Truthful(), 1), RunContext.seeded(1));
    }
}
