package dev.walras.mechanisms.online;

import java.util.Collections;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * What is known of a value before it is seen: finitely many values of 0 or more, with probabilities that add up to 1.
 *
 * @param probabilities by value
 */
public record Prior(Map<BigFraction, BigFraction> probabilities) {
    public Prior {
        TreeMap<BigFraction, BigFraction> sorted = new TreeMap<>(probabilities);
        BigFraction total = BigFraction.ZERO;
        for (Map.Entry<BigFraction, BigFraction> each : sorted.entrySet()) {
            if (each.getKey().compareTo(BigFraction.ZERO) < 0 || each.getValue().compareTo(BigFraction.ZERO) < 0) {
                throw new IllegalArgumentException(
                        "value " + each.getKey() + " with probability " + each.getValue() + ": both must be 0 or more");
            }
            total = total.add(each.getValue());
        }
        if (!total.equals(BigFraction.ONE)) {
            throw new IllegalArgumentException("the probabilities of a prior add up to " + total + " instead of 1");
        }
        probabilities = Collections.unmodifiableMap(sorted);
    }

    /** The probability of {@code value} or more. */
    BigFraction atLeast(BigFraction value) {
        BigFraction sum = BigFraction.ZERO;
        for (Map.Entry<BigFraction, BigFraction> each : probabilities.entrySet()) {
            sum = each.getKey().compareTo(value) >= 0 ? sum.add(each.getValue()) : sum;
        }
        return sum;
    }

    /** The mean of the value where it is {@code threshold} or more, counting 0 elsewhere. */
    BigFraction meanFrom(BigFraction threshold) {
        BigFraction sum = BigFraction.ZERO;
        for (Map.Entry<BigFraction, BigFraction> each : probabilities.entrySet()) {
            sum = each.getKey().compareTo(threshold) >= 0
                    ? sum.add(each.getKey().multiply(each.getValue()))
                    : sum;
        }
        return sum;
    }
}
