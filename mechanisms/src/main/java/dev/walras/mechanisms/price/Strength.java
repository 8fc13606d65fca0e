package dev.walras.mechanisms.price;

import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Reply;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/**
 * How firmly orders are wanted: at how many of a few other prices their owners want them.
 *
 * <p>Asked about are the final prices with a half, an 8th and a 32nd of them taken away or added, and with 1, 4, 16,
 * ... micros a unit added to all, until nobody wants anything. Buyers of higher value want their orders at more of the
 * higher prices, sellers of lower cost at more of the lower ones; where prices are near 0 the added micros rank orders
 * by their gain a unit. Costs one broadcast with replies for each, some 25 in all.
 */
final class Strength {
    /** Prices are asked about with 1/d of them added; taken away where d is negative. */
    private static final int[] PROBES = {-2, -8, -32, 32, 8, 2};

    /** Prices are asked about with 1, 4, 16, ... micros added to all, until nobody wants anything. */
    private static final long MARKUP_FACTOR = 4;

    private static final long HIGHEST_MARKUP = 1L << 40;

    private final byte[] wanted;

    Strength(Floor floor, long[] prices) {
        this.wanted = new byte[floor.orders()];
        for (int divisor : PROBES) {
            count(floor.replies(scaled(prices, divisor)));
        }
        long[] raised = prices.clone();
        for (long markup = 1; markup <= HIGHEST_MARKUP; markup *= MARKUP_FACTOR) {
            for (int g = 0; g < raised.length; g++) {
                raised[g] = prices[g] + markup;
            }
            List<Reply> replies = floor.replies(raised);
            count(replies);
            if (replies.stream().allMatch(reply -> reply.trades().isEmpty())) {
                break;
            }
        }
    }

    private void count(List<Reply> replies) {
        for (Reply reply : replies) {
            for (Reply.Trade trade : reply.trades()) {
                wanted[trade.handle()]++;
            }
        }
    }

    /** The participants in the order of their most firmly wanted trade, then those who want nothing. */
    int[] order(List<Wanted> ranked, int participants) {
        Set<Integer> order = new LinkedHashSet<>();
        for (Wanted wanted : ranked) {
            order.add(wanted.participant());
        }
        for (int participant = 0; participant < participants; participant++) {
            order.add(participant);
        }
        return order.stream().mapToInt(Integer::intValue).toArray();
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
