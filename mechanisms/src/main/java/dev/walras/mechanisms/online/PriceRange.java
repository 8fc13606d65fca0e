package dev.walras.mechanisms.online;

/** Checks the public bounds of prices. */
final class PriceRange {
    private PriceRange() {}

    static void require(double low, double high) {
        if (!(low > 0 && low <= high) || Double.isInfinite(high)) {
            throw new IllegalArgumentException(
                    "prices from " + low + " to " + high + " are not a range above 0\nMaybe the bounds are exchanged.");
        }
    }
}
