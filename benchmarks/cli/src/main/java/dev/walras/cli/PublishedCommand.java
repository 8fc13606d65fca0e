package dev.walras.cli;

import dev.walras.models.Published;
import dev.walras.models.PublishedTable;
import java.io.PrintWriter;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code walras published}: numbers of papers, computed anew. */
@Command(
        name = "published",
        description = {
            "Computes numbers printed in papers anew, and shows both as a Markdown table.",
            "Ends with 1 when two differ by more than the tolerance shown."
        },
        mixinStandardHelpOptions = true)
final class PublishedCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--only", paramLabel = "TEXT", description = "Only groups that contain this text.")
    private String only = "";

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        List<Published> chosen = Published.all().stream()
                .filter(published -> published.group().toLowerCase(Locale.ROOT).contains(only.toLowerCase(Locale.ROOT)))
                .toList();
        if (chosen.isEmpty()) {
            throw new BadInputException("no group of published numbers contains \"" + only + "\"");
        }
        List<Published.Row> wrong = PublishedTable.write(chosen, line -> {
            out.println(line);
            out.flush();
        });
        return wrong.isEmpty() ? ExitCode.DONE : ExitCode.VIOLATION;
    }
}
