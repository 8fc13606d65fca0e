package dev.walras.bench;

import dev.walras.harness.Comparison;
import dev.walras.harness.Json;
import dev.walras.harness.Results;
import dev.walras.harness.ResultsStore;
import dev.walras.harness.ThisJava;
import dev.walras.harness.Trial;
import dev.walras.mechanism.RunContext;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;

/**
 * Kills a sweep with signal 9, again and again at moments drawn from a seed: the process that runs it, or one of its
 * worker processes. Looks after each kill whether what was reported stored is there and whether workers outlive their
 * parent, and at each end whether every cell is there once, with the row of a sweep that nobody disturbed.
 */
final class KillSurvival {
    /** The longest that is waited before the next kill. */
    private static final int MOST_MILLIS = 2_500;

    private static final long ORPHAN_SECONDS = 30;

    private final Path folder;
    private final int seeds;
    private final SplittableRandom random;
    private final Map<String, String> expected;
    private int sweeps;
    private Survived counts = new Survived(0, 0, 0, 0, 0, 0, 0);

    /**
     * What became of a sweep that was killed so often.
     *
     * @param parentKills how often the process that runs it was killed
     * @param workerKills how often a worker was
     * @param sweeps how many sweeps came to their end
     * @param lost how many cells were reported stored, or missing at an end, and are not there
     * @param twice how many cells have more than one row that did not fail
     * @param different how many have another row than the undisturbed sweep
     * @param orphans how many workers outlived their parent
     */
    record Survived(int parentKills, int workerKills, int sweeps, int lost, int twice, int different, int orphans) {
        /** How many kills there were. */
        int kills() {
            return parentKills + workerKills;
        }

        /** How many cells or processes are not as they should be. */
        int wrong() {
            return lost + twice + different + orphans;
        }

        private Survived plus(Survived other) {
            return new Survived(
                    parentKills + other.parentKills,
                    workerKills + other.workerKills,
                    sweeps + other.sweeps,
                    lost + other.lost,
                    twice + other.twice,
                    different + other.different,
                    orphans + other.orphans);
        }
    }

    private KillSurvival(Path folder, int seeds, long seed) throws IOException {
        this.folder = folder;
        this.seeds = seeds;
        this.random = RunContext.seeded(seed).random("kills");
        this.expected = undisturbed();
    }

    /**
     * Kills so often.
     *
     * @param folder an empty one
     * @param seeds how large a sweep is: four cells each
     * @param seed of the moments and victims
     */
    static Survived run(Path folder, int kills, int seeds, long seed) throws IOException, InterruptedException {
        KillSurvival survival = new KillSurvival(folder, seeds, seed);
        survival.killAll(kills);
        return survival.counts;
    }

    private Map<String, String> undisturbed() throws IOException {
        Results results = Comparison.run(
                KilledSweep.experiment(seeds),
                new Comparison.Options(folder.resolve("undisturbed"), 2, Comparison.Start.OVER, "undisturbed"),
                Comparison.Progress.NONE);
        return rows(results);
    }

    private static Map<String, String> rows(Results results) {
        Map<String, String> rows = new LinkedHashMap<>();
        for (Trial trial : results.trials()) {
            rows.put(trial.cell(), Json.line(trial.decided()));
        }
        return rows;
    }

    private Path sweep() {
        return folder.resolve("sweep-" + sweeps);
    }

    private Process start() throws IOException {
        List<String> command = new ArrayList<>(Child.java());
        command.remove("-XX:+UseParallelGC");
        command.addAll(List.of("-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-Xmx512m", "-cp", ThisJava.classPath()));
        command.addAll(List.of(KilledSweep.class.getName(), sweep().toString(), String.valueOf(seeds)));
        return new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output-" + sweeps).toFile())
                .start();
    }

    private void killAll(int kills) throws IOException, InterruptedException {
        Process parent = start();
        boolean worker = random.nextBoolean();
        while (counts.kills() < kills) {
            boolean ended = parent.waitFor(random.nextInt(MOST_MILLIS), TimeUnit.MILLISECONDS);
            if (ended) {
                finish(parent);
                sweeps++;
                parent = start();
            } else if (!worker) {
                killParent(parent);
                parent = start();
                worker = random.nextBoolean();
            } else if (killWorker(parent)) {
                worker = random.nextBoolean();
            }
        }
        parent.waitFor();
        finish(parent);
    }

    /** Kills a worker; false when there is none yet, and the next moment must be awaited. */
    private boolean killWorker(Process parent) {
        List<ProcessHandle> workers = parent.children().toList();
        if (workers.isEmpty()) {
            return false;
        }
        workers.get(random.nextInt(workers.size())).destroyForcibly();
        counts = counts.plus(new Survived(0, 1, 0, 0, 0, 0, 0));
        return true;
    }

    private void killParent(Process parent) throws IOException, InterruptedException {
        List<ProcessHandle> workers = parent.children().toList();
        parent.destroyForcibly().waitFor();
        int orphans = 0;
        for (ProcessHandle worker : workers) {
            orphans += outlives(worker) ? 1 : 0;
        }
        counts = counts.plus(new Survived(1, 0, 0, lost(), 0, 0, orphans));
    }

    private static boolean outlives(ProcessHandle worker) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(ORPHAN_SECONDS);
        while (worker.isAlive() && System.nanoTime() < end) {
            Thread.sleep(10);
        }
        return worker.isAlive() && worker.destroyForcibly();
    }

    /** How many cells of which the sweep heard that they are stored are not. */
    private int lost() throws IOException {
        Path noted = sweep().resolve(KilledSweep.NOTED);
        if (!Files.exists(noted)) {
            return 0;
        }
        List<String> there =
                ResultsStore.read(sweep()).stream().map(Trial::cell).toList();
        Map<String, Boolean> stored = new HashMap<>();
        there.forEach(cell -> stored.put(cell, true));
        // The note itself may be torn: what has no line break was never noted.
        String text = Files.readString(noted);
        String whole = text.substring(0, text.lastIndexOf('\n') + 1);
        return (int) whole.lines().filter(cell -> !stored.containsKey(cell)).count();
    }

    /** A sweep came to its end: is everything there, once, and right? */
    private void finish(Process parent) throws IOException, InterruptedException {
        Process last = parent;
        // A cell whose worker was killed three times is a row that says so, until the sweep is run again.
        while (last.exitValue() == 0 && anyFailed()) {
            last = start();
            last.waitFor();
        }
        if (last.exitValue() != 0) {
            throw new IOException("the sweep ended with " + last.exitValue() + ": "
                    + Files.readString(folder.resolve("output-" + sweeps)));
        }
        Map<String, String> rows = rows(Results.read(sweep()));
        int missing = 0;
        int different = 0;
        for (Map.Entry<String, String> row : expected.entrySet()) {
            String own = rows.get(row.getKey());
            missing += own == null ? 1 : 0;
            different += own != null && !own.equals(row.getValue()) ? 1 : 0;
        }
        Map<String, Integer> times = new HashMap<>();
        ResultsStore.history(sweep()).forEach(trial -> {
            if (!trial.status().failed()) {
                times.merge(trial.cell(), 1, Integer::sum);
            }
        });
        int twice = (int) times.values().stream().filter(count -> count > 1).count();
        counts = counts.plus(new Survived(0, 0, 1, missing, twice, different, 0));
    }

    private boolean anyFailed() throws IOException {
        return ResultsStore.read(sweep()).stream()
                .anyMatch(trial -> trial.status().failed());
    }
}
