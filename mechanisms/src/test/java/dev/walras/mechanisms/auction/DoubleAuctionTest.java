package dev.walras.mechanisms.auction;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.Goldens;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DoubleAuctionTest {
    private static Outcome clear(SealedBid rule, Market market) {
        return rule.clear(market, RunContext.seeded(1));
    }

    private static long[] mcAfee(long[] buyers, long[] sellers) {
        return clear(new McAfeeDoubleAuction(), Goldens.doubleAuction(buyers, sellers))
                .payments()
                .micros()
                .toArray();
    }

    @Test
    void mcAfeeTradesAtTheMeanOfTheFirstLosersWhenItFits() {
        // erelsgl/auctions, mcafee_protocol.py doctest; case A10: one trade at 6.
        assertArrayEquals(new long[] {6, 0, 0, -6}, mcAfee(new long[] {9, 4}, new long[] {8, 3}));
    }

    @Test
    void mcAfeeElseGivesUpTheLeastTrade() {
        // erelsgl/auctions, mcafee_protocol.py doctest; case A11: one trade, 8 paid, 4 received.
        assertArrayEquals(new long[] {8, 0, 0, -4}, mcAfee(new long[] {9, 8}, new long[] {4, 3}));
    }

    @Test
    void mcAfeeRoundsAHalfAgainstTheTraders() {
        // By hand: the mean of 4 and 9 is 6.5.
        long[] paid = mcAfee(new long[] {10, 4}, new long[] {3, 9});
        assertArrayEquals(new long[] {7, 0, -6, 0}, paid);
    }

    @ParameterizedTest
    @CsvSource({"0, 6", "1, 7", "0.5, 6", "0.25, 6"})
    void aPriceInTheClearingInterval(double k, long price) {
        // Case A08: three trades, interval [6, 7], 13/2 at k = 1/2, which is rounded down.
        Market market = Goldens.doubleAuction(new long[] {10, 9, 7, 6, 3}, new long[] {2, 4, 5, 8, 9});
        Outcome outcome = clear(new KDoubleAuction(k), market);
        assertArrayEquals(
                new long[] {price, price, price, 0, 0, -price, -price, -price, 0, 0},
                outcome.payments().micros().toArray());
        assertEquals(
                price, Objects.requireNonNull(outcome.prices()).microsPerUnit().get(0));
    }

    @Test
    void theKDoubleAuctionIsExactInMicros() {
        // Case A08 in micros: 6,500,000.
        Market market = Goldens.doubleAuction(
                new long[] {10_000_000, 9_000_000, 7_000_000, 6_000_000, 3_000_000},
                new long[] {2_000_000, 4_000_000, 5_000_000, 8_000_000, 9_000_000});
        Outcome outcome = clear(new KDoubleAuction(0.5), market);
        assertEquals(6_500_000, outcome.payments().micros().get(0));
    }

    @Test
    void unitsOfSeveralLotsAreCrossedOneByOne() {
        // By hand: buyers 9 x 2 and 5 x 3, sellers 2 x 1, 4 x 3 and 6 x 2: four units trade; both last orders in part,
        // so that the price lies between the ask 4 and the bid 5.
        MarketBuilder builder = Market.builder("lots");
        int good = builder.good("g", "unit", 0);
        builder.buy(builder.participant("b0"), good, 2, 9);
        builder.buy(builder.participant("b1"), good, 3, 5);
        builder.sell(builder.participant("s0"), good, 1, 2);
        builder.sell(builder.participant("s1"), good, 3, 4);
        builder.sell(builder.participant("s2"), good, 2, 6);
        Outcome outcome = clear(new KDoubleAuction(0), builder.build());
        assertEquals(Fills.of(2, 2, 1, 3, 0), outcome.fills());
        assertArrayEquals(
                new long[] {10, 10, -5, -15, 0}, outcome.payments().micros().toArray());
    }

    @Test
    void kOutsideTheIntervalIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> new KDoubleAuction(1.1));
        assertThrows(IllegalArgumentException.class, () -> new KDoubleAuction(Double.NaN));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void sbbaTradesAllAtTheNextAskWhenItSetsThePrice(long seed) {
        // erelsgl/auctions; case A13c: buyer 9, sellers 4 and 3: one deal at 4, without lottery.
        Market market = Goldens.doubleAuction(new long[] {9}, new long[] {4, 3});
        Outcome outcome = new SbbaDoubleAuction().clear(market, RunContext.seeded(seed));
        assertArrayEquals(new long[] {4, 0, -4}, outcome.payments().micros().toArray());
    }

    @Test
    void sbbaElseLeavesOneSellerToTheLottery() {
        // erelsgl/auctions, ascending_auction_test.py; case A13: four deals at 11, five sellers in the lottery.
        Market market = Goldens.doubleAuction(new long[] {19, 17, 15, 13, 11, 9}, new long[] {12, 10, 8, 6, 4, 2});
        boolean[] left = new boolean[12];
        for (long seed = 0; seed < 200; seed++) {
            Outcome outcome = new SbbaDoubleAuction().clear(market, RunContext.seeded(seed));
            long[] paid = outcome.payments().micros().toArray();
            assertArrayEquals(new long[] {11, 11, 11, 11, 0, 0}, Arrays.copyOf(paid, 6));
            assertEquals(-44, Arrays.stream(paid).skip(6).sum());
            assertEquals(0, paid[6]);
            for (int seller = 7; seller < 12; seller++) {
                left[seller] |= paid[seller] == 0;
            }
        }
        for (int seller = 7; seller < 12; seller++) {
            assertTrue(left[seller], "seller " + seller + " never loses the lottery");
        }
    }

    @Test
    void sbbaOfOnePairDoesNotTrade() {
        // erelsgl/auctions; case A13d: buyer 9, seller 4: no trade.
        Outcome outcome = clear(new SbbaDoubleAuction(), Goldens.doubleAuction(new long[] {9}, new long[] {4}));
        assertEquals(Fills.of(0, 0), outcome.fills());
    }

    @Test
    void whereNothingCrossesNothingTrades() {
        Market market = Goldens.doubleAuction(new long[] {3, 2}, new long[] {4, 5});
        for (SealedBid rule :
                new SealedBid[] {new McAfeeDoubleAuction(), new SbbaDoubleAuction(), new KDoubleAuction(0.5)}) {
            Outcome outcome = clear(rule, market);
            assertEquals(Fills.of(0, 0, 0, 0), outcome.fills());
        }
        assertNull(clear(new McAfeeDoubleAuction(), market).prices());
    }

    @Test
    void vickreyBuyersPayTheLowEndAndSellersGetTheHighEnd() {
        // Case A09: three trades, 6 and 7, a deficit of 3.
        Market market = Goldens.doubleAuction(new long[] {10, 9, 7, 6, 3}, new long[] {2, 4, 5, 8, 9});
        assertArrayEquals(
                new long[] {6, 6, 6, 0, 0, -7, -7, -7, 0, 0},
                clear(new VickreyDoubleAuction(), market).payments().micros().toArray());
    }

    @Test
    void vickreyPaymentsAreThoseOfTheGeneralRule() {
        SplittableRandom random = new SplittableRandom(3);
        for (int i = 0; i < 300; i++) {
            long[] buyers = random.longs(1 + random.nextInt(5), -2, 12).toArray();
            long[] sellers = random.longs(1 + random.nextInt(5), -2, 12).toArray();
            Market market = Goldens.doubleAuction(buyers, sellers);
            Outcome general = clear(new Vcg(new Enumeration()), market);
            Outcome special = clear(new VickreyDoubleAuction(), market);
            for (int p = 0; p < market.participants(); p++) {
                // Ties may be broken otherwise; nobody's gain depends on it.
                assertEquals(
                        Bids.worth(market, general.fills())[p]
                                - general.payments().micros().get(p),
                        Bids.worth(market, special.fills())[p]
                                - special.payments().micros().get(p),
                        Arrays.toString(buyers) + " " + Arrays.toString(sellers));
            }
        }
    }

    @Test
    void theEquilibriumBoundsWhatEveryRuleTrades() {
        SplittableRandom random = new SplittableRandom(4);
        for (int i = 0; i < 500; i++) {
            Market market = Goldens.doubleAuction(
                    random.longs(1 + random.nextInt(6), 0, 15).toArray(),
                    random.longs(1 + random.nextInt(6), 0, 15).toArray());
            CompetitiveEquilibrium equilibrium = CompetitiveEquilibrium.of(market);
            assertEquals(Enumeration.optimum(market), equilibrium.surplusMicros());
            McAfeeDoubleAuction.Terms terms = McAfeeDoubleAuction.terms(market);
            assertEquals(equilibrium.trades(), terms.efficientTrades());
            assertTrue(terms.trades() >= equilibrium.trades() - 1);
            SbbaDoubleAuction.Draw draw = SbbaDoubleAuction.draw(market);
            long k = equilibrium.trades();
            if (k > 0) {
                // E[gains] >= (1 - 1/k) optimum (Segal-Halevi, Hassidim, Aumann 2016).
                assertTrue(
                        draw.expectedGains(market).doubleValue() >= (1 - 1.0 / k) * equilibrium.surplusMicros() - 1e-9);
                assertTrue(equilibrium.lowMicros() <= draw.priceMicros()
                        && draw.priceMicros() <= equilibrium.highMicros());
            }
        }
    }

    @Test
    void theEquilibriumOfPublishedMarkets() {
        // D. Cliff, HPL-97-91, markets C and D (case A18).
        long[] two = new long[11];
        Arrays.fill(two, 200);
        long[] cheap = new long[6];
        Arrays.fill(cheap, 50);
        assertEquals(
                new CompetitiveEquilibrium(6, 200L, 200L, 900),
                CompetitiveEquilibrium.of(Goldens.doubleAuction(two, cheap)));
        assertEquals(
                new CompetitiveEquilibrium(0, null, 50L, 0),
                CompetitiveEquilibrium.of(Goldens.doubleAuction(new long[0], cheap)));
        assertThrows(UnsupportedMarketException.class, () -> CompetitiveEquilibrium.of(Goldens.krishna()));
    }

    @Test
    void sbbaDrawsEverySellerOfTheLottery() {
        SbbaDoubleAuction.Draw draw =
                SbbaDoubleAuction.draw(Goldens.doubleAuction(new long[] {9, 8}, new long[] {4, 3}));
        // erelsgl/auctions; case A13b: one deal at 8, two sellers in the lottery, 9 - (4 + 3) / 2 on average.
        assertEquals(new SbbaDoubleAuction.Draw(1, 8, List.of(0), List.of(2, 3)), draw);
        assertTrue(draw.lottery());
        assertEquals(
                new BigFraction(11, 2),
                draw.expectedGains(Goldens.doubleAuction(new long[] {9, 8}, new long[] {4, 3})));
    }
}
