package dev.walras.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ExpressionTest {
    @ParameterizedTest
    @CsvSource({
        "2*sqrt(q)-p, 3",
        "theta q^2, 12",
        "q^(1/2), 2",
        "w log q, 2.772588722239781",
        "-q^2+p, -15",
        "10+0.01p, 10.01",
        "3/4(q+p), 3.75",
        "p / 2**q, 0.0625"
    })
    void values(String formula, double expected) {
        Map<String, Double> values = Map.of("q", 4.0, "p", 1.0, "w", 2.0, "theta", 0.75);
        assertEquals(expected, Expression.of(formula).value(values), 1e-12);
    }

    @Test
    void boundNamesBecomeNumbers() {
        Expression formula = Expression.of("w d + 1").with(Map.of("w", new BigFraction(1, 3)));
        assertEquals(Map.of("", BigFraction.ONE, "d", new BigFraction(1, 3)), formula.linear());
        assertEquals(1.0 / 3, formula.slope(Map.of("d", 5.0), "d"), 1e-15);
    }

    @Test
    void divisionByZeroIsNoCrashOfTheReader() {
        assertEquals(null, Expression.of("1/0").linear());
        assertThrows(IllegalArgumentException.class, () -> Expression.of("1+"));
        assertThrows(IllegalArgumentException.class, () -> Expression.of("1 2"));
    }
}
