package dev.walras.mechanisms.floor;

import dev.walras.market.Good;
import dev.walras.market.Market;
import dev.walras.market.Trait;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.Traffic;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A floor over a market held in the columns of one process: participants answer by their orders in it.
 *
 * <p>{@link #demand} allocates nothing per order and takes time linear in the entries of the market; with several
 * threads the orders are split among them and the quantities, being integers, sum to the same. Sizes of messages are
 * those of {@link MessageSizes}. Not thread-safe.
 */
public final class ColumnFloor implements Floor {
    private final Market market;
    private final BestReply bestReply;
    private final int threads;
    private final List<Good> goods;
    private Traffic traffic = Traffic.NONE;

    /** A floor of the participants of {@code truth}, answered by one thread. */
    public ColumnFloor(Market truth) {
        this(truth, 1);
    }

    /**
     * A floor of the participants of {@code truth}.
     *
     * @param threads how many threads answer a call of {@link #demand}, 1 or more
     */
    public ColumnFloor(Market truth, int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("threads is " + threads + "; it must be 1 or more");
        }
        this.market = truth;
        this.bestReply = new BestReply(truth);
        this.threads = threads;
        this.goods = IntStream.range(0, truth.goods()).mapToObj(truth::good).toList();
    }

    @Override
    public List<Good> goods() {
        return goods;
    }

    @Override
    public int participants() {
        return market.participants();
    }

    @Override
    public int orders() {
        return market.orders();
    }

    @Override
    public Set<Trait> traits() {
        return market.traits();
    }

    @Override
    public long[] demand(long[] prices) {
        check(prices);
        Share[] shares = new Share[threads];
        IntStream parts = IntStream.range(0, threads);
        (threads == 1 ? parts : parts.parallel()).forEach(part -> shares[part] = share(part, prices));
        long[] demand = shares[0].demand;
        long entries = shares[0].entries;
        for (int part = 1; part < threads; part++) {
            entries += shares[part].entries;
            for (int g = 0; g < demand.length; g++) {
                demand[g] += shares[part].demand[g];
            }
        }
        long bytes = MessageSizes.DEMAND_ENTRY * entries;
        broadcast();
        traffic = traffic.plus(new Traffic(0, bytes)).plus(market.participants(), 0);
        return demand;
    }

    /** What one thread has summed up. */
    private static final class Share {
        private final long[] demand;
        private long entries;

        Share(int goods) {
            this.demand = new long[goods];
        }
    }

    private Share share(int part, long[] prices) {
        Share share = new Share(market.goods());
        int orders = market.orders();
        for (int order = bound(part, orders); order < bound(part + 1, orders); order++) {
            if (market.group(order) < 0 && bestReply.margin(order, prices) > 0) {
                add(order, share);
            }
        }
        int groups = market.groups();
        for (int group = bound(part, groups); group < bound(part + 1, groups); group++) {
            int best = bestReply.bestOfGroup(group, prices);
            if (best >= 0) {
                add(best, share);
            }
        }
        return share;
    }

    private int bound(int part, int size) {
        return (int) ((long) size * part / threads);
    }

    private void add(int order, Share share) {
        long lots = market.maxLots(order);
        int size = market.bundleSize(order);
        for (int i = 0; i < size; i++) {
            share.demand[market.bundleGood(order, i)] += lots * market.bundleUnits(order, i);
        }
        share.entries += size;
    }

    @Override
    public SmoothDemand smooth() {
        SmoothOrders.Sent sent = new SmoothOrders.Sent() {
            @Override
            public void messages(long count, long payloadBytes) {
                traffic = traffic.plus(count, payloadBytes);
            }

            @Override
            public void bytes(long payload) {
                traffic = traffic.plus(new Traffic(0, payload));
            }
        };
        return new SmoothOrders(market, sent, this::traffic);
    }

    @Override
    public List<Reply> replies(long[] prices) {
        check(prices);
        broadcast();
        List<Reply> replies = new ArrayList<>(market.participants());
        for (int participant = 0; participant < market.participants(); participant++) {
            Reply reply = bestReply.reply(participant, prices);
            traffic = traffic.plus(1, MessageSizes.reply(reply));
            replies.add(reply);
        }
        return replies;
    }

    @Override
    public Reply ask(int participant, long[] prices, long[] available, int[] skip) {
        check(prices);
        Reply reply = bestReply.ask(participant, prices, available, skip);
        traffic = traffic.plus(1, 2 * MessageSizes.vector(market.goods()) + MessageSizes.handles(skip.length))
                .plus(1, MessageSizes.reply(reply));
        return reply;
    }

    @Override
    public @Nullable Bid bid(int participant, long[] prices, long increment) {
        check(prices);
        Bid bid = bestReply.bid(participant, prices, increment);
        traffic = traffic.plus(1, MessageSizes.vector(market.goods()) + 8).plus(1, bid == null ? 0 : MessageSizes.BID);
        return bid;
    }

    @Override
    public void tell(int participant, long payloadBytes) {
        traffic = traffic.plus(1, payloadBytes);
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    private void broadcast() {
        traffic = traffic.plus(market.participants(), MessageSizes.vector(market.goods()));
    }

    private void check(long[] prices) {
        if (prices.length != market.goods()) {
            throw new IllegalArgumentException(prices.length + " prices for " + market.goods() + " goods");
        }
        for (int g = 0; g < prices.length; g++) {
            if (prices[g] < 0) {
                throw new IllegalArgumentException("the price of good \""
                        + goods.get(g).id() + "\" is " + prices[g] + " micros; it must be 0 or more");
            }
        }
    }
}
