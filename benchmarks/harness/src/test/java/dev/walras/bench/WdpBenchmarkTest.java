package dev.walras.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class WdpBenchmarkTest {
    /** Nothing is asserted of times; the suite itself refuses welfare or payments that differ. */
    @Test
    void runsQuickly() throws IOException {
        Bench bench = new Bench(Bench.Size.QUICK, Optional.empty(), line -> {});
        new WdpBenchmark().run(bench);
        List<String> ids = bench.targets().stream().map(Target::id).toList();
        assertEquals(
                List.of(
                        "wdp.worst",
                        "wdp.mean",
                        "wdp.cp-sat-1",
                        "wdp.cp-sat-2",
                        "wdp.cp-sat-8",
                        "wdp.cbc",
                        "wdp.scip",
                        "wdp.vcg",
                        "wdp.core"),
                ids);
        assertEquals(2, bench.tables().size());
        assertTrue(bench.tables().get(0).rows().stream()
                .noneMatch(row -> row.toString().contains("gap")));
    }
}
