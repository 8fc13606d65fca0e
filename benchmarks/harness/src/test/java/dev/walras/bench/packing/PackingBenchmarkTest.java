package dev.walras.bench.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.bench.Bench;
import dev.walras.bench.Target;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every contender runs on a tiny instance, and no audited value exceeds the audited bound. */
class PackingBenchmarkTest {
    @Test
    void everyContenderAnswersAndNoneExceedsTheBound() throws IOException, InterruptedException {
        Bench bench = new Bench(Bench.Size.QUICK, Optional.empty(), line -> {});
        new PackingBenchmark().run(bench);
        List<List<String>> rows = bench.tables().get(0).rows();
        List<String> names = rows.stream().map(row -> row.get(1)).toList();
        assertEquals(List.of("opt.packing", "cp-sat", "scip", "timefold", "cp-sat-hint"), names);
        for (List<String> row : rows) {
            String end = row.get(3);
            assertTrue(end.equals("-") || Double.parseDouble(end) <= 100, () -> row.toString());
        }
        assertTrue(
                Double.parseDouble(rows.get(0).get(3)) > 90, () -> rows.get(0).toString());
        assertEquals(3, bench.targets().size());
        for (Target target : bench.targets()) {
            assertTrue(target.id().startsWith("packing.60x6."), target.id());
        }
    }
}
