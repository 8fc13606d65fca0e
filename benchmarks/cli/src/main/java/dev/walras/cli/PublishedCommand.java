package dev.walras.cli;

import dev.walras.models.Published;
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
        String group = "";
        boolean all = true;
        for (Published published : chosen) {
            if (!published.group().equals(group)) {
                group = published.group();
                out.printf("%n## %s%n%n| quantity | published | Walras | allowed | agrees | source |%n", group);
                out.println("|---|---:|---:|---:|---|---|");
            }
            Published.Row row = published.compute();
            all &= row.agrees();
            out.printf(
                    "| %s | %s | %s | %s | %s | %s |%n",
                    published.quantity(),
                    number(published.published()),
                    number(row.ours()),
                    number(published.tolerance()),
                    row.agrees() ? "yes" : "NO",
                    published.source());
            out.flush();
        }
        return all ? ExitCode.DONE : ExitCode.VIOLATION;
    }

    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.7g", value);
        if (!text.contains("e") && text.contains(".")) {
            text = text.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return text;
    }
}
