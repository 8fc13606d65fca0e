package dev.walras.mechanisms.auction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.Goldens;
import dev.walras.mechanisms.auction.UniformPrice.Convention;
import java.util.Objects;
import org.junit.jupiter.api.Test;

class UniformPriceTest {
    private static Outcome clear(Convention convention, Market market) {
        return new UniformPrice(convention).clear(market, RunContext.seeded(1));
    }

    private static long price(Outcome outcome) {
        return Objects.requireNonNull(outcome.prices()).microsPerUnit().get(0);
    }

    @Test
    void sixUnitsAmongThreeBidders() {
        // Krishna, Auction Theory, chapter 12; case A01: 3, 1 and 2 units, price 32 (first rejected), 35 (last
        // accepted).
        Outcome rejected = clear(Convention.FIRST_REJECTED, Goldens.krishna());
        assertArrayEquals(
                new long[] {1, 1, 1, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 1, 0, 0, 0, 0},
                rejected.fills().lots().toArray());
        assertEquals(32, price(rejected));
        assertArrayEquals(new long[] {96, 32, 64}, rejected.payments().micros().toArray());
        Outcome accepted = clear(Convention.LAST_ACCEPTED, Goldens.krishna());
        assertEquals(35, price(accepted));
        assertArrayEquals(new long[] {105, 35, 70}, accepted.payments().micros().toArray());
    }

    @Test
    void reducedDemandGetsTheGoodsForNothing() {
        // Case G17: bids (10, 0) and (8, 0) for two units clear at 0; honest bids (10, 10) and (8, 8) clear at 8.
        Outcome reduced = clear(Convention.FIRST_REJECTED, Goldens.units(2, new long[][] {{10, 0}, {8, 0}}));
        assertArrayEquals(new long[] {1, 0, 1, 0}, reduced.fills().lots().toArray());
        assertEquals(0, price(reduced));
        Outcome honest = clear(Convention.FIRST_REJECTED, Goldens.units(2, new long[][] {{10, 10}, {8, 8}}));
        assertArrayEquals(new long[] {16, 0}, honest.payments().micros().toArray());
    }

    @Test
    void theMarginalOrderIsFilledInPart() {
        // Case C05 without its reserve: capacity 6, bids 9 x 2, 7 x 3, 5 x 2, 4 x 1; price 5 by both conventions.
        MarketBuilder builder = Market.builder("spot");
        int good = builder.good("g", "unit", 6);
        long[][] bids = {{9, 2}, {7, 3}, {5, 2}, {4, 1}};
        for (long[] bid : bids) {
            builder.buy(builder.participant("p" + bid[0]), good, bid[1], bid[0]);
        }
        Market market = builder.build();
        for (Convention convention : Convention.values()) {
            Outcome outcome = clear(convention, market);
            assertArrayEquals(new long[] {2, 3, 1, 0}, outcome.fills().lots().toArray());
            assertEquals(5, price(outcome));
        }
    }

    @Test
    void anUndersubscribedAuctionIsFree() {
        Market market = Goldens.units(3, new long[][] {{10}, {8}});
        for (Convention convention : Convention.values()) {
            assertEquals(0, price(clear(convention, market)));
        }
        // As many bids as units: nothing is rejected, but a last bid is accepted.
        Market exact = Goldens.units(2, new long[][] {{10}, {8}});
        assertEquals(0, price(clear(Convention.FIRST_REJECTED, exact)));
        assertEquals(8, price(clear(Convention.LAST_ACCEPTED, exact)));
    }

    @Test
    void tiesGoToTheLowerIndexAndWorthlessBidsLose() {
        Market market = Goldens.units(1, new long[][] {{0}, {7}, {7}});
        assertArrayEquals(
                new long[] {0, 1, 0},
                clear(Convention.FIRST_REJECTED, market).fills().lots().toArray());
    }
}
