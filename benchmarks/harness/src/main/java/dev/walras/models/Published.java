package dev.walras.models;

import java.util.List;
import java.util.function.DoubleSupplier;
import java.util.stream.Stream;

/**
 * A number printed in a paper, and how Walras computes it anew.
 *
 * @param group what it belongs to: {@code Gode-Sunder 1993}
 * @param quantity what is measured, with its unit
 * @param source where it is printed: authors, year, table or page
 * @param published the number printed
 * @param tolerance how far apart both may be, in the same unit; a statistical result needs room
 * @param ours computes it: seeded, the same number every time
 */
public record Published(
        String group, String quantity, String source, double published, double tolerance, DoubleSupplier ours) {
    private static final List<Published> ALL = Stream.of(
                    AuctionPublished.LIST,
                    TradingPublished.LIST,
                    PackagePublished.LIST,
                    IterativePublished.LIST,
                    DivisiblePublished.LIST,
                    PricePublished.LIST,
                    FlowPublished.LIST,
                    GamePublished.LIST)
            .flatMap(List::stream)
            .toList();

    /** Every published number, group by group. */
    public static List<Published> all() {
        return ALL;
    }

    /**
     * Both numbers.
     *
     * @param published what, and what is printed
     * @param ours what Walras computes
     */
    public record Row(Published published, double ours) {
        /** Whether both agree within the tolerance. */
        public boolean agrees() {
            return Math.abs(ours - published.published()) <= published.tolerance();
        }
    }

    /** Computes it. */
    public Row compute() {
        return new Row(this, ours.getAsDouble());
    }
}
