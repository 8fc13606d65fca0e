package dev.walras.cli;

import dev.walras.harness.Results;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras report}: writes summary and report anew from stored trials. */
@Command(
        name = "report",
        description = "Writes summary and report of a finished comparison anew, and prints its table.",
        mixinStandardHelpOptions = true)
final class ReportCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder with the results of walras compare.")
    private Path folder = Path.of("");

    @Override
    public Integer call() throws IOException {
        Results results = Results.read(folder);
        results.write(folder);
        PrintWriter out = spec.commandLine().getOut();
        ResultTable.print(out, results);
        out.println();
        out.println("Report: " + folder.resolve("report.html"));
        return ExitCode.of(results);
    }
}
