package dev.walras.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.regex.Pattern;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Numbers of JSON files: JSON numbers, and texts {@code "p/q"} for exact fractions. */
final class Numbers {
    private static final Pattern FRACTION = Pattern.compile("-?[0-9]{1,400}(/[0-9]{1,400})?");
    private static final int LARGEST_SCALE = 400;

    private Numbers() {}

    /** The number that {@code node} states, null when it states none. */
    static @Nullable BigFraction parse(JsonNode node) {
        if (node.isNumber()) {
            BigDecimal decimal = node.decimalValue();
            return Math.abs((long) decimal.scale()) > LARGEST_SCALE ? null : of(decimal);
        }
        if (!node.isTextual() || !FRACTION.matcher(node.asText()).matches()) {
            return null;
        }
        String text = node.asText();
        int slash = text.indexOf('/');
        if (slash < 0) {
            return new BigFraction(new BigInteger(text));
        }
        BigInteger denominator = new BigInteger(text.substring(slash + 1));
        return denominator.signum() == 0
                ? null
                : new BigFraction(new BigInteger(text.substring(0, slash)), denominator);
    }

    /** A decimal as a fraction. */
    static BigFraction of(BigDecimal decimal) {
        return decimal.scale() > 0
                ? new BigFraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()))
                : new BigFraction(decimal.toBigIntegerExact());
    }

    /** {@code "p/q"}, or the whole number. */
    static String text(BigFraction fraction) {
        return fraction.getDenominator().equals(BigInteger.ONE)
                ? fraction.getNumerator().toString()
                : fraction.getNumerator() + "/" + fraction.getDenominator();
    }
}
