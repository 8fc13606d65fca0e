package dev.walras.mechanisms.auction;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.Instance;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ProcurementTest {
    private static ProcurementSets sets(List<Integer> recipe, int[]... categories) {
        return new ProcurementSets(
                Arrays.stream(categories)
                        .map(values ->
                                Arrays.stream(values).mapToObj(BigFraction::new).toList())
                        .toList(),
                recipe);
    }

    private static List<Integer> sizes(ProcurementSets.Result result) {
        return result.remaining().stream().map(List::size).toList();
    }

    private static List<BigFraction> fractions(int... values) {
        return Arrays.stream(values).mapToObj(BigFraction::new).toList();
    }

    @Test
    void pricesRiseUntilADealCostsNothing() {
        // erelsgl/auctions, ascending_auction_protocol.py doctests; case A15.
        ProcurementSets.Result one = sets(List.of(1, 1, 1), new int[] {-4, -3}, new int[] {9, 8}, new int[] {-1, -2})
                .ascending();
        assertEquals(1, one.deals());
        assertEquals(fractions(-4, 8, -4), one.prices());
        assertEquals(List.of(1, 1, 2), sizes(one));
        ProcurementSets.Result two = sets(
                        List.of(1, 1, 1), new int[] {9, 8, 7}, new int[] {-1, -2, -3}, new int[] {-4, -3, -2})
                .ascending();
        assertEquals(2, two.deals());
        assertEquals(fractions(7, -3, -4), two.prices());
        assertEquals(List.of(2, 2, 3), sizes(two));
    }

    @Test
    void withTwoCategoriesTheFirstOnTiesGoesUpFirst() {
        // erelsgl/auctions, doctests of one buyer and one seller category.
        assertEquals(
                0,
                sets(List.of(1, 1), new int[] {9}, new int[] {-4}).ascending().deals());
        ProcurementSets.Result sellerFirst =
                sets(List.of(1, 1), new int[] {-4}, new int[] {9, 8}).ascending();
        assertEquals(fractions(-8, 8), sellerFirst.prices());
        assertEquals(1, sellerFirst.deals());
        ProcurementSets.Result buyerFirst =
                sets(List.of(1, 1), new int[] {9, 8}, new int[] {-4, -3}).ascending();
        assertEquals(fractions(8, -8), buyerFirst.prices());
        assertEquals(List.of(1, 2), sizes(buyerFirst));
    }

    @Test
    void aRecipeMayTakeSeveralOfACategory() {
        // By hand: a buyer needs two sellers. Buyers and sellers are 2 deals each; the buyer of 8 drops out at 8, then
        // sellers are more and go from -6 on: at -4 twice the price and 8 add up to 0, with three of them left.
        ProcurementSets.Result result = sets(List.of(1, 2), new int[] {9, 8}, new int[] {-6, -3, -2, -1})
                .ascending();
        assertEquals(1, result.deals());
        assertEquals(fractions(8, -4), result.prices());
        assertEquals(List.of(1, 3), sizes(result));
        assertThrows(IllegalArgumentException.class, () -> sets(List.of(0), new int[] {1}));
    }

    @Test
    void reductionGivesUpTheLastDeal() {
        // By hand: deals of 9 - 1 - 2, 8 - 2 - 3, 7 - 3 - 4 (gain 0): the third is dropped and sets the prices.
        ProcurementSets market =
                sets(List.of(1, 1, 1), new int[] {9, 8, 7}, new int[] {-1, -2, -3}, new int[] {-4, -3, -2});
        ProcurementSets.Result result = market.reduction();
        assertEquals(2, result.deals());
        assertEquals(fractions(7, -3, -4), result.prices());
        assertEquals(new BigFraction(9), market.mostGains());
        assertEquals(
                0,
                sets(List.of(1, 1), new int[] {3}, new int[] {-4}).reduction().deals());
    }

    static Stream<ProcurementAuction> rules() {
        return Stream.of(ProcurementAuction.ascending(), ProcurementAuction.reduction());
    }

    /** Buyers of a processor, a disk and a line; sellers of one of them each. */
    private static Market random(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int goods = 1 + random.nextInt(3);
        MarketBuilder market = Market.builder("sets-" + seed);
        for (int g = 0; g < goods; g++) {
            market.good("g" + g, "unit", 0);
        }
        int[] all = new int[goods];
        long[] one = new long[goods];
        Arrays.setAll(all, g -> g);
        Arrays.fill(one, 1);
        int traders = 2 + random.nextInt(11);
        for (int p = 0; p < traders; p++) {
            market.participant("p" + p);
            if (random.nextInt(goods + 1) == 0) {
                market.add(new Order("", p, Bundle.of(all, one), 1, 1, random.nextInt(30) - 1L, Order.NO_GROUP));
            } else {
                market.sell(p, random.nextInt(goods), 1, random.nextInt(10) - 1L);
            }
        }
        return market.build();
    }

    @ParameterizedTest
    @MethodSource("rules")
    void setsTradeAsPromisedAndNoLiePays(ProcurementAuction rule) {
        long traded = 0;
        for (long seed = 0; seed < 400; seed++) {
            Market market = random(seed);
            RunContext run = RunContext.seeded(seed);
            Outcome honest = rule.clear(market, run);
            Audit audit = Auditor.audit(Instance.of(market), honest, rule.spec().claims());
            assertTrue(audit.clean(), () -> market.id() + ": " + audit.violations());
            traded += audit.filledOrders();
            for (int k = 0; k < market.orders(); k++) {
                for (long shift = -6; shift <= 6; shift += 3) {
                    int liar = k;
                    long lie = shift;
                    Outcome lied = rule.clear(
                            market.withValues(LongVector.tabulate(
                                    market.orders(), i -> market.valueMicrosPerLot(i) + (i == liar ? lie : 0))),
                            run);
                    assertTrue(gain(market, lied, k) <= gain(market, honest, k), market.id() + ", order " + k);
                }
            }
        }
        assertTrue(traded > 300, "only " + traded + " orders filled");
    }

    private static long gain(Market market, Outcome outcome, int order) {
        return outcome.fills().lots().get(order) * market.valueMicrosPerLot(order)
                - outcome.payments().micros().get(market.owner(order));
    }

    @Test
    void allDealsButOneForEachCategoryAreMade() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            int categories = 2 + random.nextInt(2);
            int[][] values = new int[categories][];
            for (int c = 0; c < categories; c++) {
                values[c] = random.ints(1 + random.nextInt(6), c == 0 ? 1 : -8, c == 0 ? 25 : 0)
                        .toArray();
            }
            ProcurementSets market = sets(Collections.nCopies(categories, 1), values);
            int efficient = market.reduction().prices().get(0) == null
                    ? 0
                    : market.reduction().deals() + 1;
            assertTrue(market.ascending().deals() >= efficient - 1, "seed " + seed);
        }
    }
}
