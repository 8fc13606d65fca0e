package dev.walras.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.datasets.format.KnownOptima;
import dev.walras.datasets.format.KnownOptima.KnownOptimum;
import dev.walras.harness.Json;
import dev.walras.harness.KnownBenchmark;
import dev.walras.harness.KnownBenchmark.Entry;
import dev.walras.harness.KnownBenchmark.Verdict;
import dev.walras.harness.Roster;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.RunContext;
import java.io.PrintWriter;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras known}: benchmark instances with published optima. */
@Command(
        name = "known",
        description = {
            "Solves benchmark instances whose optimum is published, and compares.",
            "Ends with 1 when a proof is claimed that a published optimum contradicts."
        },
        mixinStandardHelpOptions = true)
final class KnownCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "DIR", description = "Folder with " + KnownOptima.TABLE + " and the files.")
    private Path folder = Path.of("");

    @Option(
            names = "--only",
            paramLabel = "PATTERN",
            description = "Only instances in whose name this regular expression is found.")
    private String only = "";

    @Option(
            names = "--solver",
            paramLabel = "ID",
            description = "Default: ${DEFAULT-VALUE}.",
            defaultValue = Roster.PLANNER)
    private String solverId = Roster.PLANNER;

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            converter = TimeLimit.Converter.class,
            description = "For each instance. Default: ${DEFAULT-VALUE}.",
            defaultValue = "60s")
    private TimeLimit timeLimit = new TimeLimit(60_000);

    @Option(names = "--threads", paramLabel = "N", description = "Default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        PrintWriter out = spec.commandLine().getOut();
        PrintWriter err = spec.commandLine().getErr();
        CentralSolver solver = BadInputException.reading(() -> Roster.solver(solverId));
        RunContext context = BadInputException.reading(() -> RunContext.seeded(1)
                .withLimits(Limits.DEFAULT.withTimeMillis(timeLimit.millis()))
                .withThreads(threads));
        List<KnownOptimum> chosen = chosen(err);
        if (!json) {
            line(out, "instance", "known", "found", "bound", "gap %", "time", "verdict", "engine");
        }
        List<Entry> entries = new ArrayList<>();
        for (KnownOptimum known : chosen) {
            ProgressLine progress = new ProgressLine(err);
            Entry entry = KnownBenchmark.run(known, folder, solver, context.withObserver(progress));
            progress.clear();
            entries.add(entry);
            if (!json) {
                print(out, entry);
            }
        }
        summarize(out, entries);
        return entries.stream().anyMatch(entry -> entry.verdict().isWrong()) ? ExitCode.VIOLATION : ExitCode.DONE;
    }

    private List<KnownOptimum> chosen(PrintWriter err) {
        if (!Files.isDirectory(folder)) {
            throw new BadInputException(folder + ": is not a folder");
        }
        Pattern pattern = pattern(only);
        List<KnownOptimum> chosen =
                KnownOptima.supported(folder, warning -> err.println("Warning: " + warning)).stream()
                        .filter(known -> pattern.matcher(known.instance()).find())
                        .toList();
        if (chosen.isEmpty()) {
            throw new BadInputException(folder + ": no instance of " + KnownOptima.TABLE + " is chosen by \"" + only
                    + "\"\nMaybe its files are missing, or no format reads them.");
        }
        return chosen;
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new BadInputException(
                    "--only is \"" + text + "\", which is not a regular expression: " + e.getDescription(), e);
        }
    }

    private static void print(PrintWriter out, Entry entry) {
        line(
                out,
                entry.known().instance() + " " + entry.json().path("sense").asText(),
                number(entry.value()),
                number(entry.found()),
                number(entry.bound()),
                Numbers.percent(entry.gap()),
                Numbers.time(entry.row().json().path("wallMillis").asDouble(Double.NaN)),
                entry.verdict().name().toLowerCase(Locale.ROOT),
                entry.row().json().path("engine").asText());
    }

    private static void line(PrintWriter out, Object... columns) {
        out.println(String.format(Locale.ROOT, "%-34s %14s %14s %14s %9s %10s  %-13s %s", columns)
                .stripTrailing());
        out.flush();
    }

    private static String number(@Nullable BigDecimal value) {
        return value == null ? "-" : value.toPlainString();
    }

    private void summarize(PrintWriter out, List<Entry> entries) {
        Map<Verdict, Integer> counts = new EnumMap<>(Verdict.class);
        entries.forEach(entry -> counts.merge(entry.verdict(), 1, Integer::sum));
        if (json) {
            ObjectNode all = Json.object();
            ArrayNode list = all.putArray("instances");
            entries.forEach(entry -> list.add(entry.json()));
            ObjectNode byVerdict = all.putObject("verdicts");
            counts.forEach((verdict, count) -> byVerdict.put(verdict.name().toLowerCase(Locale.ROOT), count));
            out.println(Json.line(all));
        } else {
            out.println();
            counts.forEach(
                    (verdict, count) -> out.println(count + " " + verdict.name().toLowerCase(Locale.ROOT)));
        }
    }
}
