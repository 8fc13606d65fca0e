package dev.walras.harness;

import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Amounts of memory as people write them: {@code 512MiB}, {@code 2GiB}. */
final class ByteSize {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,9}(?:[.][0-9]{1,3})?) ?(KiB|MiB|GiB|TiB)");

    private ByteSize() {}

    private static Map<String, Long> units() {
        Map<String, Long> units = new LinkedHashMap<>();
        units.put("TiB", 1L << 40);
        units.put("GiB", 1L << 30);
        units.put("MiB", 1L << 20);
        units.put("KiB", 1L << 10);
        return units;
    }

    /**
     * The amount that {@code text} says, in bytes.
     *
     * @throws IllegalArgumentException when it is not a number with a unit
     */
    static long parse(String text) {
        Matcher matcher = FORM.matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "is \"" + text + "\"; it must be a number with KiB, MiB, GiB or TiB\nMaybe \"2GiB\" is meant.");
        }
        long unit = units().getOrDefault(matcher.group(2), 1L);
        return new BigDecimal(matcher.group(1))
                .multiply(BigDecimal.valueOf(unit))
                .setScale(0, RoundingMode.HALF_UP)
                .longValueExact();
    }

    /** The amount in the greatest unit that gives a whole number, or in KiB; {@link #parse} reads it. */
    static String text(long bytes) {
        for (Map.Entry<String, Long> unit : units().entrySet()) {
            if (bytes >= unit.getValue() && bytes % unit.getValue() == 0) {
                return bytes / unit.getValue() + unit.getKey();
            }
        }
        return BigDecimal.valueOf(bytes).divide(BigDecimal.valueOf(1_024), 3, RoundingMode.HALF_UP) + "KiB";
    }

    /** The amount for a message, with one digit after the point: {@code 2.1 GiB}. */
    static String rounded(long bytes) {
        for (Map.Entry<String, Long> unit : units().entrySet()) {
            if (bytes >= unit.getValue()) {
                return BigDecimal.valueOf(bytes)
                                .divide(BigDecimal.valueOf(unit.getValue()), 1, RoundingMode.HALF_UP)
                                .stripTrailingZeros()
                                .toPlainString()
                        + " " + unit.getKey();
            }
        }
        return bytes + " bytes";
    }
}
