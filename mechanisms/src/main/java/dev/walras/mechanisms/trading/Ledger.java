package dev.walras.mechanisms.trading;

import dev.walras.market.Fills;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PublicEvent;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Side;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.Venue;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** What was traded in a session: fills, payments, the log; and which orders exclude each other. */
final class Ledger {
    private static final int NONE = -1;
    private static final int BETWEEN_LOOKS_AT_THE_CLOCK = 1024;

    private final Venue venue;
    private final TradeLog log = new TradeLog();
    private final long[] lots;
    private final long[] payments;
    private final int[] owner;
    private final Map<Integer, Integer> groupOf = new HashMap<>();
    private final Map<Integer, List<Integer>> byGroup = new HashMap<>();
    private int submissions;

    Ledger(Venue venue) {
        this.venue = venue;
        this.lots = new long[venue.orders()];
        this.payments = new long[venue.participants()];
        this.owner = new int[venue.orders()];
        Arrays.fill(owner, NONE);
    }

    Venue venue() {
        return venue;
    }

    TradeLog log() {
        return log;
    }

    /** Passes submissions to {@code pit} until the session ends; returns why it ended. */
    Termination trade(Pit pit, RunContext context) {
        long start = System.nanoTime();
        for (Venue.Submission next = venue.next(); next != null; next = venue.next()) {
            submissions++;
            register(next);
            pit.submit(next);
            if (pit.closed()) {
                return Termination.QUIESCENT;
            }
            if (context.cancelled().getAsBoolean()) {
                return Termination.CANCELLED;
            }
            if (submissions % BETWEEN_LOOKS_AT_THE_CLOCK == 0
                    && (System.nanoTime() - start) / 1_000_000
                            >= context.limits().timeMillis()) {
                return Termination.TIME_LIMIT;
            }
        }
        return Termination.COMPLETED;
    }

    private void register(Venue.Submission submission) {
        int handle = submission.handle();
        if (owner[handle] == NONE) {
            owner[handle] = submission.participant();
            if (submission.group() >= 0) {
                groupOf.put(handle, submission.group());
                byGroup.computeIfAbsent(submission.group(), group -> new ArrayList<>())
                        .add(handle);
            }
        }
    }

    /** Registers an order that never shouted itself. */
    void meet(Venue.Submission submission) {
        register(submission);
    }

    /** Writes a trade into fills and payments and tells both owners; the log has it already. */
    void settle(TradeLog.Trade trade) {
        long money = Math.multiplyExact(trade.price(), trade.quantity());
        fill(trade.buy(), trade.quantity(), money);
        fill(trade.sell(), trade.quantity(), -money);
    }

    private void fill(long order, long units, long money) {
        if (order != ContinuousDoubleAuction.OPERATOR) {
            int handle = (int) order;
            lots[handle] += units;
            payments[owner[handle]] = Math.addExact(payments[owner[handle]], money);
            venue.filled(handle, units);
        }
    }

    /** Whether two orders exclude each other. */
    boolean exclude(long one, long other) {
        if (groupOf.isEmpty()) {
            return false;
        }
        Integer group = groupOf.get((int) one);
        return group != null && one != other && group.equals(groupOf.get((int) other));
    }

    /** The orders submitted so far that exclude {@code order}, and perhaps itself. */
    List<Integer> groupWith(long order) {
        Integer group = groupOf.isEmpty() ? null : groupOf.get((int) order);
        return group == null ? List.of() : byGroup.getOrDefault(group, List.of());
    }

    /** Tells everybody of a trade at the price of an order of {@code side}. */
    void announceTrade(int good, Side side, TradeLog.Trade trade) {
        venue.announce(new PublicEvent.Trade(good, side, trade.price(), trade.quantity()));
    }

    Outcome outcome(Termination termination) {
        return new Outcome(Fills.of(lots), Payments.of(payments), null, termination, Math.max(1, submissions));
    }
}
