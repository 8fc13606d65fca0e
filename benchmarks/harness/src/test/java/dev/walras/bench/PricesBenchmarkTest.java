package dev.walras.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** Every contender ends, and certifies what its name promises; times are not looked at. */
class PricesBenchmarkTest {
    private static final int CONTENDER = 2;
    private static final int GAP = 8;

    @Test
    void everyContenderCertifiesWhatItPromises() throws Exception {
        List<String> said = new ArrayList<>();
        Bench bench = new Bench(Bench.Size.QUICK, Optional.empty(), said::add);
        new PricesBenchmark().run(bench);
        List<List<String>> rows = bench.tables().stream()
                .limit(2)
                .flatMap(table -> table.rows().stream())
                .toList();
        assertEquals(9, rows.size(), said.toString());
        for (List<String> row : rows) {
            String contender = row.get(CONTENDER);
            double gap = Double.parseDouble(row.get(GAP));
            double promised = contender.startsWith("prices") ? 1e-2 : contender.startsWith("pdlp") ? 1e-1 : 2e-9;
            assertTrue(gap <= promised, row + " " + said);
        }
        assertTrue(bench.series().stream().anyMatch(series -> series.plot().equals("crossing")));
        assertTrue(bench.series().stream().anyMatch(series -> series.plot().equals("crossing-unit")));
        assertFalse(bench.targets().isEmpty());
    }
}
