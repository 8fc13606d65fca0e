package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ComparisonTest {
    private static final String HEAD = """
            name: small
            datasets:
              - {label: double, generator: exchange.double-auction, settings: {buyers: 8, sellers: 8}, seeds: SEEDS}
              - toy.sla
              - toy.arbitrage
            mechanisms: [opt.merit-order, auction.uniform-price, price.tatonnement, base.no-trade]
            limits: {rounds: 100, work: 1000}
            """;

    @TempDir
    private Path folder;

    private static Experiment experiment(String seeds) {
        return ExperimentReader.parse("small.yaml", HEAD.replace("SEEDS", seeds), Path.of(""));
    }

    private static Comparison.Options options(Path out, int jobs, Comparison.Start start) {
        return new Comparison.Options(out, jobs, start, "test");
    }

    /** Counts what is run. */
    private static final class Count implements Comparison.Progress {
        private final AtomicInteger finished = new AtomicInteger();

        @Override
        public void finished(Trial trial) {
            finished.incrementAndGet();
        }
    }

    private static List<ObjectNode> decided(List<Trial> trials) {
        return trials.stream().map(Trial::decided).toList();
    }

    @Test
    void theNumberOfJobsChangesNothing() throws IOException {
        Experiment experiment = experiment("[1, 2, 3]");
        Results one = Comparison.run(
                experiment, options(folder.resolve("1"), 1, Comparison.Start.OVER), Comparison.Progress.NONE);
        Results two = Comparison.run(
                experiment, options(folder.resolve("2"), 2, Comparison.Start.OVER), Comparison.Progress.NONE);
        assertEquals(20, one.trials().size());
        assertEquals(decided(one.trials()), decided(two.trials()));
    }

    @Test
    void resumingRunsOnlyWhatIsNew() throws IOException {
        Comparison.run(experiment("[1, 2]"), options(folder, 1, Comparison.Start.OVER), Comparison.Progress.NONE);
        Count count = new Count();
        Results more = Comparison.run(experiment("[1, 2, 5]"), options(folder, 1, Comparison.Start.RESUME), count);
        assertEquals(4, count.finished.get());
        assertEquals(20, more.trials().size());
        Count again = new Count();
        Comparison.run(experiment("[5]"), options(folder, 1, Comparison.Start.RESUME), again);
        assertEquals(0, again.finished.get());
        assertEquals(20, ResultsStore.read(folder).size(), "trials of other experiments are kept");
    }

    @Test
    void startingOverKeepsTheEarlierTrials() throws IOException {
        Comparison.run(experiment("[1]"), options(folder, 1, Comparison.Start.OVER), Comparison.Progress.NONE);
        String rows = Files.readString(folder.resolve("results/main.jsonl"));
        String table = Files.readString(folder.resolve("trials.jsonl"));
        Count count = new Count();
        Comparison.run(experiment("[1]"), options(folder, 1, Comparison.Start.OVER), count);
        assertEquals(12, count.finished.get());
        assertEquals(rows, Files.readString(folder.resolve("results.1/main.jsonl")));
        assertEquals(table, Files.readString(folder.resolve("trials.1.jsonl")));
    }

    @Test
    void everyTrialIsARowAlsoTheUnsupported() throws IOException {
        Results results =
                Comparison.run(experiment("[1]"), options(folder, 2, Comparison.Start.OVER), Comparison.Progress.NONE);
        Trial unsupported = results.trials().stream()
                .filter(trial -> trial.mechanism().equals("opt.merit-order")
                        && trial.instance().equals("toy.sla"))
                .findFirst()
                .orElseThrow();
        assertEquals(Status.UNSUPPORTED, unsupported.status());
        assertFalse(unsupported.reason().isEmpty());
        assertNull(unsupported.welfareMicros());
        for (Trial trial : results.trials()) {
            JsonNode row = trial.json();
            for (String field :
                    List.of("instance,family,mechanism,status,feasible,violations,objective,welfareMicros,boundMicros,"
                            .concat("claimedBoundMicros,gap,revenueMicros,budgetBalanceMicros,rounds,messages,")
                            .concat("bytes,wallMillis,engine,prices,seed,version,dataset,behaviour,cell,")
                            .concat("efficiencyLow,efficiencyHigh,goods,participants,orders,traits,")
                            .concat("cpuMillis,peakRssBytes,loadAverage,workers,timing,threads,host,attempt")
                            .split(","))) {
                assertTrue(row.has(field), trial + " lacks " + field);
            }
        }
        assertFalse(results.anyBroken());
    }

    @Test
    void efficiencyIsAnIntervalFromProvedToBestKnown() throws IOException {
        Results results =
                Comparison.run(experiment("[1]"), options(folder, 1, Comparison.Start.OVER), Comparison.Progress.NONE);
        Reference reference = results.references().get("double/1");
        for (Trial trial : results.trials()) {
            if (trial.instance().equals("double/1") && trial.feasible()) {
                double low = trial.real("efficiencyLow");
                double high = trial.real("efficiencyHigh");
                assertTrue(low <= high && high <= 1, trial + ": " + low + " to " + high);
                assertEquals((double) trial.welfareMicros() / reference.leastBoundMicros(), low, 0, trial.toString());
                assertEquals(trial.mechanism().equals("base.no-trade"), high == 0, trial + " has efficiency " + high);
            }
        }
        assertEquals(reference.bestWelfareMicros(), reference.leastBoundMicros(), "one good: prices prove the optimum");
    }

    @Test
    void tracesOfPriceProcessesCarryAuditedBounds() throws IOException {
        Results results =
                Comparison.run(experiment("[1]"), options(folder, 1, Comparison.Start.OVER), Comparison.Progress.NONE);
        Trial trial = results.trials().stream()
                .filter(t -> t.mechanism().equals("price.tatonnement")
                        && t.instance().equals("double/1"))
                .findFirst()
                .orElseThrow();
        JsonNode trace = trial.get("trace");
        int points = trace.path("round").size();
        assertTrue(points > 1 && points <= TraceRecorder.POINTS);
        long best = results.references().get("double/1").bestWelfareMicros();
        for (int i = 0; i < points; i++) {
            assertTrue(trace.path("boundMicros").get(i).asLong() >= best);
            assertTrue(trace.path("gap").get(i).asDouble() >= 0);
            assertEquals(points, trace.path("prices").get(0).size());
        }
    }

    @Test
    void anArbitrageInstanceCarriesItsMap() throws IOException {
        Experiment experiment = ExperimentReader.parse(
                "map.yaml", "{name: map, datasets: [toy.arbitrage], mechanisms: [opt.exhaustive]}", Path.of(""));
        Results results =
                Comparison.run(experiment, options(folder, 1, Comparison.Start.OVER), Comparison.Progress.NONE);
        JsonNode map = results.reportData().path("instances").get(0).path("map");
        assertEquals(2, map.path("venues").size());
        assertTrue(map.path("routes").get(0).path("flowUnits").asLong() > 0);
    }

    @Test
    void readsItsOwnFilesBack() throws IOException {
        Results results = Comparison.run(
                experiment("[1, 2]"), options(folder, 1, Comparison.Start.OVER), Comparison.Progress.NONE);
        String summary = Files.readString(folder.resolve("summary.json"));
        String csv = Files.readString(folder.resolve("summary.csv"));
        Results read = Results.read(folder);
        read.write(folder);
        assertEquals(results.summaries(), read.summaries());
        assertEquals(summary, Files.readString(folder.resolve("summary.json")));
        assertEquals(csv, Files.readString(folder.resolve("summary.csv")));
    }

    @Test
    void aCellDependsOnEverythingThatDecidesItsResult() {
        Experiment experiment = experiment("[1, 2]");
        List<Cell> cells = Cell.of(experiment, "v1", file -> "");
        assertEquals(cells.size(), cells.stream().map(Cell::key).distinct().count());
        assertEquals(
                cells.get(0).key(),
                Cell.of(experiment("[1]"), "v1", file -> "").get(0).key());
        assertNotEquals(
                cells.get(0).key(), Cell.of(experiment, "v2", file -> "").get(0).key());
    }

    /** Without its own seeds {@code real.gpu-rental} is the one that every other command calls so. */
    @Test
    void anInstanceOfTheCatalogIsItsDefaultUnlessItsNameCarriesASeed() {
        Experiment experiment = ExperimentReader.parse(
                "c.yaml",
                "{name: c, datasets: [real.gpu-rental, {catalog: real.gpu-rental, label: drawn, seeds: [7]}],"
                        + " mechanisms: [base.no-trade], seeds: [5]}",
                Path.of(""));
        List<Cell> cells = Cell.of(experiment, "v1", file -> "");
        Instances instances = new Instances(cells);
        assertEquals("real.gpu-rental", cells.get(0).instance());
        assertEquals("real.gpu-rental", instances.of(cells.get(0)).id());
        assertEquals("drawn/7", cells.get(1).instance());
        assertEquals("real.gpu-rental-7", instances.of(cells.get(1)).id());
    }

    @Test
    void twoDatasetsMustNotShareTheNameOfAnInstance() {
        Experiment experiment = ExperimentReader.parse(
                "x.yaml",
                "{name: x, datasets: [{label: a, generator: exchange.double-auction},"
                        + " {label: a/1, catalog: toy.sla}], mechanisms: [base.no-trade]}",
                Path.of(""));
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> Comparison.check(experiment));
        assertTrue(failure.getMessage().contains("\"a/1\""), failure.getMessage());
    }

    @Test
    void aDatasetIsRunWithoutWhatItSays() {
        Experiment experiment = ExperimentReader.parse(
                "x.yaml",
                "{name: x, datasets: [toy.sla, {catalog: toy.storage, without: [base.fifo]}],"
                        + " mechanisms: [base.no-trade, base.fifo]}",
                Path.of(""));
        Comparison.check(experiment);
        assertEquals(3, Cell.of(experiment, "v", file -> "").size());
    }

    @Test
    void aDatasetIsNotRunWithoutWhatThereIsNot() {
        Experiment experiment = ExperimentReader.parse(
                "x.yaml",
                "{name: x, datasets: [{catalog: toy.storage, without: [base.fifi]}],"
                        + " mechanisms: [base.no-trade, base.fifo]}",
                Path.of(""));
        IllegalArgumentException failure =
                assertThrows(IllegalArgumentException.class, () -> Comparison.check(experiment));
        assertTrue(failure.getMessage().startsWith("/datasets/0: without \"base.fifi\""), failure.getMessage());
        assertTrue(failure.getMessage().contains("Maybe \"base.fifo\""), failure.getMessage());
    }

    @Test
    void findsASlipBeforeTheFirstRun() {
        Experiment experiment = ExperimentReader.parse(
                "x.yaml", "{name: x, datasets: [toy.sla], mechanisms: [price.tatonement]}", Path.of(""));
        IllegalArgumentException failure = assertThrows(
                IllegalArgumentException.class,
                () -> Comparison.run(experiment, options(folder, 1, Comparison.Start.OVER), Comparison.Progress.NONE));
        assertTrue(failure.getMessage().contains("price.tatonnement"), failure.getMessage());
        assertFalse(Files.exists(folder.resolve("results")));
    }

    /** Every cell is one of exactly one shard, and the last shard to finish writes what one run alone would. */
    @Test
    void shardsAmountToTheWhole() throws IOException {
        Experiment experiment = experiment("[1, 2, 3]");
        Path shared = folder.resolve("shared");
        Count count = new Count();
        for (int number = 1; number <= 3; number++) {
            Results results = Comparison.runShard(
                    experiment,
                    new Comparison.Options(shared, 1, Comparison.Start.RESUME, "test", new Plan.Shard(number, 3)),
                    count);
            assertEquals(number == 3, results != null, "shard " + number);
            assertTrue(Files.exists(shared.resolve("results/shard-" + number + "-of-3.jsonl")));
        }
        assertEquals(20, count.finished.get());
        Results alone = Comparison.run(
                experiment, options(folder.resolve("alone"), 2, Comparison.Start.OVER), Comparison.Progress.NONE);
        assertEquals(decided(alone.trials()), decided(Results.read(shared).trials()));
    }

    @Test
    void aShardDoesNotStartOver() {
        assertThrows(
                IllegalArgumentException.class,
                () -> new Comparison.Options(folder, 1, Comparison.Start.OVER, "test", new Plan.Shard(1, 2)));
        assertThrows(IllegalArgumentException.class, () -> new Plan.Shard(3, 2));
    }

    /** What failed stays as it is until somebody asks for another attempt. */
    @Test
    void retryingRunsWhatFailedOnceMore() throws IOException {
        Experiment experiment = experiment("[1]");
        Plan plan = Plan.of(experiment);
        String broken = plan.cells().keySet().iterator().next();
        try (ResultsStore store = ResultsStore.open(folder)) {
            ObjectNode row = CellRunner.blank(plan.cells().get(broken), null, Status.TIMEOUT, "no answer within 1 ms");
            store.append(new Trial(row));
        }
        Count resumed = new Count();
        Results kept = Comparison.run(experiment, options(folder, 1, Comparison.Start.RESUME), resumed);
        assertEquals(11, resumed.finished.get());
        assertEquals(Status.TIMEOUT, kept.trials().get(0).status());
        Count retried = new Count();
        Results cured = Comparison.run(experiment, options(folder, 1, Comparison.Start.RETRY_FAILED), retried);
        assertEquals(1, retried.finished.get());
        assertEquals(Status.OK, cured.trials().get(0).status());
        assertEquals(2L, cured.trials().get(0).number("attempt"));
        assertEquals(12, cured.trials().size());
    }

    /** A folder as versions with one plain file left it is read, and gone on with. */
    @Test
    void goesOnWithTheFolderOfAnEarlierVersion() throws IOException {
        Experiment experiment = experiment("[1]");
        Results whole = Comparison.run(experiment, options(folder, 1, Comparison.Start.OVER), Comparison.Progress.NONE);
        try (java.util.stream.Stream<Path> files = Files.walk(folder.resolve("results"))) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.delete(file);
            }
        }
        assertEquals(12, ResultsStore.read(folder).size());
        Count count = new Count();
        Results resumed = Comparison.run(experiment, options(folder, 1, Comparison.Start.RESUME), count);
        assertEquals(0, count.finished.get());
        assertEquals(decided(whole.trials()), decided(resumed.trials()));
        assertTrue(Files.exists(folder.resolve("results/earlier.jsonl")));
    }

    @Test
    void aCellTravelsAsText() throws IOException {
        Experiment experiment = ExperimentReader.parse("x.yaml", """
                name: travel
                datasets:
                  - {catalog: real.gpu-rental, label: drawn, seeds: [7, 8], without: [base.no-trade], incentives: 3}
                  - {generator: exchange.double-auction, settings: {buyers: 3}}
                  - toy.sla
                mechanisms: [base.no-trade, {id: price.tatonnement, label: slow, settings: {growth: 1.05}}]
                behaviours: [truthful, zi-c]
                floors: [reliable, "loss=0.1"]
                seeds: [3, 4]
                limits: {rounds: 7, relativeGap: 0.25, memory: 1GiB}
                threads: 2
                timing: exclusive
                """, Path.of(""));
        List<Cell> cells = Cell.of(experiment, "v1", file -> "");
        for (Cell cell : cells) {
            Cell read = Cell.read(Json.read(Json.line(cell.json())));
            assertEquals(cell.key(), read.key());
            assertEquals(cell.instance(), read.instance());
            assertEquals(cell.resources(), read.resources());
        }
    }
}
