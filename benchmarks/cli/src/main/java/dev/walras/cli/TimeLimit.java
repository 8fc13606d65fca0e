package dev.walras.cli;

import java.math.BigDecimal;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * A span of time as typed: {@code 500ms}, {@code 30s}, {@code 1.5m}, {@code 2h}; a plain number is seconds.
 *
 * @param millis milliseconds, 1 or more
 */
record TimeLimit(long millis) {
    private static final Pattern FORM = Pattern.compile("([0-9]{1,12}(?:\\.[0-9]{1,6})?)\\s*(ms|s|m|min|h|)");
    private static final Map<String, Long> UNITS =
            Map.of("ms", 1L, "s", 1_000L, "", 1_000L, "m", 60_000L, "min", 60_000L, "h", 3_600_000L);

    /** Reads it from the command line. */
    static final class Converter implements ITypeConverter<TimeLimit> {
        @Override
        public TimeLimit convert(String text) {
            Matcher matcher = FORM.matcher(text);
            if (matcher.matches()) {
                Long unit = UNITS.get(matcher.group(2));
                long millis = new BigDecimal(matcher.group(1))
                        .multiply(BigDecimal.valueOf(unit == null ? 1 : unit))
                        .longValue();
                if (millis >= 1) {
                    return new TimeLimit(millis);
                }
            }
            throw new TypeConversionException("\"" + text + "\" is not a time such as 500ms, 30s, 2m or 1h");
        }
    }
}
