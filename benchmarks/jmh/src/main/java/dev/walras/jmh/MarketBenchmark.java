package dev.walras.jmh;

import dev.walras.market.Market;
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

/** Building a market, reading it in order and at random, and finding a generated id; run with {@code -prof gc}. */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class MarketBenchmark {
    private static final int MASK = (1 << 16) - 1;

    /** The number of orders. */
    @Param({"10000", "1000000"})
    public int orders;

    private UnitDemand shape = new UnitDemand(1, 1, 1);
    private Market market = shape.market(0);
    private final int[] visits = new int[MASK + 1];
    private int next;

    /** Builds the market that is read, and draws the orders to visit. */
    @Setup
    public void build() {
        shape = new UnitDemand(orders, 10, Math.max(1, orders / 100));
        market = shape.market(1);
        SplittableRandom random = new SplittableRandom(2);
        for (int i = 0; i < visits.length; i++) {
            visits[i] = random.nextInt(orders);
        }
    }

    /** The whole construction, with the making of the orders that it is given. */
    @Benchmark
    public Market buildMarket() {
        return shape.market(3);
    }

    /** Owner, value and bundle of one order, drawn at random; allocates nothing. */
    @Benchmark
    public long lookUpAtRandom() {
        int k = visits[next++ & MASK];
        return market.owner(k) + market.valueMicrosPerLot(k) + market.bundleGood(k, 0) + market.bundleUnits(k, 0);
    }

    /** The total value of all orders, in index order. */
    @Benchmark
    public long scanValues() {
        long sum = 0;
        for (int k = 0; k < market.orders(); k++) {
            sum += market.valueMicrosPerLot(k);
        }
        return sum;
    }
}
