package dev.walras.mechanisms.floor;

import dev.walras.market.Good;
import dev.walras.market.Trait;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;
import dev.walras.mechanism.Traffic;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.jspecify.annotations.Nullable;

/**
 * A floor on which messages are late, lost, repeated and out of order, and participants come and go; in virtual time,
 * decided by a seed.
 *
 * <p><b>Demand</b> does not wait. A call announces prices, and adds up for each participant the newest answer that has
 * arrived, whatever prices it answers: those of {@code stale} rounds ago at best, and up to {@code delay} rounds later.
 * The first time, and until somebody has been heard of, it waits. Answers carry the number of the round they answer;
 * one that is older than what is known, or arrives twice, changes nothing. A participant that leaves says so, and wants
 * nothing until it is back.
 *
 * <p><b>Replies, asks, bids and telling</b> wait until the answer is there: they are commitments, made to the very
 * prices asked. Who has left does not answer: it wants nothing then, but keeps what it committed to.
 *
 * <p><b>Loss</b> is repaired by asking again, at most {@value #MOST_TRIES} times, after which the participant counts as
 * one who wants nothing; who is asked again answers again. Every copy sent is a message and counts its bytes. Where
 * messages can be lost, what is told is acknowledged. A call takes as much virtual time as the slowest answer it waits
 * for.
 *
 * <p>Under {@link Conditions#RELIABLE} it answers as the floor within and counts the same messages and bytes. Calls of
 * {@link #demand} need every participant's reply by itself, so they cost more time and memory than those of a
 * {@link ColumnFloor}. The floor within must give replies that are sums for {@code demand}, as best replies do. Not
 * thread-safe.
 */
public final class UnreliableFloor implements Floor {
    /** How often something is sent before its receiver counts as lost. */
    public static final int MOST_TRIES = 100;

    private final Floor within;
    private final Conditions conditions;
    private final SplittableRandom random;
    private final List<Good> goods;
    private final Known[] known;
    private final boolean[] away;
    private final Deque<List<Reply>> announced = new ArrayDeque<>();
    private long round;
    private long ticks;
    private boolean lastWaitFailed;
    private Traffic traffic = Traffic.NONE;

    /** What the coordinator knows of one participant. */
    private static final class Known {
        private final List<Answer> underway = new ArrayList<>();
        private List<Reply.Trade> wanted = List.of();
        private long stamp = -1;
    }

    /** An answer on its way: when it arrives, which round's prices it answers, and what it says. */
    private record Answer(long arrival, long stamp, Reply reply) {}

    /**
     * The participants of {@code within} under {@code conditions}.
     *
     * @param context whose seed decides what goes wrong
     */
    public UnreliableFloor(Floor within, Conditions conditions, RunContext context) {
        this.within = within;
        this.conditions = conditions;
        this.random = context.random("unreliable floor");
        this.goods = within.goods();
        this.known = new Known[within.participants()];
        this.away = new boolean[known.length];
        Arrays.setAll(known, p -> new Known());
    }

    @Override
    public List<Good> goods() {
        return goods;
    }

    @Override
    public int participants() {
        return known.length;
    }

    @Override
    public int orders() {
        return within.orders();
    }

    @Override
    public Set<Trait> traits() {
        return within.traits();
    }

    @Override
    public boolean waits() {
        return conditions.stale() == 0
                && conditions.delay() == 0
                && conditions.loss() == 0
                && conditions.reorder() == 0;
    }

    /** Virtual time so far: a round trip without trouble takes 1. */
    public long ticks() {
        return ticks;
    }

    @Override
    public long[] demand(long[] prices) {
        List<Reply> replies = within.replies(prices);
        round++;
        ticks++;
        comeAndGo();
        announced.addLast(replies);
        if (announced.size() > conditions.stale() + 1) {
            announced.removeFirst();
        }
        long stamp = round - announced.size() + 1;
        List<Reply> answered = announced.getFirst();
        long[] demand = new long[goods.size()];
        for (int p = 0; p < known.length; p++) {
            if (!away[p]) {
                announce(p, stamp, answered.get(p));
                hear(known[p]);
                add(known[p].wanted, demand);
            }
        }
        return demand;
    }

    /** Participants leave and come back, and say so in a message without payload. */
    private void comeAndGo() {
        if (conditions.leave() == 0) {
            return;
        }
        for (int p = 0; p < away.length; p++) {
            if (random.nextDouble() < (away[p] ? conditions.comeBack() : conditions.leave())) {
                away[p] = !away[p];
                send(1, 0);
            }
        }
    }

    /** Sends prices to a participant, whose answer to those of round {@code stamp} sets out. */
    private void announce(int participant, long stamp, Reply answered) {
        Known about = known[participant];
        int late = lateness(demandBytes(answered), about.stamp < 0 && about.underway.isEmpty());
        if (late < Integer.MAX_VALUE) {
            about.underway.add(new Answer(round + late, stamp, answered));
        }
    }

    /**
     * Sends prices and an answer; how many rounds late the answer will be, {@link Integer#MAX_VALUE} for never.
     *
     * @param first whether nobody has heard of this participant yet: then the coordinator waits for the answer
     */
    private int lateness(long answerBytes, boolean first) {
        int tries = exchange(MessageSizes.vector(goods.size()), answerBytes);
        if (tries > MOST_TRIES) {
            return Integer.MAX_VALUE;
        }
        int late = tries - 1 + (conditions.delay() == 0 ? 0 : random.nextInt(conditions.delay() + 1));
        if (conditions.reorder() > 0 && random.nextDouble() < conditions.reorder()) {
            late++;
        }
        if (first) {
            ticks += late;
            late = 0;
        }
        return late;
    }

    @Override
    public SmoothDemand smooth() {
        return new LateReplies();
    }

    /** Smoothed replies under the same conditions as {@link #demand}: sums of the newest that have arrived. */
    private final class LateReplies implements SmoothDemand {
        private final SmoothDemand demand = within.smooth();
        private final Deque<Quote> quotes = new ArrayDeque<>();
        private final List<List<Told>> underway = new ArrayList<>();
        private final Told[] newest = new Told[known.length];

        /** Prices and smoothing announced. */
        private record Quote(List<Double> prices, double smoothing) {}

        /** A reply on its way. */
        private record Told(long arrival, long stamp, SmoothReply reply) {}

        LateReplies() {
            for (int p = 0; p < newest.length; p++) {
                newest[p] = new Told(-1, -1, new SmoothReply(goods.size()));
                underway.add(new ArrayList<>());
            }
        }

        @Override
        public int goods() {
            return goods.size();
        }

        @Override
        public long endowment(int good) {
            return demand.endowment(good);
        }

        @Override
        public boolean separable() {
            return demand.separable();
        }

        @Override
        public double[] curvature() {
            return demand.curvature();
        }

        @Override
        public Traffic traffic() {
            return traffic;
        }

        @Override
        public void respond(double[] prices, double smoothing, SmoothReply reply) {
            round++;
            ticks++;
            comeAndGo();
            quotes.addLast(new Quote(Arrays.stream(prices).boxed().toList(), smoothing));
            if (quotes.size() > conditions.stale() + 1) {
                quotes.removeFirst();
            }
            long stamp = round - quotes.size() + 1;
            Quote quote = quotes.getFirst();
            double[] answered =
                    quote.prices.stream().mapToDouble(price -> price).toArray();
            double[] sums = new double[2 * goods.size() + 2];
            for (int p = 0; p < newest.length; p++) {
                if (!away[p]) {
                    SmoothReply own = new SmoothReply(goods.size());
                    demand.respond(p, answered, quote.smoothing, own);
                    List<Told> coming = underway.get(p);
                    int late = lateness(own.bytes(), newest[p].stamp < 0 && coming.isEmpty());
                    if (late < Integer.MAX_VALUE) {
                        coming.add(new Told(round + late, stamp, own));
                    }
                    hear(p);
                    add(newest[p].reply, sums);
                }
            }
            for (int g = 0; g < goods.size(); g++) {
                reply.set(g, sums[2 * g], sums[2 * g + 1]);
            }
            reply.gains(sums[sums.length - 2], sums[sums.length - 1]);
        }

        private void hear(int participant) {
            for (Told told : underway.get(participant)) {
                if (told.arrival <= round && told.stamp > newest[participant].stamp) {
                    newest[participant] = told;
                }
            }
            underway.get(participant).removeIf(told -> told.arrival <= round);
        }

        private void add(SmoothReply own, double[] sums) {
            for (int g = 0; g < goods.size(); g++) {
                sums[2 * g] += own.load(g);
                sums[2 * g + 1] += own.worth(g);
            }
            sums[sums.length - 2] += own.surplus();
            sums[sums.length - 1] += own.ridge();
        }
    }

    private static long demandBytes(Reply reply) {
        long bytes = 0;
        for (Reply.Trade trade : reply.trades()) {
            bytes += MessageSizes.bundle(trade.perLot());
        }
        return bytes;
    }

    /** Takes in what has arrived; answers that are older than what is known change nothing. */
    private void hear(Known about) {
        Iterator<Answer> underway = about.underway.iterator();
        while (underway.hasNext()) {
            Answer answer = underway.next();
            if (answer.arrival <= round) {
                underway.remove();
                if (answer.stamp > about.stamp) {
                    about.stamp = answer.stamp;
                    about.wanted = answer.reply.trades();
                }
            }
        }
    }

    private static void add(List<Reply.Trade> wanted, long[] demand) {
        for (Reply.Trade trade : wanted) {
            for (int i = 0; i < trade.perLot().size(); i++) {
                demand[trade.perLot().good(i)] += trade.lots() * trade.perLot().units(i);
            }
        }
    }

    @Override
    public List<Reply> replies(long[] prices) {
        List<Reply> replies = new ArrayList<>(within.replies(prices));
        long slowest = 1;
        for (int p = 0; p < replies.size(); p++) {
            slowest = Math.max(
                    slowest, waitFor(p, MessageSizes.vector(goods.size()), MessageSizes.reply(replies.get(p))));
            if (unheard(p)) {
                replies.set(p, new Reply(p, List.of()));
            }
        }
        ticks += slowest;
        return replies;
    }

    @Override
    public Reply ask(int participant, long[] prices, long[] available, int[] skip) {
        Reply reply = within.ask(participant, prices, available, skip);
        ticks += waitFor(
                participant,
                2 * MessageSizes.vector(goods.size()) + MessageSizes.handles(skip.length),
                MessageSizes.reply(reply));
        return unheard(participant) ? new Reply(participant, List.of()) : reply;
    }

    @Override
    public @Nullable Bid bid(int participant, long[] prices, long increment) {
        Bid bid = within.bid(participant, prices, increment);
        ticks += waitFor(participant, MessageSizes.vector(goods.size()) + 8, bid == null ? 0 : MessageSizes.BID);
        return unheard(participant) ? null : bid;
    }

    @Override
    public void tell(int participant, long payloadBytes) {
        int tries = 1;
        if (conditions.loss() > 0) {
            tries = exchange(payloadBytes, 0);
        } else {
            send(1, payloadBytes);
        }
        ticks += tries;
    }

    @Override
    public Traffic traffic() {
        return traffic;
    }

    private boolean unheard(int participant) {
        return away[participant] || lastWaitFailed;
    }

    /** Asks and waits; the virtual time it took. Who has left is asked once, and does not answer. */
    private long waitFor(int participant, long request, long answer) {
        if (away[participant]) {
            send(1, request);
            return 1;
        }
        long time = exchange(request, answer);
        lastWaitFailed = time > MOST_TRIES;
        if (conditions.delay() > 0) {
            time += random.nextInt(conditions.delay() + 1);
        }
        return time;
    }

    /** Sends requests until an answer comes through; how often it was asked, one more than allowed when none did. */
    private int exchange(long request, long answer) {
        for (int tries = 1; tries <= MOST_TRIES; tries++) {
            boolean asked = arrives(request);
            if (asked && arrives(answer)) {
                return tries;
            }
        }
        return MOST_TRIES + 1;
    }

    /** Sends one message; whether it arrives. A message that arrives twice was sent twice by the network. */
    private boolean arrives(long payload) {
        send(1, payload);
        if (conditions.loss() > 0 && random.nextDouble() < conditions.loss()) {
            return false;
        }
        if (conditions.duplicate() > 0 && random.nextDouble() < conditions.duplicate()) {
            send(1, payload);
        }
        return true;
    }

    private void send(long count, long payload) {
        traffic = traffic.plus(count, payload);
    }
}
