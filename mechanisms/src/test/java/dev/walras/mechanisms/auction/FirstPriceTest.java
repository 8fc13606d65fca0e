package dev.walras.mechanisms.auction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;

import dev.walras.market.Market;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.Goldens;
import org.junit.jupiter.api.Test;

class FirstPriceTest {
    private static long[] payments(Market market) {
        return new FirstPrice(new Enumeration())
                .clear(market, RunContext.seeded(1))
                .payments()
                .micros()
                .toArray();
    }

    @Test
    void winnersOfPackagesPayTheirBids() {
        // Case B01 of the project's reference: enumeration, checked again by HiGHS.
        Market market = Goldens.packages(2, new long[][][] {
            {{0b01, 6}, {0b10, 5}, {0b11, 9}}, {{0b01, 4}, {0b11, 11}}, {{0b10, 7}}
        });
        assertArrayEquals(new long[] {6, 0, 7}, payments(market));
    }

    @Test
    void discriminatesAmongUnitsOfOneGood() {
        // Krishna, Auction Theory, chapter 12; case A02.
        assertArrayEquals(new long[] {137, 42, 80}, payments(Goldens.krishna()));
    }

    @Test
    void sellersArePaidTheirAsks() {
        Market market = Goldens.doubleAuction(new long[] {9, 4}, new long[] {8, 3});
        assertArrayEquals(new long[] {9, 0, 0, -3}, payments(market));
    }
}
