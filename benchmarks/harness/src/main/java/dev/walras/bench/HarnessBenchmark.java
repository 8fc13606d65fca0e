package dev.walras.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.harness.Cell;
import dev.walras.harness.CellRunner;
import dev.walras.harness.Comparison;
import dev.walras.harness.Crew;
import dev.walras.harness.Experiment;
import dev.walras.harness.ExperimentReader;
import dev.walras.harness.Plan;
import dev.walras.harness.ProcessCrew;
import dev.walras.harness.Resources;
import dev.walras.harness.ResultsStore;
import dev.walras.harness.Runner;
import dev.walras.harness.ThreadCrew;
import dev.walras.harness.Trial;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** What the harness itself costs: per cell, per stored row, per thousand cells; and what kills cost it. */
final class HarnessBenchmark implements Benchmark {
    private static final int JOBS = Math.min(2, Runtime.getRuntime().availableProcessors());

    @Override
    public String id() {
        return "harness";
    }

    @Override
    public String title() {
        return "The harness itself";
    }

    @Override
    public List<String> jvm() {
        return List.of("-Xmx3g");
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Path folder = Files.createTempDirectory("walras-harness-");
        try {
            overhead(bench, folder);
            stores(bench, folder);
            thousands(bench, folder);
            kills(bench, folder);
        } finally {
            delete(folder);
        }
        bench.note(
                "Cells of known length spin for their time and store a row; the overhead is what the sweep took beyond"
                        + " that, per job: planning of the queue, messages, row, checksum, forcing to the disk, and in processes"
                        + " also starting them. A store is forced once a row by a single writer; several writers share the"
                        + " forcing. Kills are by signal 9 at random moments of a sweep over worker processes, half of them"
                        + " at the process that runs it, half at a worker; a sweep that ends is compared with one that nobody"
                        + " disturbed, cell by cell, and starts anew.");
    }

    private static List<Cell> burning(int cells, int millis) {
        Experiment experiment = ExperimentReader.parse(
                "burn.yaml",
                "{name: burn, datasets: [{catalog: toy.double-auction, seeds: " + cells
                        + "}], mechanisms: [{id: burn, settings: {millis: " + millis + "}}]}",
                Path.of(""));
        return Cell.of(experiment, "burn", file -> "");
    }

    private static Crew crew(boolean processes) throws IOException {
        ProcessCrew.Launch launch = new ProcessCrew.Launch(BurnWorker.class, List.of("-Xmx256m"), 5_000, 60_000);
        return processes
                ? new ProcessCrew(Resources.DEFAULT, JOBS, launch)
                : new ThreadCrew(() -> BurnWorker::burn, JOBS);
    }

    /** What a sweep took in all, in seconds. */
    private static double sweep(List<Cell> cells, boolean processes, Path folder) throws IOException {
        Stopwatch watch = Stopwatch.start();
        try (Crew crew = crew(processes);
                ResultsStore store = ResultsStore.open(folder)) {
            new Runner(crew::worker, store, Comparison.Progress.NONE).run(cells, crew.jobs());
        }
        return watch.wallSeconds();
    }

    private static void overhead(Bench bench, Path folder) throws IOException {
        int cells = bench.quick() ? 4 : 60;
        int tiny = bench.quick() ? 20 : 2_000;
        int millis = bench.quick() ? 20 : 1_000;
        Bench.Table table = bench.table(
                "Cost of a cell, " + JOBS + " at a time",
                "workers",
                "cells of 1 s",
                "overhead, % of wall clock",
                "overhead, % of processor time",
                "ms a tiny cell");
        for (boolean processes : new boolean[] {false, true}) {
            String workers = processes ? "processes" : "threads";
            bench.say("cells of " + millis + " ms in " + workers);
            double before = allCpuSeconds();
            double wall = sweep(burning(cells, millis), processes, folder.resolve("burn-" + workers));
            double cpu = allCpuSeconds() - before;
            double own = 0;
            double burnt = 0;
            for (Trial trial : ResultsStore.read(folder.resolve("burn-" + workers))) {
                own += trial.real("wallMillis") / 1e3;
                burnt += trial.real(BurnWorker.BURNT) / 1e3;
            }
            double overhead = 100 * (wall * JOBS / own - 1);
            // The start of processes is paid once; the difference of two lengths leaves it out.
            double few = sweep(burning(tiny / 10, 0), processes, folder.resolve("few-" + workers));
            double many = sweep(burning(tiny, 0), processes, folder.resolve("many-" + workers));
            double each = 1e3 * (many - few) / (tiny - tiny / 10);
            table.row(workers, cells, overhead, 100 * (cpu - burnt) / own, each);
            bench.target(Target.atMost(
                            "harness.overhead-" + workers,
                            "what a sweep of " + cells + " cells of one second takes beyond them, in " + workers
                                    + ", their start included",
                            5,
                            "%")
                    .reached(
                            overhead,
                            "the wait for a core, when other programs use them: see the overhead in processor time"));
        }
    }

    /** Processor time of this process and of its children that ended, in seconds; not a number where it is unknown. */
    private static double allCpuSeconds() throws IOException {
        Path file = Path.of("/proc/self/stat");
        if (!Files.isReadable(file)) {
            return Double.NaN;
        }
        String text = Files.readString(file);
        String[] fields = text.substring(text.lastIndexOf(')') + 2).split(" ", -1);
        // Fields 14 to 17 of the manual page, in ticks of a hundredth of a second: here field 3 is the first.
        long ticks = 0;
        for (int field = 14; field <= 17; field++) {
            ticks += Long.parseLong(fields[field - 3]);
        }
        return ticks / 100.0;
    }

    /** Rows of a real experiment, copied to many cells. */
    private static Map<String, Trial> rows(Plan plan) {
        Map<String, Trial> models = new LinkedHashMap<>();
        Map<String, Trial> rows = new LinkedHashMap<>();
        CellRunner runner = new CellRunner();
        plan.cells().forEach((key, cell) -> {
            Trial model = models.computeIfAbsent(cell.choice().label(), label -> runner.run(cell));
            ObjectNode row = model.json();
            row.put("instance", cell.instance());
            row.put("seed", cell.seed());
            row.put("cell", key);
            rows.put(key, new Trial(row));
        });
        return rows;
    }

    private static Plan plan(int instances) {
        return Plan.of(ExperimentReader.parse(
                "many.yaml",
                "{name: many, datasets: [{generator: exchange.double-auction, settings: {buyers: 8, sellers: 8}}],"
                        + " mechanisms: [opt.auto, auction.uniform-price, price.tatonnement, base.no-trade],"
                        + " seeds: " + instances + ", limits: {rounds: 100}}",
                Path.of("")));
    }

    private static void stores(Bench bench, Path folder) throws IOException, InterruptedException {
        int count = bench.quick() ? 40 : 4_000;
        List<Trial> rows = new ArrayList<>(rows(plan(count / 4)).values());
        Bench.Table table =
                bench.table("Rows stored, each on the disk before the next", "threads", "rows", "rows a second");
        for (int threads : new int[] {1, 8}) {
            bench.say("store, " + threads + " threads");
            try (ResultsStore store = ResultsStore.open(folder.resolve("store-" + threads))) {
                Stopwatch watch = Stopwatch.start();
                List<Thread> writers = new ArrayList<>();
                for (int t = 0; t < threads; t++) {
                    int first = t;
                    writers.add(Thread.ofPlatform().start(() -> append(store, rows, first, threads)));
                }
                for (Thread writer : writers) {
                    writer.join();
                }
                table.row(threads, rows.size(), rows.size() / watch.wallSeconds());
            }
        }
    }

    private static void append(ResultsStore store, List<Trial> rows, int first, int step) {
        try {
            for (int i = first; i < rows.size(); i += step) {
                store.append(rows.get(i));
            }
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private static void thousands(Bench bench, Path folder) throws IOException {
        Bench.Table table = bench.table(
                "Sweeps of many cells",
                "cells",
                "plan, s",
                "open the store and find what is left, s",
                "rate and write all, s",
                "rows, MB",
                "report, MB");
        int[] sizes = bench.quick() ? new int[] {400} : new int[] {20_000, 100_000};
        for (int cells : sizes) {
            bench.say(cells + " cells");
            Path run = folder.resolve("run-" + cells);
            Stopwatch planning = Stopwatch.start();
            Plan plan = plan(cells / 4);
            double planned = planning.wallSeconds();
            try (ResultsStore store = ResultsStore.open(run)) {
                store.appendAll(rows(plan).values());
            }
            Stopwatch opening = Stopwatch.start();
            double opened;
            double written;
            try (ResultsStore store = ResultsStore.open(run)) {
                int left = plan.open(store.statuses(), Plan.Again.NOTHING, Plan.Shard.ALL)
                        .size();
                opened = opening.wallSeconds();
                Stopwatch writing = Stopwatch.start();
                if (left != 0 || Comparison.finish(plan, store, "bench", 0) == null) {
                    throw new IllegalStateException(left + " cells are left of a finished run");
                }
                written = writing.wallSeconds();
            }
            table.row(
                    cells,
                    planned,
                    opened,
                    written,
                    Files.size(run.resolve("results/main.jsonl")) / 1e6,
                    Files.size(run.resolve("report.html")) / 1e6);
        }
    }

    private static void kills(Bench bench, Path folder) throws IOException, InterruptedException {
        int kills = bench.quick() ? 2 : 100;
        bench.say(kills + " kills");
        Path own = Files.createDirectories(folder.resolve("kills"));
        KillSurvival.Survived survived = KillSurvival.run(own, kills, bench.quick() ? 5 : 60, 1);
        Bench.Table table = bench.table(
                "Kills by signal 9",
                "runner killed",
                "worker killed",
                "sweeps ended",
                "cells lost",
                "cells twice",
                "rows different",
                "orphans");
        table.row(
                survived.parentKills(),
                survived.workerKills(),
                survived.sweeps(),
                survived.lost(),
                survived.twice(),
                survived.different(),
                survived.orphans());
        bench.target(Target.atMost(
                        "harness.kills",
                        "cells lost, stored twice or different, and orphans, after " + survived.kills()
                                + " kills of runner or worker",
                        0,
                        "")
                .reached(survived.wrong(), "a defect: nothing may be wrong"));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
