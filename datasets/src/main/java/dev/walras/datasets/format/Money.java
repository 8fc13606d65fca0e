package dev.walras.datasets.format;

import java.math.BigDecimal;
import java.math.RoundingMode;

/** Decimal amounts as micros. */
final class Money {
    private Money() {}

    /** {@code amount} in micros, rounded to the nearest, halves to the even one. */
    static long micros(BigDecimal amount) {
        return amount.movePointRight(6).setScale(0, RoundingMode.HALF_EVEN).longValueExact();
    }

    /** Whether {@code amount} is a whole number of micros. */
    static boolean isExact(BigDecimal amount) {
        return amount.stripTrailingZeros().scale() <= 6;
    }
}
