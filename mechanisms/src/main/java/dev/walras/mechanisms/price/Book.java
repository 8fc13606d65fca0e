package dev.walras.mechanisms.price;

import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.Good;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.floor.MessageSizes;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;

/** The trades agreed so far, and what they leave of each good. */
final class Book {
    private static final int[] NONE = {};
    private static final long[] ALL_PAID = {};

    private final long[] prices;
    private final long[] endowment;
    private final long[] net;
    private final long[] available;
    private final List<Line> lines = new ArrayList<>();
    private final List<List<Line>> takers = new ArrayList<>();
    private final List<List<Line>> givers = new ArrayList<>();
    private final List<List<Line>> byParticipant = new ArrayList<>();
    private final int[] queue;
    private final boolean[] queued;
    private int first;
    private int count;

    /** An empty book of trades at {@code prices}. */
    Book(List<Good> goods, int participants, long[] prices) {
        this.prices = prices;
        this.endowment = goods.stream().mapToLong(Good::endowment).toArray();
        this.net = new long[endowment.length];
        this.available = endowment.clone();
        this.queue = new int[endowment.length];
        this.queued = new boolean[endowment.length];
        for (int g = 0; g < endowment.length; g++) {
            takers.add(new ArrayList<>());
            givers.add(new ArrayList<>());
        }
        for (int p = 0; p < participants; p++) {
            byParticipant.add(new ArrayList<>(1));
        }
    }

    /** One trade and how much of it stands. */
    static final class Line {
        final int participant;
        final Reply.Trade trade;
        private final int index;
        long lots;
        long unpaidMicros;
        double unpaidShare;
        private boolean refused;
        private long agreedLots;
        private long[] agreedUnits = ALL_PAID;

        Line(int participant, Reply.Trade trade, int index) {
            this.participant = participant;
            this.trade = trade;
            this.index = index;
        }

        /** Its owner gives its lots although {@code units} of its entries are not paid for. */
        void agree(long[] units, long micros) {
            agreedLots = lots;
            agreedUnits = units;
            unpaidMicros = micros;
        }

        /** Whether just this was agreed to already. */
        boolean agreedTo(long[] units) {
            return agreedLots == lots && Arrays.equals(agreedUnits, units);
        }
    }

    int size() {
        return lines.size();
    }

    Line line(int index) {
        return lines.get(index);
    }

    /** Units of each good that can still be received; live, not to be changed. */
    long[] available() {
        return available;
    }

    /** Adds trades, the first ones to be cut last. */
    void add(List<Strength.Wanted> trades) {
        for (Strength.Wanted wanted : trades) {
            add(wanted.participant(), wanted.trade());
        }
    }

    /** Adds all trades of a reply. */
    void add(Reply reply) {
        for (Reply.Trade trade : reply.trades()) {
            add(reply.participant(), trade);
        }
    }

    private void add(int participant, Reply.Trade trade) {
        Line line = new Line(participant, trade, lines.size());
        lines.add(line);
        byParticipant.get(participant).add(line);
        for (int i = 0; i < trade.perLot().size(); i++) {
            (trade.perLot().units(i) > 0 ? takers : givers)
                    .get(trade.perLot().good(i))
                    .add(line);
        }
        change(line, trade.lots());
    }

    /** What is received in all, valued at {@code at}, in micros. */
    double turnover(long[] at) {
        double turnover = 0;
        for (Line line : lines) {
            Bundle bundle = line.trade.perLot();
            for (int i = 0; i < bundle.size(); i++) {
                turnover += (double) line.lots * Math.max(0, bundle.units(i)) * at[bundle.good(i)];
            }
        }
        return turnover;
    }

    /** Changes a line by {@code lots} lots and notes the goods it touches. */
    private void change(Line line, long lots) {
        Bundle bundle = line.trade.perLot();
        line.lots += lots;
        for (int i = 0; i < bundle.size(); i++) {
            int g = bundle.good(i);
            net[g] += lots * bundle.units(i);
            available[g] = Math.max(0, endowment[g] - net[g]);
            enqueue(g);
        }
    }

    private void enqueue(int good) {
        if (!queued[good]) {
            queued[good] = true;
            queue[(first + count) % queue.length] = good;
            count++;
        }
    }

    private int dequeue() {
        int good = queue[first];
        queued[good] = false;
        first = (first + 1) % queue.length;
        count--;
        return good;
    }

    /** Drops a line for good: its order is not asked for again. */
    void refuse(Line line) {
        line.refused = true;
        change(line, -line.lots);
    }

    /** Whether a trade of {@code participant} stands. */
    boolean trades(int participant) {
        return byParticipant.get(participant).stream().anyMatch(line -> line.lots > 0);
    }

    /** The sorted handles of the trades of {@code participant} that stand, or were refused. */
    int[] settledOf(int participant) {
        List<Line> own = byParticipant.get(participant);
        return own.isEmpty()
                ? NONE
                : own.stream()
                        .filter(line -> line.lots > 0 || line.refused)
                        .mapToInt(line -> line.trade.handle())
                        .sorted()
                        .toArray();
    }

    /** The sorted handles of the trades of its owner but {@code line}. */
    int[] othersOf(Line line) {
        return Arrays.stream(settledOf(line.participant))
                .filter(handle -> handle != line.trade.handle())
                .toArray();
    }

    /** Cuts the last trades that receive what is short, until nothing is; returns whose trades, in order. */
    Set<Integer> cutShortages() {
        Set<Integer> losers = new TreeSet<>();
        while (count > 0) {
            int g = dequeue();
            List<Line> lines = takers.get(g);
            for (int i = lines.size() - 1; i >= 0 && net[g] > endowment[g]; i--) {
                Line line = lines.get(i);
                long units = line.trade.perLot().unitsOf(g);
                long lots = Math.min(line.lots, Math.ceilDiv(net[g] - endowment[g], units));
                if (lots > 0) {
                    losers.add(line.participant);
                    change(line, -(line.lots - lots < line.trade.minLots() ? line.lots : lots));
                }
            }
        }
        return losers;
    }

    /** Cuts the last trades that give goods of positive price beyond what is received. */
    void trimExcess() {
        for (int g = 0; g < net.length; g++) {
            enqueue(g);
        }
        while (count > 0) {
            int g = dequeue();
            List<Line> lines = givers.get(g);
            for (int i = lines.size() - 1; i >= 0 && net[g] < 0 && prices[g] > 0; i--) {
                trim(lines.get(i), g);
            }
        }
    }

    /** Cuts {@code line} by the lots that give the excess of {@code good}, as far as nothing becomes short. */
    private void trim(Line line, int good) {
        Bundle bundle = line.trade.perLot();
        long most = line.lots;
        for (int i = 0; i < bundle.size(); i++) {
            int g = bundle.good(i);
            if (bundle.units(i) < 0) {
                most = Math.min(most, (endowment[g] - net[g]) / -bundle.units(i));
            }
        }
        long lots = Math.min(most, Math.ceilDiv(-net[good], -bundle.unitsOf(good)));
        long left = line.lots - lots;
        if (left < line.trade.minLots()) {
            lots = most == line.lots ? line.lots : Math.min(lots, Math.max(0, line.lots - line.trade.minLots()));
        }
        if (lots > 0) {
            change(line, -lots);
        }
    }

    /** For each line and entry of its bundle the units given that nobody takes; empty where there are none. */
    long[][] unpaidUnits() {
        long[][] unpaid = new long[lines.size()][];
        Arrays.fill(unpaid, ALL_PAID);
        for (int g = 0; g < net.length; g++) {
            long excess = prices[g] > 0 ? -net[g] : 0;
            for (int i = givers.get(g).size() - 1; i >= 0 && excess > 0; i--) {
                Line line = givers.get(g).get(i);
                Bundle bundle = line.trade.perLot();
                long units = Math.min(excess, -line.lots * bundle.unitsOf(g));
                if (units > 0) {
                    if (unpaid[line.index].length == 0) {
                        unpaid[line.index] = new long[bundle.size()];
                    }
                    unpaid[line.index][entry(bundle, g)] = units;
                    excess -= units;
                }
            }
        }
        return unpaid;
    }

    /** The share of what {@code line} gives that is not paid for, by value. */
    double share(Line line, long[] unpaid) {
        Bundle bundle = line.trade.perLot();
        double lost = 0;
        double given = 0;
        for (int i = 0; i < bundle.size(); i++) {
            lost += (double) prices[bundle.good(i)] * unpaid[i];
            given += (double) prices[bundle.good(i)] * line.lots * Math.max(0, -bundle.units(i));
        }
        return lost / given;
    }

    private static int entry(Bundle bundle, int good) {
        int i = 0;
        while (bundle.good(i) != good) {
            i++;
        }
        return i;
    }

    /** Tells everybody who trades its fills and what it pays. */
    void award(Floor floor) {
        int[] fills = new int[byParticipant.size()];
        for (Line line : lines) {
            fills[line.participant] += line.lots > 0 ? 1 : 0;
        }
        for (int participant = 0; participant < fills.length; participant++) {
            if (fills[participant] > 0) {
                floor.tell(participant, MessageSizes.FILL * fills[participant] + 8);
            }
        }
    }

    /** The outcome in which all trades that stand are made and paid for. */
    Outcome outcome(int orders, Prices stated, Termination termination, int rounds) {
        long[] lots = new long[orders];
        long[] payments = new long[byParticipant.size()];
        for (Line line : lines) {
            if (line.lots > 0) {
                lots[line.trade.handle()] = line.lots;
                payments[line.participant] = Math.addExact(payments[line.participant], payment(line));
            }
        }
        return new Outcome(Fills.of(lots), Payments.of(payments), stated, termination, rounds);
    }

    private long payment(Line line) {
        Bundle bundle = line.trade.perLot();
        long payment = line.unpaidMicros;
        for (int i = 0; i < bundle.size(); i++) {
            long units = Math.multiplyExact(line.lots, bundle.units(i));
            payment = Math.addExact(payment, Math.multiplyExact(prices[bundle.good(i)], units));
        }
        return payment;
    }
}
