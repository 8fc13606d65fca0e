package dev.walras.cli;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.bench.Stopwatch;
import dev.walras.columns.EdgeAudit;
import dev.walras.columns.EdgeBuyers;
import dev.walras.columns.EdgeDemand;
import dev.walras.columns.EdgeForm;
import dev.walras.columns.EdgeMarket;
import dev.walras.datasets.generate.EdgeDraw;
import dev.walras.datasets.generate.EdgeMarkets;
import dev.walras.harness.EdgeClearing;
import dev.walras.harness.FloorClearing;
import dev.walras.harness.Json;
import dev.walras.harness.Sources;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.price.ascent.AscentRule;
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

/** {@code walras clear}: clears a large market of choice by prices. */
@Command(
        name = "clear",
        description = {
            "Clears a market of choice by prices, and certifies the result: each buyer takes at most one of a few offers",
            "of limited capacity. Draws a random market, or reads an instance whose orders receive one good each."
        },
        mixinStandardHelpOptions = true)
final class ClearCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Parameters(
            index = "0",
            arity = "0..1",
            paramLabel = "INSTANCE",
            description = "Instance file, or an id of the catalog; none: a market is drawn.")
    private @Nullable String instanceName;

    @Option(names = "--edges", paramLabel = "N", description = "About so many. Default: ${DEFAULT-VALUE}.")
    private double edges = 1e6;

    @Option(names = "--offers", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
    private double offers = 1000;

    @Option(
            names = "--shape",
            description = "general: jobs of all sizes; unit: all of size 1; ties: many equal values."
                    + " Default: ${DEFAULT-VALUE}.")
    private EdgeDraw.Shape shape = EdgeDraw.Shape.GENERAL;

    @Option(
            names = "--tightness",
            paramLabel = "X",
            description = "Capacity as a share of demand. Default: ${DEFAULT-VALUE}.")
    private double tightness = 0.6;

    @Option(names = "--seed", paramLabel = "N", description = "Default: ${DEFAULT-VALUE}.")
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

    @Option(
            names = "--gap",
            paramLabel = "G",
            description = "Stop at this certified gap, such as 0.01 or 1%%. Default: 1%%.")
    private String gap = "1%";

    @Option(names = "--rounds", paramLabel = "N", description = "At most. Default: ${DEFAULT-VALUE}.")
    private int rounds = 2000;

    @Option(names = "--threads", paramLabel = "N", description = "Default: all cores.")
    private int threads = Runtime.getRuntime().availableProcessors();

    @Option(names = "--json", description = "One JSON object on standard output.")
    private boolean json;

    @Override
    public Integer call() {
        double stop = share(gap);
        requirePositive("--rounds", rounds);
        requirePositive("--threads", threads);
        PriceSignal process = process();
        Stopwatch building = Stopwatch.start();
        EdgeMarket market = BadInputException.reading(this::market);
        double built = building.cpuSeconds();
        ObjectNode result = process == null ? ascended(market, stop) : played(market, process, stop);
        result.put("buildCpuSeconds", built);
        if (json) {
            spec.commandLine().getOut().println(Json.line(result));
        } else {
            text(spec.commandLine().getOut(), result);
        }
        return result.path("feasible").asBoolean() ? ExitCode.DONE : ExitCode.VIOLATION;
    }

    /** The process asked for; null for the ascent. */
    private @Nullable PriceSignal process() {
        if (mechanism == null) {
            if (!settings.isEmpty()) {
                throw new BadInputException(
                        "--set is " + settings.getFirst() + ", for a mechanism, but --mechanism names none");
            }
            return null;
        }
        if (rule != null) {
            throw new BadInputException("--rule is " + rule.name().toLowerCase(Locale.ROOT)
                    + ", for the ascent, which --mechanism replaces\nMaybe --mechanism price.ridge --set rule=...");
        }
        String id = mechanism;
        return BadInputException.reading(
                () -> FloorClearing.process(id, Settings.parse(settings.toArray(new String[0]))));
    }

    private ObjectNode ascended(EdgeMarket market, double stop) {
        AscentRule moves = rule == null ? AscentRule.ACCELERATED : rule;
        try (EdgeDemand demand = new EdgeDemand(market, threads)) {
            Stopwatch watch = Stopwatch.start();
            EdgeClearing clearing = EdgeClearing.run(demand, moves, stop, rounds);
            double cpu = watch.cpuSeconds();
            double wall = watch.wallSeconds();
            ObjectNode result = result(market, demand, clearing, EdgeAudit.judge(market, clearing.whole(market)));
            result.put("rule", moves.name().toLowerCase(Locale.ROOT));
            result.put("cpuSeconds", cpu);
            result.put("wallSeconds", wall);
            result.put("nsPerEdgeAndRound", cpu * 1e9 / Math.max(1, market.edges()) / clearing.rounds());
            return result;
        }
    }

    private ObjectNode played(EdgeMarket market, PriceSignal process, double stop) {
        RunContext context = new RunContext(
                seed, new Limits(Long.MAX_VALUE, rounds, Long.MAX_VALUE, stop), threads, () -> false, Observer.NONE);
        try (EdgeBuyers buyers = BadInputException.reading(() -> new EdgeBuyers(market, threads))) {
            Stopwatch watch = Stopwatch.start();
            FloorClearing clearing = FloorClearing.run(process, buyers, FloorClearing.judge(market), context);
            double cpu = watch.cpuSeconds();
            double wall = watch.wallSeconds();
            ObjectNode result = columns(market);
            result.put("threads", threads);
            result.setAll(clearing.json());
            result.put("boundMicros", clearing.boundMicros());
            result.put("gap", clearing.gap());
            judged(result, clearing.whole(), clearing.gap());
            result.put("cpuSeconds", cpu);
            result.put("wallSeconds", wall);
            return result;
        }
    }

    private EdgeMarket market() {
        if (instanceName != null) {
            return EdgeForm.of(Sources.named(instanceName).market()).market();
        }
        EdgeDraw draw = EdgeDraw.of(shape, whole("--edges", edges, 1e10), (int) whole("--offers", offers, 1e7), seed)
                .withTightness(tightness);
        return EdgeMarkets.draw(draw);
    }

    private static void requirePositive(String option, int number) {
        if (number < 1) {
            throw new BadInputException(option + " is " + number + "; it must be 1 or more");
        }
    }

    private static long whole(String option, double number, double most) {
        if (!(number >= 1 && number <= most)) {
            throw new IllegalArgumentException(
                    option + " is " + Numbers.shortly(number) + "; it must be from 1 to " + Numbers.shortly(most));
        }
        return (long) number;
    }

    private static double share(String text) {
        boolean percent = text.endsWith("%");
        try {
            double number = Double.parseDouble(percent ? text.substring(0, text.length() - 1) : text);
            double share = percent ? number / 100 : number;
            if (share >= 0 && share <= 1) {
                return share;
            }
        } catch (NumberFormatException e) {
            throw new BadInputException("--gap is \"" + text + "\"; it must be a share such as 0.01 or 1%");
        }
        throw new BadInputException("--gap is " + text + "; it must be from 0 to 1, or from 0% to 100%");
    }

    private static ObjectNode columns(EdgeMarket market) {
        ObjectNode result = Json.object();
        result.put("buyers", market.terms().buyers());
        result.put("offers", market.terms().offers());
        result.put("edges", market.edges());
        result.put("bytesPerEdge", (double) market.bytes() / Math.max(1, market.edges()));
        return result;
    }

    private static ObjectNode result(
            EdgeMarket market, EdgeDemand demand, EdgeClearing clearing, EdgeAudit.Judgement whole) {
        ObjectNode result = columns(market);
        result.put("kernel", demand.kernel());
        result.put("threads", demand.threads());
        result.put("termination", clearing.termination().name());
        result.put("rounds", clearing.rounds());
        result.put("messages", clearing.traffic().messages());
        result.put("bytes", clearing.traffic().bytes());
        result.put("boundMicros", clearing.boundMicros());
        result.put("partsMicros", clearing.partsMicros());
        result.put("gap", clearing.gap());
        judged(result, whole, clearing.gap(whole));
        return result;
    }

    private static void judged(ObjectNode result, EdgeAudit.Judgement whole, double gap) {
        result.put("wholeMicros", whole.welfareMicros());
        result.put("wholeGap", gap);
        result.put("served", whole.served());
        result.put("feasible", whole.overloaded().isEmpty());
    }

    private static void text(PrintWriter out, ObjectNode result) {
        line(
                out,
                "market",
                result.path("buyers").asText() + " buyers, "
                        + result.path("offers").asText() + " offers, "
                        + result.path("edges").asText() + " edges of "
                        + Numbers.shortly(result.path("bytesPerEdge").asDouble()) + " bytes");
        line(
                out,
                "rounds",
                result.path("rounds").asText() + ", "
                        + result.path("termination").asText() + ", in "
                        + Numbers.time(1000 * result.path("wallSeconds").asDouble()) + " ("
                        + Numbers.shortly(result.path("cpuSeconds").asDouble()) + " s of processor time, "
                        + (result.has("kernel")
                                ? Numbers.shortly(
                                                result.path("nsPerEdgeAndRound").asDouble())
                                        + " ns an edge and round, "
                                        + result.path("kernel").asText() + " kernel, "
                                : "")
                        + result.path("threads").asText() + " threads)");
        line(
                out,
                "messages",
                result.path("messages").asText()
                        + (result.has("mechanism") ? " to and from buyers, " : " to and from blocks of buyers, ")
                        + result.path("bytes").asText() + " bytes"
                        + (result.has("mechanism")
                                ? "; " + result.path("recoveryMessages").asText() + " of them after the last round"
                                : ""));
        line(out, "bound", money(result.path("boundMicros").asText()) + ", audited in whole numbers");
        if (result.has("partsMicros")) {
            line(
                    out,
                    "in parts",
                    money(result.path("partsMicros")
                                    .decimalValue()
                                    .toBigInteger()
                                    .toString()) + ", gap "
                            + percent(result.path("gap").asDouble()));
        }
        line(
                out,
                "whole",
                money(result.path("wholeMicros").asText()) + ", gap "
                        + percent(result.path("wholeGap").asDouble())
                        + ", " + result.path("served").asText() + " buyers served, "
                        + (result.path("feasible").asBoolean() ? "feasible" : "NOT FEASIBLE"));
    }

    private static String money(String micros) {
        return new java.math.BigDecimal(micros).movePointLeft(6).toPlainString();
    }

    private static String percent(double share) {
        return Numbers.shortly(100 * share) + " %";
    }

    private static void line(PrintWriter out, String name, String text) {
        out.printf("%-11s %s%n", name, text);
    }
}
