package dev.walras.mechanisms.floor;

import dev.walras.market.Good;
import dev.walras.market.Trait;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.RunContext;
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
        int tries = exchange(MessageSizes.vector(goods.size()), demandBytes(answered));
        if (tries > MOST_TRIES) {
            return;
        }
        int late = tries - 1 + (conditions.delay() == 0 ? 0 : random.nextInt(conditions.delay() + 1));
        if (conditions.reorder() > 0 && random.nextDouble() < conditions.reorder()) {
            late++;
        }
        Known about = known[participant];
        if (about.stamp < 0 && about.underway.isEmpty()) {
            // Nobody has been heard of before its first answer, for which the coordinator waits.
            ticks += late;
            late = 0;
        }
        about.underway.add(new Answer(round + late, stamp, answered));
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
