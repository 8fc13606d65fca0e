package dev.walras.solver.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NeighbourhoodsTest {
    private static final double MEAN = 20;

    private final RunContext context = RunContext.seeded(1);

    private Packing packing(long seed) {
        return Objects.requireNonNull(Packing.of(LotProgram.of(Packings.market(seed, 80, 10))));
    }

    private Guide guide(Packing packing) {
        return new Guide(packing, TypePrices.of(packing, Run.start(context)));
    }

    private Neighbourhoods choice(Packing packing, Placement placement, Guide guide) {
        return new Neighbourhoods(packing, placement, guide, MEAN, context.random("neighbourhoods"));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void setsShareNeitherBinsNorJobsAndOfferOnlyJobsThatAreOutAndCanBeThere(long seed) {
        Packing packing = packing(seed);
        Guide guide = guide(packing);
        Placement placement = Start.of(packing, guide);
        Set<Integer> bins = new HashSet<>();
        Set<Integer> jobs = new HashSet<>();
        List<Neighbourhoods.Neighbourhood> sets =
                choice(packing, placement, guide).choose(4, 3, 7);
        assertEquals(3, sets.size(), "ten bins make three sets of three");
        for (Neighbourhoods.Neighbourhood set : sets) {
            assertEquals(3, set.bins.length);
            for (int b : set.bins) {
                assertTrue(bins.add(b));
            }
            for (int j : set.open) {
                assertTrue(jobs.add(j));
                assertEquals(Packing.NONE, placement.bin(j));
                boolean possible = false;
                for (int b : set.bins) {
                    possible |= placement.option(j, b) >= 0;
                }
                assertTrue(possible);
            }
        }
        assertTrue(!jobs.isEmpty());
    }

    @Test
    void anEmptyBinAmongFullOnesIsAlmostAlwaysChosenFirst() {
        Packing packing = packing(2);
        Guide guide = guide(packing);
        Placement placement = Start.of(packing, guide);
        int emptied = 4;
        while (placement.count(emptied) > 0) {
            placement.take(placement.item(emptied, 0));
        }
        Neighbourhoods choice = choice(packing, placement, guide);
        int first = 0;
        for (int i = 0; i < 50; i++) {
            first += choice.choose(1, 2, 0).get(0).bins[0] == emptied ? 1 : 0;
        }
        assertTrue(first > 30, "only " + first + " of 50");
    }

    /** Welfare falls short of the bound by the losses of all bins and the margins of jobs that are out. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void lossesAddUpToTheGap(long seed) {
        Packing packing = packing(seed);
        double[] prices = TypePrices.of(packing, Run.start(context));
        Guide guide = new Guide(packing, prices);
        Placement placement = Start.of(packing, guide);
        Neighbourhoods choice = choice(packing, placement, guide);
        double losses = 0;
        for (int b = 0; b < packing.bins(); b++) {
            losses += choice.loss(b);
        }
        for (int j = 0; j < packing.jobs(); j++) {
            losses += placement.bin(j) < 0 ? Math.max(0, guide.best(j)) : 0;
        }
        double bound = TypePrices.bound(packing, prices);
        assertEquals(bound - placement.welfare(), losses, 1e-6 * bound);
    }
}
