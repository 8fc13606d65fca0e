package dev.walras.cli;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Numbers as people read them. */
final class Numbers {
    private Numbers() {}

    /** Micros of money as a decimal number without trailing zeros; a dash for null. */
    static String money(@Nullable Long micros) {
        if (micros == null) {
            return "-";
        }
        BigDecimal value = BigDecimal.valueOf(micros, 6).stripTrailingZeros();
        return (value.scale() < 0 ? value.setScale(0) : value).toPlainString();
    }

    /** A share in percent, cut, not rounded, to two digits, so that only what is complete reads 100; or a dash. */
    static String percent(double share) {
        if (!Double.isFinite(share)) {
            return "-";
        }
        BigDecimal cut = BigDecimal.valueOf(share).movePointRight(2).setScale(2, RoundingMode.FLOOR);
        BigDecimal stripped = cut.stripTrailingZeros();
        return (stripped.scale() < 0 ? stripped.setScale(0) : stripped).toPlainString();
    }

    /** A number with about four digits that say something, or a dash. */
    static String shortly(double value) {
        if (!Double.isFinite(value)) {
            return "-";
        }
        double size = Math.abs(value);
        if (size >= 1e15 || (size > 0 && size < 1e-3)) {
            return String.format(Locale.ROOT, "%.3g", value);
        }
        int digits = size >= 1000 ? 0 : size >= 100 ? 1 : size >= 10 ? 2 : 3;
        BigDecimal rounded = BigDecimal.valueOf(value)
                .setScale(digits, RoundingMode.HALF_EVEN)
                .stripTrailingZeros();
        return (rounded.scale() < 0 ? rounded.setScale(0) : rounded).toPlainString();
    }

    /** Milliseconds as {@code 12 ms}, {@code 3.4 s} or {@code 2 min 5 s}; or a dash. */
    static String time(double millis) {
        if (!Double.isFinite(millis)) {
            return "-";
        }
        if (millis < 1000) {
            return shortly(millis) + " ms";
        }
        if (millis < 60_000) {
            return shortly(Math.round(millis / 100) / 10.0) + " s";
        }
        long seconds = Math.round(millis / 1000);
        return seconds / 60 + " min " + seconds % 60 + " s";
    }
}
