package dev.walras.cli;

import dev.walras.book.Replay;
import dev.walras.book.Replayed;
import dev.walras.book.Streams;
import dev.walras.datasets.FileAccess;
import dev.walras.harness.Json;
import dev.walras.mechanisms.book.OrderFlow;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras book}: recorded streams of commands to order books. */
@Command(
        name = "book",
        description = "Makes streams of commands for order books, and replays them in the matching engine.",
        mixinStandardHelpOptions = true,
        synopsisSubcommandLabel = "COMMAND",
        subcommands = {BookCommand.Generate.class, BookCommand.ReplayFile.class, CommandLine.HelpCommand.class})
final class BookCommand implements Runnable {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Override
    public void run() {
        throw new ParameterException(spec.commandLine(), "a command is missing");
    }

    /** {@code walras book generate}. */
    @Command(
            name = "generate",
            description = {
                "Makes a stream of commands that keeps books at a stable depth; the same seed gives the same bytes.",
                "A file that ends in .csv is text, any other binary."
            },
            mixinStandardHelpOptions = true)
    static final class Generate implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(index = "0", paramLabel = "FILE", description = "Where to write it.")
        private Path file = Path.of("");

        @Option(names = "--books", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
        private int books;

        @Option(
                names = "--depth",
                paramLabel = "N",
                description = "Orders at rest in all books together. Default: ${DEFAULT-VALUE}.",
                defaultValue = "1000")
        private int depth;

        @Option(names = "--users", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1000")
        private int users;

        @Option(
                names = "--spread",
                paramLabel = "TICKS",
                description = "Range of prices to both sides. Default: ${DEFAULT-VALUE}.",
                defaultValue = "500")
        private int spread;

        @Option(
                names = "--mix",
                paramLabel = "MIX",
                description = "${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
                defaultValue = "QUOTES")
        private OrderFlow.Mix mix = OrderFlow.Mix.QUOTES;

        @Option(
                names = "--commands",
                paramLabel = "N",
                description = "Commands after those that fill the books. Default: ${DEFAULT-VALUE}.",
                defaultValue = "1000000")
        private int commands;

        @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
        private long seed;

        @Override
        public Integer call() {
            if (commands < 0) {
                throw new BadInputException("--commands is " + commands + "; it must be 0 or more");
            }
            FileAccess.requireWritable(file, List.of());
            OrderFlow flow = BadInputException.reading(() -> new OrderFlow(books, depth, users, spread, mix));
            OrderFlow.Stream stream = flow.generate(commands, seed);
            Streams.write(stream, file);
            spec.commandLine()
                    .getErr()
                    .println(stream.commands().size() + " commands, the first " + stream.filling()
                            + " of which fill the books");
            return ExitCode.DONE;
        }
    }

    /** {@code walras book replay}. */
    @Command(
            name = "replay",
            description = {
                "Replays a stream in the matching engine: commands a second of processor time, times of single commands,",
                "and an audit of every unit of every order. Ends with 1 when the audit finds something."
            },
            mixinStandardHelpOptions = true)
    static final class ReplayFile implements Callable<Integer> {
        @Spec
        private CommandSpec spec = CommandSpec.create();

        @Parameters(index = "0", paramLabel = "FILE", description = "A stream: binary, or text when it ends in .csv.")
        private Path file = Path.of("");

        @Option(
                names = "--repeat",
                paramLabel = "N",
                description = "How often it is timed; the best counts. Default: ${DEFAULT-VALUE}.",
                defaultValue = "5")
        private int repeat;

        @Option(names = "--positions", description = "Keeps the positions of users while it is timed.")
        private boolean positions;

        @Option(names = "--json", description = "One JSON object on standard output.")
        private boolean json;

        @Override
        public Integer call() {
            if (repeat < 1) {
                throw new BadInputException("--repeat is " + repeat + "; it must be 1 or more");
            }
            OrderFlow.Stream stream = Streams.read(file);
            Set<Replay.Extra> extras =
                    positions ? EnumSet.of(Replay.Extra.POSITIONS) : EnumSet.noneOf(Replay.Extra.class);
            Replayed timed = Replay.run(stream, extras, repeat);
            Replay.Audited audited = Replay.audit(stream);
            PrintWriter out = spec.commandLine().getOut();
            if (json) {
                out.println(Json.line(
                        timed.tree().put("violations", audited.violations().size())));
            } else {
                print(out, timed, audited);
            }
            audited.violations().forEach(spec.commandLine().getErr()::println);
            boolean same = audited.hash().equals(timed.hash());
            return same && audited.violations().isEmpty() ? ExitCode.DONE : ExitCode.VIOLATION;
        }

        private static void print(PrintWriter out, Replayed timed, Replay.Audited audited) {
            out.printf(
                    Locale.ROOT,
                    "commands    %,d timed, %.2f million/s, %.1f ns each, %.3f bytes allocated each, %,d refused%n",
                    timed.commands(),
                    timed.perSecond() / 1e6,
                    1e9 / timed.perSecond(),
                    timed.bytesPerCommand(),
                    timed.refused());
            out.printf(
                    Locale.ROOT,
                    "nanoseconds p50 %,d  p99 %,d  p99.9 %,d  p99.99 %,d  max %,d  (the clock, %d, included)%n",
                    timed.p50(),
                    timed.p99(),
                    timed.p999(),
                    timed.p9999(),
                    timed.max(),
                    timed.clock());
            out.printf(
                    Locale.ROOT,
                    "trades      %,d of %,d units, hash %s; %,d orders at rest%n",
                    timed.trades(),
                    timed.volume(),
                    timed.hash(),
                    timed.atRest());
            out.printf(
                    Locale.ROOT,
                    "audit       %,d units submitted = %,d traded + %,d taken out + %,d rejected + %,d at rest: %s%n",
                    audited.units().submitted(),
                    audited.units().traded(),
                    audited.units().takenOut(),
                    audited.units().rejected(),
                    audited.units().atRest(),
                    audited.violations().isEmpty() ? "all accounted for" : "VIOLATED");
        }
    }
}
