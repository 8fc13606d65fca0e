package dev.walras.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ExactBenchmarkTest {
    /** Every comparison checks its answers itself: optima equal, duals exact, audits clean; here each runs once. */
    @Test
    void measuresEverythingItPromises() throws IOException, InterruptedException {
        Bench bench = new Bench(Bench.Size.QUICK, Optional.empty(), line -> {});
        new ExactBenchmark().run(bench);
        assertEquals(13, bench.targets().size());
        assertTrue(bench.targets().stream().allMatch(t -> t.verdict() != Target.Verdict.NOT_MEASURED));
        assertTrue(bench.tables().stream().allMatch(t -> !t.rows().isEmpty()));
    }
}
