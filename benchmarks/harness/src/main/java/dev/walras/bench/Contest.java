package dev.walras.bench;

import dev.walras.columns.EdgeMarket;
import dev.walras.datasets.generate.EdgeDraw;
import dev.walras.datasets.generate.EdgeMarkets;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One market of choice, and the contenders that try it one after the other, each in a process of its own. */
final class Contest {
    private static final Duration LIMIT = Duration.ofMinutes(8);

    private final EdgeDraw draw;
    private final long edges;

    Contest(EdgeDraw draw) {
        this.draw = draw;
        this.edges = draw.buyers() * draw.meanEdges();
    }

    /** About how many edges there are. */
    long edges() {
        return edges;
    }

    EdgeDraw draw() {
        return draw;
    }

    /** For tables: {@code "general, 1,000 offers, tight 0.6, seed 1"}. */
    String name() {
        String kind = draw.offers() >= draw.buyers() / 2
                ? "thin " + draw.shape().name().toLowerCase(Locale.ROOT)
                : draw.shape().name().toLowerCase(Locale.ROOT);
        return String.format(Locale.ROOT, "%s, %,d offers, tight %s", kind, draw.offers(), draw.tightness());
    }

    /**
     * What one contender did.
     *
     * @param contender its name, as in {@link Contender}
     * @param buildSeconds processor time of making its model
     * @param solveSeconds processor time of solving it, the first time in a new process
     * @param warmSeconds the best of these and some more times in the same process
     * @param wallSeconds wall-clock time of solving it the first time
     * @param gap certified, relative to the bound
     * @param wholeGap the gap when nobody is split; not a number where that was not tried
     * @param rounds of prices, or boxes of sifting; 0 for others
     * @param peakBytes the most memory of the process
     */
    record Entry(
            String contender,
            double buildSeconds,
            double solveSeconds,
            double warmSeconds,
            double wallSeconds,
            double gap,
            double wholeGap,
            long rounds,
            long peakBytes) {
        /** One that did not end. */
        static Entry none(String contender) {
            return new Entry(contender, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, Double.NaN, 0, 0);
        }

        /** Whether it certified so much. */
        boolean reaches(double target) {
            return gap <= target;
        }
    }

    /** Runs a contender; one that fails, or takes more than some minutes, is told of and has no numbers. */
    Entry run(String contender, Bench bench) throws IOException, InterruptedException {
        List<String> flags = new ArrayList<>();
        flags.add("-Xmx" + heapMegabytes(contender) + "m");
        Child.Result result = Child.run(
                Contender.class,
                new Child.Limits(LIMIT, Long.MAX_VALUE),
                flags,
                draw.shape().name(),
                Long.toString(draw.buyers()),
                Integer.toString(draw.offers()),
                Integer.toString(draw.meanEdges()),
                Double.toString(draw.tightness()),
                Long.toString(draw.seed()),
                contender);
        if (result.exit() != 0 || result.out().isEmpty()) {
            bench.say("  " + contender + " ended with " + result.exit() + ": "
                    + result.errors().strip());
            return Entry.none(contender);
        }
        String[] cells = result.out().strip().split(" ", -1);
        double[] numbers = new double[cells.length];
        for (int i = 0; i < cells.length; i++) {
            numbers[i] = Double.parseDouble(cells[i]);
        }
        Entry entry = new Entry(
                contender,
                numbers[0],
                numbers[1],
                numbers[2],
                numbers[3],
                numbers[4],
                numbers[5],
                (long) numbers[6],
                result.peakRssBytes());
        bench.say(String.format(
                Locale.ROOT,
                "  %-14s build %.2f solve %.2f warm %.2f wall %.2f s, gap %.2e, %,d MB",
                contender,
                entry.buildSeconds(),
                entry.solveSeconds(),
                entry.warmSeconds(),
                entry.wallSeconds(),
                entry.gap(),
                entry.peakBytes() >> 20));
        return entry;
    }

    /** Enough for the columns and what a contender makes of them in Java; native memory is not in it. */
    private long heapMegabytes(String contender) {
        long bytesAnEdge = switch (contender.split(":", 2)[0]) {
            case "prices" -> 20;
            case "sifting" -> 70;
            case "flow" -> 60;
            case "clp" -> 700;
            default -> 130;
        };
        return 192 + bytesAnEdge * edges / (1 << 20);
    }

    /** The market itself. */
    static EdgeMarket market(EdgeDraw draw) {
        return EdgeMarkets.draw(draw);
    }
}
