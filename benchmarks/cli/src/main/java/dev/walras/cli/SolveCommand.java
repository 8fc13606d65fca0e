package dev.walras.cli;

import dev.walras.harness.Execution;
import dev.walras.harness.Roster;
import dev.walras.harness.Sources;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.behaviour.Behaviours;
import dev.walras.problem.Instance;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras solve}: the central optimum of one instance. */
@Command(
        name = "solve",
        description = "Computes the welfare optimum of an instance, and audits it.",
        mixinStandardHelpOptions = true)
final class SolveCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "INSTANCE", description = "Instance file, or an id of the catalog.")
    private String instanceName = "";

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
            description = "500ms, 30s, 2m, 1h. Default: ${DEFAULT-VALUE}.",
            defaultValue = "30s")
    private TimeLimit timeLimit = new TimeLimit(30_000);

    @Option(names = "--threads", paramLabel = "N", description = "Default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(
            names = "--gap",
            paramLabel = "G",
            description = "Stop when (bound - welfare) / bound is at most this. Default: 0, a proof.")
    private double gap;

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
    private long seed = 1;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Option(names = "-o", paramLabel = "OUTCOME", description = "Write the outcome to this file.")
    private @Nullable Path outcomeFile;

    @Override
    public Integer call() {
        CentralSolver solver = BadInputException.reading(() -> Roster.solver(solverId));
        Limits limits = BadInputException.reading(
                () -> Limits.DEFAULT.withTimeMillis(timeLimit.millis()).withRelativeGap(gap));
        RunContext context = BadInputException.reading(
                () -> RunContext.seeded(seed).withLimits(limits).withThreads(threads));
        SingleRun.requireWritable(outcomeFile, instanceName);
        Instance instance = BadInputException.reading(() -> Sources.named(instanceName));
        SingleRun run =
                new SingleRun(spec.commandLine().getOut(), spec.commandLine().getErr(), json, outcomeFile);
        return run.run(new Execution.Request(instance, instance.id(), solver, solverId, Behaviours.TRUTHFUL), context);
    }
}
