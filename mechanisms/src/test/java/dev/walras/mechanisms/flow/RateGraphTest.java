package dev.walras.mechanisms.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RateGraphTest {
    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private static List<RateGraph.Conversion> random(SplittableRandom random, int n, boolean limited) {
        List<RateGraph.Conversion> conversions = new ArrayList<>();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                if (i != j && random.nextInt(4) > 0) {
                    BigFraction factor = new BigFraction(85 + random.nextInt(30), 100);
                    BigFraction capacity = limited ? new BigFraction(1 + random.nextInt(20)) : null;
                    conversions.add(new RateGraph.Conversion(i, j, factor, capacity));
                }
            }
        }
        return conversions;
    }

    /** The search in exact rates finds a cycle that earns just when trying all finds one. */
    @ParameterizedTest
    @MethodSource("seeds")
    void findsACycleThatEarnsIfAndOnlyIfThereIsOne(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        RateGraph graph = new RateGraph(5, random(random, 2 + random.nextInt(4), false));
        RateGraph.Cycle best = graph.best();
        RateGraph.Cycle found = graph.find();
        assertEquals(best != null && best.earns(), found != null);
        if (found != null && best != null) {
            assertTrue(found.earns());
            assertTrue(found.factor().compareTo(best.factor()) <= 0);
            BigFraction factor = BigFraction.ONE;
            int at = found.conversions().get(0).from();
            for (RateGraph.Conversion each : found.conversions()) {
                assertEquals(at, each.from());
                at = each.to();
                factor = factor.multiply(each.factor());
            }
            assertEquals(found.conversions().get(0).from(), at);
            assertEquals(factor, found.factor());
        }
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void afterCyclesAreUsedUpNoneEarnsAndEveryUseDid(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<RateGraph.Conversion> conversions = random(random, 4, true);
        List<RateGraph.Use> uses = new RateGraph(4, conversions).saturate(1000);
        List<RateGraph.Conversion> left = new ArrayList<>(conversions);
        for (RateGraph.Use use : uses) {
            assertTrue(use.profit().compareTo(BigFraction.ZERO) > 0);
            BigFraction arriving = use.amount();
            for (RateGraph.Conversion each : use.cycle().conversions()) {
                for (int k = 0; k < left.size(); k++) {
                    RateGraph.Conversion one = left.get(k);
                    if (one.from() == each.from() && one.to() == each.to()) {
                        BigFraction rest = one.capacity().subtract(arriving);
                        assertTrue(rest.compareTo(BigFraction.ZERO) >= 0);
                        left.set(k, new RateGraph.Conversion(one.from(), one.to(), one.factor(), rest));
                    }
                }
                arriving = arriving.multiply(each.factor());
            }
        }
        assertNull(new RateGraph(4, left).find());
    }

    @Test
    void aTriangleOfThreeRatesEarns() {
        List<RateGraph.Conversion> triangle = List.of(
                new RateGraph.Conversion(0, 1, new BigFraction(9, 10), null),
                new RateGraph.Conversion(1, 2, new BigFraction(88, 100), null),
                new RateGraph.Conversion(2, 0, new BigFraction(127, 100), null));
        RateGraph graph = new RateGraph(3, triangle);
        assertEquals(1.005840, assertNotNullCycle(graph.find()).factor().doubleValue(), 1e-12);
        String message = assertThrows(IllegalArgumentException.class, () -> graph.saturate(1))
                .getMessage();
        assertTrue(message.contains("without end"), message);
    }

    private static RateGraph.Cycle assertNotNullCycle(RateGraph.Cycle cycle) {
        assertNotNull(cycle);
        return cycle;
    }

    @Test
    void ratesThatMultiplyToOneEarnNothingExactly() {
        // In logarithms these sum to about 1e-17, not to 0.
        List<RateGraph.Conversion> fair = List.of(
                new RateGraph.Conversion(0, 1, new BigFraction(7, 10), null),
                new RateGraph.Conversion(1, 2, new BigFraction(10, 3), null),
                new RateGraph.Conversion(2, 0, new BigFraction(3, 7), null));
        assertNull(new RateGraph(3, fair).find());
    }

    /** Round trips of two, which earn 21/20, are also part of a way through three that earns as much. */
    @Test
    void ofEqualCyclesTheShortestIsBest() {
        BigFraction one = BigFraction.ONE;
        List<RateGraph.Conversion> conversions = List.of(
                new RateGraph.Conversion(0, 1, one, null),
                new RateGraph.Conversion(1, 2, new BigFraction(21, 20), null),
                new RateGraph.Conversion(2, 0, one, null),
                new RateGraph.Conversion(2, 1, one, null));
        RateGraph.Cycle best = new RateGraph(3, conversions).best();
        assertNotNull(best);
        assertEquals(List.of(1, 2), best.currencies());
    }
}
