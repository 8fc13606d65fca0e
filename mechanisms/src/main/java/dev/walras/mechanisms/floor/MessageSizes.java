package dev.walras.mechanisms.floor;

import dev.walras.market.Bundle;
import dev.walras.mechanism.Reply;

/**
 * The payloads of messages between coordinator and participants, in bytes without header.
 *
 * <p>A price or a quantity takes 8 bytes, a good or a handle 4. A vector of prices is dense, as the coordinator does
 * not know which goods matter to whom; replies are sparse. A participant that answers with quantities sends one entry
 * (good, quantity) for each good of each order it wants; one that answers with trades also names handle, fewest lots
 * and lots.
 */
public final class MessageSizes {
    /** One entry of a demand: good 4, quantity 8. */
    public static final long DEMAND_ENTRY = 12;
    /** One trade of a reply without its bundle: handle 4, fewest lots 8, lots 8. */
    public static final long TRADE = 20;
    /** One bid: handle 4, good 4, price 8. */
    public static final long BID = 16;
    /** An order submitted, without its bundle: handle 4, fewest lots 8, most lots 8, limit 8, group 4. */
    public static final long SUBMISSION = 32;
    /** A fill told: handle 4, lots 8. */
    public static final long FILL = 12;
    /** A public event: good 4, kind and side 1, two prices or a price and a number of units 16. */
    public static final long EVENT = 21;

    private MessageSizes() {}

    /** A price, or an amount available, for each of {@code goods} goods. */
    public static long vector(int goods) {
        return 8L * goods;
    }

    /** {@code handles} handles. */
    public static long handles(int handles) {
        return 4L * handles;
    }

    /** A bundle: one entry a good it touches. */
    public static long bundle(Bundle bundle) {
        return DEMAND_ENTRY * bundle.size();
    }

    /** A reply: its trades with their bundles. */
    public static long reply(Reply reply) {
        long bytes = 0;
        for (Reply.Trade trade : reply.trades()) {
            bytes += TRADE + bundle(trade.perLot());
        }
        return bytes;
    }
}
