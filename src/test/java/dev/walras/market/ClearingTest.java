package dev.walras.market;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ClearingTest {
    /** One unit of one order. */
    private record Unit(int order, long price) {}

    /** The definition itself: units in a list, sorted, paired one after the other. */
    private static final class Paired {
        final long[] lots;
        final List<Unit> bids = new ArrayList<>();
        final List<Unit> asks = new ArrayList<>();
        int pairs;

        Paired(Market market, long leastBid, Clearing.Ties ties) {
            lots = new long[market.orders()];
            for (long i = 0; i < market.endowment(0); i++) {
                asks.add(new Unit(-1, 0));
            }
            for (int k = 0; k < market.orders(); k++) {
                long value = market.valueMicrosPerLot(k);
                for (long i = 0; i < market.maxLots(k); i++) {
                    if (market.bundleUnits(k, 0) < 0) {
                        asks.add(new Unit(k, Math.max(0, -value)));
                    } else if (value >= leastBid) {
                        bids.add(new Unit(k, value));
                    }
                }
            }
            bids.sort(Comparator.comparingLong(Unit::price).reversed().thenComparingInt(Unit::order));
            asks.sort(Comparator.comparingLong(Unit::price).thenComparingInt(Unit::order));
            long edge = ties == Clearing.Ties.TRADE ? 0 : 1;
            while (pairs < Math.min(bids.size(), asks.size())
                    && bids.get(pairs).price() - edge >= asks.get(pairs).price()) {
                lots[bids.get(pairs).order()]++;
                if (asks.get(pairs).order() >= 0) {
                    lots[asks.get(pairs).order()]++;
                }
                pairs++;
            }
        }
    }

    private static Market random(SplittableRandom random, int orders, long prices, int lots) {
        MarketBuilder market = Market.builder("m");
        market.good("g", "unit", random.nextInt(3) == 0 ? random.nextInt(2 * lots) : 0);
        market.participant("p");
        for (int k = 0; k < orders; k++) {
            long price = random.nextLong(prices) - prices / 8;
            if (random.nextInt(5) < 3) {
                market.buy(0, 0, 1 + random.nextInt(lots), price);
            } else {
                market.sell(0, 0, 1 + random.nextInt(lots), price);
            }
        }
        return market.build();
    }

    /** Prices of a few micros tie everywhere; those beyond 2^12 and 2^36 need further passes. */
    @ParameterizedTest
    @CsvSource({"1, 5, 3", "2, 20, 10", "3, 3, 4", "4, 5000, 4", "5, 100000000000, 3", "6, 281474976710656, 2"})
    void pairsTheSameUnitsAsAListOfUnits(long seed, long prices, int lots) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int trial = 0; trial < 400; trial++) {
            Market market = random(random, random.nextInt(trial < 350 ? 12 : 300), prices, lots);
            Clearing.Ties ties = random.nextBoolean() ? Clearing.Ties.TRADE : Clearing.Ties.REST;
            long least = random.nextInt(3) == 0 ? 1 + random.nextLong(prices) : 1;
            compare(new Paired(market, least, ties), Clearing.of(UnitOrders.of(market), least, ties), trial);
        }
    }

    private static void compare(Paired paired, Clearing clearing, int trial) {
        String where = "trial " + trial;
        assertEquals(paired.pairs, clearing.units(), where);
        assertArrayEquals(paired.lots, clearing.lots(), where);
        int q = paired.pairs;
        assertEquals(q == 0 ? 0 : paired.bids.get(q - 1).price(), clearing.lastBid(), where);
        assertEquals(q == 0 ? -1 : paired.bids.get(q - 1).order(), clearing.lastBuyer(), where);
        assertEquals(q < paired.bids.size() ? paired.bids.get(q).price() : -1, clearing.nextBid(), where);
        List<Unit> sold =
                paired.asks.subList(0, q).stream().filter(u -> u.order() >= 0).toList();
        List<Unit> left = paired.asks.subList(q, paired.asks.size()).stream()
                .filter(u -> u.order() >= 0)
                .toList();
        assertEquals(sold.isEmpty() ? -1 : sold.getLast().order(), clearing.lastSeller(), where);
        assertEquals(sold.isEmpty() ? 0 : sold.getLast().price(), clearing.lastAsk(), where);
        assertEquals(left.isEmpty() ? -1 : left.getFirst().price(), clearing.nextAsk(), where);
    }

    @Test
    void reachesToTheLimitOfAMarket() {
        MarketBuilder market = Market.builder("m");
        market.good("g", "unit", 0);
        market.participant("p");
        market.buy(0, 0, 1, Market.LIMIT / 2);
        market.buy(0, 0, 1, Market.LIMIT / 4);
        market.sell(0, 0, 3, Market.LIMIT / 16);
        Clearing clearing = Clearing.of(UnitOrders.of(market.build()), 0, Clearing.Ties.TRADE);
        assertArrayEquals(new long[] {1, 1, 2}, clearing.lots());
        assertEquals(Market.LIMIT / 4, clearing.lastBid());
        assertEquals(Market.LIMIT / 16, clearing.nextAsk());
    }

    @Test
    void nobodyIsThere() {
        MarketBuilder market = Market.builder("m");
        market.good("g", "unit", 7);
        Clearing clearing = Clearing.of(UnitOrders.of(market.build()), 0, Clearing.Ties.TRADE);
        assertEquals(0, clearing.units());
        assertEquals(-1, clearing.nextBid());
        assertEquals(-1, clearing.nextAsk());
    }

    @Test
    void refusesWhatIsNotOneGoodByTheUnit() {
        MarketBuilder coarse = Market.builder("m");
        coarse.good("g", "unit", 7);
        coarse.participant("p");
        coarse.order("", 0, Bundle.of(0, 2), 1, 5);
        Market market = coarse.build();
        assertThrows(IllegalArgumentException.class, () -> UnitOrders.of(market));
        MarketBuilder empty = Market.builder("m");
        UnitOrders none = UnitOrders.of(empty.build());
        assertThrows(IllegalArgumentException.class, () -> Clearing.of(none, 0, Clearing.Ties.REST));
    }
}
