package dev.walras.mechanisms.floor;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeChoice;
import dev.walras.columns.EdgeFacts;
import dev.walras.columns.EdgeHandles;
import dev.walras.columns.EdgeSource;
import dev.walras.columns.EdgeTerms;
import dev.walras.columns.EdgeWants;
import dev.walras.columns.EdgeWishes;
import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Good;
import dev.walras.market.Trait;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.Traffic;
import dev.walras.mechanism.UnsupportedMarketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A floor over a market of choice in columns, wherever its buyers are: any price process runs on it as on a
 * {@link ColumnFloor} of the same market written in orders, with the same outcome and the same traffic.
 *
 * <p>Participants are the buyers in the order of the blocks. Handles number the edges from 0, buyer after buyer, and of
 * each in the order of its edges; an edge is an order of one lot, which exclude each other. Offers are goods called by
 * their numbers. All is in whole numbers; on ties the first edge counts.
 *
 * <p>Smoothed replies are those of the source ({@link EdgeSource#smooth}): fixed fractions instead of the doubles of a
 * column floor, so the last digits differ, and their traffic is counted by block.
 *
 * <p>{@link #demand} allocates nothing a buyer. {@link #replies} makes an object a buyer, and what goes to single
 * buyers fetches their block; both are what a process's own books cost, too: some hundred bytes a buyer. Not
 * thread-safe.
 */
public final class EdgeFloor implements Floor {
    private final EdgeSource source;
    private final EdgeTerms terms;
    private final int participants;
    private final int[] firstHandle;
    private final @Nullable EdgeHandles[] handles;
    private final Set<Trait> traits;
    private final List<Good> goods;
    private Traffic traffic = Traffic.NONE;
    private @Nullable SmoothDemand smooth;

    /**
     * The floor of the buyers of {@code source}.
     *
     * @throws UnsupportedMarketException when there are 2^31 buyers or edges, or more
     */
    public EdgeFloor(EdgeSource source) {
        this.source = source;
        this.terms = source.terms();
        EdgeChoice.requireExact(terms);
        List<EdgeFacts> facts = source.facts();
        long edges = facts.stream().mapToLong(EdgeFacts::edges).sum();
        if (terms.buyers() > Integer.MAX_VALUE || edges > Integer.MAX_VALUE) {
            throw new UnsupportedMarketException("messages to single buyers count them by 31 bits; there are "
                    + terms.buyers() + " buyers and " + edges + " edges\nMaybe the ascent on sums of replies, which"
                    + " names no buyer, is what is wanted.");
        }
        this.participants = (int) terms.buyers();
        this.firstHandle = new int[facts.size() + 1];
        for (int b = 0; b < facts.size(); b++) {
            firstHandle[b + 1] = firstHandle[b] + facts.get(b).edges();
        }
        this.handles = new EdgeHandles[facts.size()];
        this.traits = traits(facts);
        this.goods = IntStream.range(0, terms.offers())
                .mapToObj(j -> new Good(Integer.toString(j), "unit", terms.capacity(j)))
                .toList();
    }

    private Set<Trait> traits(List<EdgeFacts> facts) {
        EnumSet<Trait> found = EnumSet.noneOf(Trait.class);
        if (terms.offers() > 1) {
            found.add(Trait.MANY_GOODS);
        }
        if (IntStream.range(0, terms.offers()).anyMatch(j -> terms.capacity(j) > 0)) {
            found.add(Trait.ENDOWMENT);
        }
        if (facts.stream().anyMatch(block -> block.mostSize() > 1)) {
            found.add(Trait.COARSE_LOTS);
        }
        if (facts.stream().anyMatch(block -> block.mostEdges() > 1)) {
            found.add(Trait.EXCLUSIVE);
        }
        return Collections.unmodifiableSet(found);
    }

    @Override
    public List<Good> goods() {
        return goods;
    }

    @Override
    public int participants() {
        return participants;
    }

    @Override
    public int orders() {
        return firstHandle[firstHandle.length - 1];
    }

    @Override
    public Set<Trait> traits() {
        return traits;
    }

    @Override
    public long[] demand(long[] prices) {
        check(prices);
        EdgeWants wants = source.wants(prices);
        broadcast();
        traffic = traffic.plus(new Traffic(0, MessageSizes.DEMAND_ENTRY * wants.buyers()))
                .plus(participants, 0);
        return wants.units();
    }

    @Override
    public SmoothDemand smooth() {
        if (smooth == null) {
            smooth = source.smooth();
        }
        return smooth;
    }

    @Override
    public List<Reply> replies(long[] prices) {
        check(prices);
        broadcast();
        List<Reply> replies = new ArrayList<>(participants);
        long bytes = 0;
        List<EdgeWishes> wishes = source.wishes(prices);
        for (int b = 0; b < wishes.size(); b++) {
            EdgeWishes ofBlock = wishes.get(b);
            for (int buyer = 0; buyer < ofBlock.buyers(); buyer++) {
                Reply reply = reply(replies.size(), firstHandle[b], ofBlock, buyer);
                bytes += MessageSizes.reply(reply);
                replies.add(reply);
            }
        }
        traffic = traffic.plus(participants, 0).plus(new Traffic(0, bytes));
        return replies;
    }

    private static Reply reply(int participant, int first, EdgeWishes wishes, int buyer) {
        int edge = wishes.edge(buyer);
        return edge == EdgeWishes.NONE
                ? new Reply(participant, List.of())
                : new Reply(participant, List.of(trade(first + edge, wishes.offer(buyer), wishes.size(buyer))));
    }

    private static Reply.Trade trade(int handle, int offer, int size) {
        return new Reply.Trade(handle, Bundle.of(offer, size), 1, 1);
    }

    @Override
    public Reply ask(int participant, long[] prices, long[] available, int[] skip) {
        check(prices);
        Buyer buyer = new Buyer(participant);
        int best = buyer.settled(skip) ? -1 : buyer.bestWithin(prices, available);
        List<Reply.Trade> trades = best < 0
                ? List.of()
                : List.of(trade(
                        buyer.first + best, buyer.block.offer(buyer.slot(best)), buyer.block.size(buyer.slot(best))));
        Reply reply = new Reply(participant, trades);
        traffic = traffic.plus(1, 2 * MessageSizes.vector(terms.offers()) + MessageSizes.handles(skip.length))
                .plus(1, MessageSizes.reply(reply));
        return reply;
    }

    @Override
    public @Nullable Bid bid(int participant, long[] prices, long increment) {
        check(prices);
        Bid bid = new Buyer(participant).bid(prices, increment);
        traffic = traffic.plus(1, MessageSizes.vector(terms.offers()) + 8).plus(1, bid == null ? 0 : MessageSizes.BID);
        return bid;
    }

    @Override
    public void tell(int participant, long payloadBytes) {
        traffic = traffic.plus(1, payloadBytes);
    }

    @Override
    public Traffic traffic() {
        return smooth == null ? traffic : traffic.plus(smooth.traffic());
    }

    /**
     * The edges that some fills take, by block, as {@link EdgeHandles} numbers them: in this form executors and
     * auditors read an outcome.
     *
     * @throws IllegalArgumentException when an edge is filled with more than one lot, or less than none
     */
    public List<int[]> taken(Fills fills) {
        List<int[]> taken = new ArrayList<>(handles.length);
        for (int b = 0; b < handles.length; b++) {
            int first = firstHandle[b];
            taken.add(IntStream.range(0, firstHandle[b + 1] - first)
                    .filter(edge -> takes(fills, first + edge))
                    .toArray());
        }
        return taken;
    }

    private static boolean takes(Fills fills, int handle) {
        long lots = fills.lots().get(handle);
        if (lots < 0 || lots > 1) {
            throw new IllegalArgumentException("edge " + handle + " is filled with " + lots + " lots; it has one");
        }
        return lots == 1;
    }

    /** One buyer, for the time of a message. */
    private final class Buyer {
        private final EdgeBlock block;
        private final int number;
        private final int first;

        Buyer(int participant) {
            int index = participant / terms.buyersOf(0);
            EdgeBlock found = source.block(index);
            EdgeHandles numbers = handles[index];
            if (numbers == null) {
                numbers = new EdgeHandles(found);
                handles[index] = numbers;
            }
            this.block = found;
            this.number = participant - (int) terms.firstBuyer(index);
            this.first = firstHandle[index] + numbers.first(block, number);
        }

        int slot(int edge) {
            return block.slot(number, edge);
        }

        /** Whether one of the handles is its own: then its only group is settled. */
        boolean settled(int[] skip) {
            int from = Arrays.binarySearch(skip, first);
            int at = from >= 0 ? from : -from - 1;
            return at < skip.length && skip[at] < first + block.degree(number);
        }

        /** The first edge of the largest margin of 0 or more that fits into what is available; -1 if none. */
        int bestWithin(long[] prices, long[] available) {
            int best = -1;
            long most = -1;
            for (int i = 0; i < block.degree(number); i++) {
                int slot = slot(i);
                long margin = EdgeChoice.margin(terms, block, slot, prices);
                if (margin > most && block.size(slot) <= available[block.offer(slot)]) {
                    best = i;
                    most = margin;
                }
            }
            return best;
        }

        @Nullable
        Bid bid(long[] prices, long increment) {
            int best = -1;
            long most = -1;
            long second = 0;
            for (int i = 0; i < block.degree(number); i++) {
                long margin = EdgeChoice.margin(terms, block, slot(i), prices);
                if (margin > most) {
                    second = Math.max(second, most);
                    best = i;
                    most = margin;
                } else {
                    second = Math.max(second, margin);
                }
            }
            if (best < 0) {
                return null;
            }
            int offer = block.offer(slot(best));
            return new Bid(first + best, offer, Math.addExact(Math.addExact(prices[offer], most - second), increment));
        }
    }

    private void broadcast() {
        traffic = traffic.plus(participants, MessageSizes.vector(terms.offers()));
    }

    private void check(long[] prices) {
        if (prices.length != terms.offers()) {
            throw new IllegalArgumentException(prices.length + " prices for " + terms.offers() + " offers");
        }
        for (int j = 0; j < prices.length; j++) {
            if (prices[j] < 0) {
                throw new IllegalArgumentException(
                        "the price of offer " + j + " is " + prices[j] + " micros; it must be 0 or more");
            }
        }
    }
}
