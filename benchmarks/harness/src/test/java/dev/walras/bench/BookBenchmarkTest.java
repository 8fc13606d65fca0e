package dev.walras.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** The suite runs, its streams pass the audit, and where the peer is built it makes the same trades. */
class BookBenchmarkTest {
    @Test
    void runsSmallAndPassesTheAudit() throws Exception {
        Bench bench = new Bench(Bench.Size.QUICK, Optional.empty(), line -> {});
        new BookBenchmark().run(bench);
        Target audit = bench.targets().stream()
                .filter(target -> target.id().equals("book.audit"))
                .findFirst()
                .orElseThrow();
        assertEquals(Target.Verdict.REACHED, audit.verdict());
        List<Target> speeds = bench.targets().stream()
                .filter(target -> target.unit().equals("x"))
                .toList();
        assertEquals(6, speeds.size());
        for (Target speed : speeds) {
            boolean told = speed.verdict() != Target.Verdict.NOT_MEASURED
                    || speed.remark().contains("benchmarks/peers/exchange-core");
            assertTrue(told, speed.toString());
        }
    }
}
