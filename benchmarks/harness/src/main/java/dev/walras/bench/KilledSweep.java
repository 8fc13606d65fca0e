package dev.walras.bench;

import dev.walras.harness.Comparison;
import dev.walras.harness.Experiment;
import dev.walras.harness.ExperimentReader;
import dev.walras.harness.Resources;
import dev.walras.harness.Trial;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/** A sweep over small cells in worker processes, which notes every cell that it was told is stored. */
final class KilledSweep {
    /** Where it notes them. */
    static final String NOTED = "noted";

    private static final String EXPERIMENT = """
            name: killed
            datasets:
              - {label: double, generator: exchange.double-auction, settings: {buyers: 12, sellers: 12}}
              - toy.sla
            mechanisms: [opt.auto, price.tatonnement, price.subgradient, trade.posted-price]
            seeds: SEEDS
            limits: {timeMillis: 600000, rounds: 200}
            """;

    private KilledSweep() {}

    /** What is run. */
    static Experiment experiment(int seeds) {
        return ExperimentReader.parse("killed.yaml", EXPERIMENT.replace("SEEDS", String.valueOf(seeds)), Path.of(""));
    }

    /** Runs what is left: the folder, and how many seeds. */
    public static void main(String[] args) throws IOException {
        Path folder = Path.of(args[0]);
        Experiment experiment = experiment(Integer.parseInt(args[1]));
        Files.createDirectories(folder);
        Comparison.run(
                experiment.with(experiment.resources().withWorkers(Resources.Workers.PROCESSES)),
                new Comparison.Options(folder, 2, Comparison.Start.RETRY_FAILED, "killed"),
                new Comparison.Progress() {
                    @Override
                    public synchronized void finished(Trial trial) {
                        note(folder, trial);
                    }
                });
    }

    private static void note(Path folder, Trial trial) {
        try {
            Files.writeString(
                    folder.resolve(NOTED), trial.cell() + "\n", StandardOpenOption.CREATE, StandardOpenOption.APPEND);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
