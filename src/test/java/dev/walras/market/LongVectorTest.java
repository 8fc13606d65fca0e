package dev.walras.market;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LongVectorTest {
    @ParameterizedTest
    @CsvSource({
        "7, 7, 0",
        "-9223372036854775808, -9223372036854775808, 0",
        "-128, 127, 1",
        "-129, 0, 2",
        "0, 128, 2",
        "-32768, 32767, 2",
        "-32769, 0, 4",
        "0, 32768, 4",
        "-2147483648, 2147483647, 4",
        "-2147483649, 0, 8",
        "0, 2147483648, 8",
        "-9223372036854775808, 9223372036854775807, 8",
    })
    void isAsNarrowAsItsValuesAllow(long lo, long hi, int width) {
        LongVector vector = LongVector.of(lo, hi, lo, hi);
        assertEquals(4L * width, vector.heapBytes());
        assertArrayEquals(new long[] {lo, hi, lo, hi}, vector.toArray());
    }

    @ParameterizedTest
    @CsvSource({"5, 5", "0, 1", "0, 1000", "0, 100000", "0, 10000000000"})
    void rejectsIndicesOutsideWhateverTheWidth(long first, long second) {
        LongVector vector = LongVector.of(first, second);
        assertThrows(IndexOutOfBoundsException.class, () -> vector.get(-1));
        assertThrows(IndexOutOfBoundsException.class, () -> vector.get(2));
    }

    @Test
    void emptyVectorsHaveNoEntry() {
        assertEquals(0, LongVector.of().size());
        assertEquals(LongVector.zeros(0), LongVector.of());
        assertThrows(IndexOutOfBoundsException.class, () -> LongVector.of().get(0));
    }

    @Test
    void copiesWhatItIsGiven() {
        long[] values = {1, 2, 3};
        LongVector vector = LongVector.of(values);
        values[0] = 9;
        vector.toArray()[1] = 9;
        assertArrayEquals(new long[] {1, 2, 3}, vector.toArray());
    }

    @Test
    void copiesAPrefix() {
        assertEquals(LongVector.of(4, 5), LongVector.copyOf(new long[] {4, 5, 6}, 2));
        assertEquals(LongVector.of(4, 5), LongVector.copyOf(new int[] {4, 5, 6}, 2));
    }

    @Test
    void equalsByValueAcrossForms() {
        LongVector constant = LongVector.repeat(3, 1);
        assertEquals(constant, LongVector.of(1, 1, 1));
        assertEquals(constant.hashCode(), LongVector.of(1, 1, 1).hashCode());
        assertEquals(
                Arrays.hashCode(new long[] {1, 2, 3}), LongVector.of(1, 2, 3).hashCode());
        assertNotEquals(constant, LongVector.repeat(4, 1));
        assertNotEquals(constant, LongVector.of(1, 1, 2));
    }

    @Test
    void namesANegativeSize() {
        String message = assertThrows(IllegalArgumentException.class, () -> LongVector.repeat(-3, 0))
                .getMessage();
        assertEquals("size is -3; it must be 0 or more", message);
        assertThrows(IllegalArgumentException.class, () -> LongVector.tabulate(-1, i -> 0));
    }

    @Test
    void printsShortVectorsWhole() {
        assertEquals("[1, -2]", LongVector.of(1, -2).toString());
        assertEquals("LongVector[33 entries]", LongVector.zeros(33).toString());
    }
}
