package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Processes that die in every way there is, each a row, and the run goes on. */
final class ProcessCrewTest {
    private static final List<String> FAST = List.of("-XX:TieredStopAtLevel=1", "-XX:+UseSerialGC");

    private static ProcessCrew.Launch launch(Class<?> main, String... flags) {
        List<String> all = new ArrayList<>(FAST);
        all.addAll(List.of(flags));
        return new ProcessCrew.Launch(main, all, 200, 600_000);
    }

    private static List<Cell> cells(String more, String... labels) {
        StringBuilder text = new StringBuilder("name: faults\ndatasets: [toy.double-auction]\nmechanisms:\n");
        for (String label : labels) {
            text.append("  - {id: auction.mcafee, label: ").append(label).append("}\n");
        }
        Experiment experiment = ExperimentReader.parse("faults.yaml", text + more, Path.of(""));
        return Cell.of(experiment, "v", file -> "");
    }

    private static List<Trial> run(List<Cell> cells, ProcessCrew.Launch launch) throws IOException {
        List<Trial> trials = new ArrayList<>();
        try (ProcessCrew crew = new ProcessCrew(cells.get(0).resources(), 1, launch);
                Worker worker = crew.worker()) {
            for (Cell cell : cells) {
                trials.add(worker.run(cell));
            }
        }
        return trials;
    }

    @Test
    void processesGiveTheRowsThatThreadsGive() throws IOException {
        List<Cell> cells = cells("limits: {timeMillis: 600000}\n", "one", "two", "three");
        List<Trial> trials = run(cells, launch(CellServer.class));
        CellRunner here = new CellRunner();
        for (int i = 0; i < cells.size(); i++) {
            assertEquals(
                    Json.line(here.run(cells.get(i)).decided()),
                    Json.line(trials.get(i).decided()));
            assertEquals("processes", trials.get(i).text("workers"));
            assertTrue(trials.get(i).real("cpuMillis") >= 0);
        }
    }

    @Test
    void aCrashIsARowAndTheNextCellRuns() throws IOException {
        List<Trial> trials = run(
                cells("limits: {timeMillis: 600000}\n", "segv", "fine", "exit", "noise", "throw", "last"),
                launch(FaultyWorker.class));
        Trial crash = trials.get(0);
        assertEquals(Status.CRASHED, crash.status());
        assertTrue(crash.reason().startsWith("the process crashed\n"), crash.reason());
        assertTrue(crash.reason().contains("SIGSEGV"), crash.reason());
        assertTrue(crash.reason().contains("Unsafe"), crash.reason());
        assertEquals("market", crash.family());
        assertEquals(1L, crash.number("goods"));
        assertNull(crash.welfareMicros());
        assertEquals(Status.OK, trials.get(1).status());
        assertEquals(Status.CRASHED, trials.get(2).status());
        assertTrue(trials.get(2).reason().contains("exit code 7"), trials.get(2).reason());
        assertEquals(Status.OK, trials.get(3).status(), "what a library prints is not read");
        assertEquals(Status.ERROR, trials.get(4).status());
        assertTrue(trials.get(4).reason().contains("a fault of the harness"));
        assertEquals(Status.OK, trials.get(5).status());
    }

    @Test
    void aCellWhoseProcessSomebodyKillsIsTriedThreeTimes() throws IOException {
        Trial killed = run(cells("", "kill"), launch(FaultyWorker.class)).get(0);
        assertEquals(Status.CRASHED, killed.status());
        assertTrue(killed.reason().startsWith("the process ended by signal 9 (SIGKILL)"), killed.reason());
    }

    @Test
    void whatHangsIsStoppedFromOutside() throws IOException {
        List<Trial> trials = run(cells("limits: {timeMillis: 1}\n", "hang", "hang2"), launch(FaultyWorker.class));
        assertEquals(Status.TIMEOUT, trials.get(0).status());
        assertEquals("no answer within 1 ms and the grace period", trials.get(0).reason());
        assertNotEquals(Status.TIMEOUT, trials.get(1).status());
    }

    @Test
    void aFullHeapIsTooLittleMemory() throws IOException {
        Trial full = run(
                        cells("limits: {timeMillis: 600000, memory: 256MiB}\n", "heap", "fine"),
                        launch(FaultyWorker.class))
                .get(0);
        assertEquals(Status.OUT_OF_MEMORY, full.status(), full.reason());
        assertTrue(full.reason().contains("Java heap space"), full.reason());
    }

    @Test
    void nativeMemoryBeyondTheLimitIsSeenFromOutside() throws IOException {
        Assumptions.assumeTrue(ProcessFacts.memory().isPresent(), "only Linux tells what a process holds");
        List<Trial> trials = run(
                cells("limits: {timeMillis: 600000, memory: 400MiB}\n", "native", "fine"),
                launch(FaultyWorker.class, "-XX:MaxDirectMemorySize=40g"));
        assertEquals(Status.OUT_OF_MEMORY, trials.get(0).status(), trials.get(0).reason());
        assertTrue(
                trials.get(0).reason().endsWith("more than the limit of 400 MiB"),
                trials.get(0).reason());
        assertEquals(Status.OK, trials.get(1).status());
    }

    @Test
    void exclusiveRunsHaveCoresOfTheirOwn() throws IOException {
        int there = Runtime.getRuntime().availableProcessors();
        Resources resources = new Resources(1, Resources.NO_LIMIT, null, Resources.Timing.EXCLUSIVE);
        try (ProcessCrew crew = new ProcessCrew(resources, 10 * there, launch(CellServer.class))) {
            assertEquals(there, crew.jobs());
        }
        Trial trial = run(cells("timing: exclusive\n", "one"), launch(CellServer.class))
                .get(0);
        assertEquals("exclusive", trial.text("timing"));
        if (Files.isExecutable(Path.of("/usr/bin/taskset"))) {
            assertTrue(trial.text("cores").matches("[0-9]+"), trial.text("cores"));
        }
    }

    @Test
    void aComparisonInProcessesIsTheSame(@TempDir Path folder) throws IOException {
        Experiment experiment = ExperimentReader.parse(
                "x.yaml",
                "{name: x, datasets: [toy.sla, toy.arbitrage], mechanisms: [opt.auto, base.no-trade],"
                        + " limits: {timeMillis: 600000}}",
                Path.of(""));
        Map<Resources.Workers, Results> results = new java.util.EnumMap<>(Resources.Workers.class);
        for (Resources.Workers workers : Resources.Workers.values()) {
            results.put(
                    workers,
                    Comparison.run(
                            experiment.with(experiment.resources().withWorkers(workers)),
                            new Comparison.Options(folder.resolve(workers.name()), 2, Comparison.Start.OVER, "test"),
                            Comparison.Progress.NONE));
        }
        assertEquals(
                results.get(Resources.Workers.THREADS).trials().stream()
                        .map(Trial::decided)
                        .toList(),
                results.get(Resources.Workers.PROCESSES).trials().stream()
                        .map(Trial::decided)
                        .toList());
    }
}
