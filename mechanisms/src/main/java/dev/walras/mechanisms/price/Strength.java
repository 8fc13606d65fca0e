package dev.walras.mechanisms.price;

import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/**
 * How firmly orders are wanted: at how many of a few multiples of the final prices their owners want them. Buyers of
 * higher value want them at more of the higher multiples, sellers of lower cost at more of the lower ones. Costs one
 * broadcast with replies for each multiple.
 */
final class Strength {
    /** Prices are asked about with 1/d of them added; taken away where d is negative. */
    private static final int[] PROBES = {-2, -8, -32, 32, 8, 2};

    private final byte[] wanted;

    Strength(Floor floor, long[] prices) {
        this.wanted = new byte[floor.orders()];
        for (int divisor : PROBES) {
            for (Reply reply : floor.replies(scaled(prices, divisor))) {
                for (Reply.Trade trade : reply.trades()) {
                    wanted[trade.handle()]++;
                }
            }
        }
    }

    /** One trade somebody wants. */
    record Wanted(int participant, Reply.Trade trade) {}

    /** All trades of the replies, the most firmly wanted first; ties by participant, then by handle. */
    List<Wanted> ranked(List<Reply> replies) {
        List<Wanted> trades = new ArrayList<>();
        for (Reply reply : replies) {
            for (Reply.Trade trade : reply.trades()) {
                trades.add(new Wanted(reply.participant(), trade));
            }
        }
        trades.sort(Comparator.comparingInt(trade -> -wanted[trade.trade().handle()]));
        return trades;
    }

    /** {@code prices} with 1/{@code divisor} of each added, rounded away from it; unchanged for a divisor of 0. */
    static long[] scaled(long[] prices, int divisor) {
        long[] scaled = prices.clone();
        for (int g = 0; divisor != 0 && g < scaled.length; g++) {
            scaled[g] += divisor > 0 ? Math.ceilDiv(prices[g], divisor) : Math.floorDiv(prices[g], divisor);
        }
        return scaled;
    }
}
