package dev.walras.spark;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.datasets.generate.EdgeDraw;
import dev.walras.harness.FloorClearing;
import dev.walras.harness.Json;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.price.ascent.AscentRule;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** {@code walras spark clear}: prices of a market of choice on a cluster, with a certificate. */
@Command(
        name = "clear",
        description = "Finds prices of a market of choice, until a certified gap; the market is drawn, or read from"
                + " Parquet.",
        mixinStandardHelpOptions = true)
final class ClearCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--market", paramLabel = "URI", description = "Folder of Parquet tables: edges, offers.")
    private @Nullable String market;

    @Option(names = "--edges", paramLabel = "N", description = "About how many edges to draw. Default: 1000000.")
    private double edges = 1e6;

    @Option(names = "--offers", paramLabel = "N", description = "How many offers to draw. Default: 1000.")
    private double offers = 1e3;

    @Option(names = "--shape", paramLabel = "SHAPE", description = "What is drawn: general (default), unit, ties.")
    private EdgeDraw.Shape shape = EdgeDraw.Shape.GENERAL;

    @Option(names = "--seed", paramLabel = "N", description = "Seed of what is drawn. Default: 1.")
    private long seed = 1;

    @Option(names = "--rule", description = "How prices move: accelerated (default), subgradient, multiplicative.")
    private @Nullable AscentRule rule;

    @Option(
            names = "--mechanism",
            paramLabel = "ID",
            description = "A price process that runs, message by message, in place of the ascent.")
    private @Nullable String mechanism;

    @Option(names = "--set", paramLabel = "KEY=VALUE", description = "A setting of the mechanism; may be repeated.")
    private List<String> settings = new ArrayList<>();

    @Option(names = "--gap", paramLabel = "G", description = "Certified gap to stop at. Default: 0.01.")
    private double gap = 0.01;

    @Option(names = "--rounds", paramLabel = "N", description = "Most rounds. Default: 1000.")
    private int rounds = 1_000;

    @Option(names = "--partitions", paramLabel = "N", description = "Parts of the market. Default: by cores.")
    private int partitions;

    @Option(names = "--save-market", paramLabel = "URI", description = "Writes the market as Parquet tables.")
    private @Nullable String saveMarket;

    @Option(names = "--out", paramLabel = "URI", description = "Writes prices and fills as Parquet tables.")
    private @Nullable String out;

    @Option(
            names = "--checkpoint",
            paramLabel = "URI",
            description = "Folder of the state; the run goes on from what is there.")
    private @Nullable String checkpoint;

    @Option(names = "--every", paramLabel = "N", description = "Rounds between checkpoints. Default: 10.")
    private int every = 10;

    @Option(names = "--json", description = "Prints the result as one JSON object.")
    private boolean json;

    @Override
    public Integer call() {
        Clearing.Limits limits = limits();
        PriceSignal process = process();
        JavaSparkContext context = Sessions.context("clear");
        SparkSession tables = Sessions.tables(context);
        if (saveMarket != null) {
            new EdgeTables(tables, saveMarket).requireFree();
        }
        if (out != null) {
            new AnswerTables(tables, out).requireFree();
        }
        int parts = partitions > 0 ? partitions : Sessions.parts(context);
        SparkMarket traded = (market == null
                        ? SparkMarket.drawn(context, draw(), parts)
                        : new EdgeTables(tables, market).read(parts))
                .cached();
        try {
            if (saveMarket != null) {
                context.setJobDescription("write market");
                new EdgeTables(tables, saveMarket).write(traded);
            }
            long start = System.nanoTime();
            Cleared cleared = process == null ? ascended(context, traded, limits) : played(context, traded, process);
            if (out != null) {
                context.setJobDescription("write prices and fills");
                new AnswerTables(tables, out).write(traded.terms(), cleared.answer, cleared.fills.rows());
            }
            print(cleared, (System.nanoTime() - start) / 1e9);
        } finally {
            context.setJobDescription(null);
            traded.release();
        }
        return 0;
    }

    /**
     * What was found, and how.
     *
     * @param how further fields of the result
     */
    private record Cleared(Answer answer, SparkFills fills, int rounds, Termination ended, ObjectNode how) {}

    private Cleared ascended(JavaSparkContext context, SparkMarket traded, Clearing.Limits limits) {
        String source = market == null ? draw().toString() : market;
        Checkpoint kept = checkpoint == null
                ? null
                : new Checkpoint(
                        context.hadoopConfiguration(),
                        checkpoint,
                        source + " " + traded.terms() + " " + Clearing.name(limits.rule()));
        Clearing clearing = new Clearing(context, new SparkDemand(context, traded), limits, kept);
        PrintWriter err = spec.commandLine().getErr();
        Termination ended = clearing.run(state -> say(err, state));
        SparkRecovery recovery = new SparkRecovery(context, traded, Answer.prices(clearing.certificate()));
        Answer answer = Answer.of(context, traded, clearing.certificate(), recovery);
        ObjectNode how = Json.object().put("rule", Clearing.name(limits.rule()));
        return new Cleared(answer, recovery.fills(), clearing.rounds(), ended, how);
    }

    private Cleared played(JavaSparkContext context, SparkMarket traded, PriceSignal process) {
        PrintWriter err = spec.commandLine().getErr();
        Limits limits = new Limits(Long.MAX_VALUE, rounds, Long.MAX_VALUE, Math.min(1, gap));
        FloorClearing played = new Playing(context, traded)
                .run(process, RunContext.seeded(seed).withLimits(limits), round -> {
                    if (round % 10 == 0) {
                        err.printf(Locale.ROOT, "round %d%n", round);
                    }
                });
        SparkFills fills = SparkFills.of(context, traded, played.taken());
        return new Cleared(Answer.of(played), fills, played.rounds(), played.termination(), played.json());
    }

    private Clearing.Limits limits() {
        try {
            return new Clearing.Limits(rule == null ? AscentRule.ACCELERATED : rule, gap, rounds, every);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(spec.commandLine(), String.valueOf(e.getMessage()), e);
        }
    }

    /** The process asked for; null for the ascent. */
    private @Nullable PriceSignal process() {
        if (mechanism == null) {
            require(settings.isEmpty(), "--set is " + settings + ", for a mechanism, but --mechanism names none");
            return null;
        }
        require(
                rule == null,
                "--rule is for the ascent, which --mechanism replaces\nMaybe --mechanism price.ridge --set rule=...");
        require(checkpoint == null, "--checkpoint is for the ascent; a mechanism keeps no state");
        return FloorClearing.process(mechanism, Settings.parse(settings.toArray(new String[0])));
    }

    private void require(boolean holds, String otherwise) {
        if (!holds) {
            throw new ParameterException(spec.commandLine(), otherwise);
        }
    }

    private EdgeDraw draw() {
        require(edges >= 1 && edges <= 1e12, "--edges is " + edges + "; it must be from 1 to 10^12");
        require(offers >= 1 && offers <= 1e7, "--offers is " + offers + "; it must be from 1 to 10^7");
        return EdgeDraw.of(shape, (long) edges, (int) offers, seed);
    }

    private static void say(PrintWriter err, Clearing state) {
        int round = state.rounds();
        if (round % 10 == 0) {
            err.printf(
                    Locale.ROOT,
                    "round %d, gap %.3g %%%n",
                    round,
                    100 * state.certificate().gap());
        }
    }

    private void print(Cleared cleared, double seconds) {
        PrintWriter stdout = spec.commandLine().getOut();
        Answer answer = cleared.answer;
        ObjectNode row = answer.json();
        row.setAll(cleared.how);
        row.put("rounds", cleared.rounds);
        row.put("termination", Clearing.name(cleared.ended));
        row.put("seconds", seconds);
        if (json) {
            stdout.println(Json.line(row));
        } else {
            stdout.printf(
                    Locale.ROOT,
                    "%d rounds%s; %d buyers served, welfare %.6g, at most %.6g: gap %.3g %% (in parts %.3g %%); %.1f s%n",
                    cleared.rounds,
                    row.has("messages") ? ", " + row.path("messages").asText() + " messages" : "",
                    answer.whole().served(),
                    answer.whole().welfareMicros().doubleValue() / 1e6,
                    answer.boundMicros().doubleValue() / 1e6,
                    100 * answer.gap(),
                    100 * answer.gapInParts(),
                    seconds);
        }
        stdout.flush();
    }
}
