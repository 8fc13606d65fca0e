package dev.walras.mechanisms.auction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.Goldens;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LosGreedyTest {
    private static final RunContext CONTEXT = RunContext.seeded(1);

    private static Outcome clear(String exponent, Market market) {
        return new LosGreedy(SizeNorm.parse(exponent)).clear(market, CONTEXT);
    }

    @Test
    void redGreenBlue() {
        // Lehmann, O'Callaghan and Shoham 2002, worked example, by value per item; case B13: Red pays 9.5, Blue 0.
        Market market =
                Goldens.packages(2, new long[][][] {{{0b01, 10_000_000}}, {{0b11, 19_000_000}}, {{0b10, 8_000_000}}});
        Outcome outcome = clear("1", market);
        assertEquals(Fills.of(1, 0, 1), outcome.fills());
        assertArrayEquals(
                new long[] {9_500_000, 0, 0}, outcome.payments().micros().toArray());
    }

    @Test
    void theWorstCaseOfTheSquareRoot() {
        // Lehmann, O'Callaghan and Shoham 2002; case B15: value 3 for all nine items beats nine values of 0.99.
        long[][][] bids = new long[10][][];
        bids[0] = new long[][] {{0b111111111, 3_000_000}};
        for (int g = 0; g < 9; g++) {
            bids[g + 1] = new long[][] {{1L << g, 990_000}};
        }
        Outcome outcome = clear("1/2", Goldens.packages(9, bids));
        assertEquals(Fills.of(1, 0, 0, 0, 0, 0, 0, 0, 0, 0), outcome.fills());
        // By hand: it must stay above 0.99 x sqrt(9).
        assertEquals(2_970_000, outcome.payments().micros().get(0));
    }

    @Test
    void eachLotIsPaidAtTheBidThatItDisplaces() {
        // By hand: 4 units; 3 lots at 10, then 2 at 7 and 2 at 5. Without the first both others are served in full, so
        // its third and second lot displace 7 or 5: with a value under 10 but over 7 it keeps 3, between 7 and 5 it
        // gets
        // 2, below 5 none. Its lots cost 7, 5 and 5.
        MarketBuilder builder = Market.builder("lots");
        int good = builder.good("g", "unit", 4);
        long[][] bids = {{3, 10}, {2, 7}, {2, 5}};
        for (long[] bid : bids) {
            builder.buy(builder.participant("p" + bid[1]), good, bid[0], bid[1]);
        }
        Outcome outcome = clear("1/2", builder.build());
        assertEquals(Fills.of(3, 1, 0), outcome.fills());
        // The second gets its lot at any value above the third's 5, or a tie, as its index is lower.
        assertArrayEquals(
                new long[] {7 + 5 + 5, 5, 0}, outcome.payments().micros().toArray());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void paymentsAreCriticalValuesFoundByRunningAgain(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int run = 0; run < 40; run++) {
            Market market = singleMinded(random);
            String exponent = new String[] {"0", "1/3", "1/2", "1"}[random.nextInt(4)];
            Outcome outcome = clear(exponent, market);
            for (int k = 0; k < market.orders(); k++) {
                long due = 0;
                for (long lot = 1; lot <= outcome.fills().lots().get(k); lot++) {
                    long critical = 1;
                    while (lots(exponent, market, k, critical) < lot) {
                        critical++;
                    }
                    // A lot that any positive value gets is free.
                    due += critical == 1 && lots(exponent, market, k, 1) >= lot && free(market, exponent, k, lot)
                            ? 0
                            : critical;
                }
                assertEquals(due, outcome.payments().micros().get(market.owner(k)), market.id() + " order " + k);
            }
        }
    }

    /** Whether {@code k} gets {@code lot} lots although it comes last of all: behind values a million times its own. */
    private static boolean free(Market market, String exponent, int k, long lot) {
        Market others = market.withValues(
                LongVector.tabulate(market.orders(), i -> i == k ? 1 : market.valueMicrosPerLot(i) * 1_000_000));
        return clear(exponent, others).fills().lots().get(k) >= lot;
    }

    private static long lots(String exponent, Market market, int k, long value) {
        Market changed = market.withValues(
                LongVector.tabulate(market.orders(), i -> i == k ? value : market.valueMicrosPerLot(i)));
        return clear(exponent, changed).fills().lots().get(k);
    }

    /** Up to six bidders with one bundle each, of up to three goods, with lots and minimum fills. */
    private static Market singleMinded(SplittableRandom random) {
        MarketBuilder builder = Market.builder("single-minded");
        for (int g = 0; g < 3; g++) {
            builder.good("g" + g, "unit", random.nextInt(6));
        }
        int bidders = 1 + random.nextInt(6);
        for (int p = 0; p < bidders; p++) {
            builder.participant("p" + p);
            Bundle set = Goldens.set(1 + random.nextInt(7));
            Bundle bundle = random.nextBoolean() ? set : Bundle.of(set.good(0), 1 + random.nextInt(3));
            long max = 1L + random.nextInt(3);
            long min = 1L + random.nextInt((int) max);
            builder.add(new Order("", p, bundle, min, max, random.nextInt(30), Order.NO_GROUP));
        }
        return builder.build();
    }

    @Test
    void anIndivisibleOrderRanksAsOneLotOfAllItsUnits() {
        MarketBuilder builder = Market.builder("forms");
        int good = builder.good("g", "unit", 4);
        builder.participant("a");
        builder.participant("b");
        // Four units for 40 in all, in two forms; 10 x 4 / sqrt(4) = 20 beats 19.
        builder.add(new Order("", 0, Bundle.of(good, 1), 4, 4, 10, Order.NO_GROUP));
        builder.buy(1, good, 1, 19);
        assertEquals(Fills.of(4, 0), clear("1/2", builder.build()).fills());
    }

    @Test
    void exponentsAreFractions() {
        assertEquals(new SizeNorm(1, 2), SizeNorm.parse("0.5"));
        assertEquals(new SizeNorm(1, 2), SizeNorm.parse("4/8"));
        assertEquals(new SizeNorm(0, 1), SizeNorm.parse("0"));
        assertEquals(new SizeNorm(3, 4), SizeNorm.parse("0.75"));
        for (String wrong : new String[] {"half", "-1", "1/0", "0.123", "9", "1e99", ""}) {
            String message = assertThrows(IllegalArgumentException.class, () -> SizeNorm.parse(wrong), wrong)
                    .getMessage();
            assertTrue(message.contains("exponent"), message);
        }
    }

    @Test
    void ranksCloserThanFloatingPointAreToldApart() {
        // 2^60 and 2^60 + 1 are the same double.
        MarketBuilder builder = Market.builder("close");
        int good = builder.good("g", "unit", 1);
        builder.buy(builder.participant("a"), good, 1, 1L << 60);
        builder.buy(builder.participant("b"), good, 1, (1L << 60) + 1);
        Outcome outcome = clear("1/2", builder.build());
        assertEquals(Fills.of(0, 1), outcome.fills());
        assertEquals((1L << 60) + 1, outcome.payments().micros().get(1));
    }
}
