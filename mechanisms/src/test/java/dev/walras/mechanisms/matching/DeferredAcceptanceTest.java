package dev.walras.mechanisms.matching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.matching.DeferredAcceptance.Priority;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeferredAcceptanceTest {
    private static Outcome clear(Priority priority, Market market) {
        return new DeferredAcceptance(priority).clear(market, RunContext.seeded(1));
    }

    /** Offers of seats at 1 and 2 a seat; requests by {seats, value at offer 0, value at offer 1}. */
    private static Market market(long seats0, long seats1, long[][] requests) {
        MarketBuilder builder = Market.builder("service");
        builder.good("o0", "seat", 0);
        builder.good("o1", "seat", 0);
        builder.sell(builder.participant("provider0"), 0, seats0, 1);
        builder.sell(builder.participant("provider1"), 1, seats1, 2);
        for (long[] request : requests) {
            int client = builder.participant("client" + builder.participants());
            int group = builder.group();
            builder.add(new Order("", client, Bundle.of(0, request[0]), 1, 1, request[1], group));
            builder.add(new Order("", client, Bundle.of(1, request[0]), 1, 1, request[2], group));
        }
        return builder.build();
    }

    @Test
    void whoIsWorthLessASeatMovesOn() {
        // By hand: all prefer offer 0 (margins 9 over 6, 7 over 6, 5 over 4), which has one seat; the first keeps it,
        // the second takes the seat of offer 1, the third is left out.
        Market market = market(1, 1, new long[][] {{1, 10, 8}, {1, 8, 8}, {1, 6, 6}});
        Outcome outcome = clear(Priority.SIZE, market);
        assertEquals(Fills.of(1, 1, 1, 0, 0, 1, 0, 0), outcome.fills());
        assertArrayEquals(
                new long[] {-1, -2, 1, 2, 0}, outcome.payments().micros().toArray());
    }

    @Test
    void smallRequestsComeFirstOrValuableOnes() {
        // By hand: two seats at offer 0 and none elsewhere that pays; one request of two seats for 20, one of one for
        // 5.
        Market market = market(2, 1, new long[][] {{2, 20, 0}, {1, 5, 0}});
        assertEquals(Fills.of(1, 0, 0, 0, 1, 0), clear(Priority.SIZE, market).fills());
        assertEquals(Fills.of(2, 0, 1, 0, 0, 0), clear(Priority.VALUE, market).fills());
        assertTrue(new DeferredAcceptance(Priority.SIZE).spec().claims().contains(Guarantee.STABLE));
        assertFalse(new DeferredAcceptance(Priority.VALUE).spec().claims().contains(Guarantee.STABLE));
    }

    @Test
    void aLotOfAnOfferServesOneRequest() {
        // By hand: nodes of four seats at 3; a request of five takes two nodes, one of three the last.
        MarketBuilder builder = Market.builder("nodes");
        int good = builder.good("seat", "seat", 0);
        builder.order("", builder.participant("provider"), Bundle.of(good, -4), 3, -3);
        builder.order("", builder.participant("big"), Bundle.of(good, 5), 1, 20);
        builder.order("", builder.participant("small"), Bundle.of(good, 3), 1, 20);
        Outcome outcome = clear(Priority.SIZE, builder.build());
        assertEquals(Fills.of(3, 1, 1), outcome.fills());
        assertArrayEquals(new long[] {-9, 6, 3}, outcome.payments().micros().toArray());
    }

    @Test
    void ofExclusiveAsksOnlyTheFirstIsOffered() {
        MarketBuilder builder = Market.builder("exclusive");
        int a = builder.good("a", "unit", 0);
        int b = builder.good("b", "unit", 0);
        int seller = builder.participant("seller");
        int group = builder.group();
        builder.add(new Order("", seller, Bundle.of(a, -1), 1, 1, -1, group));
        builder.add(new Order("", seller, Bundle.of(b, -1), 1, 1, -1, group));
        builder.buy(builder.participant("x"), a, 1, 5);
        builder.buy(builder.participant("y"), b, 1, 9);
        assertEquals(Fills.of(1, 0, 1, 0), clear(Priority.SIZE, builder.build()).fills());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void noRequestAndOfferBlockTheOutcome(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 100; run++) {
            long[][] requests = new long[1 + random.nextInt(5)][];
            for (int r = 0; r < requests.length; r++) {
                long seats = 1L + random.nextInt(3);
                requests[r] = new long[] {seats, seats * random.nextInt(9), seats * random.nextInt(9)};
            }
            Market market = market(1L + random.nextInt(4), 1L + random.nextInt(4), requests);
            checkNobodyBlocks(market, requests, clear(Priority.SIZE, market));
        }
    }

    /** By the definition, from the requests: order 2 + 2 r + o is request r at offer o, whose ask is o + 1 a seat. */
    private static void checkNobodyBlocks(Market market, long[][] requests, Outcome outcome) {
        for (int r = 0; r < requests.length; r++) {
            long mine = 0;
            for (int o = 0; o < 2; o++) {
                mine += filled(outcome, r, o) ? margin(requests[r], o) : 0;
            }
            for (int o = 0; o < 2; o++) {
                if (margin(requests[r], o) <= mine) {
                    continue;
                }
                long better = 0;
                for (int q = 0; q < requests.length; q++) {
                    better += filled(outcome, q, o) && ranksAbove(requests, q, r, o) ? requests[q][0] : 0;
                }
                assertTrue(
                        better + requests[r][0] > market.maxLots(o),
                        "request " + r + " and offer " + o + " block: " + outcome.fills());
            }
        }
    }

    private static boolean filled(Outcome outcome, int r, int o) {
        return outcome.fills().lots().get(2 + 2 * r + o) > 0;
    }

    private static long margin(long[] request, int o) {
        return request[1 + o] - (o + 1) * request[0];
    }

    private static boolean ranksAbove(long[][] requests, int q, int r, int o) {
        if (requests[q][0] != requests[r][0]) {
            return requests[q][0] < requests[r][0];
        }
        long gap = requests[q][1 + o] - requests[r][1 + o];
        return gap > 0 || (gap == 0 && q < r);
    }
}
