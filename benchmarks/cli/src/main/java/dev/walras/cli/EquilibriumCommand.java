package dev.walras.cli;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.datasets.generate.Generator;
import dev.walras.datasets.generate.Generators;
import dev.walras.harness.Experiment.Generated;
import dev.walras.harness.Json;
import dev.walras.harness.Roster;
import dev.walras.harness.Sources;
import dev.walras.market.Market;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.behaviour.Behaviour;
import dev.walras.mechanisms.behaviour.Behaviours;
import dev.walras.mechanisms.game.EmpiricalGame;
import dev.walras.mechanisms.game.HeuristicPayoffTable;
import dev.walras.mechanisms.game.SelfPlay;
import dev.walras.problem.Instance;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.function.LongFunction;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** {@code walras equilibrium}: a mechanism as a game over behaviours. */
@Command(
        name = "equilibrium",
        description = {
            "Measures a mechanism as a game over behaviours, and finds its symmetric equilibria.",
            "Or, with --learn, lets participants learn how much to shade by meeting again and again."
        },
        mixinStandardHelpOptions = true)
final class EquilibriumCommand implements Callable<Integer> {
    private static final int RESAMPLES = 400;
    private static final int REPLICATOR_STEPS = 400;

    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(index = "0", paramLabel = "MECHANISM", description = "An id; walras list mechanisms shows them.")
    private String mechanismId = "";

    @Parameters(
            index = "1",
            paramLabel = "MARKET",
            description = "Instance file, id of the catalog, or a generator: then each sample has a market of its own.")
    private String marketName = "";

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the mechanism; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(
            names = "--market-set",
            paramLabel = "KEY=VALUE",
            description = "A setting of the generator; may be repeated.")
    private List<String> marketSettings = new ArrayList<>();

    @Option(
            names = "--behaviour",
            paramLabel = "B",
            description = "A strategy of the game; may be repeated. Default: truthful, shading-10, shading-20.")
    private List<String> behaviourIds = new ArrayList<>();

    @Option(
            names = "--players",
            paramLabel = "N",
            description = "Players of the game, each standing for participants who behave alike."
                    + " Default: ${DEFAULT-VALUE}.",
            defaultValue = "4")
    private int players = 4;

    @Option(names = "--samples", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "60")
    private int samples = 60;

    @Option(
            names = "--learn",
            paramLabel = "METHOD",
            description = "exp3, q-learning, regret-matching, best-response, simultaneous-best-response.")
    private String learn = "";

    @Option(
            names = "--learning-rounds",
            paramLabel = "N",
            description = "Rounds of learning. Default: ${DEFAULT-VALUE}.",
            defaultValue = "500")
    private int learningRounds = 500;

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.", defaultValue = "1")
    private long seed = 1;

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        Mechanism mechanism = BadInputException.reading(
                () -> Roster.make(mechanismId, Settings.parse(settings.toArray(new String[0]))));
        LongFunction<Instance> markets = BadInputException.reading(this::markets);
        RunContext context = RunContext.seeded(seed)
                .withLimits(Limits.DEFAULT.withRounds(2_000))
                .withThreads(Runtime.getRuntime().availableProcessors());
        Instance first = BadInputException.reading(() -> markets.apply(0));
        if (!mechanism.spec().unsupported(first.market()).isEmpty()) {
            throw new BadInputException(mechanismId + " does not handle " + marketName + "; walras run says why");
        }
        if (!learn.isEmpty()) {
            SelfPlay.Method method = BadInputException.reading(this::method);
            if (learningRounds < 1) {
                throw new BadInputException("--learning-rounds is " + learningRounds + "; it must be 1 or more");
            }
            learn(mechanism, first, context, method);
        } else {
            measure(mechanism, markets, context);
        }
        return ExitCode.DONE;
    }

    private SelfPlay.Method method() {
        return new Settings("--learn", Map.of("method", learn))
                .choice("method", SelfPlay.Method.EXP3, SelfPlay.Method.class);
    }

    private LongFunction<Instance> markets() {
        List<String> generators = Generators.all().stream().map(Generator::id).toList();
        if (generators.contains(marketName)) {
            Map<String, String> given = Settings.parse(marketSettings.toArray(new String[0]));
            return sample -> Sources.open(new Generated(marketName, given), seed + sample);
        }
        if (!marketSettings.isEmpty()) {
            throw new IllegalArgumentException("--market-set is for generators; " + marketName + " is none");
        }
        Instance instance = Sources.named(marketName);
        return sample -> instance;
    }

    private void learn(Mechanism mechanism, Instance instance, RunContext context, SelfPlay.Method how) {
        SelfPlay.Learnt learnt = new SelfPlay(mechanism, instance, context).play(how, learningRounds);
        PrintWriter out = spec.commandLine().getOut();
        Market market = instance.market();
        if (json) {
            ObjectNode object = Json.object();
            object.put("mechanism", mechanismId);
            object.put("market", marketName);
            object.put("method", how.name().toLowerCase(Locale.ROOT));
            object.put("settled", learnt.settled());
            ObjectNode shares = object.putObject("shares");
            for (int p = 0; p < market.participants(); p++) {
                shares.put(market.participantIds().get(p), learnt.shares().get(p));
            }
            ArrayNode trace = object.putArray("meanShareTrace");
            learnt.trace().forEach(trace::add);
            out.println(object);
            return;
        }
        Table table = new Table(1, List.of("participant", "understates by"));
        for (int p = 0; p < market.participants(); p++) {
            table.add(List.of(
                    market.participantIds().get(p),
                    Numbers.percent(learnt.shares().get(p)) + " %"));
        }
        table.print(out);
        out.println();
        out.println("Mean share over time: "
                + String.join(" ", learnt.trace().stream().map(Numbers::shortly).toList()));
        if (learnt.settled()) {
            out.println("Nobody gains by another of these shares: an equilibrium among them.");
        }
    }

    private void measure(Mechanism mechanism, LongFunction<Instance> markets, RunContext context) {
        List<String> ids = behaviourIds.isEmpty() ? List.of("truthful", "shading-10", "shading-20") : behaviourIds;
        if (samples < 1) {
            throw new BadInputException("--samples is " + samples + "; it must be 1 or more");
        }
        EmpiricalGame.Samples measured = BadInputException.reading(() -> {
            List<Behaviour> behaviours = ids.stream().map(Behaviours::of).toList();
            return new EmpiricalGame(mechanism, markets, behaviours, players).sample(samples, context);
        });
        HeuristicPayoffTable table = measured.table();
        List<double[]> equilibria = new ArrayList<>();
        for (int s : table.pureSymmetricEquilibria()) {
            double[] pure = new double[ids.size()];
            pure[s] = 1;
            equilibria.add(pure);
        }
        equilibria.addAll(table.mixedEquilibria());
        double[] even = new double[ids.size()];
        Arrays.fill(even, 1.0 / ids.size());
        List<double[]> replicator = table.replicator(even, 0.5, REPLICATOR_STEPS);
        Findings findings = new Findings(ids, measured, table, equilibria, replicator);
        PrintWriter out = spec.commandLine().getOut();
        if (json) {
            out.println(object(findings));
        } else {
            text(out, findings);
        }
    }

    /** What was measured and found. */
    private record Findings(
            List<String> ids,
            EmpiricalGame.Samples samples,
            HeuristicPayoffTable table,
            List<double[]> equilibria,
            List<double[]> replicator) {}

    private void text(PrintWriter out, Findings found) {
        List<String> header = new ArrayList<>(List.of("players of each"));
        header.addAll(found.ids);
        header.add("most to gain");
        Table payoffs = new Table(1, header);
        for (int[] counts : HeuristicPayoffTable.profiles(players, found.ids.size())) {
            List<String> row = new ArrayList<>(List.of(Arrays.toString(counts).replaceAll("[\\[\\],]", "")));
            for (int s = 0; s < counts.length; s++) {
                row.add(Numbers.shortly(found.table.payoff(counts, s)));
            }
            row.add(Numbers.shortly(found.table.regret(counts)));
            payoffs.add(row);
        }
        out.println("Mean utility of a participant by behaviour, " + samples + " samples of " + mechanismId + ":");
        payoffs.print(out);
        out.println();
        List<String> columns = new ArrayList<>(List.of("symmetric profile"));
        columns.addAll(found.ids);
        columns.addAll(List.of("regret", "95% from", "to"));
        Table table = new Table(1, columns);
        for (int s = 0; s < found.ids.size(); s++) {
            double[] pure = new double[found.ids.size()];
            pure[s] = 1;
            table.add(row("all " + found.ids.get(s), pure, found));
        }
        for (double[] mixture : found.equilibria) {
            table.add(row("equilibrium", mixture, found));
        }
        table.add(row("replicator's end", found.replicator.get(REPLICATOR_STEPS), found));
        table.print(out);
        if (found.equilibria.isEmpty()) {
            out.println("No symmetric equilibrium found" + (found.ids.size() > 2 ? "; some may be missed." : "."));
        }
    }

    private List<String> row(String name, double[] mixture, Findings found) {
        List<String> row = new ArrayList<>(List.of(name));
        for (double share : mixture) {
            row.add(Numbers.shortly(share));
        }
        row.add(Numbers.shortly(found.table.regret(mixture)));
        found.samples.regretInterval(mixture, RESAMPLES, seed).forEach(end -> row.add(Numbers.shortly(end)));
        return row;
    }

    private ObjectNode object(Findings found) {
        ObjectNode object = Json.object();
        object.put("mechanism", mechanismId);
        object.put("market", marketName);
        object.put("players", players);
        object.put("samples", samples);
        object.put("seed", seed);
        ArrayNode names = object.putArray("behaviours");
        found.ids.forEach(names::add);
        ArrayNode profiles = object.putArray("profiles");
        for (int[] counts : HeuristicPayoffTable.profiles(players, found.ids.size())) {
            ObjectNode profile = profiles.addObject();
            ArrayNode numbers = profile.putArray("counts");
            ArrayNode payoffs = profile.putArray("payoffs");
            for (int s = 0; s < counts.length; s++) {
                numbers.add(counts[s]);
                double payoff = found.table.payoff(counts, s);
                payoffs.add(Double.isNaN(payoff) ? null : (Double) payoff);
            }
            profile.put("regret", found.table.regret(counts));
        }
        ArrayNode equilibria = object.putArray("equilibria");
        for (double[] mixture : found.equilibria) {
            ObjectNode one = equilibria.addObject();
            ArrayNode shares = one.putArray("mixture");
            Arrays.stream(mixture).forEach(shares::add);
            one.put("regret", found.table.regret(mixture));
            ArrayNode interval = one.putArray("regretInterval");
            found.samples.regretInterval(mixture, RESAMPLES, seed).forEach(interval::add);
        }
        ArrayNode trace = object.putArray("replicator");
        for (int t = 0; t < found.replicator.size(); t += REPLICATOR_STEPS / 20) {
            ArrayNode shares = trace.addArray();
            Arrays.stream(found.replicator.get(t)).forEach(shares::add);
        }
        return object;
    }
}
