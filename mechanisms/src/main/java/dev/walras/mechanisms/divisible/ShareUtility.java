package dev.walras.mechanisms.divisible;

import java.util.function.DoubleUnaryOperator;

/**
 * What a share of a divisible good is worth: increasing, concave, smooth.
 *
 * @param worth money by units
 * @param slope its derivative, which may be infinite at 0
 */
public record ShareUtility(DoubleUnaryOperator worth, DoubleUnaryOperator slope) {
    /** {@code slope} money a unit. */
    public static ShareUtility linear(double slope) {
        return new ShareUtility(units -> slope * units, units -> slope);
    }

    /** {@code weight log(units)}: worth minus infinity at 0. */
    public static ShareUtility log(double weight) {
        return new ShareUtility(units -> weight * Math.log(units), units -> weight / units);
    }
}
