package dev.walras.spark;

import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/**
 * The job that {@code spark-submit --class dev.walras.spark.SparkJob walras-spark.jar COMMAND} runs. It leaves master,
 * memory and everything else to the cluster, never ends the JVM, and fails by an exception.
 */
@Command(
        name = "walras spark",
        description = "Markets and sweeps beyond one machine, on Apache Spark. Without a cluster: all cores of this"
                + " machine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {
            ClearCommand.class,
            SweepCommand.class,
            BenchCommand.class,
            SubmitCommand.class,
            CommandLine.HelpCommand.class
        })
public final class SparkJob implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    SparkJob() {}

    /** A command did not succeed; why was printed. */
    public static final class FailedException extends RuntimeException {
        private static final long serialVersionUID = 1;

        FailedException(int code) {
            super("the command failed with exit code " + code + "; the reason was printed above");
        }
    }

    /**
     * Runs one command.
     *
     * @throws FailedException when it does not succeed
     */
    public static void main(String[] args) {
        int code = run(args);
        if (code != 0) {
            throw new FailedException(code);
        }
    }

    /** Runs one command and returns its exit code, one of those of {@code walras}. */
    static int run(String... args) {
        PrintWriter out = new PrintWriter(System.out, true, StandardCharsets.UTF_8);
        PrintWriter err = new PrintWriter(System.err, true, StandardCharsets.UTF_8);
        CommandLine line = new CommandLine(new SparkJob());
        Objects.requireNonNull(line.getSubcommands().get("submit")).setStopAtPositional(true);
        return line.setOut(out)
                .setErr(err)
                .setCaseInsensitiveEnumValuesAllowed(true)
                .setExecutionExceptionHandler((failure, command, result) -> Failures.report(failure, err))
                .setParameterExceptionHandler((failure, words) -> Failures.usage(failure))
                .execute(args);
    }

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }
}
