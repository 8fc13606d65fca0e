package dev.walras.bench;

import dev.walras.book.CommandFile;
import dev.walras.book.ExchangeCore;
import dev.walras.book.Replay;
import dev.walras.book.Replayed;
import dev.walras.mechanisms.book.OrderFlow;
import dev.walras.mechanisms.book.OrderFlow.Mix;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Our matching engine and the matching core of exchange-core on the same recorded streams of commands. */
final class BookBenchmark implements Benchmark {
    private static final long SEED = 1;
    private static final double TARGET = 1.5;

    /** Both sides run with these. Large pages save both of them look-ups of addresses. */
    private static final List<String> FLAGS =
            List.of("-Xms5g", "-Xmx5g", "-XX:+UseParallelGC", "-XX:+UseTransparentHugePages");

    /**
     * A stream.
     *
     * @param id part of the id of its target
     * @param what in words
     * @param commands how many, once the books are filled
     */
    private record Case(String id, String what, OrderFlow flow, int commands) {
        private Case small() {
            int books = Math.min(flow.books(), 10);
            OrderFlow less =
                    new OrderFlow(books, Math.min(flow.depth(), 40 * books), flow.users(), flow.spread(), flow.mix());
            return new Case(id, what, less, 5000);
        }
    }

    private static final List<Case> CASES = List.of(
            new Case("dense", "one book, 1,000 at rest, quotes moved", flow(1, 1_000, 500, Mix.QUOTES), 3_000_000),
            new Case("arrivals", "one book, 10,000 at rest, arrivals", flow(1, 10_000, 2_000, Mix.ARRIVALS), 3_000_000),
            new Case(
                    "deep5",
                    "one book, 100,000 at rest, quotes moved",
                    flow(1, 100_000, 10_000, Mix.QUOTES),
                    2_000_000),
            new Case(
                    "deep6",
                    "one book, 1,000,000 at rest, quotes moved",
                    flow(1, 1_000_000, 10_000, Mix.QUOTES),
                    1_500_000),
            new Case(
                    "many2",
                    "100 books, 100,000 at rest, quotes moved",
                    flow(100, 100_000, 500, Mix.QUOTES),
                    2_000_000),
            new Case(
                    "many3",
                    "1,000 books, 1,000,000 at rest, quotes moved",
                    flow(1_000, 1_000_000, 500, Mix.QUOTES),
                    1_500_000));

    private static OrderFlow flow(int books, int depth, int spread, Mix mix) {
        return new OrderFlow(books, depth, 1000, spread, mix);
    }

    @Override
    public String id() {
        return "book";
    }

    @Override
    public String title() {
        return "The order book, beside exchange-core";
    }

    @Override
    public List<String> jvm() {
        return List.of("-Xmx2g");
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Optional<ExchangeCore> peer = ExchangeCore.find();
        Tables tables = new Tables(bench);
        double garbage = 0;
        double violations = 0;
        for (Case full : CASES) {
            Case run = bench.quick() ? full.small() : full;
            bench.say(run.what);
            Path file = Files.createTempFile("walras", ".commands");
            try {
                OrderFlow.Stream stream = run.flow.generate(run.commands, SEED);
                CommandFile.write(stream, file);
                Replayed ours = ours(bench, file);
                garbage = Math.max(garbage, ours.bytesPerCommand());
                Replay.Audited audited = Replay.audit(stream);
                violations += audited.violations().size() + (audited.hash().equals(ours.hash()) ? 0 : 1);
                tables.row(run, ours);
                if (run.id.equals("dense") || run.id.equals("deep5")) {
                    extras(bench, tables, run, file);
                }
                beside(bench, tables, run, file, ours, peer);
            } finally {
                Files.deleteIfExists(file);
            }
        }
        bench.target(Target.atMost("book.garbage", "bytes that a command allocates in the steady state", 0.05, "bytes")
                .reached(garbage, "a table or window grew while it was timed"));
        bench.target(Target.atMost("book.audit", "violations found by the audit of all streams", 0, "violations")
                .reached(violations, "the engine is wrong"));
        notes(bench);
    }

    private static int repetitions(Bench bench) {
        return bench.quick() ? 1 : 5;
    }

    private static Replayed ours(Bench bench, Path file, Replay.Extra... extras)
            throws IOException, InterruptedException {
        List<String> arguments = new ArrayList<>(List.of(file.toString(), "" + repetitions(bench)));
        Arrays.stream(extras).map(Enum::name).forEach(arguments::add);
        List<String> flags = bench.quick() ? List.of("-Xmx500m") : FLAGS;
        return Replayed.read(Child.run(BookChild.class, flags, arguments.toArray(String[]::new))
                .answered());
    }

    private static void extras(Bench bench, Tables tables, Case run, Path file)
            throws IOException, InterruptedException {
        tables.extra(run, "commands taken one by one", ours(bench, file, Replay.Extra.SINGLY));
        tables.extra(run, "with positions of users", ours(bench, file, Replay.Extra.POSITIONS));
        tables.extra(run, "with a log of trades", ours(bench, file, Replay.Extra.LOG));
    }

    private static void beside(
            Bench bench, Tables tables, Case run, Path file, Replayed ours, Optional<ExchangeCore> peer)
            throws IOException, InterruptedException {
        Target target =
                Target.atLeast("book." + run.id, run.what + ": commands a second and core, ours / theirs", TARGET, "x");
        if (peer.isEmpty()) {
            bench.target(target.missing(ExchangeCore.HOW_TO_BUILD));
            return;
        }
        List<String> flags = bench.quick() ? List.of("-Xmx1g") : FLAGS;
        double best = 0;
        for (ExchangeCore.Implementation each : ExchangeCore.Implementation.values()) {
            boolean naive = each == ExchangeCore.Implementation.NAIVE;
            int repetitions = naive ? Math.min(2, repetitions(bench)) : repetitions(bench);
            Replayed theirs = peer.get().run(file, flags, each, repetitions);
            tables.row(run, theirs);
            if (!theirs.agrees(ours)) {
                throw new IllegalStateException("the engines trade differently: " + ours + " and " + theirs);
            }
            best = Math.max(best, theirs.perSecond());
        }
        bench.target(target.reached(
                ours.perSecond() / best,
                "waiting for memory: commands name orders at random, so each touches lines that are not in the cache; tried: 32 bytes"
                        + " an order, tagged hash cells, reading sixteen commands ahead, large pages"));
    }

    private static void notes(Bench bench) {
        bench.note("""
                Streams are made by `OrderFlow` (seed 1; `./walras book generate` writes them to a file). *Quotes moved* is the
                mix of exchange-core's own tests: some 80 percent moves, 10 new orders, the rest takers, cancellations and
                reductions; *arrivals* is 38 percent new, 38 cancelled. Both engines read the same file, each in a process of its
                own with the same flags, one thread, no pipeline. A command counts when all its events were read: both give id and
                user of the resting order, price, quantity, and who is done. Every number of trades, the units traded and a hash of
                all trades in order are equal in both. Times are processor time of the thread, best repetition, books filled
                beforehand.""");
        bench.note("""
                In `executeAll`, ours looks at the orders that the next sixteen commands name before it executes them, so that their
                memory is fetched at once and not one after the other; *taken one by one* is without. Times of single commands are without it too; they are service times in
                a closed loop (nothing waits, so there is no coordinated omission to correct, and no queueing in them), and the
                clock, given beside, is part of them. Maxima are those of the machine: other processes, and in exchange-core
                the collector. exchange-core 0.5.3 makes a new object for each event and pools the rest; its pools are given
                room for all orders. The collector's own processor time is not counted against it.""");
    }

    /** The tables of the suite. */
    private static final class Tables {
        private final Bench.Table speed;
        private final Bench.Table latency;
        private final Bench.Table cost;

        Tables(Bench bench) {
            speed = bench.table(
                    "Orders a second and core",
                    "stream",
                    "engine",
                    "million commands/s",
                    "ns/command",
                    "bytes/command",
                    "trades",
                    "hash of trades");
            latency = bench.table(
                    "Time of a command in nanoseconds, the clock included",
                    "stream",
                    "engine",
                    "p50",
                    "p99",
                    "p99.9",
                    "p99.99",
                    "max",
                    "clock");
            cost = bench.table("What else can be done with a command", "stream", "how", "million commands/s");
        }

        private void row(Case run, Replayed made) {
            speed.row(
                    run.what,
                    made.engine(),
                    made.perSecond() / 1e6,
                    1e9 / made.perSecond(),
                    made.bytesPerCommand(),
                    made.trades(),
                    made.hash());
            latency.row(
                    run.what,
                    made.engine(),
                    made.p50(),
                    made.p99(),
                    made.p999(),
                    made.p9999(),
                    made.max(),
                    made.clock());
            if (made.engine().equals("walras")) {
                extra(run, "looking ahead", made);
            }
        }

        private void extra(Case run, String how, Replayed made) {
            cost.row(run.what, how, made.perSecond() / 1e6);
        }
    }
}
