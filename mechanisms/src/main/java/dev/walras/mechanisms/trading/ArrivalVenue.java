package dev.walras.mechanisms.trading;

import dev.walras.market.Good;
import dev.walras.market.Grouping;
import dev.walras.market.Market;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.market.Trait;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Traffic;
import dev.walras.mechanism.Venue;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.mechanisms.floor.BestReply;
import dev.walras.mechanisms.floor.MessageSizes;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * A venue to which the participants of a market come, each with a behaviour.
 *
 * <p>Participants arrive by {@link Participant#arrival}, ties by index. A behaviour without shouts submits each order
 * once, in the order of arrival of its owner, then by index. One with shouts draws a participant uniformly among those
 * with lots left for every submission, and submits its first order with lots left at a new limit; the session ends
 * after that many shouts, or when nobody has lots left. An order of an exclusive group of which another order was
 * filled is not submitted. A participant with a budget never has more at stake than it: it submits as many lots as the
 * budget still covers at their limits, counting what was filled at its limit. {@link #ask} answers truthfully when the
 * behaviour is truthful, and otherwise by the values the behaviour reports.
 *
 * <p>Randomness: one stream for the draws of participants, one for limits. Not thread-safe.
 */
public final class ArrivalVenue implements Venue {
    private final Market truth;
    private final Behaviour behaviour;
    private final SplittableRandom lottery;
    private final SplittableRandom limits;
    private final long[] left;
    private final long[] staked;
    private final long[] limit;
    private final long[] freeBudget;
    private final int[] filledOfGroup;
    private final int[] arrivals;
    private final Sequence sequence;
    private final long seed;
    private final List<Good> goods;
    private @Nullable BestReply bestReply;
    private Traffic traffic = Traffic.NONE;

    /** A session of the participants of {@code truth}, whose randomness comes from {@code seed}. */
    public ArrivalVenue(Market truth, Behaviour behaviour, long seed) {
        RunContext streams = RunContext.seeded(seed);
        this.truth = truth;
        this.behaviour = behaviour;
        this.seed = seed;
        this.lottery = streams.random("order of shouts");
        this.limits = streams.random("limits");
        this.goods = IntStream.range(0, truth.goods()).mapToObj(truth::good).toList();
        this.left = new long[truth.orders()];
        this.staked = new long[truth.orders()];
        this.limit = new long[truth.orders()];
        this.freeBudget = new long[truth.participants()];
        this.filledOfGroup = new int[truth.groups()];
        this.arrivals = IntStream.range(0, truth.participants())
                .boxed()
                .sorted(Comparator.comparingInt(truth::arrival))
                .mapToInt(i -> i)
                .toArray();
        Arrays.setAll(left, truth::maxLots);
        Arrays.setAll(freeBudget, truth::budgetMicros);
        Arrays.fill(filledOfGroup, -1);
        this.sequence = behaviour.shouts() > 0 ? new Shouts(behaviour.shouts()) : new Once();
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
                traffic = traffic.plus(1, MessageSizes.SUBMISSION + MessageSizes.bundle(submission.perLot()));
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
        int owner = truth.owner(order);
        long drawn = behaviour.limitMicrosPerLot(truth, order, limits);
        boolean limited = truth.budgetMicros(owner) != Participant.NO_BUDGET && drawn > 0;
        long free = freeBudget[owner] + staked[order];
        long lots = limited ? Math.min(left[order], free / drawn) : left[order];
        if (lots < truth.minLots(order)) {
            return null;
        }
        limit[order] = drawn;
        staked[order] = limited ? lots * drawn : 0;
        freeBudget[owner] = free - staked[order];
        return new Submission(order, owner, truth.bundle(order), truth.minLots(order), lots, drawn, truth.group(order));
    }

    @Override
    public void filled(int handle, long lots) {
        if (lots < 1 || lots > left[handle]) {
            throw new IllegalArgumentException(
                    lots + " lots of order " + handle + " filled; it has " + left[handle] + " left");
        }
        left[handle] -= lots;
        if (limit[handle] > 0 && staked[handle] > 0) {
            staked[handle] -= lots * limit[handle];
        }
        int group = truth.group(handle);
        if (group != Order.NO_GROUP) {
            filledOfGroup[group] = handle;
        }
        traffic = traffic.plus(1, MessageSizes.FILL);
    }

    @Override
    public Reply ask(int participant, long[] prices, long[] available, int[] skip) {
        if (bestReply == null) {
            bestReply = new BestReply(behaviour instanceof Behaviour.Truthful ? truth : behaviour.report(truth, seed));
        }
        Reply reply = bestReply.ask(participant, prices, available, skip);
        traffic = traffic.plus(1, 2 * MessageSizes.vector(truth.goods()) + MessageSizes.handles(skip.length))
                .plus(1, MessageSizes.reply(reply));
        return reply;
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    private boolean open(int order) {
        int group = truth.group(order);
        return left[order] > 0
                && (group == Order.NO_GROUP || filledOfGroup[group] < 0 || filledOfGroup[group] == order);
    }

    /** Which order comes next; -1 when the session has ended. */
    private interface Sequence {
        int next();
    }

    /** Every order once. */
    private final class Once implements Sequence {
        private int arrival;
        private int member;

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
        private int count = active.length;
        private int shoutsLeft;

        Shouts(int shouts) {
            this.shoutsLeft = shouts;
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
}
