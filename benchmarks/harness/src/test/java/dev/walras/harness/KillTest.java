package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

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
import java.util.SplittableRandom;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Kills a JVM in the middle of an experiment, as often as it takes, and looks whether anything was lost or repeated.
 */
final class KillTest {
    private static final String EXPERIMENT = """
            name: kill
            datasets:
              - {label: double, generator: exchange.double-auction, settings: {buyers: 12, sellers: 12}}
              - toy.sla
            mechanisms: [base.no-trade, price.tatonnement, price.subgradient, trade.posted-price]
            seeds: 40
            limits: {rounds: 100}
            """;

    private static Experiment experiment() {
        return ExperimentReader.parse("kill.yaml", EXPERIMENT, Path.of(""));
    }

    /** What the killed JVMs run: says "finished" after each trial. */
    static final class Victim {
        private Victim() {}

        public static void main(String[] args) throws IOException {
            Comparison.run(
                    experiment(),
                    new Comparison.Options(Path.of(args[0]), 2, Comparison.Start.RESUME, "test"),
                    new Comparison.Progress() {
                        @Override
                        public void finished(Trial trial) {
                            System.out.println("finished " + trial);
                        }
                    });
            System.out.println("done");
        }
    }

    /** Starts a JVM and kills it after so many finished trials; returns whether it came to its end before. */
    private static boolean runAndKill(Path folder, int trials) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        ThisJava.program(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        ThisJava.classPath(),
                        Victim.class.getName(),
                        folder.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        boolean done = false;
        try (BufferedReader out =
                new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
            int seen = 0;
            for (String line = out.readLine(); line != null; line = out.readLine()) {
                done |= line.equals("done");
                seen += line.startsWith("finished") ? 1 : 0;
                if (seen == trials) {
                    // Not through the process itself, which would close its output.
                    process.toHandle().destroyForcibly();
                }
            }
        }
        process.waitFor();
        return done;
    }

    private static List<String> decided(Path folder) throws IOException {
        List<String> lines = new ArrayList<>();
        for (Trial trial : Results.read(folder).trials()) {
            lines.add(Json.line(trial.decided()));
        }
        return lines;
    }

    @ParameterizedTest
    @ValueSource(longs = {1})
    void losesAndRepeatsNothing(long seed, @TempDir Path killed, @TempDir Path whole)
            throws IOException, InterruptedException {
        SplittableRandom random = new SplittableRandom(seed);
        int before = 0;
        for (int kill = 0; kill < 4; kill++) {
            boolean done = runAndKill(killed, random.nextInt(1, 40));
            List<Trial> kept = ResultsStore.read(killed);
            Set<String> cells = new LinkedHashSet<>();
            kept.forEach(trial -> cells.add(trial.cell()));
            assertEquals(kept.size(), cells.size(), "no cell is stored twice");
            assertTrue(kept.size() >= before, before + " trials before, " + kept.size() + " after");
            before = kept.size();
            assertEquals(done, before == 164, "a run ends when every cell is finished");
        }
        assertTrue(runAndKill(killed, Integer.MAX_VALUE));
        Results uninterrupted = Comparison.run(
                experiment(),
                new Comparison.Options(whole, 1, Comparison.Start.OVER, "test"),
                Comparison.Progress.NONE);
        assertEquals(164, uninterrupted.trials().size());
        assertEquals(decided(whole), decided(killed));
        assertTrue(Files.size(killed.resolve("report.html")) > 0);
    }
}
