package dev.walras.mechanisms.trading;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Side;
import dev.walras.mechanisms.trading.LimitOrderBook.Resting;
import dev.walras.mechanisms.trading.TradeLog.Trade;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class LimitOrderBookTest {
    private final LimitOrderBook book = new LimitOrderBook();

    @Test
    void tradesAtTheRestingPriceTheBestFirstAndTheOldestFirst() {
        book.limit(Side.SELL, 1, 101, 5);
        book.limit(Side.SELL, 2, 100, 3);
        book.limit(Side.SELL, 3, 100, 4);
        assertEquals(0, book.limit(Side.BUY, 4, 99, 6));
        assertEquals(5, book.limit(Side.BUY, 5, 100, 5));
        assertEquals(7, book.limit(Side.BUY, 6, 102, 9));
        assertEquals(
                List.of(
                        new Trade(5, 2, 100, 3),
                        new Trade(5, 3, 100, 2),
                        new Trade(6, 3, 100, 2),
                        new Trade(6, 1, 101, 5)),
                book.log().trades());
        assertEquals(List.of(new Resting(6, 102, 2), new Resting(4, 99, 6)), book.resting(Side.BUY));
        assertEquals(12, book.log().volume());
    }

    @Test
    void aMarketOrderTakesAnyPriceAndItsRestIsDropped() {
        book.limit(Side.BUY, 1, 7, 2);
        book.limit(Side.BUY, 2, -3, 1);
        assertEquals(3, book.market(Side.SELL, 3, 10));
        assertEquals(
                List.of(new Trade(1, 3, 7, 2), new Trade(2, 3, -3, 1)),
                book.log().trades());
        assertEquals(0, book.size());
        assertEquals(0, book.market(Side.BUY, 4, 1));
    }

    @Test
    void cancellingWhatIsUnknownDoesNothing() {
        assertFalse(book.cancel(9));
        book.limit(Side.SELL, 1, 5, 2);
        book.limit(Side.BUY, 2, 5, 2);
        assertFalse(book.cancel(1), "filled orders are unknown");
        assertFalse(book.replace(1, 5, 2));
        book.limit(Side.SELL, 1, 6, 1);
        assertTrue(book.cancel(1));
        assertTrue(book.isEmpty(Side.SELL));
    }

    @ParameterizedTest
    @CsvSource({
        // price, quantity of the replacement of the older of two asks of 4 at 10; who sells first then
        "10, 4, 1",
        "10, 3, 1",
        "10, 5, 2",
        "9, 4, 1",
        "11, 4, 2",
    })
    void aReplacementKeepsItsPlaceUnlessThePriceChangesOrTheSizeGrows(long price, long quantity, long first) {
        book.limit(Side.SELL, 1, 10, 4);
        book.limit(Side.SELL, 2, 10, 4);
        assertTrue(book.replace(1, price, quantity));
        assertEquals(first, book.bestOrder(Side.SELL));
        assertEquals(quantity, book.open(1));
    }

    @Test
    void aReplacementMayTradeAtOnceAndOneOfNothingCancels() {
        book.limit(Side.SELL, 1, 10, 4);
        book.limit(Side.BUY, 2, 8, 3);
        book.replace(2, 12, 3);
        assertEquals(List.of(new Trade(2, 1, 10, 3)), book.log().trades());
        book.replace(1, 10, 0);
        assertEquals(0, book.size());
    }

    @Test
    void aPartlyFilledOrderKeepsItsPlace() {
        book.limit(Side.BUY, 1, 10, 5);
        book.limit(Side.BUY, 2, 10, 5);
        book.limit(Side.SELL, 3, 10, 2);
        assertEquals(List.of(new Resting(1, 10, 3), new Resting(2, 10, 5)), book.resting(Side.BUY));
        assertEquals(8, book.depth(Side.BUY, 10));
        assertEquals(0, book.depth(Side.BUY, 11));
    }

    @Test
    void refusesWhatMakesNoSense() {
        book.limit(Side.BUY, 1, 10, 5);
        assertThrows(IllegalArgumentException.class, () -> book.limit(Side.BUY, 1, 9, 1));
        assertThrows(IllegalArgumentException.class, () -> book.limit(Side.BUY, 2, 9, 0));
        assertThrows(IllegalArgumentException.class, () -> book.replace(1, 9, -1));
        assertThrows(IllegalStateException.class, () -> book.bestPrice(Side.SELL));
        book.clear();
        assertEquals(0, book.size());
        assertEquals(0, book.limit(Side.SELL, 1, 3, 1));
    }

    @Test
    void aListenerMayCancelWhatWouldTradeNext() {
        List<LimitOrderBook> made = new ArrayList<>();
        LimitOrderBook watched =
                new LimitOrderBook(new TradeLog(), trade -> made.get(0).cancel(trade.sell() + 1));
        made.add(watched);
        for (int id = 0; id < 4; id++) {
            watched.limit(Side.SELL, id, id, 1);
        }
        assertEquals(2, watched.limit(Side.BUY, 9, 10, 3));
        assertEquals(
                List.of(new Trade(9, 0, 0, 1), new Trade(9, 2, 2, 1)),
                watched.log().trades());
    }

    static IntStream seeds() {
        return IntStream.range(0, 60);
    }

    /** Against a second matcher written apart: all trades, and all that rests, after every step. */
    @ParameterizedTest
    @MethodSource("seeds")
    void doesWhatASecondMatcherDoes(int seed) {
        SplittableRandom random = RunContext.seeded(seed).random("orders");
        NaiveBook naive = new NaiveBook();
        int prices = 1 + random.nextInt(40);
        for (int step = 0; step < 300; step++) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            long price = random.nextInt(prices) - 5L;
            long quantity = 1L + random.nextInt(9);
            long known = random.nextInt(step + 1);
            switch (random.nextInt(6)) {
                case 0 -> assertEquals(naive.cancel(known), book.cancel(known));
                case 1 ->
                    assertEquals(naive.replace(known, price, quantity - 1), book.replace(known, price, quantity - 1));
                case 2 -> {
                    naive.market(side, step, quantity);
                    book.market(side, step, quantity);
                }
                default -> {
                    naive.limit(side, step, price, quantity);
                    book.limit(side, step, price, quantity);
                }
            }
            assertEquals(naive.trades().size(), book.log().size());
            assertEquals(naive.resting(Side.BUY), book.resting(Side.BUY));
            assertEquals(naive.resting(Side.SELL), book.resting(Side.SELL));
        }
        assertEquals(naive.trades(), book.log().trades());
    }

    /** What came in is traded, cancelled or at rest; no bid is left at or above an ask. */
    @ParameterizedTest
    @MethodSource("seeds")
    void conservesUnitsAndIsNeverCrossed(int seed) {
        SplittableRandom random = RunContext.seeded(seed).random("orders");
        Map<Side, Long> entered = new EnumMap<>(Side.class);
        List<Side> sides = new ArrayList<>();
        for (int id = 0; id < 3000; id++) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            long quantity = 1L + random.nextInt(20);
            sides.add(side);
            if (random.nextInt(4) == 0) {
                int gone = random.nextInt(id + 1);
                entered.merge(sides.get(gone), -book.open(gone), Long::sum);
                book.cancel(gone);
            }
            entered.merge(side, quantity, Long::sum);
            book.limit(side, id, random.nextLong(-1L << 40, 1L << 40), quantity);
            assertTrue(book.isEmpty(Side.BUY)
                    || book.isEmpty(Side.SELL)
                    || book.bestPrice(Side.BUY) < book.bestPrice(Side.SELL));
        }
        for (Side side : Side.values()) {
            long rests =
                    book.resting(side).stream().mapToLong(Resting::quantity).sum();
            assertEquals(entered.getOrDefault(side, 0L), rests + book.log().volume());
        }
    }

    /**
     * Random streams of orders as other order books were run on, on which one well-known engine's volume was wrong by
     * 1.4 percent; the volumes are those of an independent reference book and of exchange-core.
     */
    @ParameterizedTest
    @CsvSource({"50000, 10, 107643", "200000, 10, 430120", "1000000, 10, 2148240", "20000, 1, 7784"})
    void tradesTheVolumeOfOtherEnginesOnTheSameStream(int orders, int most, long volume) {
        SplittableRandom random = new SplittableRandom(42);
        for (int id = 0; id < orders; id++) {
            Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
            int price = 1 + random.nextInt(1000);
            int quantity = 1 + random.nextInt(10);
            book.limit(side, id, price, Math.min(quantity, most));
        }
        assertEquals(volume, book.log().volume());
    }
}
