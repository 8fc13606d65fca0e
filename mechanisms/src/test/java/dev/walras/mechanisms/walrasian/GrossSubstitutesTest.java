package dev.walras.mechanisms.walrasian;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GrossSubstitutesTest {
    @Test
    void aPackageIsAWitness() {
        // Sets by bits: nothing, x, y, xy.
        GrossSubstitutes both = GrossSubstitutes.of(0, 0, 0, 3);
        assertEquals(new GrossSubstitutes.Complements(0, 0, 1), both.localWitness());
        assertEquals(new GrossSubstitutes.NoExchange(3, 0, 0), both.exchangeWitness());
    }

    @Test
    void submodularityIsNotEnough() {
        // Case B23: 4 each; xy 5, xz 5, yz 8, all 8.
        GrossSubstitutes uneven = GrossSubstitutes.of(0, 4, 4, 5, 4, 5, 8, 8);
        assertTrue(uneven.localWitness() instanceof GrossSubstitutes.UnevenTriple);
    }

    @Test
    void unitDemandHasSubstitutes() {
        assertNull(GrossSubstitutes.of(0, 7, 6, 7, 5, 7, 6, 7).exchangeWitness());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void bothTestsAgree(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int holds = 0;
        for (int round = 0; round < 400; round++) {
            int goods = 2 + random.nextInt(3);
            long[] values = new long[1 << goods];
            long[] each = random.longs(goods, 0, 6).toArray();
            int most = 1 + random.nextInt(goods);
            for (int set = 1; set < values.length; set++) {
                // Additive up to a limit, sometimes disturbed.
                int bits = set;
                values[set] = IntStream.range(0, goods)
                                .filter(g -> (bits >> g & 1) == 1)
                                .mapToLong(g -> each[g])
                                .sorted()
                                .skip(Math.max(0, Integer.bitCount(bits) - most))
                                .sum()
                        + (random.nextInt(20) == 0 ? random.nextInt(2) : 0);
            }
            GrossSubstitutes check = GrossSubstitutes.of(values);
            assertEquals(check.exchangeWitness() == null, check.holds());
            holds += check.holds() ? 1 : 0;
        }
        assertTrue(holds > 50 && holds < 390, "substitutes in " + holds);
    }

    @Test
    void valuesOfSomeSetsAreNotEnough() {
        assertThrows(IllegalArgumentException.class, () -> GrossSubstitutes.of(0, 1, 2));
    }
}
