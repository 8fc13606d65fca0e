package dev.walras.mechanisms.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpatialEquilibriumTest {
    private static SpatialEquilibrium.Line line(int intercept, int slope) {
        return new SpatialEquilibrium.Line(new BigFraction(intercept), new BigFraction(slope));
    }

    private static SpatialEquilibrium.Way way(int from, int to, int cost) {
        return new SpatialEquilibrium.Way(from, to, new BigFraction(cost), null);
    }

    /** Two regions, demand 20 - q and 40 - q, supply 2 + q and 10 + q, for several costs of transport. */
    @Test
    void pricesDifferByTransportUntilTradeStops() {
        int[] costs = {0, 2, 5, 12, 20};
        double[] prices = {18, 17, 15.5, 12, 11};
        double[] flows = {14, 12, 9, 2, 0};
        for (int i = 0; i < costs.length; i++) {
            SpatialEquilibrium model = new SpatialEquilibrium(
                    List.of(
                            new SpatialEquilibrium.Region("a", line(2, 1), line(20, 1)),
                            new SpatialEquilibrium.Region("b", line(10, 1), line(40, 1))),
                    List.of(way(0, 1, costs[i]), way(1, 0, costs[i])),
                    SpatialEquilibrium.Passage.DIRECT);
            SpatialEquilibrium.Equilibrium found = model.solve();
            assertEquals(prices[i], found.prices().get(0).doubleValue());
            assertEquals(flows[i], found.flows().get(0).doubleValue());
            assertEquals(new BigFraction(25), model.autarkyPrice(1));
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void randomNetworksSettleWithoutFault(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int n = 2 + random.nextInt(4);
        List<SpatialEquilibrium.Region> regions = new ArrayList<>();
        List<SpatialEquilibrium.Way> ways = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            regions.add(new SpatialEquilibrium.Region(
                    "r" + i,
                    random.nextInt(4) == 0 ? null : line(random.nextInt(10), random.nextInt(3)),
                    random.nextInt(4) == 0 ? null : line(5 + random.nextInt(30), 1 + random.nextInt(3))));
            for (int j = 0; j < n; j++) {
                if (i != j && random.nextInt(3) > 0) {
                    BigFraction capacity = random.nextBoolean() ? null : new BigFraction(random.nextInt(6));
                    ways.add(new SpatialEquilibrium.Way(i, j, new BigFraction(random.nextInt(9)), capacity));
                }
            }
        }
        SpatialEquilibrium model = new SpatialEquilibrium(regions, ways, SpatialEquilibrium.Passage.ANY);
        SpatialEquilibrium.Equilibrium found = model.solve();
        assertEquals(List.of(), model.faults(found));
        List<BigFraction> moved = new ArrayList<>(found.prices());
        moved.set(0, moved.get(0).add(100));
        SpatialEquilibrium.Equilibrium wrong = new SpatialEquilibrium.Equilibrium(
                moved, found.supplies(), found.demands(), found.flows(), found.rents());
        assertTrue(regions.get(0).supply() == null || !model.faults(wrong).isEmpty());
    }

    @Test
    void aWayDearerThanADetourIsRefusedUnlessGoodsMayPassThrough() {
        List<SpatialEquilibrium.Region> regions = List.of(
                new SpatialEquilibrium.Region("a", line(1, 1), null),
                new SpatialEquilibrium.Region("b", null, line(9, 1)),
                new SpatialEquilibrium.Region("c", null, line(30, 1)));
        List<SpatialEquilibrium.Way> ways = List.of(way(0, 1, 2), way(1, 2, 3), way(0, 2, 10));
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new SpatialEquilibrium(regions, ways, SpatialEquilibrium.Passage.DIRECT))
                .getMessage();
        assertTrue(
                message.contains("from \"a\" to \"c\" costs 10 directly but 5 through \"b\"")
                        && message.contains("triangle inequality"),
                message);
        SpatialEquilibrium.Equilibrium found =
                new SpatialEquilibrium(regions, ways, SpatialEquilibrium.Passage.ANY).solve();
        assertEquals(BigFraction.ZERO, found.flows().get(2));
        assertEquals(
                new BigFraction(5),
                found.prices().get(2).subtract(found.prices().get(0)));
    }

    @Test
    void demandWithoutEndIsAnErrorInWords() {
        SpatialEquilibrium model = new SpatialEquilibrium(
                List.of(new SpatialEquilibrium.Region("a", line(1, 0), line(9, 0))),
                List.of(),
                SpatialEquilibrium.Passage.ANY);
        String message =
                assertThrows(IllegalArgumentException.class, model::solve).getMessage();
        assertTrue(message.contains("no end"), message);
    }
}
