package dev.walras.bench;

import dev.walras.report.SvgPlot;
import java.util.List;

/** The plots of {@link PricesBenchmark}: processor seconds to a certified gap over the number of edges. */
final class CrossingPlot {
    /** The order of the lines, which gives them the same colours in all plots. */
    private static final List<String> LINES = List.of(
            "prices, 1 %",
            "PDLP, 1 %", "sifting, exact", "CLP, exact", "min-cost flow, exact", "prices, 1 %, cold", "GLOP, exact");

    private CrossingPlot() {}

    /** The plot of series of one plot, as an SVG document; what is no line of these plots is left out. */
    static String svg(List<Bench.Series> series) {
        boolean unit = series.stream().anyMatch(one -> one.plot().endsWith("unit"));
        SvgPlot plot = new SvgPlot(
                        unit
                                ? "Time to a certified optimum or 1 %: every order takes one unit"
                                : "Time to a certified optimum or 1 %: orders of all sizes",
                        "edges (ten a buyer)",
                        "processor seconds")
                .onLogarithmicAxes();
        for (String line : LINES) {
            SvgPlot.Style style = line.endsWith("cold") ? SvgPlot.Style.DASHES : SvgPlot.Style.LINE;
            Bench.Series found = series.stream()
                    .filter(one -> one.name().equals(line))
                    .findFirst()
                    .orElse(new Bench.Series("", line, List.of(), List.of()));
            plot.add(line, style, array(found.x()), array(found.y()));
        }
        return plot.svg();
    }

    private static double[] array(List<Double> numbers) {
        return numbers.stream().mapToDouble(Double::doubleValue).toArray();
    }
}
