package dev.walras.cli;

import dev.walras.bench.Bench;
import dev.walras.bench.Benchmark;
import dev.walras.bench.Benchmarks;
import dev.walras.bench.ResultsFolder;
import dev.walras.bench.SuiteProcess;
import dev.walras.bench.SuiteResult;
import dev.walras.bench.Target;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras bench}: the performance suites. */
@Command(
        name = "bench",
        description = {
            "Runs the performance suites, each in a Java machine of its own, and writes their results to",
            "benchmarks/results, benchmarks/RESULTS.md and the table and plots of README.md.",
            "Suites that are not named keep their last results."
        },
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(paramLabel = "SUITE", description = "Suites; none: all. See --list.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--quick", description = "Tiny sizes, seconds only; writes results only with --out.")
    private boolean quick;

    @Option(names = "--list", description = "Lists the suites and ends.")
    private boolean list;

    @Option(names = "--render", description = "Runs nothing: writes the pages anew from the results kept.")
    private boolean render;

    @Option(
            names = "--out",
            paramLabel = "DIR",
            description = "Writes results, RESULTS.md and plots there; default: into the checkout.")
    private @Nullable Path out;

    @Option(names = "--here", paramLabel = "FILE", description = "Runs one suite in this process, for FILE.")
    private @Nullable Path here;

    @Override
    public Integer call() throws IOException, InterruptedException {
        PrintWriter page = spec.commandLine().getOut();
        if (list) {
            Benchmarks.LIST.forEach(suite -> page.println(suite.id() + "  " + suite.title()));
            return ExitCode.DONE;
        }
        List<Benchmark> chosen = chosen();
        PrintWriter err = spec.commandLine().getErr();
        Bench.Size size = quick ? Bench.Size.QUICK : Bench.Size.FULL;
        if (here != null) {
            if (chosen.size() != 1) {
                throw new BadInputException("--here runs exactly one suite, not " + chosen.size());
            }
            Bench bench = new Bench(size, data(), err::println);
            SuiteResult.of(chosen.getFirst(), bench).write(here);
            return ExitCode.DONE;
        }
        Optional<ResultsFolder> folder = folder();
        if (folder.isPresent()) {
            folder.get().requireWritable();
        }
        boolean failed = false;
        for (Benchmark suite : render ? List.<Benchmark>of() : chosen) {
            err.println(suite.id() + ": " + suite.title());
            Optional<SuiteResult> result = SuiteProcess.run(suite, size);
            if (result.isEmpty()) {
                err.println(suite.id() + " failed; its last results stay");
                failed = true;
                continue;
            }
            show(page, result.get());
            if (folder.isPresent()) {
                folder.get().keep(result.get());
            }
        }
        if (folder.isPresent()) {
            folder.get().render();
            err.println("written: " + folder.get());
        }
        return failed ? ExitCode.VIOLATION : ExitCode.DONE;
    }

    private Optional<ResultsFolder> folder() {
        if (out != null) {
            return Optional.of(ResultsFolder.apart(out));
        }
        if (quick) {
            return Optional.empty();
        }
        return Optional.of(ResultsFolder.ofCheckout()
                .orElseThrow(() -> new BadInputException(
                        "there is no checkout of Walras here to write results to; name a folder with --out DIR")));
    }

    private static void show(PrintWriter page, SuiteResult result) {
        for (Target target : result.targets()) {
            page.printf(
                    "%-24s %-13s %s%n",
                    target.id(),
                    target.verdict().name().toLowerCase(java.util.Locale.ROOT).replace('_', ' '),
                    target.what());
        }
        page.flush();
    }

    private List<Benchmark> chosen() {
        if (names.isEmpty()) {
            return Benchmarks.LIST;
        }
        List<Benchmark> chosen = new ArrayList<>();
        for (String name : names) {
            chosen.add(Benchmarks.LIST.stream()
                    .filter(suite -> suite.id().equals(name))
                    .findFirst()
                    .orElseThrow(() -> new BadInputException("there is no suite \"" + name + "\"; the suites are "
                            + String.join(
                                    ", ",
                                    Benchmarks.LIST.stream().map(Benchmark::id).toList()))));
        }
        return chosen;
    }

    private static Optional<Path> data() {
        return Optional.ofNullable(System.getenv("WALRAS_DATA"))
                .filter(folder -> !folder.isEmpty())
                .map(Path::of)
                .filter(Files::isDirectory);
    }
}
