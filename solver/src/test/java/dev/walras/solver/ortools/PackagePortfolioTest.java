package dev.walras.solver.ortools;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.Limits;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import dev.walras.solver.packages.PackageReduction;
import dev.walras.solver.packages.PackageSearch;
import dev.walras.solver.packages.Packings;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** Tree, search in bits and portfolio against enumeration. */
class PackagePortfolioTest {
    private static final RunContext UNTIMED =
            RunContext.seeded(1).withLimits(Limits.DEFAULT.withTimeMillis(Long.MAX_VALUE));

    /** Units of work of the first search in bits of {@link #large}, cut at 4,000 nodes, and a few relaxations. */
    private static final long ONE_SEARCH = 15;

    private static LotProgram program(long seed) {
        return LotProgram.of(Packings.market(seed, 9, 14));
    }

    @Test
    void theSearchInBitsFindsTheOptimumAtAnyPrices() {
        for (long seed = 0; seed < 3_000; seed++) {
            PackageReduction reduction = PackageReduction.of(program(seed));
            assertNotNull(reduction);
            LotProgram tight = reduction.tight();
            SplittableRandom random = new SplittableRandom(seed);
            long[] prices = new long[tight.goods()];
            Arrays.setAll(prices, r -> random.nextInt(12));
            long optimum = Packings.optimum(tight);
            PackageSearch.Result found = PackageSearch.search(tight, prices, -1, Long.MAX_VALUE, () -> false);
            assertTrue(found.complete());
            long[] lots = found.better();
            assertNotNull(lots);
            assertTrue(tight.feasible(lots), "seed " + seed);
            assertEquals(optimum, tight.welfare(lots), "seed " + seed);
            PackageSearch.Result none = PackageSearch.search(tight, prices, optimum, Long.MAX_VALUE, () -> false);
            assertTrue(none.complete());
            assertNull(none.better(), "seed " + seed);
        }
    }

    @Test
    void theTreeFindsTheOptimumAndProvesIt() {
        for (long seed = 0; seed < 400; seed++) {
            PackageReduction reduction = PackageReduction.of(program(seed));
            assertNotNull(reduction);
            LotProgram tight = reduction.tight();
            PackageTree tree = new PackageTree(Run.start(UNTIMED), () -> -1, Long.MAX_VALUE);
            long[] lots = tree.better(tight, -1);
            assertTrue(tree.complete());
            assertNotNull(lots);
            assertEquals(Packings.optimum(tight), tight.welfare(lots), "seed " + seed);
        }
    }

    @Test
    void thePortfolioProvesWhatEnumerationFinds() {
        for (long seed = 0; seed < 300; seed++) {
            LotProgram program = program(seed);
            Answer answer = PackagePortfolio.solve(program, Run.start(UNTIMED));
            assertNotNull(answer);
            assertTrue(program.feasible(answer.lots()));
            assertEquals(Packings.optimum(program), program.welfare(answer.lots()), "seed " + seed);
            assertEquals(answer.boundMicros(), program.welfare(answer.lots()));
            assertEquals(Termination.COMPLETED, answer.termination());
        }
    }

    /** Bids on a few of 45 goods, too many for one search in bits. */
    private static LotProgram large(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int bids = 140;
        int[][] members = new int[45][bids];
        int[] sizes = new int[45];
        long[] values = new long[bids];
        for (int k = 0; k < bids; k++) {
            int size = 2 + random.nextInt(5);
            for (int i = 0; i < size; i++) {
                int g = random.nextInt(45);
                if (sizes[g] == 0 || members[g][sizes[g] - 1] != k) {
                    members[g][sizes[g]++] = k;
                    values[k] += 100 + random.nextInt(100);
                }
            }
        }
        int[][] rows = new int[45][];
        for (int g = 0; g < 45; g++) {
            rows[g] = Arrays.copyOf(members[g], sizes[g]);
        }
        return LotProgram.packing(values, rows);
    }

    @Test
    void theTreeProvesWhatCpSatProvesWithoutReductions() {
        boolean branched = false;
        for (long seed = 0; seed < 4; seed++) {
            LotProgram program = large(seed);
            Answer plain = CpSat.solve(program, Run.start(UNTIMED), null);
            assertEquals(Termination.COMPLETED, plain.termination());
            PackageTree tree = new PackageTree(Run.start(UNTIMED), () -> 0, Long.MAX_VALUE);
            long[] lots = tree.better(program, 0);
            assertTrue(tree.complete());
            branched |= tree.work() > ONE_SEARCH;
            assertNotNull(lots);
            assertEquals(program.welfare(plain.lots()), program.welfare(lots), "seed " + seed);
        }
        assertTrue(branched, "the first search in bits ended everything");
    }

    @Test
    void oneAndTwoThreadsGiveTheSameFills() {
        for (long seed = 0; seed < 4; seed++) {
            LotProgram program = large(seed);
            Answer one = PackagePortfolio.solve(program, Run.start(UNTIMED));
            Answer two = PackagePortfolio.solve(program, Run.start(UNTIMED.withThreads(2)));
            assertNotNull(one);
            assertNotNull(two);
            assertArrayEquals(one.lots(), two.lots(), "seed " + seed);
            assertEquals(one.boundMicros(), two.boundMicros());
        }
    }

    @Test
    void aLimitOnWorkIsReproducible() {
        LotProgram program = large(7);
        Run run = Run.start(UNTIMED.withLimits(UNTIMED.limits().withWork(3)));
        Answer first = PackagePortfolio.solve(program, run);
        Answer second = PackagePortfolio.solve(program, run);
        assertNotNull(first);
        assertNotNull(second);
        assertArrayEquals(first.lots(), second.lots());
        assertTrue(program.feasible(first.lots()));
        assertTrue(first.boundMicros() >= program.welfare(first.lots()));
    }
}
