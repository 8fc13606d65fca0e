package dev.walras.bench;

import dev.walras.bench.packing.PackingBenchmark;
import java.util.List;

/** All performance suites, in the order in which they run. */
public final class Benchmarks {
    /** The suites; their ids differ. */
    public static final List<Benchmark> LIST = List.of(
            new EngineBenchmark(),
            new PricesBenchmark(),
            new ExactBenchmark(),
            new HarnessBenchmark(),
            new PackingBenchmark(),
            new BookBenchmark(),
            new SparkBenchmark(),
            new WdpBenchmark());

    private Benchmarks() {}
}
