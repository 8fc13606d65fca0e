package dev.walras.mechanisms.auction;

import dev.walras.market.Market;
import java.util.Arrays;
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
        int[] orders = IntStream.range(0, market.orders()).filter(side).toArray();
        long lo = Long.MAX_VALUE;
        long hi = Long.MIN_VALUE;
        for (int k : orders) {
            lo = Math.min(lo, key.applyAsLong(k));
            hi = Math.max(hi, key.applyAsLong(k));
        }
        int bits = Long.SIZE - Long.numberOfLeadingZeros(market.orders());
        boolean packs = orders.length == 0 || Long.numberOfLeadingZeros(hi - lo) > bits;
        return packs ? packed(orders, key, lo, bits) : compared(orders, key);
    }

    /** Key and index in one number, sorted as numbers. */
    private static int[] packed(int[] orders, IntToLongFunction key, long lo, int bits) {
        long[] keys = new long[orders.length];
        for (int i = 0; i < keys.length; i++) {
            keys[i] = (key.applyAsLong(orders[i]) - lo) << bits | orders[i];
        }
        Arrays.sort(keys);
        int[] sorted = new int[keys.length];
        for (int i = 0; i < keys.length; i++) {
            sorted[i] = (int) (keys[i] & ((1L << bits) - 1));
        }
        return sorted;
    }

    private static int[] compared(int[] orders, IntToLongFunction key) {
        return Arrays.stream(orders)
                .boxed()
                .sorted(Comparator.comparingLong(key::applyAsLong))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
