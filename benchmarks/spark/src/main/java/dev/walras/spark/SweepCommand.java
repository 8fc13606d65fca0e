package dev.walras.spark;

import dev.walras.harness.Comparison;
import dev.walras.harness.Experiment;
import dev.walras.harness.ExperimentReader;
import dev.walras.harness.Results;
import dev.walras.harness.Status;
import dev.walras.harness.Trial;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras spark sweep}: an experiment whose cells are run by executors. */
@Command(
        name = "sweep",
        description = "Runs an experiment as walras compare does, its cells by executors.",
        mixinStandardHelpOptions = true)
final class SweepCommand implements Callable<Integer> {
    private static final int VIOLATION = 1;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            paramLabel = "EXPERIMENT",
            description = "YAML or JSON file, or one that comes with Walras: quickstart, smoke, catalogue.")
    private String name = "";

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the results, on the driver's machine.")
    private @Nullable Path out;

    @Option(names = "--jobs", paramLabel = "N", description = "How many cells at a time. Default: all cores.")
    private int jobs;

    @Option(names = "--resume", description = "Go on with what is finished in the folder.")
    private boolean resume;

    @Option(names = "--retry-failed", description = "Go on, and run once more what failed.")
    private boolean retryFailed;

    @Option(names = "--parquet", paramLabel = "URI", description = "Writes the rows as a Parquet table, too.")
    private @Nullable String parquet;

    @Override
    public Integer call() throws IOException {
        Experiment experiment = experiment();
        Path folder =
                out != null ? out : Path.of("walras-results", experiment.name().replaceAll("[^\\w. -]", "-"));
        JavaSparkContext context = Sessions.context("sweep " + experiment.name());
        Comparison.Options options = new Comparison.Options(
                folder, jobs > 0 ? jobs : context.defaultParallelism(), start(), "walras spark " + words());
        PrintWriter err = spec.commandLine().getErr();
        Results results = new SparkSweep(context).run(experiment, options, new Lines(err));
        PrintWriter stdout = spec.commandLine().getOut();
        if (results == null) {
            stdout.println("Other parts of the experiment are not finished yet.");
            return 0;
        }
        if (parquet != null) {
            TrialTable.write(Sessions.tables(context), results.trials(), parquet);
        }
        Map<String, Integer> counts = new TreeMap<>();
        results.trials().forEach(trial -> counts.merge(trial.status().code(), 1, Integer::sum));
        stdout.println(results.trials().size() + " cells: " + counts);
        stdout.println("Report: " + folder.resolve("report.html"));
        stdout.flush();
        boolean failed = results.trials().stream().anyMatch(trial -> trial.status() == Status.ERROR);
        return results.anyBroken() ? VIOLATION : failed ? Failures.INTERNAL : 0;
    }

    private Comparison.Start start() {
        return retryFailed ? Comparison.Start.RETRY_FAILED : resume ? Comparison.Start.RESUME : Comparison.Start.OVER;
    }

    private String words() {
        List<String> words = new ArrayList<>(List.of("sweep"));
        words.addAll(spec.commandLine().getParseResult().originalArgs());
        return String.join(" ", words);
    }

    private Experiment experiment() throws IOException {
        if (Files.isRegularFile(Path.of(name))) {
            return ExperimentReader.read(Path.of(name));
        }
        if (ExperimentReader.SHIPPED.contains(name)) {
            return ExperimentReader.shipped(name);
        }
        throw new IllegalArgumentException("there is neither a file nor a shipped experiment \"" + name
                + "\"; shipped are " + String.join(", ", ExperimentReader.SHIPPED));
    }

    /** A line every few seconds. */
    private static final class Lines implements Comparison.Progress {
        private static final long NANOS = 5_000_000_000L;

        private final PrintWriter err;
        private int total;
        private int done;
        private long next = System.nanoTime() + NANOS;

        Lines(PrintWriter err) {
            this.err = err;
        }

        @Override
        public synchronized void started(int cells, int finished) {
            total = cells;
            done = finished;
            err.println(cells + " cells, " + finished + " of them finished before.");
        }

        @Override
        public synchronized void setAside(Path file) {
            err.println("Starting over; the earlier trials are kept in " + file + ".");
        }

        @Override
        public synchronized void finished(Trial trial) {
            done++;
            if (System.nanoTime() >= next) {
                next = System.nanoTime() + NANOS;
                err.println(done + " of " + total + " cells");
            }
        }
    }
}
