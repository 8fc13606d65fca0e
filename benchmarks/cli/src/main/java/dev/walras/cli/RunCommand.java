package dev.walras.cli;

import dev.walras.harness.Conduct;
import dev.walras.harness.Execution;
import dev.walras.harness.Roster;
import dev.walras.harness.Sources;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.behaviour.Behaviours;
import dev.walras.mechanisms.floor.Conditions;
import dev.walras.problem.Instance;
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

/** {@code walras run}: one mechanism on one instance. */
@Command(
        name = "run",
        description = "Runs a mechanism on an instance, and audits the outcome.",
        mixinStandardHelpOptions = true)
final class RunCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "MECHANISM", description = "An id; walras list mechanisms shows them.")
    private String mechanismId = "";

    @Parameters(index = "1", paramLabel = "INSTANCE", description = "Instance file, or an id of the catalog.")
    private String instanceName = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the mechanism; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--behaviour",
            paramLabel = "B",
            description = "How participants report. Default: ${DEFAULT-VALUE}.",
            defaultValue = Behaviours.TRUTHFUL)
    private String behaviour = Behaviours.TRUTHFUL;

    @Option(
            names = "--floor",
            paramLabel = "CONDITIONS",
            description =
                    "How messages of a price process fare: stale, delay, loss, reorder, duplicate, leave, return, as"
                            + " in delay=3,loss=0.1. Default: ${DEFAULT-VALUE}.",
            defaultValue = "reliable")
    private String floor = "reliable";

    @Option(
            names = "--time-limit",
            paramLabel = "TIME",
            converter = TimeLimit.Converter.class,
            description = "500ms, 30s, 2m, 1h. Default: ${DEFAULT-VALUE}.",
            defaultValue = "60s")
    private TimeLimit timeLimit = new TimeLimit(60_000);

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Limit on rounds. Default: ${DEFAULT-VALUE}.",
            defaultValue = "10000")
    private int rounds = 10_000;

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
    private long seed = 1;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Option(names = "-o", paramLabel = "OUTCOME", description = "Write the outcome to this file.")
    private @Nullable Path outcomeFile;

    @Override
    public Integer call() {
        Mechanism mechanism = BadInputException.reading(
                () -> Roster.make(mechanismId, Settings.parse(settings.toArray(new String[0]))));
        String conduct = BadInputException.reading(
                () -> new Conduct(Behaviours.require(behaviour), Conditions.parse(floor)).text());
        Limits limits = BadInputException.reading(
                () -> Limits.DEFAULT.withTimeMillis(timeLimit.millis()).withRounds(rounds));
        SingleRun.requireWritable(outcomeFile, instanceName);
        Instance instance = BadInputException.reading(() -> Sources.named(instanceName));
        SingleRun run =
                new SingleRun(spec.commandLine().getOut(), spec.commandLine().getErr(), json, outcomeFile);
        return run.run(
                new Execution.Request(instance, instance.id(), mechanism, mechanismId, conduct),
                RunContext.seeded(seed).withLimits(limits));
    }
}
