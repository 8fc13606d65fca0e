package dev.walras.mechanisms.behaviour;

import dev.walras.market.Market;

/** How many submissions by participants drawn at random a session has when nothing else is said. */
final class SessionLength {
    private static final long MOST = 1_000_000;
    private static final long PER_ORDER = 50;

    private SessionLength() {}

    /** {@code shouts}, or where that is 0, 50 of each order, at most a million. */
    static long of(long shouts, Market market) {
        return shouts > 0 ? shouts : Math.max(1, Math.min(MOST, PER_ORDER * market.orders()));
    }
}
