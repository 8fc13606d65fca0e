package dev.walras.jmh;

import dev.walras.market.Clearing;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.UnitOrders;
import java.util.Arrays;
import java.util.SplittableRandom;
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

/** Clearing one good by counting, beside a sort of the same keys (a copy of them included). */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class ClearingBenchmark {
    private static final int INDEX_BITS = 24;

    /** The number of orders. */
    @Param({"10000", "1000000"})
    public int orders;

    private Market market = Market.builder("none").build();
    private long[] keys = {};

    /** Draws limits; even orders buy. */
    @Setup
    public void draw() {
        SplittableRandom random = new SplittableRandom(1);
        MarketBuilder builder = Market.builder("book");
        builder.good("g", "unit", 0);
        builder.participant("p");
        keys = new long[orders];
        for (int k = 0; k < orders; k++) {
            long limit = 1 + random.nextLong(100_000_000);
            keys[k] = limit << INDEX_BITS | k;
            if (random.nextBoolean()) {
                builder.buy(0, 0, 1, limit);
            } else {
                builder.sell(0, 0, 1, limit);
            }
        }
        market = builder.build();
    }

    /** Both sides counted, fills written. */
    @Benchmark
    public long clear() {
        return Clearing.of(UnitOrders.of(market), 1, Clearing.Ties.REST).units();
    }

    /** The keys of all orders, copied and sorted. */
    @Benchmark
    public long[] sort() {
        long[] copy = keys.clone();
        Arrays.sort(copy);
        return copy;
    }
}
