package dev.walras.bench;

import dev.walras.datasets.generate.EdgeDraw;
import dev.walras.datasets.generate.EdgeDraw.Shape;
import java.io.IOException;
import java.util.List;

/**
 * Prices against central solvers on the same markets of choice: processor time to a certified gap, over the number of
 * edges; and the exact optimum by price-guided sifting against linear engines and min-cost flow.
 */
public final class PricesBenchmark implements Benchmark {
    private static final List<String> LINEAR = List.of("pdlp:1e-2", "pdlp:1e-3", "clp", "glop");
    private static final List<String> OURS = List.of("prices:1e-2", "prices:1e-3", "sifting:1e-2");

    @Override
    public String id() {
        return "prices";
    }

    @Override
    public String title() {
        return "Prices against central solvers";
    }

    @Override
    public List<String> jvm() {
        return List.of("-Xmx256m", "--add-modules=jdk.incubator.vector");
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        PricesReport report = new PricesReport(bench);
        if (bench.quick()) {
            quick(report);
        } else {
            sizes(report);
            kinds(report);
            large(report);
        }
        report.finish();
    }

    private static void quick(PricesReport report) throws IOException, InterruptedException {
        Contest general = new Contest(EdgeDraw.of(Shape.GENERAL, 3000, 20, 1));
        report.general(general, List.of("pdlp:1e-3", "clp", "glop", "prices:1e-2", "sifting:1e-2"));
        report.unit(new Contest(EdgeDraw.of(Shape.UNIT, 3000, 20, 1)), List.of("flow", "prices:1e-2"));
        report.other(new Contest(EdgeDraw.thin(Shape.GENERAL, 1000, 1)), List.of("glop", "sifting:1e-2"));
    }

    private static void sizes(PricesReport report) throws IOException, InterruptedException {
        for (long seed = 1; seed <= 3; seed++) {
            report.general(new Contest(EdgeDraw.of(Shape.GENERAL, 10_000, 100, seed)), with(LINEAR, OURS));
            report.general(new Contest(EdgeDraw.of(Shape.GENERAL, 100_000, 316, seed)), with(LINEAR, OURS));
            report.unit(new Contest(EdgeDraw.of(Shape.UNIT, 10_000, 100, seed)), with(List.of("flow", "clp"), OURS));
            report.unit(
                    new Contest(EdgeDraw.of(Shape.UNIT, 100_000, 316, seed)),
                    with(List.of("flow", "clp", "pdlp:1e-3"), OURS));
        }
        report.general(new Contest(EdgeDraw.of(Shape.GENERAL, 300_000, 550, 1)), with(LINEAR, OURS));
        report.unit(
                new Contest(EdgeDraw.of(Shape.UNIT, 300_000, 550, 1)),
                with(List.of("flow", "clp", "pdlp:1e-2", "pdlp:1e-3"), OURS));
        report.general(new Contest(EdgeDraw.of(Shape.GENERAL, 1_000_000, 1000, 1)), with(LINEAR, OURS));
        report.unit(
                new Contest(EdgeDraw.of(Shape.UNIT, 1_000_000, 1000, 1)),
                with(List.of("flow", "pdlp:1e-2", "pdlp:1e-3"), OURS));
    }

    /** Where prices have it hard. */
    private static void kinds(PricesReport report) throws IOException, InterruptedException {
        List<String> all = with(List.of("pdlp:1e-2", "pdlp:1e-3", "clp"), OURS);
        EdgeDraw middle = EdgeDraw.of(Shape.GENERAL, 300_000, 550, 2);
        report.other(new Contest(middle.withTightness(0.3)), all);
        report.other(new Contest(middle.withTightness(0.9)), all);
        report.other(new Contest(EdgeDraw.thin(Shape.GENERAL, 100_000, 1)), all);
        report.other(new Contest(EdgeDraw.thin(Shape.UNIT, 100_000, 1)), with(List.of("flow"), OURS));
        // CLP and sifting, which ends with it, had not ended after a minute of processor time on ties.
        report.other(
                new Contest(EdgeDraw.of(Shape.TIES, 300_000, 550, 1)), List.of("flow", "prices:1e-2", "prices:1e-3"));
        report.other(new Contest(EdgeDraw.of(Shape.GENERAL, 1_000_000, 10_000, 1)), all);
    }

    private static void large(PricesReport report) throws IOException, InterruptedException {
        report.general(
                new Contest(EdgeDraw.of(Shape.GENERAL, 10_000_000, 1000, 1)),
                with(List.of("pdlp:1e-2", "pdlp:1e-3"), OURS));
        report.unit(
                new Contest(EdgeDraw.of(Shape.UNIT, 10_000_000, 1000, 1)),
                List.of("flow", "prices:1e-2", "prices:1e-3"));
        report.general(
                new Contest(EdgeDraw.of(Shape.GENERAL, 100_000_000, 10_000, 1)), List.of("prices:1e-2", "prices:1e-3"));
    }

    private static List<String> with(List<String> peers, List<String> ours) {
        return java.util.stream.Stream.concat(peers.stream(), ours.stream()).toList();
    }
}
