package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.datasets.InstanceFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

final class ExperimentReaderTest {
    private static final List<String> SHIPPED = ExperimentReader.SHIPPED;

    private static Experiment parse(String text) {
        return ExperimentReader.parse("x.yaml", text, Path.of("folder"));
    }

    @Test
    void readsEveryKey() {
        Experiment experiment = parse("""
                name: all
                description: everything
                datasets:
                  - toy.sla
                  - {label: small, generator: cluster, settings: {jobs: 5, costs: none}, seeds: [7, -1], without: [slow]}
                  - {file: markets/a.json}
                mechanisms:
                  - opt.auto
                  - {id: price.tatonnement, label: slow, settings: {growth: 1.05}}
                behaviours: [truthful, shading-20]
                seeds: 3
                limits: {timeMillis: 5, rounds: 6, work: 7, relativeGap: 0.5, memory: 1.5GiB}
                threads: 3
                timing: exclusive
                metrics: [revenue]
                """);
        assertEquals(List.of(1L, 2L, 3L), experiment.seeds());
        assertEquals(List.of(1L), experiment.seedsOf(experiment.datasets().get(0)));
        assertEquals(List.of(7L, -1L), experiment.seedsOf(experiment.datasets().get(1)));
        assertEquals(
                new Experiment.InFile(Path.of("folder", "markets/a.json")),
                experiment.datasets().get(2).source());
        assertEquals("1.05", experiment.mechanisms().get(1).settings().get("growth"));
        assertEquals(2, experiment.mechanismsOf(experiment.datasets().get(0)).size());
        assertEquals(
                List.of(experiment.mechanisms().get(0)),
                experiment.mechanismsOf(experiment.datasets().get(1)));
        assertEquals(0.5, experiment.limits().relativeGap());
        assertEquals(7, experiment.limits().work());
        assertEquals(new Resources(3, 3L << 29, null, Resources.Timing.EXCLUSIVE), experiment.resources());
        assertEquals(Resources.Workers.PROCESSES, experiment.resources().place());
        assertEquals(
                experiment.resources(),
                parse(Json.pretty(ExperimentWriter.json(experiment))).resources());
    }

    @Test
    void writesWhatItReads() throws IOException {
        for (String name : SHIPPED) {
            Experiment experiment = ExperimentReader.shipped(name);
            assertEquals(experiment, parse(Json.pretty(ExperimentWriter.json(experiment))));
        }
    }

    @ParameterizedTest
    @FieldSource("SHIPPED")
    void whatIsShippedNamesOnlyWhatExists(String name) throws IOException {
        Experiment experiment = ExperimentReader.shipped(name);
        assertEquals(name, experiment.name());
        Comparison.check(experiment);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "name: a                                                              | datasets",
                "{\"name\": \"a\", \"name\": \"b\"}                                   | line 1",
                "[1]                                                                  | object",
                "{name: a, datasets: [], mechanisms: [b]}                             | /datasets",
                "{name: a, datasets: [t], mechanisms: [b], sedes: 3}                  | /sedes",
                "{name: a, datasets: [{file: x, catalog: y}], mechanisms: [b]}        | /datasets/0",
                "{name: a, datasets: [{catalog: y, settings: {}}], mechanisms: [b]}   | /datasets/0/settings",
                "{name: a, datasets: [t, t], mechanisms: [b]}                         | /datasets/1",
                "{name: a, datasets: [t], mechanisms: [{label: x}]}                   | /mechanisms/0",
                "{name: a, datasets: [t], mechanisms: [b], behaviours: [zi-c, zi-c]}  | /behaviours/1",
                "{name: a, datasets: [t], mechanisms: [b], seeds: 0}                  | /seeds",
                "{name: a, datasets: [t], mechanisms: [b], seeds: [1, 2.5]}           | /seeds/1",
                "{name: a, datasets: [t], mechanisms: [b], seeds: [1, 1]}             | /seeds/1",
                "{name: a, datasets: [t], mechanisms: [b], limits: {rounds: 0}}       | /limits/rounds",
                "{name: a, datasets: [t], mechanisms: [b], limits: {relativeGap: -1}} | /limits/relativeGap",
                "{name: a, datasets: [t], mechanisms: [b], limits: {memory: 2GB}}     | /limits/memory",
                "{name: a, datasets: [t], mechanisms: [b], limits: {memory: 5MiB}}    | 256MiB",
                "{name: a, datasets: [t], mechanisms: [b], limits: {memory: 1GiB}, workers: threads} | processes",
                "{name: a, datasets: [t], mechanisms: [b], timing: exclusive, workers: threads} | processes",
                "{name: a, datasets: [t], mechanisms: [b], timing: exclusiv}          | Maybe \"exclusive\"",
                "{name: a, datasets: [t], mechanisms: [b], threads: 0}                | /threads",
                "{name: a, datasets: [t                                               | line",
            })
    void namesThePlaceOfAnError(String text, String place) {
        InstanceFormatException failure = assertThrows(InstanceFormatException.class, () -> parse(text));
        assertTrue(failure.getMessage().startsWith("x.yaml"), failure.getMessage());
        assertTrue(failure.getMessage().contains(place), failure.getMessage());
    }

    @Test
    void proposesTheKeyThatWasMeant() {
        InstanceFormatException failure = assertThrows(
                InstanceFormatException.class, () -> parse("{name: a, datasets: [t], mechanisms: [b], sedes: 3}"));
        assertTrue(failure.getMessage().contains("Maybe \"seeds\""), failure.getMessage());
    }

    @Test
    void refusesWhatIsFarTooLarge(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("large.yaml");
        Files.write(file, new byte[(16 << 20) + 1]);
        var e = assertThrows(InstanceFormatException.class, () -> ExperimentReader.read(file));
        assertEquals(file + ": is larger than 16 MiB; that is no experiment", e.getMessage());
        Files.write(file, new byte[] {'a', (byte) 0xff});
        e = assertThrows(InstanceFormatException.class, () -> ExperimentReader.read(file));
        assertEquals(file + ": the file is not text in UTF-8", e.getMessage());
    }
}
