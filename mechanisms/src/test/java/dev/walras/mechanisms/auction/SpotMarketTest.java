package dev.walras.mechanisms.auction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigInteger;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;

class SpotMarketTest {
    @Test
    void aHigherBidInterruptsALowerOne() {
        // By hand: 4 units. Tick 1: a (5 x 3) has 3, b (2 x 2) has 1, price 2. Tick 2: c (9 x 2) comes, a has 2 of the
        // 3 it wants, b none: both are interrupted; price 5. Tick 3: c is done, a wants its last 1, b 2: price 2.
        SpotMarket market = new SpotMarket(1);
        market.submit(new SpotMarket.Request("a", 5, 3, 6));
        market.submit(new SpotMarket.Request("b", 2, 2, 5));
        SpotMarket.Tick first = market.tick(4);
        assertEquals(new SpotMarket.Tick(2, Map.of("a", 3L, "b", 1L), List.of(), List.of()), first);
        market.submit(new SpotMarket.Request("c", 9, 2, 2));
        SpotMarket.Tick second = market.tick(4);
        assertEquals(new SpotMarket.Tick(5, Map.of("c", 2L, "a", 2L), List.of("a", "b"), List.of("c")), second);
        SpotMarket.Tick third = market.tick(4);
        assertEquals(new SpotMarket.Tick(2, Map.of("a", 1L, "b", 2L), List.of(), List.of("a")), third);
        assertEquals(3 * 2 + 2 * 5 + 2, market.paidMicros("a"));
        assertEquals(2 + 2 * 2, market.paidMicros("b"));
    }

    @Test
    void withoutCapacityNobodyIsServedAndThePriceIsTheReserve() {
        SpotMarket market = new SpotMarket(7);
        assertEquals(new SpotMarket.Tick(7, Map.of(), List.of(), List.of()), market.tick(0));
        market.submit(new SpotMarket.Request("a", 6, 1, 1));
        assertEquals(new SpotMarket.Tick(7, Map.of(), List.of(), List.of()), market.tick(5));
        assertThrows(IllegalArgumentException.class, () -> market.submit(new SpotMarket.Request("a", 6, 1, 1)));
    }

    private static BigFraction f(long numerator, long denominator) {
        return new BigFraction(BigInteger.valueOf(numerator), BigInteger.valueOf(denominator));
    }

    @Test
    void divisibleBidsAtTheMarginShareExactly() {
        // Case A06, by hand: 70 units among bids of 50 and 40.
        List<DivisibleSale.Bid> bids = List.of(
                new DivisibleSale.Bid(f(10, 1), f(30, 1)),
                new DivisibleSale.Bid(f(8, 1), f(50, 1)),
                new DivisibleSale.Bid(f(8, 1), f(40, 1)),
                new DivisibleSale.Bid(f(5, 1), f(60, 1)));
        DivisibleSale.Result shared = DivisibleSale.clear(f(100, 1), bids, f(0, 1), Rationing.PRO_RATA);
        assertEquals(List.of(f(30, 1), f(350, 9), f(280, 9), f(0, 1)), shared.allocation());
        assertEquals(f(800, 1), shared.revenue());
        DivisibleSale.Result byTime = DivisibleSale.clear(f(100, 1), bids, f(0, 1), Rationing.FIRST);
        assertEquals(List.of(f(30, 1), f(50, 1), f(20, 1), f(0, 1)), byTime.allocation());
        DivisibleSale.Result reserved = DivisibleSale.clear(f(100, 1), bids, f(9, 1), Rationing.PRO_RATA);
        assertEquals(f(9, 1), reserved.price());
        assertEquals(f(270, 1), reserved.revenue());
        assertEquals(
                f(2, 1),
                DivisibleSale.clear(f(5, 1), List.of(), f(2, 1), Rationing.FIRST)
                        .price());
    }
}
