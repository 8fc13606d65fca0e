package dev.walras.solver.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.Limits;
import dev.walras.mechanism.RunContext;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.Objects;
import java.util.stream.IntStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** After any number of random moves, what is kept up to date equals what is computed anew. */
class AnnealingTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void movesKeepFeasibilityAndTheAccounts(long seed) {
        LotProgram program = LotProgram.of(Packings.market(seed, 80, 8));
        Packing packing = Objects.requireNonNull(Packing.of(program));
        Guide guide = new Guide(packing, TypePrices.of(packing, Run.start(RunContext.seeded(seed))));
        Placement placement = Start.of(packing, guide);
        long welfare = placement.welfare();
        int changed = 0;
        for (int i = 0; i < 60; i++) {
            int[] bins = IntStream.range(0, packing.bins()).toArray();
            int[] open = IntStream.range(0, packing.jobs())
                    .filter(j -> placement.bin(j) < 0)
                    .toArray();
            int[] before = placement.bins();
            Annealing annealing = new Annealing(
                    packing,
                    placement,
                    guide,
                    new Annealing.Region(bins, open, new int[packing.jobs()]),
                    seed * 100 + i);
            annealing.run(50, 5, 1e9);
            welfare += annealing.gain();
            changed += java.util.Arrays.equals(before, placement.bins()) ? 0 : 1;
            check(program, packing, placement, welfare);
        }
        assertTrue(changed > 20, "only " + changed + " of 60 runs changed anything");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void repackingDisjointBinsKeepsFeasibilityAndGainsWhatItSays(long seed) {
        LotProgram program = LotProgram.of(Packings.market(seed, 60, 8));
        Packing packing = Objects.requireNonNull(Packing.of(program));
        Guide guide = new Guide(packing, new double[packing.types() * packing.dimensions()]);
        Placement placement = Start.of(packing, guide);
        long before = placement.welfare();
        int[] open = IntStream.range(0, packing.jobs())
                .filter(j -> placement.bin(j) < 0)
                .toArray();
        int half = open.length / 2;
        Repacking one = new Repacking(packing, placement, new int[] {0, 1}, java.util.Arrays.copyOf(open, half));
        Repacking two = new Repacking(
                packing, placement, new int[] {2, 5, 7}, java.util.Arrays.copyOfRange(open, half, open.length));
        Run limited = Run.start(RunContext.seeded(1)
                .withLimits(Limits.DEFAULT.withTimeMillis(Long.MAX_VALUE).withWork(500)));
        one.compute(limited);
        two.compute(limited);
        one.apply();
        two.apply();
        assertTrue(one.gain() >= 0 && two.gain() >= 0);
        check(program, packing, placement, before + one.gain() + two.gain());
    }

    private static void check(LotProgram program, Packing packing, Placement placement, long welfare) {
        long[] lots = packing.lots(placement.bins());
        assertTrue(program.feasible(lots));
        assertEquals(welfare, program.welfare(lots));
        Placement anew = new Placement(packing);
        anew.restore(placement.bins());
        int out = packing.jobs();
        for (int b = 0; b < packing.bins(); b++) {
            assertEquals(anew.count(b), placement.count(b));
            out -= placement.count(b);
            for (int r = 0; r < packing.dimensions(); r++) {
                assertEquals(anew.left(b, r), placement.left(b, r));
            }
            for (int i = 0; i < placement.count(b); i++) {
                assertEquals(b, placement.bin(placement.item(b, i)));
            }
        }
        assertEquals(
                IntStream.range(0, packing.jobs())
                        .filter(j -> placement.bin(j) < 0)
                        .count(),
                out);
    }
}
