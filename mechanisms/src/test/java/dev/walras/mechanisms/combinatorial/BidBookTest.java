package dev.walras.mechanisms.combinatorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.bidding.Bid;
import dev.walras.bidding.BidBook;
import dev.walras.bidding.BidText;
import dev.walras.bidding.Valuation;
import dev.walras.market.Good;
import dev.walras.market.Market;
import dev.walras.market.Participant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Bids compiled into orders mean what the bids say. */
class BidBookTest {
    private static final List<String> GOODS = List.of("A", "B", "C");

    private static Market market(Map<String, Long> endowment, Bid... bids) {
        List<Good> goods = new ArrayList<>();
        GOODS.forEach(good -> goods.add(new Good(good, "unit", endowment.getOrDefault(good, 0L))));
        List<BidBook.Bidder> bidders = new ArrayList<>();
        for (Bid bid : bids) {
            bidders.add(new BidBook.Bidder(new Participant("b" + bidders.size(), Participant.NO_BUDGET, 0), bid));
        }
        return new BidBook("book", goods, bidders).market();
    }

    private static long optimum(Market market) {
        return WinnerDetermination.of(market, 1, () -> false).welfareMicros();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void theMarketOfOneBidderIsWorthWhatTheBidSays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int positive = 0;
        for (int round = 0; round < 150; round++) {
            Bid bid = bid(random, 3);
            Map<String, Long> endowment = new TreeMap<>();
            GOODS.forEach(good -> endowment.put(good, (long) random.nextInt(3)));
            long value = new Valuation(bid).value(endowment);
            positive += value > 0 ? 1 : 0;
            assertEquals(value, optimum(market(endowment, bid)), () -> BidText.write(bid) + " with " + endowment);
        }
        assertTrue(positive > 30, "only " + positive + " were worth something");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void severalBiddersShareAsTheBestSplitOfValues(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 40; round++) {
            Bid one = bid(random, 2);
            Bid other = bid(random, 2);
            long best = 0;
            for (int split = 0; split < 27; split++) {
                Map<String, Long> mine = new TreeMap<>();
                Map<String, Long> yours = new TreeMap<>();
                int code = split;
                for (String good : GOODS) {
                    mine.put(good, (long) (code % 3));
                    yours.put(good, 2L - code % 3);
                    code /= 3;
                }
                best = Math.max(best, new Valuation(one).value(mine) + new Valuation(other).value(yours));
            }
            assertEquals(best, optimum(market(Map.of("A", 2L, "B", 2L, "C", 2L), one, other)));
        }
    }

    /** A random tree that only receives. */
    private static Bid bid(SplittableRandom random, int depth) {
        if (depth == 0 || random.nextInt(3) == 0) {
            TreeMap<String, Long> units = new TreeMap<>();
            for (int i = 1 + random.nextInt(2); i > 0; i--) {
                units.put(GOODS.get(random.nextInt(3)), 1L + random.nextInt(5) / 4);
            }
            boolean marked = random.nextInt(4) == 0;
            long min = marked ? 1 : 1 + random.nextInt(5) / 4;
            long max = marked ? 1 : min + random.nextInt(3) / 2;
            TreeSet<String> dummies = new TreeSet<>(marked ? List.of("d" + random.nextInt(2)) : List.of());
            return new Bid.Leaf(units, dummies, min, max, random.nextInt(20) - 3);
        }
        List<Bid> children = new ArrayList<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            children.add(bid(random, depth - 1));
        }
        int least = random.nextInt(3);
        int most = Math.max(1, least + random.nextInt(2));
        return random.nextInt(3) == 0
                ? random.nextBoolean() ? Bid.or(children) : Bid.xor(children)
                : new Bid.Choice(least, most, random.nextInt(3) == 0 ? random.nextInt(9) - 4 : 0, children);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "OR{A: 1; B: 2; A + B: 4} | 3 | 3",
                "XOR{A: 1; B: 2; A + B: 4} | 3 | 3",
                "OR{XOR{A: 1; B: 2}; XOR{B: 3; C: 4}} | 4 | 3",
                "XOR{OR{A: 1; B: 2}; OR{B: 3; C: 4}} | 7 | 6",
                "OR{*d + A: 1; *d + B: 2; C: 4} | 3 | 4",
                "IC(1..2, value 3){A: 10; IC(2..2, value 5){B: 4; C: 6}; C: 7} | 6 | 7"
            })
    void noLanguageGrowsMoreThanByItsChoices(String bid, int orders, int goods) {
        Market market = market(Map.of(), BidText.parse(bid));
        assertEquals(orders, market.orders());
        assertEquals(goods, market.goods());
    }

    @Test
    void aTreeMaySellAndBuy() {
        Bid swap = BidText.parse("AND(value 5){-A: 0; B: 0}");
        Bid seller = BidText.parse("-B: -2");
        Bid buyer = BidText.parse("A: 4");
        assertEquals(7_000_000, optimum(market(Map.of(), swap, seller, buyer)));
        assertEquals(0, optimum(market(Map.of(), swap, buyer)));
    }

    @Test
    void anUnknownGoodIsNamed() {
        String message = assertThrows(
                        IllegalArgumentException.class, () -> market(Map.of(), BidText.parse("XOR{A: 1; D: 2}")))
                .getMessage();
        assertTrue(message.contains("bids for \"D\"") && message.contains("\"b0\""), message);
    }
}
