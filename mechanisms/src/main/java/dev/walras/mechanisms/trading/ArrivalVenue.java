package dev.walras.mechanisms.trading;

import dev.walras.market.Good;
import dev.walras.market.Grouping;
import dev.walras.market.Market;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.market.Trait;
import dev.walras.mechanism.PublicEvent;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Side;
import dev.walras.mechanism.Traffic;
import dev.walras.mechanism.Venue;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.mechanisms.behaviour.Board;
import dev.walras.mechanisms.behaviour.Crowd;
import dev.walras.mechanisms.floor.BestReply;
import dev.walras.mechanisms.floor.MessageSizes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A venue to which the participants of a market come, each a trader.
 *
 * <p>Participants arrive by {@link Participant#arrival}, ties by index. Where the behaviour has no shouts, each order
 * is submitted once, in the order of arrival of its owner, then by index. With shouts, a participant is drawn uniformly
 * among those with lots left for every submission, and submits its first order with lots left at a new limit; the
 * session ends after that many shouts, or when nobody has lots left. An order of an exclusive group of which another
 * order was filled is not submitted. A participant with a budget never has more at stake than it: it submits as many
 * lots as the budget still covers at their limits, counting what was filled at its limit. {@link #ask} answers by the
 * limits that traders would put on their orders when it is first called.
 *
 * <p>Randomness: one stream for the draws of participants, one generator for every trader. Not thread-safe.
 */
public final class ArrivalVenue implements Venue {
    private final Market truth;
    private final Crowd crowd;
    private final SplittableRandom lottery;
    private final long[] left;
    private final Stakes stakes;
    private final int[] filledOfGroup;
    private final int[] arrivals;
    private final int[] watching;
    private final Sequence sequence;
    private final Prompter board;
    private final List<Good> goods;
    private @Nullable BestReply bestReply;
    private long messages;
    private long payload;

    /** A session of the participants of {@code truth}, whose randomness comes from {@code seed}. */
    public ArrivalVenue(Market truth, Behaviour behaviour, long seed) {
        this(Crowd.of(truth, behaviour, seed), seed);
    }

    /** A day of trading among traders who may have traded before: their orders are whole again. */
    public ArrivalVenue(Crowd crowd, long seed) {
        this.crowd = crowd;
        this.truth = crowd.truth();
        this.lottery = RunContext.seeded(seed).random("order of shouts");
        this.goods = IntStream.range(0, truth.goods()).mapToObj(truth::good).toList();
        this.left = new long[truth.orders()];
        this.stakes = new Stakes(truth);
        this.filledOfGroup = new int[truth.groups()];
        this.arrivals = IntStream.range(0, truth.participants())
                .boxed()
                .sorted(Comparator.comparingInt(truth::arrival))
                .mapToInt(i -> i)
                .toArray();
        this.watching = crowd.watching();
        Arrays.setAll(left, truth::maxLots);
        Arrays.fill(filledOfGroup, -1);
        this.sequence = crowd.shouts() > 0 ? new Shouts(crowd.shouts()) : new Once();
        this.board = new Prompter();
        for (int participant = 0; participant < truth.participants(); participant++) {
            crowd.trader(participant).begin();
        }
    }

    @Override
    public List<Good> goods() {
        return goods;
    }

    @Override
    public int participants() {
        return truth.participants();
    }

    @Override
    public int orders() {
        return truth.orders();
    }

    @Override
    public Set<Trait> traits() {
        return truth.traits();
    }

    @Override
    public int[] arrivals() {
        return arrivals.clone();
    }

    @Override
    public @Nullable Submission next() {
        for (int order = sequence.next(); order >= 0; order = sequence.next()) {
            Submission submission = submission(order);
            if (submission != null) {
                count(1, MessageSizes.SUBMISSION + MessageSizes.bundle(submission.perLot()));
                return submission;
            }
        }
        return null;
    }

    /**
     * The submission of an order at a new limit, which takes the place of the one before; null, and the one before
     * stands, when nothing of it may be submitted.
     */
    private @Nullable Submission submission(int order) {
        long limit = crowd.trader(truth.owner(order)).limitMicrosPerLot(order, board);
        long lots = stakes.covers(order, limit, left[order]);
        if (lots < truth.minLots(order)) {
            return null;
        }
        stakes.put(order, limit, lots);
        return new Submission(
                order, truth.owner(order), truth.bundle(order), truth.minLots(order), lots, limit, truth.group(order));
    }

    @Override
    public void filled(int handle, long lots) {
        if (lots < 1 || lots > left[handle]) {
            throw new IllegalArgumentException(
                    lots + " lots of order " + handle + " filled; it has " + left[handle] + " left");
        }
        left[handle] -= lots;
        stakes.spend(handle, lots);
        int group = truth.group(handle);
        if (group != Order.NO_GROUP) {
            filledOfGroup[group] = handle;
        }
        crowd.trader(truth.owner(handle)).filled(handle, lots);
        count(1, MessageSizes.FILL);
    }

    @Override
    public void refused(int handle) {
        stakes.takeBack(handle);
        count(1, MessageSizes.FILL);
    }

    @Override
    public void tell(int participant, long payloadBytes) {
        count(1, payloadBytes);
    }

    @Override
    public void announce(PublicEvent event) {
        board.update(event);
        for (int participant : watching) {
            crowd.trader(participant).see(event);
        }
        count(watching.length, MessageSizes.EVENT);
    }

    @Override
    public List<Submission> willing(PublicEvent.Shout shout) {
        List<Submission> willing = new ArrayList<>();
        for (int participant = 0; participant < truth.participants(); participant++) {
            int order = firstOpen(participant, shout.good(), shout.side().other());
            if (order >= 0) {
                count(1, MessageSizes.EVENT);
                count(1, 1);
                Submission submission = submission(order);
                if (submission != null && accepts(submission, shout)) {
                    willing.add(submission);
                } else if (submission != null) {
                    stakes.takeBack(order);
                }
            }
        }
        return willing;
    }

    private static boolean accepts(Submission submission, PublicEvent.Shout shout) {
        return submission.limitMicrosPerLot() >= submission.perLot().units(0) * shout.priceMicros();
    }

    /** The first open order of a participant that trades {@code good} on {@code side}, -1 when there is none. */
    private int firstOpen(int participant, int good, Side side) {
        Grouping orders = truth.ordersByParticipant();
        for (int i = 0; i < orders.size(participant); i++) {
            int order = orders.member(participant, i);
            if (truth.bundleGood(order, 0) == good
                    && truth.bundleUnits(order, 0) > 0 == (side == Side.BUY)
                    && open(order)) {
                return order;
            }
        }
        return -1;
    }

    @Override
    public Reply ask(int participant, long[] prices, long[] available, int[] skip) {
        if (bestReply == null) {
            bestReply = new BestReply(crowd.reports(board));
        }
        Reply reply = bestReply.ask(participant, prices, available, skip);
        count(1, 2 * MessageSizes.vector(truth.goods()) + MessageSizes.handles(skip.length));
        count(1, MessageSizes.reply(reply));
        return reply;
    }

    private void count(long sent, long payloadBytes) {
        messages += sent;
        payload += sent * payloadBytes;
    }

    @Override
    public Traffic traffic() {
        return Traffic.NONE.plus(messages, 0).plus(new Traffic(0, payload));
    }

    private boolean open(int order) {
        int group = truth.group(order);
        return left[order] > 0
                && (group == Order.NO_GROUP || filledOfGroup[group] < 0 || filledOfGroup[group] == order);
    }

    /** Which order comes next; -1 when the session has ended. */
    private interface Sequence {
        int next();

        /** The share of the session that is left. */
        double left();
    }

    /** Every order once. */
    private final class Once implements Sequence {
        private int arrival;
        private int member;

        @Override
        public double left() {
            return 1 - (double) arrival / Math.max(1, arrivals.length);
        }

        @Override
        public int next() {
            Grouping orders = truth.ordersByParticipant();
            while (arrival < arrivals.length) {
                int participant = arrivals[arrival];
                while (member < orders.size(participant)) {
                    int order = orders.member(participant, member++);
                    if (open(order)) {
                        return order;
                    }
                }
                member = 0;
                arrival++;
            }
            return -1;
        }
    }

    /** A participant drawn among those with lots left, its first order with lots left. */
    private final class Shouts implements Sequence {
        private final int[] active = IntStream.range(0, truth.participants()).toArray();
        private final long shouts;
        private int count = active.length;
        private long shoutsLeft;

        Shouts(long shouts) {
            this.shouts = shouts;
            this.shoutsLeft = shouts;
        }

        @Override
        public double left() {
            return (double) shoutsLeft / shouts;
        }

        @Override
        public int next() {
            while (count > 0 && shoutsLeft > 0) {
                int drawn = lottery.nextInt(count);
                int order = firstOpen(active[drawn]);
                if (order >= 0) {
                    shoutsLeft--;
                    return order;
                }
                active[drawn] = active[--count];
            }
            return -1;
        }

        private int firstOpen(int participant) {
            Grouping orders = truth.ordersByParticipant();
            for (int i = 0; i < orders.size(participant); i++) {
                if (open(orders.member(participant, i))) {
                    return orders.member(participant, i);
                }
            }
            return -1;
        }
    }

    /** The best prices that the mechanism has announced. */
    private final class Prompter implements Board {
        private final long[] bids = new long[truth.goods()];
        private final long[] asks = new long[truth.goods()];

        Prompter() {
            Arrays.fill(bids, PublicEvent.NO_BID);
            Arrays.fill(asks, PublicEvent.NO_ASK);
        }

        void update(PublicEvent event) {
            if (event instanceof PublicEvent.Quote quote) {
                bids[quote.good()] = quote.bidMicros();
                asks[quote.good()] = quote.askMicros();
            }
        }

        @Override
        public long bidMicros(int good) {
            return bids[good];
        }

        @Override
        public long askMicros(int good) {
            return asks[good];
        }

        @Override
        public double left() {
            return sequence.left();
        }
    }
}
