package dev.walras.market;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class BundleTest {
    @Test
    void sortsAddsUpAndDropsZeros() {
        Bundle bundle = Bundle.of(new int[] {5, 2, 5, 9, 2, 7}, new long[] {1, 4, 2, 0, -4, Long.MIN_VALUE});
        assertEquals(2, bundle.size());
        assertEquals(5, bundle.good(0));
        assertEquals(3, bundle.units(0));
        assertEquals(7, bundle.good(1));
        assertEquals(Long.MIN_VALUE, bundle.units(1));
        assertEquals(3, bundle.unitsOf(5));
        assertEquals(0, bundle.unitsOf(2));
        assertEquals("{5:+3, 7:-9223372036854775808}", bundle.toString());
    }

    @Test
    void equalsByContent() {
        Bundle bundle = Bundle.of(new int[] {3, 1}, new long[] {2, -1});
        assertEquals(Bundle.convert(1, 1, 3, 2), bundle);
        assertEquals(Bundle.convert(1, 1, 3, 2).hashCode(), bundle.hashCode());
        assertNotEquals(Bundle.convert(3, 2, 1, 1), bundle);
        assertEquals(Bundle.EMPTY, Bundle.of(4, 0));
    }

    @Test
    void keepsTheLargestIndex() {
        assertEquals(8, Bundle.of(Integer.MAX_VALUE, 8).unitsOf(Integer.MAX_VALUE));
    }

    @Test
    void namesWhatIsWrong() {
        assertEquals(
                "2 goods but 1 units",
                assertThrows(IllegalArgumentException.class, () -> Bundle.of(new int[] {1, 2}, new long[] {1}))
                        .getMessage());
        assertEquals(
                "good -4 is negative",
                assertThrows(IllegalArgumentException.class, () -> Bundle.of(-4, 1))
                        .getMessage());
        assertThrows(ArithmeticException.class, () -> Bundle.of(new int[] {1, 1}, new long[] {Long.MAX_VALUE, 1}));
    }
}
