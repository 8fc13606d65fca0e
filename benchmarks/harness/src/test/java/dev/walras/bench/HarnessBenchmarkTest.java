package dev.walras.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class HarnessBenchmarkTest {
    /** Nothing is asserted of times; that no kill loses a cell must hold at every size. */
    @Test
    void runsQuickly() throws IOException, InterruptedException {
        Bench bench = new Bench(Bench.Size.QUICK, Optional.empty(), line -> {});
        new HarnessBenchmark().run(bench);
        List<String> ids = bench.targets().stream().map(Target::id).toList();
        assertEquals(List.of("harness.overhead-threads", "harness.overhead-processes", "harness.kills"), ids);
        assertEquals(Target.Verdict.REACHED, bench.targets().get(2).verdict());
        assertEquals(4, bench.tables().size());
    }
}
