package dev.walras.book;

import com.sun.management.ThreadMXBean;
import dev.walras.mechanism.Side;
import dev.walras.mechanisms.book.BookAudit;
import dev.walras.mechanisms.book.Commands;
import dev.walras.mechanisms.book.Events;
import dev.walras.mechanisms.book.MatchingEngine;
import dev.walras.mechanisms.book.OrderFlow;
import dev.walras.mechanisms.book.Positions;
import dev.walras.mechanisms.book.Reply;
import dev.walras.mechanisms.book.Tally;
import dev.walras.mechanisms.trading.TradeLog;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Set;

/**
 * Replays a stream in our engine, in one thread. Each repetition begins with an empty engine; what fills the books is
 * not timed. Times are the processor time of the thread; single commands are timed by the clock in a run of their own,
 * one after the other without looking ahead. As the next command comes when the one before is done, these are service
 * times: what a command would wait for others that came at a given rate is not in them.
 */
public final class Replay {
    /** What an engine can do beside matching. */
    public enum Extra {
        /** Keeps the positions of users. */
        POSITIONS,
        /** Writes every trade into a log. */
        LOG,
        /** Takes commands one by one, so that it cannot look ahead. */
        SINGLY
    }

    private final OrderFlow.Stream stream;
    private final Commands commands;
    private final Set<Extra> extras;
    private final ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
    private MatchingEngine engine = new MatchingEngine(1, 1);
    private Tally tally;

    private Replay(OrderFlow.Stream stream, Set<Extra> extras) {
        this.stream = stream;
        this.commands = stream.commands();
        this.extras = extras;
        this.tally = new Tally(commands);
    }

    /** Replays a stream {@code repetitions} times (1 or more) and once more for the times of single commands. */
    public static Replayed run(OrderFlow.Stream stream, Set<Extra> extras, int repetitions) {
        Replay replay = new Replay(stream, extras);
        double best = Double.POSITIVE_INFINITY;
        long allocated = 0;
        for (int r = 0; r < repetitions; r++) {
            MatchingEngine.Reader reader = replay.fill();
            long bytes = replay.thread.getCurrentThreadAllocatedBytes();
            long start = replay.thread.getCurrentThreadCpuTime();
            replay.execute(reader);
            best = Math.min(best, (replay.thread.getCurrentThreadCpuTime() - start) / 1e9);
            allocated = replay.thread.getCurrentThreadAllocatedBytes() - bytes;
        }
        Latencies latencies = new Latencies();
        replay.time(latencies);
        return replay.result(best, allocated, latencies);
    }

    private MatchingEngine.Reader fill() {
        tally = new Tally(commands);
        int most = Math.max(1, commands.size());
        engine = new MatchingEngine(commands.books(), most).reserve(2 * stream.filling());
        if (extras.contains(Extra.POSITIONS)) {
            engine.keep(new Positions());
        }
        MatchingEngine.Reader reader = extras.contains(Extra.LOG) ? new Logger(commands, tally) : tally;
        engine.executeAll(commands, 0, stream.filling(), reader);
        return reader;
    }

    private void execute(MatchingEngine.Reader reader) {
        if (!extras.contains(Extra.SINGLY)) {
            engine.executeAll(commands, stream.filling(), commands.size(), reader);
            return;
        }
        Events events = engine.events();
        for (int i = stream.filling(); i < commands.size(); i++) {
            Reply reply = engine.execute(commands, i);
            reader.read(i, reply, events);
            events.clear();
        }
    }

    private void time(Latencies latencies) {
        MatchingEngine.Reader reader = fill();
        Events events = engine.events();
        for (int i = stream.filling(); i < commands.size(); i++) {
            long start = System.nanoTime();
            Reply reply = engine.execute(commands, i);
            reader.read(i, reply, events);
            events.clear();
            latencies.add(System.nanoTime() - start);
        }
    }

    private Replayed result(double seconds, long allocated, Latencies latencies) {
        int timed = commands.size() - stream.filling();
        return new Replayed(
                "walras",
                timed,
                seconds,
                (double) allocated / Math.max(1, timed),
                tally.trades(),
                tally.volume(),
                tally.hash(),
                tally.refused(),
                engine.size(),
                latencies.quantile(0.5),
                latencies.quantile(0.99),
                latencies.quantile(0.999),
                latencies.quantile(0.9999),
                latencies.most(),
                Latencies.clock());
    }

    /**
     * What an audit found.
     *
     * @param violations what is wrong; empty when nothing is
     * @param units what became of all units
     * @param hash of all trades in order, to compare with that of a timed run
     */
    public record Audited(List<String> violations, BookAudit.Units units, String hash) {}

    /** Replays a stream once more, with positions, and audits every event and what is left. */
    public static Audited audit(OrderFlow.Stream stream) {
        Commands commands = stream.commands();
        Positions positions = new Positions();
        MatchingEngine engine = new MatchingEngine(commands.books(), Math.max(1, commands.size())).keep(positions);
        BookAudit audit = new BookAudit();
        Tally tally = new Tally(commands);
        engine.executeAll(commands, 0, commands.size(), (i, reply, events) -> {
            audit.hear(commands.get(i), reply, events);
            tally.read(i, reply, events);
        });
        audit.compare(engine);
        return new Audited(audit.compare(positions), audit.units(), tally.hash());
    }

    /** Writes every trade into a log, and tallies. */
    private static final class Logger implements MatchingEngine.Reader {
        private final Commands commands;
        private final Tally tally;
        private final TradeLog log = new TradeLog();

        Logger(Commands commands, Tally tally) {
            this.commands = commands;
            this.tally = tally;
        }

        @Override
        public void read(int i, Reply reply, Events events) {
            tally.read(i, reply, events);
            for (int e = 0; e < events.size(); e++) {
                if (events.kind(e) == Events.Kind.TRADE) {
                    long actor = commands.id(i);
                    long other = events.id(e);
                    boolean buys = events.side(e) == Side.BUY;
                    log.add(buys ? actor : other, buys ? other : actor, events.price(e), events.quantity(e));
                }
            }
        }
    }
}
