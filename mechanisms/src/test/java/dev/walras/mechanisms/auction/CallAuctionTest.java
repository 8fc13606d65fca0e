package dev.walras.mechanisms.auction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class CallAuctionTest {
    private static CallAuction.LimitOrder buy(long limit, long quantity) {
        return new CallAuction.LimitOrder(true, limit, quantity);
    }

    private static CallAuction.LimitOrder sell(long limit, long quantity) {
        return new CallAuction.LimitOrder(false, limit, quantity);
    }

    private static CallAuction.Rules rules(CallAuction.Candidates candidates, @Nullable Long reference) {
        return new CallAuction.Rules(1, candidates, reference, Rationing.FIRST);
    }

    private static List<CallAuction.LimitOrder> random(int orders, int prices, int quantities, long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<CallAuction.LimitOrder> drawn = new ArrayList<>();
        for (int i = 0; i < orders; i++) {
            drawn.add(new CallAuction.LimitOrder(
                    random.nextBoolean(), 1 + random.nextInt(prices), 1 + random.nextInt(quantities)));
        }
        return drawn;
    }

    @ParameterizedTest
    @CsvSource({"50000, 69164, 34434659", "200000, 275736, 137195745", "1000000, 1374694, 685780404"})
    void volumeAndGainsOfAPublicRandomStream(int orders, long volume, long gains) {
        // Computed independently by a reference book for the same stream of orders, seed 42.
        List<CallAuction.LimitOrder> stream = random(orders, 1000, 10, 42);
        CallAuction.Result result = CallAuction.clear(stream, CallAuction.Rules.DEFAULT);
        assertEquals(volume, result.volume());
        assertEquals(gains, gains(stream, result));
    }

    private static long gains(List<CallAuction.LimitOrder> orders, CallAuction.Result result) {
        long gains = 0;
        for (int i = 0; i < orders.size(); i++) {
            long limit = orders.get(i).limit();
            gains += (orders.get(i).buys() ? limit : -limit) * result.fills().get(i);
        }
        return gains;
    }

    @Test
    void thePressureOfBuyersTakesTheHighestPrice() {
        // Case A07b: 200 trade at any price from 101; at 105 fewest buyers are left out.
        CallAuction.Result result = CallAuction.clear(
                List.of(buy(105, 300), buy(103, 100), sell(100, 100), sell(101, 100)), CallAuction.Rules.DEFAULT);
        assertEquals(105, result.price());
        assertEquals(200, result.volume());
        assertEquals(List.of(200L, 0L, 100L, 100L), result.fills());
    }

    @ParameterizedTest
    @CsvSource({"-1, 101", "90, 100", "102, 102", "200, 103"})
    void aReferenceIsMovedIntoTheRange(long reference, long price) {
        // By hand: 10 trade without surplus at every price from 100 to 103; the middle is 101.5.
        CallAuction.Result result = CallAuction.clear(
                List.of(buy(103, 10), sell(100, 10)),
                rules(CallAuction.Candidates.TICKS, reference < 0 ? null : Long.valueOf(reference)));
        assertEquals(price, result.price());
        assertEquals(List.of(100L, 103L), List.of(result.low(), result.high()));
    }

    @Test
    void aTickBetweenTwoLimitsCanBeTheBest() {
        // By hand: at 10, 4 wanted and 8 offered (surplus -4); at 14, 4 and 12; between 6 and 10, at 7 to 9, 4 and 4...
        List<CallAuction.LimitOrder> orders = List.of(buy(14, 4), buy(6, 3), sell(6, 4), sell(10, 4), sell(14, 4));
        CallAuction.Result ticks = CallAuction.clear(orders, rules(CallAuction.Candidates.TICKS, null));
        CallAuction.Result limits = CallAuction.clear(orders, rules(CallAuction.Candidates.LIMITS, null));
        assertEquals(8, ticks.price());
        assertEquals(0, ticks.surplus());
        assertEquals(6, limits.price());
        assertEquals(3, limits.surplus());
    }

    @Test
    void everyChoiceIsThatOfAScanOfAllPrices() {
        for (long seed = 0; seed < 3000; seed++) {
            int prices = 2 + (int) (seed % 12);
            List<CallAuction.LimitOrder> orders = random(1 + (int) (seed % 9), prices, 5, seed);
            Long reference = seed % 3 == 0 ? null : Long.valueOf(seed % (prices + 3));
            long tick = 1 + seed % 4;
            CallAuction.Candidates candidates =
                    seed % 5 == 0 ? CallAuction.Candidates.LIMITS : CallAuction.Candidates.TICKS;
            CallAuction.Result result =
                    CallAuction.clear(orders, new CallAuction.Rules(tick, candidates, reference, Rationing.FIRST));
            assertEquals(scanned(orders, tick, candidates, reference), result.price(), "seed " + seed);
        }
    }

    /** The price by the four rules, from a list of all candidates. */
    private static long scanned(
            List<CallAuction.LimitOrder> orders,
            long tick,
            CallAuction.Candidates candidates,
            @Nullable Long reference) {
        long[] limits = orders.stream()
                .mapToLong(CallAuction.LimitOrder::limit)
                .sorted()
                .toArray();
        List<Long> left = new ArrayList<>(LongStream.rangeClosed(limits[0], limits[limits.length - 1])
                .filter(p -> candidates == CallAuction.Candidates.TICKS
                        ? (p - limits[0]) % tick == 0
                        : LongStream.of(limits).anyMatch(limit -> limit == p))
                .boxed()
                .toList());
        long most = left.stream().mapToLong(p -> volume(orders, p)).max().orElseThrow();
        left.removeIf(p -> volume(orders, p) < most);
        long least =
                left.stream().mapToLong(p -> Math.abs(surplus(orders, p))).min().orElseThrow();
        left.removeIf(p -> Math.abs(surplus(orders, p)) > least);
        long low = left.get(0);
        long high = left.get(left.size() - 1);
        if (left.stream().allMatch(p -> surplus(orders, p) > 0)) {
            return high;
        }
        if (left.stream().allMatch(p -> surplus(orders, p) < 0)) {
            return low;
        }
        return reference == null ? Math.floorDiv(low + high, 2) : Math.max(low, Math.min(high, reference));
    }

    private static long side(List<CallAuction.LimitOrder> orders, boolean buys, long price) {
        return orders.stream()
                .filter(order -> order.buys() == buys)
                .filter(order -> buys ? order.limit() >= price : order.limit() <= price)
                .mapToLong(CallAuction.LimitOrder::quantity)
                .sum();
    }

    private static long volume(List<CallAuction.LimitOrder> orders, long price) {
        return Math.min(side(orders, true, price), side(orders, false, price));
    }

    private static long surplus(List<CallAuction.LimitOrder> orders, long price) {
        return side(orders, true, price) - side(orders, false, price);
    }

    @ParameterizedTest
    @CsvSource({"FIRST", "PRO_RATA"})
    void bothSidesTradeTheVolumeWithinTheirLimits(Rationing rationing) {
        for (long seed = 0; seed < 500; seed++) {
            List<CallAuction.LimitOrder> orders = random(12, 8, 9, seed);
            CallAuction.Result result =
                    CallAuction.clear(orders, new CallAuction.Rules(1, CallAuction.Candidates.TICKS, null, rationing));
            long bought = 0;
            long sold = 0;
            for (int i = 0; i < orders.size(); i++) {
                long fill = result.fills().get(i);
                CallAuction.LimitOrder order = orders.get(i);
                assertTrue(fill >= 0 && fill <= order.quantity());
                boolean within = order.buys() ? order.limit() >= result.price() : order.limit() <= result.price();
                assertTrue(fill == 0 || within, "seed " + seed);
                bought += order.buys() ? fill : 0;
                sold += order.buys() ? 0 : fill;
            }
            assertEquals(result.volume(), bought);
            assertEquals(result.volume(), sold);
        }
    }

    @Test
    void ordersAtTheMarginShareInProportion() {
        // By hand: 7 offered, 14 + 7 + 1 wanted at the same price: 4.45, 2.2, 0.3; the unit left goes to the first.
        CallAuction.Result result = CallAuction.clear(
                List.of(buy(5, 14), buy(5, 7), buy(5, 1), sell(5, 7)),
                new CallAuction.Rules(1, CallAuction.Candidates.TICKS, null, Rationing.PRO_RATA));
        assertEquals(List.of(5L, 2L, 0L, 7L), result.fills());
    }

    @Test
    void emptyAndOneSidedAndTiedBooksDoNotFail() {
        assertEquals(0, CallAuction.clear(List.of(), CallAuction.Rules.DEFAULT).volume());
        assertEquals(
                0,
                CallAuction.clear(List.of(buy(3, 1)), CallAuction.Rules.DEFAULT).volume());
        assertEquals(
                0,
                CallAuction.clear(List.of(sell(3, 1)), CallAuction.Rules.DEFAULT)
                        .volume());
        CallAuction.Result apart = CallAuction.clear(List.of(buy(3, 1), sell(7, 1)), CallAuction.Rules.DEFAULT);
        assertEquals(0, apart.volume());
        assertTrue(apart.price() > 3 && apart.price() < 7, "price " + apart.price());
        List<CallAuction.LimitOrder> tied = new ArrayList<>();
        for (int i = 0; i < 1000; i++) {
            tied.add(new CallAuction.LimitOrder(i % 2 == 0, 500, 1));
        }
        assertEquals(500, CallAuction.clear(tied, CallAuction.Rules.DEFAULT).volume());
    }

    @Test
    void impossibleOrdersAndRulesAreRefused() {
        assertThrows(
                IllegalArgumentException.class, () -> CallAuction.clear(List.of(buy(1, 0)), CallAuction.Rules.DEFAULT));
        assertThrows(
                IllegalArgumentException.class,
                () -> new CallAuction.Rules(0, CallAuction.Candidates.TICKS, null, Rationing.FIRST));
    }
}
