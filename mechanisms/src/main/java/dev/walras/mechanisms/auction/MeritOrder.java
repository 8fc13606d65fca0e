package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import java.util.Comparator;
import java.util.function.IntPredicate;
import java.util.function.IntToLongFunction;
import java.util.stream.IntStream;

/** The orders of a market of one good, best first; ties to the lower index. */
final class MeritOrder {
    private MeritOrder() {}

    /** The orders that receive, by falling value. */
    static int[] bids(Market market) {
        return sorted(market, k -> market.bundleUnits(k, 0) > 0, k -> -market.valueMicrosPerLot(k));
    }

    /** The orders that give, by rising cost. */
    static int[] asks(Market market) {
        return sorted(market, k -> market.bundleUnits(k, 0) < 0, k -> cost(market, k));
    }

    /**
     * What a lot of {@code ask} costs, in micros. A cost below 0 counts as 0, also in the order: prices never are
     * negative, so whoever would even pay to give must not buy itself a better place.
     */
    static long cost(Market market, int ask) {
        return Math.max(0, -market.valueMicrosPerLot(ask));
    }

    private static int[] sorted(Market market, IntPredicate side, IntToLongFunction key) {
        return IntStream.range(0, market.orders())
                .filter(side)
                .boxed()
                .sorted(Comparator.comparingLong(key::applyAsLong))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
