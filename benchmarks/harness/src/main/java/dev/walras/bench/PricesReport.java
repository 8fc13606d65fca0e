package dev.walras.bench;

import dev.walras.bench.Contest.Entry;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.OptionalDouble;
import java.util.function.ToDoubleFunction;

/**
 * Runs contests of {@link PricesBenchmark}, and tells tables, lines of the plots, crossing points and targets of them.
 */
final class PricesReport {
    private static final double ONE_PERCENT = 1e-2;
    private static final double ONE_PER_MILLE = 1e-3;
    /** Simplex answers are exact to tolerances of engines and of shares in whole numbers. */
    private static final double EXACT = 2e-9;

    private static final double LARGE = 1e7;
    private static final double MIDDLE = 1e6;

    private final Bench bench;
    private final Bench.Table sizes;
    private final Bench.Table kinds;
    private final Family general = new Family("crossing");
    private final Family unit = new Family("crossing-unit");

    PricesReport(Bench bench) {
        this.bench = bench;
        this.sizes = table("Time to a certified gap by size, processor seconds");
        this.kinds = table("Where it is harder: other tightness, thin markets, ties, many offers");
    }

    private Bench.Table table(String caption) {
        return bench.table(
                caption,
                "market",
                "edges",
                "contender",
                "build",
                "solve",
                "warm",
                "wall",
                "rounds",
                "gap",
                "whole",
                "MB");
    }

    /** The lines of a plot, and the entries that its targets need. */
    private static final class Family {
        private final String plot;
        private final Map<String, Crossings.Line> lines = new LinkedHashMap<>();
        private final List<List<Entry>> contests = new ArrayList<>();
        private final List<Double> edges = new ArrayList<>();

        Family(String plot) {
            this.plot = plot;
        }

        void add(double size, List<Entry> entries) {
            contests.add(entries);
            edges.add(size);
            point(size, "PDLP, 1 %", warm(entries, "pdlp", ONE_PERCENT));
            point(size, "CLP, exact", warm(entries, "clp", EXACT));
            point(size, "GLOP, exact", warm(entries, "glop", EXACT));
            point(size, "min-cost flow, exact", warm(entries, "flow", EXACT));
            point(size, "sifting, exact", warm(entries, "sifting", EXACT));
            point(size, "prices, 1 %", warm(entries, "prices", ONE_PERCENT));
            point(size, "prices, 1 %, cold", cold(entries, "prices", ONE_PERCENT));
        }

        private void point(double size, String line, double seconds) {
            if (Double.isFinite(seconds)) {
                lines.computeIfAbsent(line, key -> new Crossings.Line()).add(size, seconds);
            }
        }

        /** The contest of the first seed at {@code size}; empty when there was none. */
        List<Entry> at(double size) {
            int index = edges.indexOf(size);
            return index < 0 ? List.of() : contests.get(index);
        }
    }

    /** Of the contenders of an engine that certified a gap, the least time when warm. */
    private static double warm(List<Entry> entries, String engine, double gap) {
        return least(entries, engine, gap, Entry::warmSeconds);
    }

    /** The same, the first time in a new process. */
    private static double cold(List<Entry> entries, String engine, double gap) {
        return least(entries, engine, gap, Entry::solveSeconds);
    }

    private static double least(List<Entry> entries, String engine, double gap, ToDoubleFunction<Entry> seconds) {
        return entries.stream()
                .filter(entry -> entry.contender().startsWith(engine) && entry.reaches(gap))
                .mapToDouble(seconds)
                .min()
                .orElse(Double.NaN);
    }

    /** A market of general sizes, for the first plot. */
    void general(Contest contest, List<String> contenders) throws IOException, InterruptedException {
        general.add((double) contest.edges(), run(contest, contenders, sizes));
    }

    /** A market of unit sizes, for the second plot. */
    void unit(Contest contest, List<String> contenders) throws IOException, InterruptedException {
        unit.add((double) contest.edges(), run(contest, contenders, sizes));
    }

    /** A market for the second table. */
    void other(Contest contest, List<String> contenders) throws IOException, InterruptedException {
        run(contest, contenders, kinds);
    }

    private List<Entry> run(Contest contest, List<String> contenders, Bench.Table table)
            throws IOException, InterruptedException {
        bench.say(String.format(
                Locale.ROOT,
                "%s, %,d edges, seed %d",
                contest.name(),
                contest.edges(),
                contest.draw().seed()));
        List<Entry> entries = new ArrayList<>();
        for (String contender : contenders) {
            Entry entry = contest.run(contender, bench);
            entries.add(entry);
            table.row(
                    contest.name() + ", seed " + contest.draw().seed(),
                    String.format(Locale.ROOT, "%,d", contest.edges()),
                    contender,
                    entry.buildSeconds(),
                    entry.solveSeconds(),
                    entry.warmSeconds(),
                    entry.wallSeconds(),
                    entry.rounds(),
                    gap(entry.gap()),
                    gap(entry.wholeGap()),
                    entry.peakBytes() >> 20);
        }
        return entries;
    }

    private static String gap(double gap) {
        return Double.isNaN(gap) ? "-" : String.format(Locale.ROOT, "%.1e", Math.max(0, gap));
    }

    /** Lines, crossing points, targets and what must be said. */
    void finish() {
        for (Family family : List.of(general, unit)) {
            family.lines.forEach((name, line) -> bench.series(family.plot, name, line.sizes(), line.seconds()));
        }
        crossings();
        targets();
        notes();
    }

    private void crossings() {
        Bench.Table table = bench.table(
                "From how many edges on our line is below the other, interpolated on logarithmic axes",
                "market",
                "ours",
                "peer",
                "edges");
        for (Family family : List.of(general, unit)) {
            for (String ours : List.of("prices, 1 %", "prices, 1 %, cold", "sifting, exact")) {
                for (String peer : List.of("PDLP, 1 %", "CLP, exact", "GLOP, exact", "min-cost flow, exact")) {
                    Crossings.Line challenger = family.lines.get(ours);
                    Crossings.Line champion = family.lines.get(peer);
                    if (challenger != null && champion != null) {
                        table.row(family == unit ? "unit" : "general", ours, peer, crossing(challenger, champion));
                    }
                }
            }
        }
    }

    private static String crossing(Crossings.Line challenger, Crossings.Line champion) {
        OptionalDouble from = Crossings.from(challenger, champion);
        if (from.isEmpty()) {
            return "not within what was measured";
        }
        return from.getAsDouble() < 0
                ? "at every size measured"
                : String.format(
                        Locale.ROOT,
                        "%,.0f",
                        Double.parseDouble(String.format(Locale.ROOT, "%.1e", from.getAsDouble())));
    }

    private void targets() {
        Bench.Table ratios = bench.table(
                "PDLP against prices, 10^7 edges, general", "gap", "PDLP s", "prices s, warm", "x", "x, cold");
        pdlp(ratios, "prices.one-percent", ONE_PERCENT, 50);
        pdlp(ratios, "prices.one-per-mille", ONE_PER_MILLE, 30);
        List<Entry> middle = general.at(MIDDLE);
        double engine = Math.min(orInfinite(warm(middle, "clp", EXACT)), orInfinite(warm(middle, "glop", EXACT)));
        double sifting = cold(middle, "sifting", EXACT);
        Target third = Target.atMost(
                "prices.sifting",
                "10^6 edges, exact: prices and sifting, first time in a new process / the faster of CLP and GLOP",
                1.0 / 3,
                "x");
        bench.target(
                Double.isFinite(engine) && Double.isFinite(sifting)
                        ? third.reached(sifting / engine, "the boxes take too many rounds")
                        : third.missing("runs at full size only"));
    }

    private static double orInfinite(double seconds) {
        return Double.isFinite(seconds) ? seconds : Double.POSITIVE_INFINITY;
    }

    /** The target is of compiled code, as it was set; the ratio of a first time stands in a table beside it. */
    private void pdlp(Bench.Table ratios, String id, double gap, double factor) {
        List<Entry> large = general.at(LARGE);
        double certified = warm(large, "pdlp", gap);
        double longest = large.stream()
                .filter(entry -> entry.contender().startsWith("pdlp"))
                .mapToDouble(Entry::solveSeconds)
                .max()
                .orElse(Double.NaN);
        double peer = Double.isFinite(certified) ? certified : longest;
        double ratio = peer / warm(large, "prices", gap);
        String goal = String.format(Locale.ROOT, "%s %%", gap * 100);
        Target target = Target.atLeast(
                id,
                "10^7 edges to a certified " + goal + ": processor time of PDLP / of prices by compiled code",
                factor,
                "x");
        if (!Double.isFinite(ratio)) {
            bench.target(target.missing("runs at full size only"));
            return;
        }
        bench.target(target.reached(ratio, "rounds are as many as at smaller sizes, and each is one pass over memory"));
        ratios.row(
                goal + (Double.isFinite(certified) ? "" : ", not certified by PDLP, whose longest run counts"),
                peer,
                warm(large, "prices", gap),
                ratio,
                peer / cold(large, "prices", gap));
    }

    private void notes() {
        bench.note("Every contender runs in a process of its own on the same drawn market. Seconds are processor time"
                + " of all threads; *build* is making the engine's model, *solve* solving it the first time, *warm* the"
                + " best of more times in the same process (Java code is compiled then; engines that take more than"
                + " some seconds run once), *wall* clock time of the"
                + " first time. Plots, crossing points and targets count solving alone, which favours the engines.");
        bench.note("*gap* is certified by one rule for all: prices give a bound on the whole market in whole numbers;"
                + " fractions are cut to what is feasible, rationed, completed greedily, and summed in whole numbers."
                + " The bound of prices is exact too; the welfare of their averaged and rationed replies is summed in"
                + " floating point. *whole* is the gap of the whole allocation that the prices lead to, judged in whole numbers. GLOP and CLP end at a vertex; columns have upper bound 1, without which the dual"
                + " simplex takes ten times as long. PDLP has two threads.");
        bench.note("Prices are announced here by one process that sees all edges: what is measured is a first-order"
                + " method that knows the structure of the market, not that markets are faster than planners. It stops"
                + " at 1 % and leaves buyers split; simplex and min-cost flow are exact, and min-cost flow splits"
                + " nobody. See [Scale](../src/site/markdown/scale.md).");
    }
}
