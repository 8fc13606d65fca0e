package dev.walras.mechanisms.price;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.floor.ColumnFloor;
import org.junit.jupiter.api.Test;

/** The steps of the rule on markets small enough to follow. */
class RecoveryTest {
    @Test
    void cutsTheBuyersWhoGiveUpFirstAsPricesRise() {
        MarketBuilder market = Market.builder("cut");
        int good = market.good("g", "unit", 2);
        market.buy(market.participant("weak"), good, 1, 101);
        market.buy(market.participant("strong"), good, 1, 300);
        market.buy(market.participant("firm"), good, 1, 120);
        Outcome outcome = recover(market, 100);
        assertEquals(Fills.of(0, 1, 1), outcome.fills());
        assertEquals(Payments.of(0, 100, 100), outcome.payments());
    }

    @Test
    void sellersGiveOnlyWhatIsTaken() {
        MarketBuilder market = Market.builder("trim");
        int good = market.good("g", "unit", 0);
        market.sell(market.participant("dear"), good, 3, 99);
        market.sell(market.participant("cheap"), good, 3, 10);
        market.buy(market.participant("buyer"), good, 4, 200);
        Outcome outcome = recover(market, 100);
        assertEquals(Fills.of(1, 3, 4), outcome.fills());
        assertEquals(Payments.of(-100, -300, 400), outcome.payments());
    }

    @Test
    void aChainOfConversionsIsCutBackToWhatComesThrough() {
        MarketBuilder market = Market.builder("chain");
        int here = market.good("here", "unit", 0);
        int there = market.good("there", "unit", 0);
        market.sell(market.participant("seller"), here, 9, 10);
        market.order("", market.participant("carrier"), Bundle.convert(there, 1, here, 1), 9, -5);
        market.buy(market.participant("buyer"), there, 4, 30);
        Outcome outcome = recover(market, 12, 20);
        assertEquals(Fills.of(4, 4, 4), outcome.fills());
        assertEquals(Payments.of(-48, 48 - 80, 80), outcome.payments());
    }

    @Test
    void aWholeNodeIsRentedWhenThePartTakenPaysForIt() {
        Outcome outcome = recover(node(50), 10);
        assertEquals(Fills.of(1, 7), outcome.fills());
        assertEquals(Payments.of(-70, 70), outcome.payments());
    }

    @Test
    void aMarkupPaysForTheWholeNodeWhereThePriceAloneDoesNot() {
        // At 10 a unit the 7 units taken bring 70 of 80. At 12 they bring 84: 8 a unit of the node, rounded down.
        Outcome outcome = recover(node(80), 10);
        assertEquals(Fills.of(1, 7), outcome.fills());
        assertEquals(Payments.of(-80, 84), outcome.payments());
    }

    @Test
    void aNodeThatNobodyCanPayForIsNotRented() {
        assertEquals(Fills.of(0, 0), recover(node(85), 10).fills());
    }

    /** A node of 10 units that is given whole or not at all, and a buyer of 7 units worth 12 each. */
    private static MarketBuilder node(long cost) {
        MarketBuilder market = Market.builder("node");
        int cpu = market.good("cpu", "core", 0);
        market.order("", market.participant("owner"), Bundle.of(cpu, -10), 1, -cost);
        market.buy(market.participant("buyer"), cpu, 7, 12);
        return market;
    }

    @Test
    void aRequestThatLosesAReplicaGivesBackTheOther() {
        // Client 1 needs a seat at both offers; the only seat at b goes to client 2, who bids up to twice the price.
        MarketBuilder market = Market.builder("replicas");
        int a = market.good("a", "seat", 1);
        int b = market.good("b", "seat", 1);
        int token = market.good("token", "replica", 0);
        int first = market.participant("first");
        market.order("complete", first, Bundle.of(token, 2), 1, 66);
        market.order("at-a", first, Bundle.of(new int[] {a, token}, new long[] {1, -1}), 1, 0);
        market.order("at-b", first, Bundle.of(new int[] {b, token}, new long[] {1, -1}), 1, 0);
        market.buy(market.participant("second"), b, 1, 90);
        Outcome outcome = recover(market, 30, 30, 30);
        assertEquals(Fills.of(0, 0, 0, 1), outcome.fills());
        assertEquals(Payments.of(0, 30), outcome.payments());
    }

    @Test
    void ofExclusiveOrdersAnotherIsFilledWhenTheFirstChoiceIsGone() {
        MarketBuilder market = Market.builder("xor");
        market.good("a", "unit", 1);
        market.good("b", "unit", 1);
        for (int p = 0; p < 2; p++) {
            market.participant("p" + p);
            int group = market.group();
            market.add(new Order("", p, Bundle.of(0, 1), 1, 1, 50, group));
            market.add(new Order("", p, Bundle.of(1, 1), 1, 1, 40, group));
        }
        assertEquals(Fills.of(1, 0, 0, 1), recover(market, 10, 10).fills());
    }

    private static Outcome recover(MarketBuilder market, long... prices) {
        return Recovery.outcome(new ColumnFloor(market.build()), prices, Termination.CLEARED, 1);
    }
}
