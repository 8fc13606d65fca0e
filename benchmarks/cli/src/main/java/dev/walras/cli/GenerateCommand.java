package dev.walras.cli;

import dev.walras.datasets.FileAccess;
import dev.walras.datasets.InstanceFile;
import dev.walras.harness.Sources;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Problem;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras generate}: draws a random instance. */
@Command(
        name = "generate",
        description = "Draws a random instance; the same seed gives the same bytes.",
        mixinStandardHelpOptions = true)
final class GenerateCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "GENERATOR", description = "An id; walras list generators shows them.")
    private String generator = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the generator; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
    private long seed = 1;

    @Option(names = "-o", paramLabel = "INSTANCE", description = "Write to this file. Default: standard output.")
    private @Nullable Path instanceFile;

    @Override
    public Integer call() {
        if (instanceFile != null) {
            FileAccess.requireWritable(instanceFile, List.of());
        }
        Problem problem = BadInputException.reading(
                () -> Sources.generate(generator, Settings.parse(settings.toArray(new String[0])), seed));
        write(problem, instanceFile, spec);
        return ExitCode.DONE;
    }

    /** Writes to the file, or to the standard output of the command. */
    static void write(Problem problem, @Nullable Path file, CommandSpec spec) {
        if (file != null) {
            InstanceFile.write(problem, file);
        } else {
            spec.commandLine().getOut().print(InstanceFile.toJson(problem));
        }
    }
}
