package dev.walras.bench;

import java.util.ArrayList;
import java.util.List;

/** The plots that are drawn from series of suites. */
final class Plots {
    private Plots() {}

    /** A plot and the name of its file, without ending. */
    record Plot(String name, String svg) {}

    /** All plots whose series were measured. */
    static List<Plot> of(List<SuiteResult> results) {
        List<Plot> plots = new ArrayList<>();
        for (String name : List.of("crossing", "crossing-unit")) {
            List<Bench.Series> lines = results.stream()
                    .flatMap(result -> result.series().stream())
                    .filter(series -> series.plot().equals(name))
                    .toList();
            if (!lines.isEmpty()) {
                plots.add(new Plot(name, CrossingPlot.svg(lines)));
            }
        }
        return List.copyOf(plots);
    }
}
