package dev.walras.mechanisms.clock;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
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
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.mechanisms.floor.ColumnFloor;
import dev.walras.problem.Instance;
import dev.walras.testing.RandomMarkets;
import java.util.BitSet;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Auctions of items in rounds. */
class ItemRoundsTest {
    private static final RunContext CONTEXT = RunContext.seeded(0);
    private static final int MARKETS = 300;

    private static Market scaled(Market market, long factor) {
        return market.withValues(LongVector.tabulate(market.orders(), k -> factor * market.valueMicrosPerLot(k)));
    }

    private static Audit audit(Market market, Outcome outcome) {
        return Auditor.audit(Instance.of(market), outcome);
    }

    @Test
    void theExactAuctionHasTheLeastWalrasianPricesWhichAreVickreys() {
        int positive = 0;
        for (long seed = 0; seed < MARKETS; seed++) {
            Market market = RandomMarkets.unitDemand(seed);
            Outcome outcome = new DemangeGaleSotomayor().clear(market, CONTEXT);
            Audit audit = audit(market, outcome);
            // Welfare equal to the bound of the prices: they are Walrasian.
            assertEquals(audit.boundMicros(), audit.welfareMicros(), market.id());
            Outcome vickrey = new Vcg(new Enumeration()).clear(market, CONTEXT);
            for (int p = 0; p < market.participants(); p++) {
                assertEquals(gain(market, vickrey, p), gain(market, outcome, p), market.id() + " participant " + p);
            }
            for (int g = 0; g < market.goods(); g++) {
                long price = outcome.prices().microsPerUnit().get(g);
                positive += price > 0 ? 1 : 0;
                if (price > 0 && market.endowment(g) > 0) {
                    long[] lower = outcome.prices().microsPerUnit().toArray();
                    lower[g]--;
                    assertTrue(bound(market, lower) > audit.welfareMicros(), market.id() + ": good " + g);
                }
            }
        }
        assertTrue(positive > 200, "only " + positive + " positive prices");
    }

    /** What a participant gains; optima may be tied, gains under Vickrey payments are not. */
    private static long gain(Market market, Outcome outcome, int p) {
        long gain = -outcome.payments().micros().get(p);
        for (int k = 0; k < market.orders(); k++) {
            gain += market.owner(k) == p ? outcome.fills().lots().get(k) * market.valueMicrosPerLot(k) : 0;
        }
        return gain;
    }

    /** The sum of all best replies at {@code prices}, and the endowment at them. */
    private static long bound(Market market, long[] prices) {
        long bound = 0;
        for (int g = 0; g < prices.length; g++) {
            bound += prices[g] * market.endowment(g);
        }
        for (int p = 0; p < market.participants(); p++) {
            long best = 0;
            for (int i = 0; i < market.ordersByParticipant().size(p); i++) {
                int k = market.ordersByParticipant().member(p, i);
                best = Math.max(best, market.valueMicrosPerLot(k) - prices[market.bundleGood(k, 0)]);
            }
            bound += best;
        }
        return bound;
    }

    @Test
    void everyRiseIsOfAMinimalOverdemandedSet() {
        MarketBuilder builder = Market.builder("two contests");
        long[][] values = {{5, 0, 0}, {4, 0, 0}, {0, 7, 7}, {0, 6, 6}, {0, 5, 5}};
        for (int g = 0; g < 3; g++) {
            builder.good("g" + g, "unit", 1);
        }
        for (long[] row : values) {
            int p = builder.participant("p" + builder.participants());
            int group = builder.group();
            for (int g = 0; g < 3; g++) {
                builder.add(new Order("", p, Bundle.of(g, 1), 1, 1, row[g], group));
            }
        }
        DemangeGaleSotomayor.Course course = new DemangeGaleSotomayor().course(builder.build(), CONTEXT);
        assertEquals(
                List.of(new DemangeGaleSotomayor.Rise(List.of(0), 4), new DemangeGaleSotomayor.Rise(List.of(1, 2), 5)),
                course.rises());
    }

    @Test
    void straightforwardBiddersOfOneItemEachComeWithinAnIncrementAGoodOfTheOptimum() {
        for (long seed = 0; seed < MARKETS; seed++) {
            Market market = scaled(RandomMarkets.unitDemand(seed), 10);
            for (String sequence : List.of("one-by-one", "rounds")) {
                Settings settings =
                        new Settings("saa", Map.of("increment", "3", "relative", "0", "sequence", sequence));
                Outcome outcome = new SimultaneousAscending(settings).run(new ColumnFloor(market), CONTEXT);
                assertEquals(Termination.QUIESCENT, outcome.termination());
                long units = 0;
                for (int g = 0; g < market.goods(); g++) {
                    units += market.endowment(g);
                }
                long lost = Enumeration.optimum(market) - audit(market, outcome).welfareMicros();
                assertTrue(lost <= 3 * units, market.id() + " " + sequence + " loses " + lost);
            }
        }
    }

    @Test
    void whoNeedsBothGoodsMayHoldOneAndPayForIt() {
        MarketBuilder builder = Market.builder("exposure");
        builder.good("a", "unit", 1);
        builder.good("b", "unit", 1);
        int both = builder.participant("both");
        builder.order("", both, Bundle.of(new int[] {0, 1}, new long[] {1, 1}), 1, 100);
        builder.buy(builder.participant("rival"), 0, 1, 80);
        Market market = builder.build();
        Settings settings = new Settings("saa", Map.of("increment", "1", "relative", "0"));
        Outcome outcome = new SimultaneousAscending(settings).run(new ColumnFloor(market), CONTEXT);
        // The package is worth more than the rival's good, and wins at 80 and a little.
        assertEquals(1, outcome.fills().lots().get(0));
        Market worse = market.withValues(LongVector.of(60, 80));
        outcome = new SimultaneousAscending(settings).run(new ColumnFloor(worse), CONTEXT);
        assertEquals(LongVector.of(0, 1), outcome.fills().lots());
        assertTrue(outcome.payments().micros().get(both) > 0, "pays for the good it cannot use");
    }

    @Test
    void whoIsIdleInRoundsLosesItsEligibility() {
        MarketBuilder builder = Market.builder("patience");
        builder.good("a", "unit", 1);
        builder.good("b", "unit", 1);
        int group = builder.group();
        int shy = builder.participant("shy");
        // Prefers the first good until it has become dear.
        builder.add(new Order("", shy, Bundle.of(0, 1), 1, 1, 50, group));
        builder.add(new Order("", shy, Bundle.of(new int[] {0, 1}, new long[] {1, 1}), 1, 1, 52, group));
        builder.buy(builder.participant("rival"), 0, 1, 30);
        Market market = builder.build();
        Map<String, String> rounds = Map.of("increment", "1", "relative", "0", "sequence", "rounds");
        Map<String, String> active = Map.of("increment", "1", "relative", "0", "sequence", "rounds", "activity", "1");
        Map<String, String> waived =
                Map.of("increment", "1", "relative", "0", "sequence", "rounds", "activity", "1", "waivers", "100");
        assertEquals(1, run(market, rounds).fills().lots().get(1), "free to bid for both");
        assertEquals(1, run(market, active).fills().lots().get(1), "active on both from the beginning");
        Market late = market.withValues(LongVector.of(50, 50, 30));
        assertEquals(LongVector.of(1, 0, 0), run(late, active).fills().lots());
        assertEquals(run(late, rounds).fills(), run(late, waived).fills());
        assertTrue(run(late, waived).rounds() >= run(late, active).rounds());
        assertThrows(
                IllegalArgumentException.class,
                () -> new SimultaneousAscending(new Settings("saa", Map.of("activity", "0.5"))));
    }

    private static Outcome run(Market market, Map<String, String> settings) {
        return new SimultaneousAscending(new Settings("saa", settings)).run(new ColumnFloor(market), CONTEXT);
    }

    @Test
    void kelsoAndCrawfordFindTheOptimumOfSubstitutes() {
        for (long seed = 0; seed < MARKETS; seed++) {
            Market market = scaled(RandomMarkets.unitDemand(seed), 100);
            Outcome outcome = new KelsoCrawford(new Settings("kc", Map.of("increment", "1"))).clear(market, CONTEXT);
            assertEquals(Termination.CLEARED, outcome.termination(), market.id());
            assertEquals(Enumeration.optimum(market), audit(market, outcome).welfareMicros(), market.id());
        }
    }

    @Test
    void complementsAreNoticed() {
        ItemAuction.Bidder both = ItemAuction.enumerating(2, set -> set == 3 ? 10 : 0);
        ItemAuction.Bidder first = ItemAuction.enumerating(2, set -> (set & 1) == 1 ? 8 : 0);
        ItemAuction.Bidder second = ItemAuction.enumerating(2, set -> (set & 2) == 2 ? 7 : 0);
        ItemAuction.Course course = new ItemAuction(List.of(both, first, second), 2).run(1, CONTEXT);
        assertFalse(course.substitutes());
        ItemAuction.Course fine = new ItemAuction(List.of(first, second), 2).run(1, CONTEXT);
        assertTrue(fine.substitutes());
        assertEquals(List.of(BitSet.valueOf(new long[] {1}), BitSet.valueOf(new long[] {2})), fine.held());
        assertEquals(List.of(1L, 1L), fine.prices());
    }
}
