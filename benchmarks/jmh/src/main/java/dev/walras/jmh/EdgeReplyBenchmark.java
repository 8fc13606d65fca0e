package dev.walras.jmh;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeQuote;
import dev.walras.columns.EdgeReply;
import dev.walras.columns.EdgeTally;
import dev.walras.columns.ScalarReply;
import dev.walras.columns.VectorKernel;
import dev.walras.datasets.generate.EdgeDraw;
import dev.walras.datasets.generate.EdgeMarkets;
import java.util.Arrays;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** One pass over a market of choice, one thread: streaming its columns, and both kernels; run with {@code -prof gc}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(value = 1, jvmArgsAppend = "--add-modules=jdk.incubator.vector")
public class EdgeReplyBenchmark {
    /** About so many edges. */
    @Param({"100000", "1000000", "10000000"})
    public int edges;

    /** Of replies; 0 asks for best replies. */
    @Param({"0", "0.001", "0.01", "0.1", "0.5"})
    public double smoothing;

    private EdgeMarket market = market(1);
    private EdgeQuote quote = new EdgeQuote(market.terms());
    private EdgeTally tally = new EdgeTally(market.terms());
    private EdgeReply scalar = new ScalarReply(market.terms());
    private EdgeReply vector = scalar;

    private static EdgeMarket market(int edges) {
        return EdgeMarkets.draw(EdgeDraw.of(EdgeDraw.Shape.GENERAL, edges, 1000, 1));
    }

    /** Draws the market, and sets prices as in the middle of an ascent. */
    @Setup
    public void draw() {
        market = market(edges);
        double[] prices = new double[1000];
        Arrays.fill(prices, 32_000);
        quote = new EdgeQuote(market.terms());
        quote.set(prices, smoothing);
        tally = new EdgeTally(market.terms());
        scalar = new ScalarReply(market.terms());
        vector = VectorKernel.of(market.terms());
    }

    /** Reads every edge once. */
    @Benchmark
    public int stream() {
        int sum = 0;
        for (EdgeBlock block : market.blocks()) {
            sum += block.checksum();
        }
        return sum;
    }

    /** Plain Java. */
    @Benchmark
    public double scalar() {
        return pass(scalar);
    }

    /** Sixteen buyers at a time. */
    @Benchmark
    public double vector() {
        return pass(vector);
    }

    private double pass(EdgeReply kernel) {
        tally.clear();
        for (int block = 0; block < market.blocks().size(); block++) {
            kernel.answer(market.blocks().get(block), block, quote, tally);
        }
        return tally.surplus();
    }
}
