package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import java.util.Comparator;
import java.util.stream.IntStream;

/** The orders of a market of one good, best first; ties to the lower index. */
final class MeritOrder {
    private MeritOrder() {}

    /** The orders that receive, by falling value. */
    static int[] bids(Market market) {
        return sorted(market, +1);
    }

    /** The orders that give, by rising cost. */
    static int[] asks(Market market) {
        return sorted(market, -1);
    }

    private static int[] sorted(Market market, int sign) {
        return IntStream.range(0, market.orders())
                .filter(k -> Long.signum(market.bundleUnits(k, 0)) == sign)
                .boxed()
                .sorted(Comparator.comparingLong((Integer k) -> -market.valueMicrosPerLot(k)))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
