package dev.walras.mechanisms.trading;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Venue;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.mechanisms.behaviour.PriceBounds;
import dev.walras.mechanisms.behaviour.Truthful;
import dev.walras.mechanisms.behaviour.ZeroIntelligence;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArrivalVenueTest {
    private static final Behaviour TRUTHFUL = new Truthful();

    @Test
    void participantsComeByArrivalThenByIndexAndSubmitEachOrderOnce() {
        MarketBuilder market = Market.builder("m");
        int good = market.good("g", "unit", 1);
        for (int arrival : new int[] {2, 0, 2, 1}) {
            int p = market.add(new Participant("p" + market.participants(), Participant.NO_BUDGET, arrival));
            market.buy(p, good, 1, 5);
            market.buy(p, good, 1, 4);
        }
        ArrivalVenue venue = new ArrivalVenue(market.build(), TRUTHFUL, 1);
        assertArrayEquals(new int[] {1, 3, 0, 2}, venue.arrivals());
        List<Integer> handles = new ArrayList<>();
        for (Venue.Submission next = venue.next(); next != null; next = venue.next()) {
            handles.add(next.handle());
        }
        assertEquals(List.of(2, 3, 6, 7, 0, 1, 4, 5), handles);
        assertEquals(8, venue.traffic().messages());
    }

    @Test
    void nobodyHasMoreAtStakeThanItsBudget() {
        MarketBuilder market = Market.builder("m");
        int good = market.good("g", "unit", 9);
        int p = market.add(new Participant("p", 10, 0));
        market.buy(p, good, 9, 3);
        market.buy(p, good, 9, 1);
        market.buy(p, good, 9, 1);
        ArrivalVenue venue = new ArrivalVenue(market.build(), TRUTHFUL, 1);
        assertEquals(3, venue.next().maxLots());
        venue.filled(0, 3);
        assertEquals(1, venue.next().maxLots());
        assertNull(venue.next());
    }

    /**
     * A draw that the budget does not cover leaves the earlier submission, and what is at stake for it, as they are.
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16})
    void whatRestsStaysAtStakeWhenANewDrawIsBeyondTheBudget(long seed) {
        MarketBuilder market = Market.builder("m");
        int good = market.good("g", "unit", 0);
        int p = market.add(new Participant("p", 50, 0));
        for (int i = 0; i < 6; i++) {
            market.buy(p, good, 1, 100);
            market.sell(market.participant("s" + i), good, 1, 1);
        }
        PriceBounds bounds = new PriceBounds(1, 100, 1);
        ArrivalVenue venue = new ArrivalVenue(market.build(), ZeroIntelligence.unconstrained(bounds, 500), seed);
        long paid = new ContinuousDoubleAuction(new Settings("test", Map.of()))
                .trade(venue, RunContext.seeded(seed))
                .payments()
                .micros()
                .get(p);
        assertTrue(paid <= 50, "p pays " + paid + " of its budget of 50");
    }

    @Test
    void nothingOfAGroupIsSubmittedAfterAnotherOrderOfItWasFilled() {
        MarketBuilder market = Market.builder("m");
        int good = market.good("g", "unit", 9);
        int p = market.participant("p");
        int group = market.group();
        market.add(new Order("", p, Bundle.of(good, 1), 1, 2, 3, group));
        market.add(new Order("", p, Bundle.of(good, 2), 1, 2, 5, group));
        ArrivalVenue venue = new ArrivalVenue(market.build(), TRUTHFUL, 1);
        assertEquals(0, venue.next().handle());
        venue.filled(0, 1);
        assertNull(venue.next());
        assertThrows(IllegalArgumentException.class, () -> venue.filled(0, 2));
    }

    @Test
    void shoutsGoOnUntilTheirNumberIsReached() {
        MarketBuilder market = Market.builder("m");
        int good = market.good("g", "unit", 9);
        market.buy(market.participant("p"), good, 1, 7);
        market.sell(market.participant("q"), good, 1, 3);
        PriceBounds bounds = new PriceBounds(1, 10, 1);
        ArrivalVenue venue = new ArrivalVenue(market.build(), ZeroIntelligence.constrained(bounds, 500), 3);
        int[] byOrder = new int[2];
        for (Venue.Submission next = venue.next(); next != null; next = venue.next()) {
            byOrder[next.handle()]++;
            long limit = next.limitMicrosPerLot();
            assertTrue(next.handle() == 0 ? limit >= 1 && limit <= 7 : limit <= -3 && limit >= -10, "" + limit);
        }
        assertEquals(500, byOrder[0] + byOrder[1]);
        assertTrue(Math.abs(byOrder[0] - 250) < 60, "both are drawn alike: " + byOrder[0]);
    }
}
