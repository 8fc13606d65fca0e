package dev.walras.jmh;

import dev.walras.mechanisms.book.MatchingEngine;
import dev.walras.mechanisms.book.OrderFlow;
import dev.walras.mechanisms.book.Tally;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A command to the matching engine, on average over a stream that is replayed from its beginning. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 5)
@Measurement(iterations = 5)
@Fork(value = 1, jvmArgsAppend = "-Xmx2g")
public class MatchingBenchmark {
    private static final int COMMANDS = 1_000_000;

    /** How many books. */
    @Param({"1", "100"})
    public int books;

    /** Orders at rest. */
    @Param({"1000", "100000"})
    public int depth;

    /** Which commands. */
    @Param({"QUOTES", "ARRIVALS"})
    public OrderFlow.Mix mix = OrderFlow.Mix.QUOTES;

    private OrderFlow.Stream stream = new OrderFlow(1, 2, 1, 1, OrderFlow.Mix.ALL).generate(0, 0);
    private MatchingEngine engine = new MatchingEngine(1, 1);

    /** Makes the stream. */
    @Setup
    public void generate() {
        stream = new OrderFlow(books, depth, 1000, 2000, mix).generate(COMMANDS, 1);
        engine = new MatchingEngine(books, stream.commands().size()).reserve(2 * depth);
    }

    /** Fills the books again. */
    @Setup(Level.Invocation)
    public void fill() {
        engine.clear();
        engine.executeAll(stream.commands(), 0, stream.filling(), new Tally(stream.commands()));
    }

    /** All commands behind those that fill the books. */
    @Benchmark
    @OperationsPerInvocation(COMMANDS)
    public long execute() {
        Tally tally = new Tally(stream.commands());
        engine.executeAll(stream.commands(), stream.filling(), stream.commands().size(), tally);
        return tally.volume();
    }
}
