package dev.walras.mechanisms.floor;

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
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.Traffic;
import dev.walras.testing.RandomMarkets;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ColumnFloorTest {
    /**
     * Case F19 of the project's reference (derived by hand): 6 agents, 3 goods, 11 rounds, prices of 8 bytes, demands
     * of 4 bytes a good, headers of 16.
     */
    @Test
    void headersAndPayloadsAddUpAsInTheConvention() {
        Traffic down = Traffic.NONE.plus(6 * 11, MessageSizes.vector(3));
        Traffic up = Traffic.NONE.plus(6 * 11, 3 * 4);
        assertEquals(new Traffic(66, 2640), down);
        assertEquals(new Traffic(66, 1848), up);
        assertEquals(4488, down.plus(up).bytes());
    }

    @Test
    void aRoundCostsAMessageEachWayAndAnEntryForEachGoodOfAWantedOrder() {
        MarketBuilder builder = Market.builder("m");
        int a = builder.good("a", "unit", 5);
        int b = builder.good("b", "unit", 5);
        int p = builder.participant("p");
        int q = builder.participant("q");
        builder.order("", p, Bundle.of(new int[] {a, b}, new long[] {1, 2}), 3, 100);
        builder.buy(q, a, 1, 5);
        ColumnFloor floor = new ColumnFloor(builder.build());
        assertArrayEquals(new long[] {3, 6}, floor.demand(new long[] {10, 10}));
        // Down: 2 x (16 + 2 x 8). Up: 16 + 2 x 12 from p, 16 from q, who wants nothing at these prices.
        assertEquals(new Traffic(4, 64 + 40 + 16), floor.traffic());
    }

    @Test
    void demandIsTheSumOfTheRepliesOnAnyNumberOfThreads() {
        for (int seed = 0; seed < 500; seed++) {
            Market market = RandomMarkets.small(seed);
            long[] prices = prices(market, seed);
            long[] sum = new long[market.goods()];
            for (Reply reply : new ColumnFloor(market).replies(prices)) {
                add(reply, sum);
            }
            assertArrayEquals(sum, new ColumnFloor(market).demand(prices), market.id());
            assertArrayEquals(sum, new ColumnFloor(market, 3).demand(prices), market.id());
        }
    }

    @Test
    void repliesAreAsGoodAsAnyOtherChoice() {
        for (int seed = 0; seed < 500; seed++) {
            Market market = RandomMarkets.small(seed);
            long[] prices = prices(market, seed);
            BestReply bestReply = new BestReply(market);
            long gain = 0;
            for (Reply reply : new ColumnFloor(market).replies(prices)) {
                for (Reply.Trade trade : reply.trades()) {
                    gain += trade.lots() * bestReply.margin(trade.handle(), prices);
                }
            }
            long[] bestOfGroup = new long[market.groups()];
            long best = 0;
            for (int k = 0; k < market.orders(); k++) {
                long most = Math.max(0, market.maxLots(k) * bestReply.margin(k, prices));
                if (market.group(k) < 0) {
                    best += most;
                } else {
                    bestOfGroup[market.group(k)] = Math.max(bestOfGroup[market.group(k)], most);
                }
            }
            for (long most : bestOfGroup) {
                best += most;
            }
            assertEquals(best, gain, market.id());
        }
    }

    @Test
    void askingNeverTakesMoreThanThereIsNorTradesAtALossNorBeyondTheBudget() {
        for (int seed = 0; seed < 2000; seed++) {
            Market market = RandomMarkets.small(seed);
            long[] prices = prices(market, seed);
            BestReply bestReply = new BestReply(market);
            long[] available = prices(market, ~seed);
            for (int p = 0; p < market.participants(); p++) {
                Reply reply = bestReply.ask(p, prices, available, new int[0]);
                long[] net = new long[market.goods()];
                add(reply, net);
                long paid = 0;
                boolean[] groups = new boolean[market.groups()];
                for (Reply.Trade trade : reply.trades()) {
                    int order = trade.handle();
                    long margin = bestReply.margin(order, prices);
                    assertTrue(margin >= 0, market.id());
                    assertTrue(trade.lots() >= trade.minLots() && trade.lots() <= market.maxLots(order), market.id());
                    paid += Math.max(0, market.valueMicrosPerLot(order) - margin) * trade.lots();
                    if (market.group(order) >= 0) {
                        assertTrue(!groups[market.group(order)], market.id());
                        groups[market.group(order)] = true;
                    }
                }
                for (int g = 0; g < net.length; g++) {
                    assertTrue(net[g] <= available[g], market.id());
                }
                assertTrue(market.budgetMicros(p) == Participant.NO_BUDGET || paid <= market.budgetMicros(p));
            }
        }
    }

    @Test
    void whatAParticipantGivesItMayAlsoTake() {
        // A request of two replicas: each pair gives a token, and two tokens make it complete.
        MarketBuilder builder = Market.builder("replicas");
        int token = builder.good("token", "replica", 0);
        int seat = builder.good("seat", "unit", 2);
        int p = builder.participant("client");
        builder.order("complete", p, Bundle.of(token, 2), 1, 100);
        builder.order("pair1", p, Bundle.of(new int[] {seat, token}, new long[] {1, -1}), 1, 0);
        builder.order("pair2", p, Bundle.of(new int[] {seat, token}, new long[] {1, -1}), 1, 0);
        Reply reply = new ColumnFloor(builder.build()).ask(p, new long[] {20, 10}, new long[] {0, 2}, new int[0]);
        assertEquals(
                List.of(0, 1, 2),
                reply.trades().stream().map(Reply.Trade::handle).toList());
    }

    @Test
    void anOrderSettledSettlesItsGroup() {
        Market market = twoGoods(10, 8);
        ColumnFloor floor = new ColumnFloor(market);
        long[] free = {0, 0};
        assertEquals(
                0,
                floor.ask(0, free, new long[] {1, 1}, new int[0])
                        .trades()
                        .get(0)
                        .handle());
        assertEquals(
                1,
                floor.ask(0, free, new long[] {0, 1}, new int[0])
                        .trades()
                        .get(0)
                        .handle());
        assertEquals(
                List.of(), floor.ask(0, free, new long[] {1, 1}, new int[] {1}).trades());
    }

    @Test
    void bidsGoUpToTheSecondBestAlternativePlusTheIncrement() {
        ColumnFloor floor = new ColumnFloor(twoGoods(10, 8));
        assertEquals(new Floor.Bid(0, 0, 3), floor.bid(0, new long[] {0, 0}, 1));
        assertEquals(new Floor.Bid(1, 1, 5), floor.bid(0, new long[] {9, 0}, -2), "8 - 1 beyond 0, less 2");
        assertEquals(new Floor.Bid(0, 0, 11), floor.bid(0, new long[] {9, 20}, 1), "nothing is the alternative");
        assertNull(floor.bid(0, new long[] {11, 9}, 1));
    }

    @Test
    void marginsBeyondALongKeepTheirSign() {
        MarketBuilder builder = Market.builder("wide");
        int g = builder.good("g", "unit", 1L << 40);
        int h = builder.good("h", "unit", 1L << 40);
        int p = builder.participant("p");
        builder.order("", p, Bundle.of(g, 1L << 40), 1, 1L << 60);
        builder.order("", p, Bundle.of(g, -(1L << 40)), 1, -(1L << 60));
        builder.order("", p, Bundle.of(new int[] {g, h}, new long[] {1L << 40, -(1L << 40)}), 1, 7);
        BestReply bestReply = new BestReply(builder.build());
        long[] prices = {Long.MAX_VALUE, Long.MAX_VALUE};
        assertEquals(Long.MIN_VALUE, bestReply.margin(0, prices));
        assertEquals(Long.MAX_VALUE, bestReply.margin(1, prices));
        assertEquals(7, bestReply.margin(2, prices), "two sums beyond a long that cancel");
        assertTrue(BestReply.exceeds(Long.MAX_VALUE, 3, Long.MAX_VALUE, 2));
        assertTrue(!BestReply.exceeds(1L << 62, 2, 1L << 61, 4));
    }

    @Test
    void refusesPricesOfTheWrongLengthOrSign() {
        ColumnFloor floor = new ColumnFloor(twoGoods(1, 1));
        assertThrows(IllegalArgumentException.class, () -> floor.demand(new long[] {1}));
        assertThrows(IllegalArgumentException.class, () -> floor.replies(new long[] {1, -1}));
        assertThrows(IllegalArgumentException.class, () -> new ColumnFloor(twoGoods(1, 1), 0));
    }

    private static Market twoGoods(long first, long second) {
        MarketBuilder builder = Market.builder("two");
        builder.good("a", "unit", 1);
        builder.good("b", "unit", 1);
        int p = builder.participant("p");
        int group = builder.group();
        builder.add(new Order("", p, Bundle.of(0, 1), 1, 1, first, group));
        builder.add(new Order("", p, Bundle.of(1, 1), 1, 1, second, group));
        return builder.build();
    }

    private static long[] prices(Market market, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        return random.longs(market.goods(), 0, 25).toArray();
    }

    private static void add(Reply reply, long[] sum) {
        for (Reply.Trade trade : reply.trades()) {
            for (int i = 0; i < trade.perLot().size(); i++) {
                sum[trade.perLot().good(i)] += trade.lots() * trade.perLot().units(i);
            }
        }
    }
}
