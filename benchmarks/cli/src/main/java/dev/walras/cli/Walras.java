package dev.walras.cli;

import dev.walras.harness.CodeVersion;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.OutputStreamWriter;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;
import picocli.CommandLine.TypeConversionException;

/**
 * The command line. Results go to standard output, everything else to standard error; what a command returns is one of
 * {@link ExitCode}.
 */
@Command(
        name = "walras",
        description = "Optimization and mechanism design for compute markets.",
        mixinStandardHelpOptions = true,
        versionProvider = Walras.Version.class,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            CompareCommand.class,
            SolveCommand.class,
            ClearCommand.class,
            PricesCommand.class,
            RunCommand.class,
            AuditCommand.class,
            ConvertCommand.class,
            GenerateCommand.class,
            ListCommand.class,
            ReportCommand.class,
            MergeCommand.class,
            ExportCommand.class,
            KnownCommand.class,
            ModelCommand.class,
            GoldenCommand.class,
            PublishedCommand.class,
            IncentivesCommand.class,
            EquilibriumCommand.class,
            BenchCommand.class,
            BookCommand.class,
            SparkCommand.class,
            CommandLine.HelpCommand.class
        },
        exitCodeListHeading = "%nExit codes:%n",
        exitCodeList = {
            "0:done",
            "1:a violation was found, or an answer is not as expected",
            "2:bad input or usage",
            "3:a limit was reached without a feasible outcome",
            "4:internal error"
        })
public final class Walras implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    private Walras() {}

    /** Release and fingerprint. */
    static final class Version implements CommandLine.IVersionProvider {
        @Override
        public String[] getVersion() {
            return new String[] {"walras " + CodeVersion.current()};
        }
    }

    /** Runs one command and ends the process with its exit code. */
    public static void main(String[] args) {
        // Libraries that print must not spoil what is meant for pipelines: their standard output is standard error.
        ResultStream results = new ResultStream(new FileOutputStream(FileDescriptor.out));
        PrintWriter out = new PrintWriter(new OutputStreamWriter(results, StandardCharsets.UTF_8));
        System.setOut(System.err);
        PrintWriter err = new PrintWriter(new OutputStreamWriter(System.err, StandardCharsets.UTF_8), true);
        int code = run(out, err, args);
        out.flush();
        System.exit(results.exitCode(code, err));
    }

    /**
     * Runs one command.
     *
     * @param out where results go
     * @param err where everything else goes
     * @return the exit code
     */
    static int run(PrintWriter out, PrintWriter err, String... args) {
        CommandLine line = new CommandLine(new Walras())
                .setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .registerConverter(Path.class, Walras::path)
                .setExecutionExceptionHandler((failure, command, result) -> Failures.report(failure, err))
                .setParameterExceptionHandler((failure, words) -> Failures.usage(failure));
        try {
            return line.execute(args);
        } catch (OutOfMemoryError e) {
            return Failures.outOfMemory(err);
        } catch (Error e) {
            return Failures.internal(e, err);
        } finally {
            out.flush();
            err.flush();
        }
    }

    private static Path path(String text) {
        try {
            return Path.of(text);
        } catch (InvalidPathException e) {
            throw new TypeConversionException("\"" + text + "\" cannot be the name of a file here: " + e.getReason());
        }
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
