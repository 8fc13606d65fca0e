package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.tables.Column;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RowTableTest {
    @TempDir
    private Path folder;

    private static Map<String, Column> columns(List<Trial> trials) {
        Map<String, Column> columns = new LinkedHashMap<>();
        RowTable.of(trials).forEach(column -> columns.put(column.name(), column));
        return columns;
    }

    /** What a pipeline reads does not depend on what happened to be run: every field has its column and its type. */
    @Test
    void everyFieldOfARunHasADeclaredColumn() throws IOException {
        Experiment experiment = ExperimentReader.parse(
                "t.yaml",
                "{name: t, datasets: [toy.double-auction, toy.sla, toy.arbitrage], mechanisms: [opt.auto,"
                        + " auction.mcafee, price.tatonnement, trade.posted-price], incentives: 5,"
                        + " limits: {timeMillis: 600000, rounds: 50}}",
                Path.of(""));
        List<Trial> trials = Comparison.run(
                        experiment,
                        new Comparison.Options(folder, 1, Comparison.Start.OVER, "test"),
                        Comparison.Progress.NONE)
                .trials();
        Map<String, Column> columns = columns(trials);
        assertEquals(columns(List.of()).keySet(), columns.keySet());
        for (int row = 0; row < trials.size(); row++) {
            Trial trial = trials.get(row);
            assertEquals(trial.cell(), columns.get("cell").values().get(row));
            assertEquals(
                    trial.welfareMicros(), columns.get("welfareMicros").values().get(row));
            assertEquals(trial.number("rounds"), columns.get("rounds").values().get(row));
            Object gap = columns.get("gap").values().get(row);
            assertEquals(trial.real("gap"), gap == null ? Double.NaN : (double) gap);
            Object sellers = columns.get("surplus.sellersMicros").values().get(row);
            assertEquals(trial.get("surplus").path("sellersMicros").isNumber(), sellers != null);
        }
        assertTrue(columns.get("regretMicros").values().stream().anyMatch(value -> value instanceof Long));
        assertTrue(columns.get("traits").values().contains("two-sided"));
    }
}
