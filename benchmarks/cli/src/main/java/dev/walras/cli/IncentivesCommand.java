package dev.walras.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.harness.CodeVersion;
import dev.walras.harness.Json;
import dev.walras.harness.Roster;
import dev.walras.harness.Sources;
import dev.walras.market.Market;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.incentive.Incentives;
import dev.walras.mechanisms.incentive.Misreport;
import dev.walras.mechanisms.incentive.Regret;
import dev.walras.mechanisms.incentive.RegretSummary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras incentives}: who gains by a misreport. */
@Command(
        name = "incentives",
        description = {
            "Searches for misreports that pay, one participant at a time, the others telling the truth.",
            "Every gain is a lower bound with a witness; that none is found proves nothing."
        },
        mixinStandardHelpOptions = true)
final class IncentivesCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "MECHANISM", description = "An id; walras list mechanisms shows them.")
    private String mechanismId = "";

    @Parameters(index = "1", paramLabel = "INSTANCE", description = "Instance file, or an id of the catalog.")
    private String instanceName = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the mechanism; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--budget",
            paramLabel = "N",
            description = "Misreports tried of each participant. Default: ${DEFAULT-VALUE}.",
            defaultValue = "200")
    private int budget = 200;

    @Option(
            names = "--participants",
            paramLabel = "N",
            description = "At most so many participants, evenly chosen. Default: ${DEFAULT-VALUE}.",
            defaultValue = "50")
    private int participants = 50;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "Limit on rounds of each run. Default: ${DEFAULT-VALUE}.")
    private int rounds = 2_000;

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
    private long seed = 1;

    @Option(names = "--threads", paramLabel = "N", description = "How many runs at a time. Default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Mechanism mechanism = BadInputException.reading(
                () -> Roster.make(mechanismId, Settings.parse(settings.toArray(new String[0]))));
        Incentives.Effort effort = BadInputException.reading(() -> new Incentives.Effort(budget, participants));
        RunContext context = BadInputException.reading(() -> RunContext.seeded(seed)
                .withLimits(Limits.DEFAULT.withRounds(rounds))
                .withThreads(threads));
        Market market =
                BadInputException.reading(() -> Sources.named(instanceName)).market();
        List<Regret> regrets;
        try {
            regrets = new Incentives(mechanism, market, context).regrets(effort);
        } catch (UnsupportedMarketException e) {
            throw new BadInputException(e.getMessage() + ".", e);
        }
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(object(market, regrets));
        } else {
            text(out, market, regrets);
        }
        return ExitCode.DONE;
    }

    private static void text(PrintWriter out, Market market, List<Regret> regrets) {
        Table table = new Table(1, List.of("participant", "truthful", "gain found", "share", "tried"));
        for (Regret regret : regrets) {
            table.add(List.of(
                    market.participantIds().get(regret.participant()),
                    Numbers.money(regret.truthfulMicros()),
                    Numbers.money(regret.gainMicros()),
                    regret.gainMicros() == 0 ? "-" : Numbers.shortly(regret.relative()),
                    Integer.toString(regret.tried())));
        }
        table.print(out);
        out.println();
        for (Regret regret : regrets) {
            Misreport lie = regret.witness();
            if (lie != null) {
                out.println(market.participantIds().get(regret.participant()) + " gains "
                        + Numbers.money(regret.gainMicros()) + " when it " + lie.describe(market));
            }
        }
        RegretSummary summary = RegretSummary.of(regrets);
        out.println(
                summary.profitable() == 0
                        ? "No misreport found that pays, of " + summary.searched()
                                + " participants searched; that proves nothing."
                        : summary.profitable() + " of " + summary.searched()
                                + " participants gain by a misreport. The largest gain is "
                                + Numbers.money(summary.maxMicros()) + " or more, the mean "
                                + Numbers.shortly(summary.meanMicros() / 1e6) + " or more.");
    }

    private ObjectNode object(Market market, List<Regret> regrets) {
        RegretSummary summary = RegretSummary.of(regrets);
        ObjectNode object = Json.object();
        object.put("instance", instanceName);
        object.put("mechanism", mechanismId);
        object.put("seed", seed);
        object.put("budget", budget);
        object.put("searched", summary.searched());
        object.put("profitable", summary.profitable());
        object.put("maxRegretMicros", summary.maxMicros());
        object.put("meanRegretMicros", Math.round(summary.meanMicros()));
        object.put("maxRelative", summary.maxRelative());
        ArrayNode list = object.putArray("participants");
        for (Regret regret : regrets) {
            ObjectNode one = list.addObject();
            one.put("participant", market.participantIds().get(regret.participant()));
            one.put("truthfulMicros", regret.truthfulMicros());
            one.put("gainMicros", regret.gainMicros());
            one.put("tried", regret.tried());
            one.put("coverage", regret.coverage().name().toLowerCase(Locale.ROOT));
            witness(one, market, regret.witness());
        }
        object.put("version", CodeVersion.current());
        return object;
    }

    private static void witness(ObjectNode one, Market market, @Nullable Misreport lie) {
        if (lie == null) {
            one.putNull("witness");
            return;
        }
        ObjectNode witness = one.putObject("witness");
        witness.put("words", lie.describe(market));
        ArrayNode changes = witness.putArray("changes");
        for (Misreport.Change change : lie.changes()) {
            ObjectNode own = changes.addObject();
            own.put("order", market.orderIds().get(change.order()));
            own.put("valueMicrosPerLot", change.valueMicrosPerLot());
            own.put("maxLots", change.maxLots());
        }
        if (lie.budgetMicros() != market.budgetMicros(lie.participant())) {
            witness.put("budgetMicros", lie.budgetMicros());
        }
    }
}
