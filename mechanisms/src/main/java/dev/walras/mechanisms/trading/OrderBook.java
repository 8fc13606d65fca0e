package dev.walras.mechanisms.trading;

import java.util.Comparator;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * The resting bids and asks of one good, by price, then by time.
 *
 * <p>Orders taken out are skipped when they come to the top. Adding and taking are O(log n).
 */
final class OrderBook {
    private final PriorityQueue<Quote> bids = new PriorityQueue<>(
            Comparator.<Quote>comparingLong(quote -> -quote.price).thenComparingLong(quote -> quote.time));
    private final PriorityQueue<Quote> asks = new PriorityQueue<>(
            Comparator.<Quote>comparingLong(quote -> quote.price).thenComparingLong(quote -> quote.time));

    /** One resting order. */
    static final class Quote {
        final int handle;
        final int participant;
        final boolean buys;
        final long price;
        final long time;
        long lots;

        /** {@code lots} units wanted or offered at {@code price} micros, by a submission that was {@code time}-th. */
        Quote(Terms terms, long lots, long time) {
            this.handle = terms.handle;
            this.participant = terms.participant;
            this.buys = terms.buys;
            this.price = terms.price;
            this.lots = lots;
            this.time = time;
        }

        /** Whether this bid is at or above that ask. */
        boolean crosses(Quote ask) {
            return price >= ask.price;
        }
    }

    /** Who quotes what. */
    record Terms(int handle, int participant, boolean buys, long price) {}

    void add(Quote quote) {
        side(quote.buys).add(quote);
    }

    /** The best quote of a side that is not taken out, null when there is none. */
    @Nullable
    Quote best(boolean buys) {
        PriorityQueue<Quote> side = side(buys);
        while (!side.isEmpty() && side.element().lots == 0) {
            side.remove();
        }
        return side.peek();
    }

    /** Takes out everything. */
    void clear() {
        bids.clear();
        asks.clear();
    }

    private PriorityQueue<Quote> side(boolean buys) {
        return buys ? bids : asks;
    }
}
