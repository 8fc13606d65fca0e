package dev.walras.mechanisms.online;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Trading;
import dev.walras.mechanisms.behaviour.Truthful;
import dev.walras.mechanisms.trading.ArrivalVenue;
import dev.walras.mechanisms.trading.BaseFeeMarket;
import dev.walras.mechanisms.trading.FrequentBatch;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

/** Sales to whoever comes, by the venue. */
class ThresholdSaleTest {
    private static final RunContext RUN = RunContext.seeded(1);

    private static Settings settings(String... pairs) {
        return new Settings("test", Settings.parse(pairs));
    }

    private static Outcome trade(Trading rule, Market market) {
        return rule.trade(new ArrivalVenue(market, new Truthful(), 1), RUN);
    }

    /** One participant an order of one unit, in order of arrival. */
    private static Market buyers(long units, long... values) {
        MarketBuilder market = Market.builder("buyers");
        int good = market.good("g", "unit", units);
        for (int i = 0; i < values.length; i++) {
            market.buy(market.add(new Participant("p" + i, Participant.NO_BUDGET, i)), good, 1, values[i]);
        }
        return market.build();
    }

    private static long[] payments(Outcome outcome) {
        return outcome.payments().micros().toArray();
    }

    @Test
    void theSecretaryRuleSellsAtTheBestBidThatWasWatched() {
        // Of five, two are watched: 7 is the price; 6 is refused, 9 buys at 7, 20 comes too late.
        Outcome outcome = trade(new SecretaryAuction(settings()), buyers(1, 7, 3, 6, 9, 20));
        assertArrayEquals(new long[] {0, 0, 0, 7, 0}, payments(outcome));
        // Two units: the second best of those watched is 3.
        assertArrayEquals(
                new long[] {0, 0, 3, 3, 0},
                payments(trade(new SecretaryAuction(settings()), buyers(2, 7, 3, 6, 9, 20))));
        assertEquals(
                Fills.of(1),
                trade(new SecretaryAuction(settings()), buyers(1, 5)).fills());
        assertEquals(
                Fills.of(0, 0, 0),
                trade(new SecretaryAuction(settings("skip=1")), buyers(1, 5, 6, 7))
                        .fills());
    }

    @Test
    void theSecretaryRuleServesTheBestAsOftenAsProved() {
        SplittableRandom random = new SplittableRandom(8);
        int found = 0;
        int trials = 4000;
        for (int trial = 0; trial < trials; trial++) {
            long[] drawn = random.longs(10, 1, 1_000_000_000).distinct().toArray();
            Outcome outcome = trade(new SecretaryAuction(settings()), buyers(1, drawn));
            long best = LongStream.of(drawn).max().orElseThrow();
            for (int i = 0; i < drawn.length; i++) {
                found += drawn[i] == best && outcome.fills().lots().get(i) > 0 ? 1 : 0;
            }
        }
        // 0.3987 for n = 10; four standard deviations are 0.031.
        assertEquals(0.3987, (double) found / trials, 0.031);
    }

    @Test
    void kSearchSellsEachUnitAtItsReservationPrice() {
        // Case E19 with k = 5, phi = 10, prices in thousandths: 2329.6, 2949.1, 3857.1, ...; the last comer closes.
        ThresholdSale rule = ThresholdSale.kSearch(settings("low=1000", "high=10000"));
        Outcome outcome = trade(rule, buyers(5, 2_000, 2_400, 2_900, 3_000, 9_000, 1_000));
        assertEquals(Fills.of(0, 1, 0, 1, 1, 1), outcome.fills());
        assertArrayEquals(new long[] {0, 2_330, 0, 2_950, 3_858, 1_000}, payments(outcome));
    }

    @Test
    void aKnapsackTakesItemsWholeAndAtOnePrice() {
        // By hand: L = 1000, U = e^2 L as nearly as whole micros allow; psi is 368, 779 from 1/4 and 1649 from 1/2 on.
        ThresholdSale rule = ThresholdSale.knapsack(settings("low=1000", "high=7389"));
        MarketBuilder market = Market.builder("items");
        int good = market.good("g", "byte", 4);
        long[][] items = {{1, 900}, {1, 1_500}, {2, 2_000}, {1, 1_700}, {1, 3_400}};
        for (long[] item : items) {
            int participant = market.participant("p" + market.participants());
            market.add(new Order("", participant, Bundle.of(good, item[0]), 1, 1, item[0] * item[1], Order.NO_GROUP));
        }
        Outcome outcome = trade(rule, market.build());
        assertEquals(Fills.of(1, 1, 1, 0, 0), outcome.fills());
        assertArrayEquals(new long[] {368, 779, 2 * 1_649, 0, 0}, payments(outcome));
    }

    @Test
    void lotsOfOneOrderPayTheRisingPrice() {
        ThresholdSale rule = ThresholdSale.knapsack(settings("low=1000", "high=7389"));
        MarketBuilder market = Market.builder("lots");
        int good = market.good("g", "byte", 4);
        market.buy(market.participant("p"), good, 4, 2_000);
        Outcome outcome = trade(rule, market.build());
        // 368 + 779 + 1649; the fourth unit costs 3491.
        assertEquals(Fills.of(3), outcome.fills());
        assertArrayEquals(new long[] {368 + 779 + 1_649}, payments(outcome));
    }

    @Test
    void theRatiosHoldForWhatTheMarketIsWorth() {
        SplittableRandom random = new SplittableRandom(6);
        for (int trial = 0; trial < 300; trial++) {
            int units = 1 + random.nextInt(4);
            long[] values =
                    random.longs(units + random.nextInt(20), 1_000, 20_001).toArray();
            long[] best = LongStream.of(values).sorted().toArray();
            long optimum = 0;
            for (int i = 0; i < units; i++) {
                optimum += best[best.length - 1 - i];
            }
            Outcome outcome = trade(ThresholdSale.kSearch(settings("low=1000", "high=20000")), buyers(units, values));
            long welfare = 0;
            long left = units;
            for (int i = 0; i < values.length; i++) {
                welfare += outcome.fills().lots().get(i) * values[i];
                left -= outcome.fills().lots().get(i);
            }
            // In the market one participant closes the sale, not k; the proof counts the rest at the lowest price.
            double ratio = new KSearch(1_000, 20_000, units).sellingRatio();
            assertTrue(ratio * (welfare + left * 1_000) >= optimum * (1 - 1e-3), "trial " + trial);
        }
    }

    @Test
    void theProphetPostsHalfOfWhatHeEarnsAUnit() {
        // Four even draws from 0 to 1000, one unit: the mean of the best is 800, the price 400.
        ThresholdSale rule = ThresholdSale.prophet(settings("low=0", "high=1000"));
        assertArrayEquals(new long[] {0, 400, 0, 0}, payments(trade(rule, buyers(1, 399, 400, 900, 1_000))));
        // Two units: 800 + 600 on average, 350 each.
        assertArrayEquals(new long[] {350, 350, 0, 0}, payments(trade(rule, buyers(2, 399, 400, 900, 1_000))));
    }

    @Test
    void feesFollowTheBlocks() {
        // By hand: blocks of two arrivals, six units for six arrivals: target 2, capacity 4. Each wants two units at
        // most: block 1 uses 4 at 80, block 2 at 90 uses 2, block 3 at 90.
        MarketBuilder market = Market.builder("blocks");
        int good = market.good("gas", "unit", 6);
        long[][] orders = {{2, 100}, {2, 95}, {2, 89}, {1, 90}, {1, 95}, {2, 80}};
        for (int i = 0; i < orders.length; i++) {
            market.buy(
                    market.add(new Participant("p" + i, Participant.NO_BUDGET, i)), good, orders[i][0], orders[i][1]);
        }
        Outcome outcome = trade(new BaseFeeMarket(settings("fee=80", "block=2")), market.build());
        assertEquals(Fills.of(2, 2, 0, 1, 1, 0), outcome.fills());
        // After block 2, which used 1 of 2: 90 - 90 / 2 / 8 = 85.
        assertArrayEquals(new long[] {160, 160, 0, 90, 85, 0}, payments(outcome));
        assertEquals(3, outcome.rounds());
    }

    @Test
    void batchesClearAtOnePriceAndKeepWhatIsLeft() {
        // By hand: batch 1: buy 10, sell 4, buy 6, sell 8: one trades; the pair left over meets an ask of 5 in batch 2.
        MarketBuilder market = Market.builder("batches");
        int good = market.good("g", "unit", 0);
        market.buy(market.participant("b10"), good, 1, 10);
        market.sell(market.participant("s4"), good, 1, 4);
        market.buy(market.participant("b6"), good, 1, 6);
        market.sell(market.participant("s8"), good, 1, 8);
        market.sell(market.participant("s5"), good, 1, 5);
        Outcome outcome = trade(new FrequentBatch(settings("batch=4")), market.build());
        assertEquals(Fills.of(1, 1, 1, 0, 1), outcome.fills());
        // Batch 1: any price from 7 to 7 leaves no surplus; batch 2: 6 or 5, in the middle 5.
        assertArrayEquals(new long[] {7, -7, 5, 0, -5}, payments(outcome));
        assertEquals(2, outcome.rounds());
        Outcome reserved = trade(new FrequentBatch(new Settings("test", Map.of("reserve", "6"))), buyers(1, 5, 9, 7));
        assertEquals(Fills.of(0, 1, 0), reserved.fills());
    }
}
