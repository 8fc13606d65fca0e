package dev.walras.cli;

import dev.walras.harness.Merge;
import dev.walras.harness.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras merge}: makes one run of those of several machines. */
@Command(
        name = "merge",
        description = "Makes one run of several that share an experiment, such as the shards of several machines.",
        mixinStandardHelpOptions = true)
final class MergeCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "OUT", description = "Folder of the merged run; without results so far.")
    private Path out = Path.of("");

    @Parameters(
            index = "1",
            arity = "1..*",
            paramLabel = "RUN",
            description = "Folders with results of walras compare.")
    private List<Path> runs = List.of();

    @Override
    public Integer call() throws IOException {
        List<String> words = spec.commandLine().getParseResult().originalArgs();
        Merge.Merged merged = Merge.run(out, runs, "walras " + String.join(" ", words));
        PrintWriter stdout = spec.commandLine().getOut();
        Results results = merged.results();
        if (results == null) {
            stdout.println(merged.finished() + " of " + merged.cells() + " runs are finished; walras compare --resume"
                    + " --out " + out + " does the others.");
            return ExitCode.DONE;
        }
        ResultTable.print(stdout, results);
        stdout.println();
        stdout.println("Report: " + out.resolve("report.html"));
        return ExitCode.of(results);
    }
}
