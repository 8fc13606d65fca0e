package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.market.Nearest;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs an experiment from beginning to end: checks it, runs the cells that are not finished yet, rates every outcome
 * against the best of all mechanisms, and writes the results.
 *
 * <p>Killed at any moment and started again with {@link Start#RESUME}, it goes on where it was, repeats no finished
 * cell, and ends with the same results.
 */
public final class Comparison {
    private Comparison() {}

    /** What to do with trials that are there already. */
    public enum Start {
        /** Keep them under another name and run every cell. */
        OVER,
        /** Go on with them. */
        RESUME,
        /** Go on with them, but run those that failed once more. */
        RETRY_FAILED
    }

    /**
     * How to run.
     *
     * @param out the folder of the results
     * @param jobs how many cells run at a time, 1 or more
     * @param start what to do with earlier trials; a shard among several never starts over
     * @param command as typed, for the report
     * @param shard which cells to run
     */
    public record Options(Path out, int jobs, Start start, String command, Plan.Shard shard) {
        public Options {
            if (jobs < 1) {
                throw new IllegalArgumentException("jobs is " + jobs + "; it must be 1 or more");
            }
            if (shard.parts() > 1 && start == Start.OVER) {
                throw new IllegalArgumentException("a shard cannot start over, for others work on the same results");
            }
        }

        /** All cells. */
        public Options(Path out, int jobs, Start start, String command) {
            this(out, jobs, start, command, Plan.Shard.ALL);
        }

        /** The name of the file that is written to. */
        String writer() {
            return shard.parts() == 1 ? ResultsStore.MAIN : "shard-" + shard.number() + "-of-" + shard.parts();
        }
    }

    /** Hears how far a run has come; calls may come from several threads. */
    public interface Progress {
        /** Hears nothing. */
        Progress NONE = new Progress() {};

        /**
         * The run begins.
         *
         * @param cells how many there are
         * @param finished how many of them were finished before
         */
        default void started(int cells, int finished) {}

        /** Earlier trials were kept as {@code file}. */
        default void setAside(Path file) {}

        /** A cell is finished. */
        default void finished(Trial trial) {}
    }

    /**
     * Checks ids and settings, so that a slip is found before the first run.
     *
     * @throws IllegalArgumentException when one is wrong; the message begins with its place, says which and names the
     *     nearest
     * @throws dev.walras.datasets.InstanceFormatException when a file of instances cannot be read
     */
    public static void check(Experiment experiment) {
        each("mechanisms", experiment.mechanisms(), choice -> Roster.make(choice.id(), choice.settings()));
        each("behaviours", experiment.behaviours(), Conduct::of);
        each("metrics", experiment.metrics(), Metric::byId);
        checkNames(experiment);
        ProcessCrew.requireCores(experiment.resources());
        each("datasets", experiment.datasets(), dataset -> {
            requireMechanisms(experiment, dataset.without());
            return Sources.open(dataset.source(), experiment.seedsOf(dataset).get(0));
        });
    }

    /** What a dataset is run without must be a mechanism of the experiment, and leave one. */
    private static void requireMechanisms(Experiment experiment, List<String> without) {
        List<String> labels =
                experiment.mechanisms().stream().map(Experiment.Choice::label).toList();
        for (String label : without) {
            if (!labels.contains(label)) {
                throw new IllegalArgumentException("without \"" + label + "\", which is no mechanism of this experiment"
                        + Nearest.hint(label, labels));
            }
        }
        if (without.containsAll(labels)) {
            throw new IllegalArgumentException("without all mechanisms, nothing is left to run");
        }
    }

    /** Results are told apart by the names of instances, so two datasets must not share one. */
    private static void checkNames(Experiment experiment) {
        Map<String, String> datasets = new LinkedHashMap<>();
        for (Cell cell : Cell.of(experiment, "", file -> "")) {
            String label = cell.dataset().label();
            String other = datasets.putIfAbsent(cell.instance(), label);
            if (other != null && !other.equals(label)) {
                throw new IllegalArgumentException("/datasets: \"" + other + "\" and \"" + label
                        + "\" both have an instance \"" + cell.instance()
                        + "\"\nMaybe give one of them another label.");
            }
        }
    }

    /** Tries {@code use} on each of a list; a message about one begins with {@code /key/index: }. */
    private static <T> void each(String key, List<T> items, Function<T, ?> use) {
        for (int i = 0; i < items.size(); i++) {
            try {
                Object unused = use.apply(items.get(i));
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("/" + key + "/" + i + ": " + e.getMessage(), e);
            }
        }
    }

    /**
     * Runs what is left to run and writes the results.
     *
     * @return the results; null when other shards have not finished their cells yet
     * @throws ResultsStore.InUseException when another run writes to the folder
     * @throws IOException when a file cannot be written, or the folder has files of the same names that are none of
     *     Walras
     * @throws IllegalArgumentException when the experiment names something that does not exist
     */
    public static @Nullable Results runShard(Experiment experiment, Options options, Progress progress)
            throws IOException {
        return runShard(experiment, options, progress, Crew::of);
    }

    /**
     * Runs what is left to run by workers of any kind, and writes the results.
     *
     * @param assembly gathers the workers
     * @return as {@link #runShard(Experiment, Options, Progress)}
     * @throws IOException likewise
     */
    public static @Nullable Results runShard(
            Experiment experiment, Options options, Progress progress, Crew.Assembly assembly) throws IOException {
        check(experiment);
        long start = System.nanoTime();
        Plan plan = Plan.of(experiment);
        refuseForeignFiles(options.out());
        try (ResultsStore store = ResultsStore.open(options.out(), options.writer())) {
            if (options.start() == Start.OVER && !store.statuses().isEmpty()) {
                progress.setAside(store.setAside());
            }
            ResultsStore.writeAtOnce(
                    options.out().resolve(Results.EXPERIMENT), Json.pretty(ExperimentWriter.json(experiment)) + "\n");
            Plan.Again again = options.start() == Start.RETRY_FAILED ? Plan.Again.FAILED : Plan.Again.NOTHING;
            List<Cell> open = plan.open(store.statuses(), again, options.shard());
            int own = plan.open(Map.of(), again, options.shard()).size();
            progress.started(own, own - open.size());
            try (Crew crew = assembly.crew(experiment.resources(), open, options.jobs())) {
                new Runner(crew::worker, store, progress).run(open, crew.jobs());
            }
            long millis = (System.nanoTime() - start) / 1_000_000;
            return finish(plan, store, options.command(), millis);
        }
    }

    /**
     * Runs what is left to run of all cells and writes the results.
     *
     * @throws IOException as {@link #runShard}
     */
    public static Results run(Experiment experiment, Options options, Progress progress) throws IOException {
        Results results = runShard(experiment, options, progress);
        if (results == null) {
            throw new IllegalArgumentException("shard " + options.shard() + " alone gives no results");
        }
        return results;
    }

    /**
     * Rates every outcome of a plan against the best of all mechanisms, and writes table, summary and report into the
     * folder of {@code store}.
     *
     * @param store with the trials of the plan
     * @param command as typed, for the report
     * @param millis how long it took
     * @return null when cells are missing
     * @throws IOException when a file cannot be read or written
     */
    public static @Nullable Results finish(Plan plan, ResultsStore store, String command, long millis)
            throws IOException {
        return finish(plan, store, meta(plan.experiment(), command, millis));
    }

    static @Nullable Results finish(Plan plan, ResultsStore store, ObjectNode meta) throws IOException {
        return store.<@Nullable Results>deriving(() -> {
            Map<String, Trial> finished = store.trials();
            if (!plan.isCovered(finished.keySet())) {
                return null;
            }
            List<Trial> trials = rate(plan, finished);
            ResultsStore.writeTable(store.folder().resolve(ResultsStore.FILE), withOthers(trials, finished));
            Results results = new Results(plan.experiment(), trials, meta.put("version", plan.version()));
            results.write(store.folder());
            return results;
        });
    }

    /** A folder without trials, but with files of the names of results, holds something else, which is not replaced. */
    private static void refuseForeignFiles(Path folder) throws IOException {
        if (ResultsStore.isIn(folder)) {
            return;
        }
        for (String name : Results.FILES) {
            if (Files.exists(folder.resolve(name))) {
                throw new FileSystemException(
                        folder.toString(),
                        null,
                        "has a file " + name + " that does not belong to a comparison, for " + ResultsStore.FILE
                                + " is missing\nMaybe give this run a folder of its own with --out.");
            }
        }
    }

    /** The trials of a plan, in the order of its cells, with efficiency. */
    static List<Trial> rate(Plan plan, Map<String, Trial> finished) {
        List<Trial> trials = new ArrayList<>();
        for (String key : plan.cells().keySet()) {
            Trial trial = finished.get(key);
            if (trial != null) {
                trials.add(trial);
            }
        }
        Map<String, Reference> references = Reference.byInstance(trials);
        List<Trial> rated = new ArrayList<>();
        for (Trial trial : trials) {
            Reference reference = references.get(trial.instance());
            rated.add(reference == null ? trial : reference.rate(trial));
        }
        return rated;
    }

    /** The trials of this experiment, then those that earlier runs left in the folder, unchanged. */
    private static List<Trial> withOthers(List<Trial> trials, Map<String, Trial> stored) {
        Map<String, Trial> others = new LinkedHashMap<>(stored);
        Set<String> own = new LinkedHashSet<>();
        trials.forEach(trial -> own.add(trial.cell()));
        others.keySet().removeAll(own);
        List<Trial> all = new ArrayList<>(trials);
        all.addAll(others.values());
        return all;
    }

    static ObjectNode meta(Experiment experiment, String command, long millis) {
        ObjectNode meta = Json.object();
        meta.put("title", experiment.name());
        meta.put("description", experiment.description());
        meta.put("version", CodeVersion.current());
        meta.put(
                "generatedAt",
                java.time.Instant.now()
                        .truncatedTo(java.time.temporal.ChronoUnit.SECONDS)
                        .toString());
        meta.put("command", command);
        Machine.describe(meta);
        meta.set("limits", ExperimentWriter.limits(experiment.limits(), experiment.resources()));
        ArrayNode seeds = meta.putArray("seeds");
        experiment.seeds().forEach(seeds::add);
        meta.put("wallMillis", millis);
        return meta;
    }
}
