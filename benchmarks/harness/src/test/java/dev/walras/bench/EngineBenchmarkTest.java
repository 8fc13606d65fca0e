package dev.walras.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class EngineBenchmarkTest {
    /** Children throw when a whole allocation is not feasible; gaps are told after an exact audit. */
    @Test
    void runsAndCertifies() throws IOException, InterruptedException {
        Bench bench = new Bench(Bench.Size.QUICK, Optional.empty(), line -> {});
        new EngineBenchmark().run(bench);
        assertEquals(5, bench.targets().size());
        Target bytes = bench.targets().stream()
                .filter(target -> target.id().equals("engine.bytes"))
                .findFirst()
                .orElseThrow();
        assertEquals(Target.Verdict.REACHED, bytes.verdict());
        assertTrue(bench.tables().stream().allMatch(table -> !table.rows().isEmpty()));
    }
}
