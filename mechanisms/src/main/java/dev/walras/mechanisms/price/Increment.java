package dev.walras.mechanisms.price;

import dev.walras.mechanism.Settings;

/**
 * The least step of a price in an auction: so many micros, or a share of the highest price where that is more.
 *
 * @param epsilon micros, 1 or more
 * @param relative share of the highest price, 0 to 1
 */
record Increment(long epsilon, double relative) {
    /** The settings {@code epsilon}, 1 unless set, and {@code relative}. */
    static Increment of(Settings settings, double relative) {
        return new Increment(
                settings.integer("epsilon", 1, 1, Tatonnement.HIGHEST_PRICE),
                settings.real("relative", relative, 0, 1));
    }

    /** The step where {@code highest} is the highest price so far, in micros. */
    long at(long highest) {
        return Math.max(epsilon, (long) (relative * highest));
    }
}
