package dev.walras.mechanisms.cloud;

import dev.walras.market.Market;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;

/** What a unit of each good counts in the size of a bundle. */
final class Weights {
    private Weights() {}

    /** Reads numbers separated by commas; the empty text is no weights, which stands for 1 each. */
    static List<BigFraction> parse(String text) {
        List<BigFraction> weights = new ArrayList<>();
        for (String part : text.isBlank() ? new String[0] : text.split(",", -1)) {
            weights.add(number("weights", part.strip()));
        }
        return List.copyOf(weights);
    }

    /** Reads a decimal number of 0 or more, exactly. */
    static BigFraction number(String key, String text) {
        if (!text.matches("[0-9]{1,18}(\\.[0-9]{1,18})?")) {
            throw new IllegalArgumentException(
                    "setting " + key + " is \"" + text + "\"; it must be a decimal number of 0 or more");
        }
        BigDecimal decimal = new BigDecimal(text);
        return new BigFraction(decimal.unscaledValue(), BigInteger.TEN.pow(decimal.scale()));
    }

    /**
     * The size of each order: units times weights.
     *
     * @param weights one a good, or none for 1 each
     */
    static List<BigFraction> sizes(Market market, List<BigFraction> weights) {
        if (!weights.isEmpty() && weights.size() != market.goods()) {
            throw new IllegalArgumentException(weights.size() + " weights for " + market.goods() + " goods of market \""
                    + market.id() + "\"\nMaybe one weight a good was meant, or none for 1 each.");
        }
        List<BigFraction> sizes = new ArrayList<>(market.orders());
        for (int k = 0; k < market.orders(); k++) {
            BigFraction size = BigFraction.ZERO;
            for (int i = 0; i < market.bundleSize(k); i++) {
                BigFraction units = new BigFraction(market.bundleUnits(k, i));
                int good = market.bundleGood(k, i);
                size = size.add(weights.isEmpty() ? units : units.multiply(weights.get(good)));
            }
            sizes.add(size);
        }
        return sizes;
    }
}
