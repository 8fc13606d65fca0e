package dev.walras.solver.packages;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.solver.model.LotProgram;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The reductions against enumeration. */
class PackageReductionTest {
    private static final int SEEDS = 4_000;

    private static LotProgram program(long seed) {
        return LotProgram.of(Packings.market(seed, 7, 11));
    }

    private static PackageReduction reduction(LotProgram program) {
        PackageReduction reduction = PackageReduction.of(program);
        assertNotNull(reduction);
        return reduction;
    }

    /** Best lots of a program by bits, for mapping back. */
    private static long[] bestLots(LotProgram program) {
        long[] best = new long[program.orders()];
        for (int set = 0; set < 1 << program.orders(); set++) {
            long[] lots = new long[program.orders()];
            for (int k = 0; k < lots.length; k++) {
                lots[k] = set >> k & 1;
            }
            if (program.feasible(lots) && program.welfare(lots) > program.welfare(best)) {
                best = lots;
            }
        }
        return best;
    }

    @Test
    void keepsTheOptimumAndMapsBack() {
        int reduced = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            LotProgram program = program(seed);
            PackageReduction reduction = reduction(program);
            LotProgram tight = reduction.tight();
            long[] lots = reduction.expand(bestLots(tight));
            assertTrue(program.feasible(lots), "seed " + seed);
            assertEquals(Packings.optimum(program), program.welfare(lots), "seed " + seed);
            assertEquals(program.welfare(lots), reduction.takenMicros() + tight.welfare(reduction.restrict(lots)));
            reduced += tight.orders() < program.orders() ? 1 : 0;
        }
        assertTrue(reduced > SEEDS / 2, "only " + reduced + " were reduced");
    }

    /** What a pair of bids can do together in the tight program they can do in the whole, and the other way round. */
    @Test
    void rowsOfTheTightProgramAreConflictsOfTheWhole() {
        for (long seed = 0; seed < SEEDS / 4; seed++) {
            LotProgram program = program(seed);
            PackageReduction reduction = reduction(program);
            LotProgram tight = reduction.tight();
            for (int a = 0; a < tight.orders(); a++) {
                for (int b = 0; b < a; b++) {
                    long[] both = new long[tight.orders()];
                    both[a] = 1;
                    both[b] = 1;
                    assertEquals(program.feasible(reduction.expand(both)), tight.feasible(both), "seed " + seed);
                }
            }
        }
    }

    @Test
    void reducedCostsAtAnyPricesKeepWhatBeatsTheIncumbent() {
        int decided = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            LotProgram program = program(seed);
            PackageReduction reduction = reduction(program);
            long optimum = Packings.optimum(program);
            long incumbent = optimum - 1 - random.nextInt(3);
            long[] prices = new long[reduction.tight().goods()];
            Arrays.setAll(prices, r -> random.nextInt(9));
            decided += reduction.exclude(prices, incumbent - reduction.takenMicros()) ? 1 : 0;
            long[] lots = reduction.expand(bestLots(reduction.tight()));
            assertTrue(program.feasible(lots), "seed " + seed);
            assertEquals(optimum, program.welfare(lots), "seed " + seed);
        }
        assertTrue(decided > SEEDS / 20, "only " + decided);
    }

    /** Seeded fault: without the exclusive groups, domination drops bids that the optimum needs. */
    @Test
    void aRuleThatIgnoresExclusiveGroupsWouldBeCaught() {
        int caught = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Market market = Packings.market(seed, 7, 11);
            LotProgram program = LotProgram.of(market);
            PackageReduction blind = reduction(LotProgram.of(withoutGroups(market)));
            long[] lots = blind.expand(bestLots(blind.tight()));
            boolean wrong = !program.feasible(lots) || program.welfare(lots) != Packings.optimum(program);
            caught += wrong ? 1 : 0;
        }
        assertTrue(caught > 100, "only " + caught + " of " + SEEDS);
    }

    private static Market withoutGroups(Market market) {
        MarketBuilder copy = Market.builder(market.id());
        for (int g = 0; g < market.goods(); g++) {
            copy.add(market.good(g));
        }
        for (int p = 0; p < market.participants(); p++) {
            copy.add(market.participant(p));
        }
        for (int k = 0; k < market.orders(); k++) {
            Order order = market.order(k);
            copy.add(new Order(
                    order.id(), order.participant(), order.perLot(), 1, 1, order.valueMicrosPerLot(), Order.NO_GROUP));
        }
        return copy.build();
    }

    @Test
    void countsWhatItDoes() {
        MarketBuilder market = Market.builder("counted");
        int a = market.good("a", "unit", 1);
        int b = market.good("b", "unit", 1);
        int c = market.good("c", "unit", 1);
        int p = market.participant("p");
        int q = market.participant("q");
        market.order("worthless", p, Bundle.of(a, 1), 1, 0);
        market.order("alone", p, Bundle.of(c, 1), 1, 5);
        market.order("dominated", p, Bundle.of(new int[] {a, b}, new long[] {1, 1}), 1, 7);
        market.order("better", q, Bundle.of(a, 1), 1, 8);
        PackageReduction reduction = reduction(LotProgram.of(market.build()));
        PackageReduction.Counts counts = reduction.counts();
        assertEquals(1, counts.worthless());
        assertEquals(1, counts.dominated());
        assertEquals(2, counts.accepted());
        assertEquals(0, counts.bids());
        assertEquals(13, reduction.takenMicros());
    }

    /** Three bids that exclude each other in pairs, by different goods, make one row. */
    @Test
    void mergesPairwiseConflictsIntoOneRow() {
        MarketBuilder market = Market.builder("triangle");
        int a = market.good("a", "unit", 1);
        int b = market.good("b", "unit", 1);
        int c = market.good("c", "unit", 1);
        int p = market.participant("p");
        market.order("ab", p, Bundle.of(new int[] {a, b}, new long[] {1, 1}), 1, 10);
        market.order("bc", p, Bundle.of(new int[] {b, c}, new long[] {1, 1}), 1, 11);
        market.order("ac", p, Bundle.of(new int[] {a, c}, new long[] {1, 1}), 1, 12);
        int d = market.good("d", "unit", 1);
        market.order("ad", p, Bundle.of(new int[] {a, d}, new long[] {1, 1}), 1, 5);
        market.order("d", p, Bundle.of(d, 1), 1, 4);
        PackageReduction reduction = reduction(LotProgram.of(market.build()));
        // Among ab, bc and ac the dearest dominates the others but for bc, which alone goes with ad.
        assertTrue(reduction.tight().goods() <= 3, reduction.counts().toString());
        assertEquals(16, reduction.takenMicros() + Packings.optimum(reduction.tight()));
    }

    @Test
    void leavesGoodsThatExistTwiceToOthers() {
        MarketBuilder market = Market.builder("twice");
        int a = market.good("a", "unit", 2);
        int p = market.participant("p");
        for (int k = 0; k < 3; k++) {
            market.order("", p, Bundle.of(a, 1), 1, 5 + k);
        }
        assertNull(PackageReduction.of(LotProgram.of(market.build())));
    }
}
