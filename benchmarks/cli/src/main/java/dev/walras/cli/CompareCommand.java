package dev.walras.cli;

import dev.walras.harness.Comparison;
import dev.walras.harness.Experiment;
import dev.walras.harness.ExperimentReader;
import dev.walras.harness.Plan;
import dev.walras.harness.Resources;
import dev.walras.harness.Results;
import dev.walras.harness.Trial;
import dev.walras.market.Nearest;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras compare}: runs an experiment and reports. */
@Command(
        name = "compare",
        description = "Runs mechanisms on markets, rates them against the optimum, writes a report.",
        mixinStandardHelpOptions = true)
final class CompareCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "EXPERIMENT",
            description = "YAML or JSON file, or one that comes with Walras: quickstart (default), smoke.")
    private @Nullable String experimentName;

    @Option(names = "--out", paramLabel = "DIR", description = "Folder of the results. Default: walras-results/NAME.")
    private @Nullable Path out;

    @Option(names = "--jobs", paramLabel = "N", description = "How many runs at a time. Default: all cores.")
    private int jobs = Runtime.getRuntime().availableProcessors();

    @Option(names = "--resume", description = "Go on with what is finished in the folder.")
    private boolean resume;

    @Option(
            names = "--retry-failed",
            description = "Go on, and run once more what ended in an error, a time-out, a crash, or lack of memory.")
    private boolean retryFailed;

    @Option(
            names = "--workers",
            paramLabel = "KIND",
            description =
                    "threads: quick to start. processes: crashes, time and memory cost one run only. Default: what"
                            + " the experiment says; else processes if it limits memory or times exclusively, else threads.")
    private Resources.@Nullable Workers workers;

    @Option(
            names = "--shard",
            paramLabel = "I/N",
            description = "Run one of N parts, as one of N machines; implies --resume.")
    private @Nullable String shard;

    @Override
    public Integer call() throws IOException {
        Experiment experiment = withWorkers(experiment());
        Path folder = out != null ? out : Path.of("walras-results", folderName(experiment.name()));
        Comparison.Options options =
                BadInputException.reading(() -> new Comparison.Options(folder, jobs, start(), command(), shard()));
        PrintWriter err = spec.commandLine().getErr();
        PrintWriter stdout = spec.commandLine().getOut();
        check(experiment);
        Results results;
        try (CompareProgress progress = new CompareProgress(err, folder)) {
            results = Comparison.runShard(experiment, options, progress);
        }
        if (results == null) {
            stdout.println("Shard " + shard + " is finished; the last shard of this folder to finish writes the report."
                    + "\nRuns in folders of their own become one with walras merge.");
            return ExitCode.DONE;
        }
        ResultTable.print(stdout, results);
        stdout.println();
        results.trials().stream()
                .filter(trial -> trial.status().breaksRules() || trial.status().failed())
                .limit(10)
                .forEach(trial -> stdout.println(line(trial)));
        stdout.println("Report: " + folder.resolve("report.html"));
        return ExitCode.of(results);
    }

    private Experiment withWorkers(Experiment experiment) {
        Resources.Workers chosen = workers;
        return chosen == null
                ? experiment
                : BadInputException.reading(
                        () -> experiment.with(experiment.resources().withWorkers(chosen)));
    }

    private Comparison.Start start() {
        return retryFailed
                ? Comparison.Start.RETRY_FAILED
                : resume || shard != null ? Comparison.Start.RESUME : Comparison.Start.OVER;
    }

    private Plan.Shard shard() {
        String text = shard;
        if (text == null) {
            return Plan.Shard.ALL;
        }
        Matcher matcher = Pattern.compile("([0-9]{1,6})/([0-9]{1,6})").matcher(text);
        if (!matcher.matches()) {
            throw new IllegalArgumentException(
                    "the shard is \"" + text + "\"; it must be two numbers, such as 2/5 for the second of five");
        }
        return new Plan.Shard(Integer.parseInt(matcher.group(1)), Integer.parseInt(matcher.group(2)));
    }

    /** Finds slips before anything runs; a message begins with the file. */
    private void check(Experiment experiment) {
        try {
            Comparison.check(experiment);
        } catch (IllegalArgumentException e) {
            throw new BadInputException((experimentName == null ? "" : experimentName + ": ") + e.getMessage(), e);
        }
    }

    /** The name as the name of one visible folder: slashes become dashes, dots at the beginning fall away. */
    private static String folderName(String name) {
        String plain = name.replaceAll("[/\\\\\\p{Cntrl}]", "-").replaceFirst("^[.]+", "");
        return plain.isBlank() ? "experiment" : plain;
    }

    private static String line(Trial trial) {
        return trial.status().code() + ": " + trial.mechanism() + " on " + trial.instance() + ": "
                + trial.reason().lines().findFirst().orElse("");
    }

    private Experiment experiment() throws IOException {
        String name = experimentName;
        if (name == null) {
            return ExperimentReader.shipped(ExperimentReader.SHIPPED.get(0));
        }
        if (Files.exists(Path.of(name))) {
            if (Files.isDirectory(Path.of(name))) {
                throw new BadInputException(name + ": is a directory; it must be a file");
            }
            return ExperimentReader.read(Path.of(name));
        }
        if (ExperimentReader.SHIPPED.contains(name)) {
            return ExperimentReader.shipped(name);
        }
        throw new BadInputException("there is neither a file nor a shipped experiment \"" + name + "\"; shipped are "
                + String.join(", ", ExperimentReader.SHIPPED) + Nearest.hint(name, ExperimentReader.SHIPPED));
    }

    private String command() {
        List<String> words = spec.commandLine().getParseResult().originalArgs();
        return "walras " + String.join(" ", words);
    }
}
