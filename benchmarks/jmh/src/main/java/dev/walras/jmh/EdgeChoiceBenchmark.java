package dev.walras.jmh;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeChoice;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeWants;
import dev.walras.columns.EdgeWishes;
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
import org.openjdk.jmh.infra.Blackhole;

/** One pass of exact best replies over a market of choice, one thread; run with {@code -prof gc}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MILLISECONDS)
@Warmup(iterations = 5, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class EdgeChoiceBenchmark {
    /** About so many edges. */
    @Param({"100000", "1000000", "10000000"})
    public int edges;

    private final long[] prices = new long[1000];
    private EdgeMarket market = market(1);
    private EdgeWants wants = new EdgeWants(1000);

    private static EdgeMarket market(int edges) {
        return EdgeMarkets.draw(EdgeDraw.of(EdgeDraw.Shape.GENERAL, edges, 1000, 1));
    }

    /** Draws the market; prices are those of the middle of an ascent. */
    @Setup
    public void draw() {
        market = market(edges);
        wants = new EdgeWants(1000);
        Arrays.fill(prices, 32_000);
    }

    /** Sums only; allocates nothing. */
    @Benchmark
    public long demand() {
        wants.clear();
        for (EdgeBlock block : market.blocks()) {
            EdgeChoice.demand(market.terms(), block, prices, wants);
        }
        return wants.buyers();
    }

    /** What each buyer wants, 12 bytes a buyer. */
    @Benchmark
    public void wishes(Blackhole hole) {
        for (EdgeBlock block : market.blocks()) {
            hole.consume(EdgeWishes.of(market.terms(), block, prices));
        }
    }
}
