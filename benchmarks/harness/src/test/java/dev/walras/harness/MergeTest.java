package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.datasets.InstanceFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of several machines become one, unless they contradict one another. */
final class MergeTest {
    @TempDir
    private Path folder;

    private static Experiment experiment(String name) {
        return ExperimentReader.parse(
                "m.yaml",
                "{name: " + name + ", datasets: [toy.sla, toy.double-auction, {generator: exchange.double-auction,"
                        + " settings: {buyers: 6, sellers: 6}}], mechanisms: [opt.auto, base.no-trade,"
                        + " price.tatonnement], seeds: 3, limits: {timeMillis: 600000, rounds: 50}}",
                Path.of(""));
    }

    private Path shard(int number, int parts) throws IOException {
        Path run = folder.resolve("machine-" + number);
        Comparison.runShard(
                experiment("m"),
                new Comparison.Options(run, 1, Comparison.Start.RESUME, "test", new Plan.Shard(number, parts)),
                Comparison.Progress.NONE);
        return run;
    }

    private static List<String> decided(List<Trial> trials) {
        return trials.stream().map(trial -> Json.line(trial.decided())).toList();
    }

    /** Changes one field of the only writer's row of a cell; its checksum is right. */
    private static Trial change(Path run, Map<String, Object> fields) throws IOException {
        List<Trial> trials = new ArrayList<>(ResultsStore.history(run));
        ObjectNode row = trials.get(0).json();
        fields.forEach((name, value) -> row.putPOJO(name, value));
        Trial changed = new Trial((ObjectNode) Json.read(Json.line(row)));
        trials.set(0, changed);
        Path file;
        try (var files = Files.list(run.resolve("results"))) {
            file = files.findFirst().orElseThrow();
        }
        Files.delete(file);
        try (ResultsStore store = ResultsStore.open(run, "changed")) {
            store.appendAll(trials);
        }
        return changed;
    }

    @Test
    void threeMachinesGiveWhatOneGives() throws IOException {
        List<Path> runs = List.of(shard(1, 3), shard(2, 3), shard(3, 3));
        Merge.Merged merged = Merge.run(folder.resolve("all"), runs, "test");
        Results whole = Comparison.run(
                experiment("m"),
                new Comparison.Options(folder.resolve("one"), 1, Comparison.Start.OVER, "test"),
                Comparison.Progress.NONE);
        assertEquals(15, merged.finished());
        assertNotNull(merged.results());
        assertEquals(
                decided(whole.trials()),
                decided(Results.read(folder.resolve("all")).trials()));
        assertTrue(Files.exists(folder.resolve("all/report.html")));
    }

    @Test
    void whatIsMissingCanBeRunAfterwards() throws IOException {
        Path out = folder.resolve("some");
        Merge.Merged merged = Merge.run(out, List.of(shard(1, 3), shard(3, 3)), "test");
        assertNull(merged.results());
        assertTrue(merged.finished() < merged.cells());
        Results results = Comparison.run(
                experiment("m"),
                new Comparison.Options(out, 1, Comparison.Start.RESUME, "test"),
                Comparison.Progress.NONE);
        assertEquals(15, results.trials().size());
    }

    @Test
    void aContradictionNamesCellFieldAndBothFiles() throws IOException {
        Path one = shard(1, 1);
        Path two = folder.resolve("copy");
        Merge.run(two, List.of(one), "test");
        Trial changed = change(one, Map.of("welfareMicros", 1L));
        Merge.ConflictException conflict = assertThrows(
                Merge.ConflictException.class, () -> Merge.run(folder.resolve("all"), List.of(two, one), "test"));
        String message = String.valueOf(conflict.getMessage());
        assertTrue(message.contains(changed.cell()), message);
        assertTrue(message.contains("welfareMicros is "), message);
        assertTrue(message.contains(two.resolve("results/main.jsonl").toString()), message);
        assertTrue(message.contains(one.resolve("results/changed.jsonl").toString()), message);
        assertFalse(Files.exists(folder.resolve("all/results")), "nothing is written");
    }

    /** Times differ from machine to machine, and what a time limit cut may. */
    @Test
    void measurementsAndCutRunsDoNotContradict() throws IOException {
        Path one = shard(1, 1);
        Path two = folder.resolve("copy");
        Merge.run(two, List.of(one), "test");
        change(one, Map.of("wallMillis", 123, "host", "elsewhere"));
        assertEquals(
                15,
                Merge.run(folder.resolve("times"), List.of(two, one), "test").finished());
        change(one, Map.of("welfareMicros", 1L, "termination", "time-limit"));
        Results results =
                Merge.run(folder.resolve("cut"), List.of(two, one), "test").results();
        assertNotNull(results);
        assertEquals(decided(Results.read(two).trials()), decided(results.trials()), "the first decides");
    }

    @Test
    void aRowThatDidNotFailDecides() throws IOException {
        Path one = shard(1, 1);
        Path two = folder.resolve("copy");
        Merge.run(two, List.of(one), "test");
        change(one, Map.of("status", "crashed", "reason", "the process crashed"));
        Results results =
                Merge.run(folder.resolve("all"), List.of(one, two), "test").results();
        assertNotNull(results);
        assertEquals(decided(Results.read(two).trials()), decided(results.trials()));
    }

    @Test
    void refusesOtherExperimentsFoldersWithoutResultsAndResultsInTheWay() throws IOException {
        Path one = shard(1, 1);
        Path other = folder.resolve("other");
        Comparison.run(
                experiment("other"),
                new Comparison.Options(other, 1, Comparison.Start.OVER, "test"),
                Comparison.Progress.NONE);
        Path out = folder.resolve("all");
        InstanceFormatException different =
                assertThrows(InstanceFormatException.class, () -> Merge.run(out, List.of(one, other), "test"));
        assertTrue(different.getMessage().contains("is another experiment than"), different.getMessage());
        assertThrows(InstanceFormatException.class, () -> Merge.run(out, List.of(folder), "test"));
        assertThrows(IOException.class, () -> Merge.run(one, List.of(other), "test"));
    }
}
