package dev.walras.cli;

import dev.walras.datasets.FileAccess;
import dev.walras.datasets.format.Format;
import dev.walras.datasets.format.Formats;
import dev.walras.market.Nearest;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras convert}: reads a public format. */
@Command(
        name = "convert",
        description = "Converts a file of a public format into an instance file.",
        mixinStandardHelpOptions = true)
final class ConvertCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "FORMAT", description = "An id; walras list formats shows them.")
    private String formatId = "";

    @Parameters(index = "1..*", arity = "1..*", paramLabel = "FILE", description = "The file, or files, to read.")
    private List<Path> files = new ArrayList<>();

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the format; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--sense", paramLabel = "min|max", description = "Short for --set sense=...")
    private @Nullable String sense;

    @Option(
            names = "--index",
            paramLabel = "N",
            description = "Short for --set index=..., in files of several problems.")
    private @Nullable Integer index;

    @Option(names = "-o", paramLabel = "INSTANCE", description = "Write to this file. Default: standard output.")
    private @Nullable Path instanceFile;

    @Override
    public Integer call() {
        PrintWriter err = spec.commandLine().getErr();
        if (instanceFile != null) {
            FileAccess.requireWritable(instanceFile, files);
        }
        Problem problem = BadInputException.reading(() -> {
            Settings given = new Settings(formatId, settings());
            Problem read = format(formatId).read(files, given, warning -> err.println("Warning: " + warning));
            given.requireAllRead();
            return read;
        });
        err.flush();
        GenerateCommand.write(problem, instanceFile, spec);
        return ExitCode.DONE;
    }

    private Map<String, String> settings() {
        List<String> pairs = new ArrayList<>(settings);
        if (sense != null) {
            pairs.add("sense=" + sense);
        }
        if (index != null) {
            pairs.add("index=" + index);
        }
        return Settings.parse(pairs.toArray(new String[0]));
    }

    private static Format format(String id) {
        List<String> ids = Formats.all().stream().map(Format::id).toList();
        if (!ids.contains(id)) {
            throw new BadInputException(
                    "there is no format \"" + id + "\"; there are " + String.join(", ", ids) + Nearest.hint(id, ids));
        }
        return Formats.byId(id);
    }
}
