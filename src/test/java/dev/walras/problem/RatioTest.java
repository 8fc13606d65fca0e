package dev.walras.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.math.BigDecimal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class RatioTest {
    @ParameterizedTest
    @CsvSource({
        "0.95, 19, 20",
        "1, 1, 1",
        "1.50, 3, 2",
        "2E+3, 2000, 1",
        "1e-18, 1, 1000000000000000000",
        "9e18, 9000000000000000000, 1",
    })
    void readsDecimalsExactly(BigDecimal decimal, long numerator, long denominator) {
        assertEquals(new Ratio(numerator, denominator), Ratio.of(decimal));
    }

    @ParameterizedTest
    @CsvSource({"0", "-0.5", "1e19", "9.3e18", "123456789012345678e18", "1e-19", "1.234567890123456789"})
    void refusesWhatIsNotPositiveOrNotExact(BigDecimal decimal) {
        assertThrows(IllegalArgumentException.class, () -> Ratio.of(decimal));
    }

    @Test
    void isInLowestTerms() {
        assertEquals("3/2", new Ratio(6, 4).toString());
        assertEquals("5", new Ratio(10, 2).toString());
        assertEquals(Ratio.ONE, new Ratio(Long.MAX_VALUE, Long.MAX_VALUE));
        assertEquals(
                "ratio 0/1 is not positive; both parts must be 1 or more",
                assertThrows(IllegalArgumentException.class, () -> new Ratio(0, 1))
                        .getMessage());
    }
}
