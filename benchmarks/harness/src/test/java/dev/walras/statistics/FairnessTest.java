package dev.walras.statistics;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FairnessTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void giniIsTheMeanDifferenceOverTwiceTheMean(long seed) {
        SplittableRandom random = RunContext.seeded(seed).random("amounts");
        List<BigFraction> amounts = new ArrayList<>();
        for (int i = 0; i < 9; i++) {
            amounts.add(new BigFraction(random.nextInt(50), 1 + random.nextInt(5)));
        }
        BigFraction differences = BigFraction.ZERO;
        BigFraction sum = BigFraction.ZERO;
        for (BigFraction x : amounts) {
            sum = sum.add(x);
            for (BigFraction y : amounts) {
                differences = differences.add(x.subtract(y).abs());
            }
        }
        assertEquals(differences.divide(sum.multiply(2 * amounts.size())), Inequality.gini(amounts));
    }

    @Test
    void nobodyHasNothingUnequally() {
        assertEquals(BigFraction.ZERO, Inequality.gini(List.of(BigFraction.ZERO, BigFraction.ZERO)));
        assertEquals(BigFraction.ONE, Inequality.jain(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Inequality.jain(List.of(BigFraction.MINUS_ONE)));
    }

    private static List<BigFraction> row(int... values) {
        return java.util.Arrays.stream(values).mapToObj(BigFraction::new).toList();
    }

    @Test
    void envyIsSeenAndGoesWithOneItem() {
        DivisionAudit audit =
                new DivisionAudit(List.of(row(5, 4, 1), row(1, 1, 1)), List.of(List.of(2), List.of(0, 1)));
        assertEquals(new BigFraction(8), audit.envy().get(0).get(1));
        assertFalse(audit.envyFree());
        assertFalse(audit.envyFreeUpToOne());
        DivisionAudit better =
                new DivisionAudit(List.of(row(5, 4, 1), row(1, 1, 1)), List.of(List.of(1), List.of(0, 2)));
        assertFalse(better.envyFree());
        assertTrue(better.envyFreeUpToOne());
    }

    /** Maximin shares by brute force over all labelled divisions. */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void maximinSharesAreThoseOfAllDivisions(long seed) {
        SplittableRandom random = RunContext.seeded(seed).random("values");
        int items = 6;
        int[] values = random.ints(items, 0, 20).toArray();
        long best = 0;
        for (int code = 0; code < 729; code++) {
            long[] parts = new long[3];
            for (int item = 0, rest = code; item < items; item++, rest /= 3) {
                parts[rest % 3] += values[item];
            }
            best = Math.max(best, Math.min(parts[0], Math.min(parts[1], parts[2])));
        }
        List<List<BigFraction>> rows = List.of(row(values), row(values), row(values));
        DivisionAudit audit = new DivisionAudit(rows, List.of(List.of(), List.of(), List.of()));
        assertEquals(new BigFraction((int) best), audit.maximinShares().get(0));
    }

    @Test
    void anItemIsGivenOnce() {
        String message = assertThrows(
                        IllegalArgumentException.class,
                        () -> new DivisionAudit(List.of(row(1, 2), row(1, 2)), List.of(List.of(0), List.of(0))))
                .getMessage();
        assertTrue(message.contains("item 0"), message);
    }

    @Test
    void profilesCountFailuresAsInfinite() {
        double[][] costs = {{1, 2, Double.NaN}, {2, 1, Double.NaN}};
        List<PerformanceProfile> profiles = PerformanceProfile.of(costs);
        assertEquals(1 / 3.0, profiles.get(0).within(1), 1e-12);
        assertEquals(2 / 3.0, profiles.get(0).within(1e9), 1e-12);
        assertThrows(IllegalArgumentException.class, () -> PerformanceProfile.of(new double[][] {{0}}));
        assertEquals(4, PerformanceProfile.shiftedGeometricMean(new double[] {2, 8}, 0), 1e-12);
    }
}
