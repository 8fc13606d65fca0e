package dev.walras.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.harness.Comparison;
import dev.walras.harness.Experiment;
import dev.walras.harness.ExperimentReader;
import dev.walras.harness.Json;
import dev.walras.harness.Results;
import dev.walras.harness.ResultsStore;
import dev.walras.harness.ThisJava;
import dev.walras.harness.Trial;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.apache.spark.api.java.JavaSparkContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkSweepTest {
    private static final int CELLS = 5 * (8 + 1);

    /** Native solvers (opt.glop, opt.cp-sat), price processes, sealed bids; cells that are not supported. */
    private static final String EXPERIMENT = """
            name: sweep
            datasets:
              - {label: double, generator: exchange.double-auction, settings: {buyers: 8, sellers: 8}}
              - toy.sla
            mechanisms: [opt.glop, opt.cp-sat, price.tatonnement, auction.vcg, auction.mcafee]
            seeds: 8
            limits: {rounds: 100}
            """;

    private static Experiment experiment(Path folder) throws IOException {
        Path file = folder.resolve("sweep.yaml");
        Files.writeString(file, EXPERIMENT);
        return ExperimentReader.read(file);
    }

    private static Comparison.Options options(Path folder, Comparison.Start start) {
        return new Comparison.Options(folder, 2, start, "test");
    }

    /** What the killed JVM runs: says "finished" after each trial. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws IOException {
            Path folder = Path.of(args[0]);
            try (JavaSparkContext context = LocalContext.open()) {
                Results unused = new SparkSweep(context)
                        .run(
                                experiment(Files.createDirectories(folder.resolveSibling("experiment"))),
                                options(folder, Comparison.Start.RESUME),
                                new Comparison.Progress() {
                                    @Override
                                    public void finished(Trial trial) {
                                        System.out.println("finished " + trial);
                                    }
                                });
            }
        }
    }

    private static void runAndKill(Path folder, int trials) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(ThisJava.program(), "-Xmx1g"));
        command.addAll(List.of(org.apache.spark.launcher.JavaModuleOptions.defaultModuleOptionArray()));
        command.addAll(List.of(
                "-Dlog4j2.configurationFile=dev/walras/spark/log4j2.properties",
                "-Dwalras.native.cache=" + System.getProperty("walras.native.cache", "target/native"),
                "-cp",
                ThisJava.classPath(),
                Victim.class.getName(),
                folder.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int seen = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                seen += line.startsWith("finished") ? 1 : 0;
                if (seen == trials) {
                    process.toHandle().destroyForcibly();
                }
            }
            assertTrue(seen >= trials, () -> "ended before it could be killed");
        } finally {
            process.destroyForcibly().waitFor();
        }
    }

    private static List<String> decided(Results results) {
        return results.trials().stream()
                .map(trial -> Json.line(trial.decided()))
                .toList();
    }

    @Test
    void aKilledDriverLosesAndRepeatsNothingAndRowsAreThoseOfTheLocalRunner(@TempDir Path temporary)
            throws IOException, InterruptedException {
        Path killed = temporary.resolve("killed");
        runAndKill(killed, 12);
        List<Trial> kept = ResultsStore.read(killed);
        assertTrue(kept.size() >= 12 && kept.size() < CELLS, kept.size() + " trials of " + CELLS);
        Experiment experiment = experiment(temporary);
        Results swept;
        List<Trial> ran = new ArrayList<>();
        try (JavaSparkContext context = LocalContext.open()) {
            swept = new SparkSweep(context)
                    .run(experiment, options(killed, Comparison.Start.RESUME), new Comparison.Progress() {
                        @Override
                        public void finished(Trial trial) {
                            synchronized (ran) {
                                ran.add(trial);
                            }
                        }
                    });
            assertNotNull(swept);
            TrialTable.write(
                    Sessions.tables(context),
                    swept.trials(),
                    temporary.resolve("rows").toString());
            assertEquals(
                    CELLS,
                    Sessions.tables(context)
                            .read()
                            .parquet(temporary.resolve("rows").toString())
                            .select("cell", "welfareMicros", "status")
                            .distinct()
                            .count());
        }
        assertEquals(CELLS, kept.size() + ran.size(), "no cell is run twice");
        Set<String> cells = new LinkedHashSet<>();
        kept.forEach(trial -> cells.add(trial.cell()));
        ran.forEach(trial -> cells.add(trial.cell()));
        assertEquals(CELLS, cells.size());
        Results local = Comparison.run(
                experiment, options(temporary.resolve("local"), Comparison.Start.OVER), Comparison.Progress.NONE);
        assertEquals(decided(local), decided(swept));
        assertTrue(
                swept.trials().stream().allMatch(trial -> trial.text("workers").equals("spark")));
    }
}
