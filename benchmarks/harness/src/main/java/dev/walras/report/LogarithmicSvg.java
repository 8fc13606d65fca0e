package dev.walras.report;

import java.util.List;
import java.util.Locale;

/** Draws an {@link SvgPlot} on two logarithmic axes, with the names of lines at their ends. */
final class LogarithmicSvg {
    private static final int WIDTH = 820;
    private static final int HEIGHT = 500;
    private static final int LEFT = 72;
    private static final int RIGHT = 190;
    private static final int TOP = 48;
    private static final int BOTTOM = 56;
    private static final String STYLE = """
            <style>
            .paper { fill: #ffffff; } .title { fill: #1f2328; } .ink { fill: #59636e; }
            .major { stroke: #c8ccd0; } .minor { stroke: #eceef0; }
            .halo { stroke: #ffffff; stroke-width: 4; stroke-linejoin: round; paint-order: stroke; }
            @media (prefers-color-scheme: dark) {
            .paper { fill: #0d1117; } .title { fill: #f0f6fc; } .ink { fill: #9aa4af; }
            .major { stroke: #3d444d; } .minor { stroke: #1f262e; }
            .halo { stroke: #0d1117; }
            }
            </style>
            """;

    private final SvgPlot plot;
    private final PlotAxis xs;
    private final PlotAxis ys;
    private final StringBuilder svg = new StringBuilder();

    private LogarithmicSvg(SvgPlot plot, double[] range) {
        this.plot = plot;
        this.xs = PlotAxis.logarithmic(range[0], range[1]);
        this.ys = PlotAxis.logarithmic(range[2], range[3]);
    }

    /** The document; {@code range} is the least and largest abscissa and ordinate. */
    static String of(SvgPlot plot, double[] range) {
        return new LogarithmicSvg(plot, range).draw();
    }

    private double x(double share) {
        return LEFT + (WIDTH - RIGHT - LEFT) * share;
    }

    private double y(double share) {
        return HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * share;
    }

    private String draw() {
        svg.append(String.format(
                Locale.ROOT,
                "<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 %d %d\" font-family=\"sans-serif\" font-size=\"13\">%n",
                WIDTH,
                HEIGHT));
        svg.append(STYLE);
        svg.append(String.format(Locale.ROOT, "<rect class=\"paper\" width=\"100%%\" height=\"100%%\"/>%n"));
        text("title", LEFT, 26, "start", plot.title(), " font-weight=\"bold\" font-size=\"16\"");
        text("ink", x(0.5), HEIGHT - 14, "middle", plot.xLabel(), "");
        text(
                "ink",
                0,
                0,
                "middle",
                plot.yLabel(),
                String.format(Locale.ROOT, " transform=\"translate(18,%.1f) rotate(-90)\"", y(0.5)));
        grid();
        EndLabels labels = new EndLabels(TOP + 8, HEIGHT - BOTTOM - 2);
        List<SvgPlot.Series> all = plot.series();
        for (int s = 0; s < all.size(); s++) {
            if (!all.get(s).x().isEmpty()) {
                line(all.get(s), SvgPlot.COLOURS.get(s % SvgPlot.COLOURS.size()), labels);
            }
        }
        for (EndLabels.Label label : labels.placed()) {
            name(label);
        }
        return svg.append("</svg>\n").toString().replace("\r\n", "\n");
    }

    private void grid() {
        for (double share : xs.minor()) {
            rule("minor", x(share), y(0), x(share), y(1));
        }
        for (double share : ys.minor()) {
            rule("minor", x(0), y(share), x(1), y(share));
        }
        for (PlotAxis.Tick tick : xs.ticks()) {
            rule("major", x(tick.share()), y(0), x(tick.share()), y(1));
            text("ink", x(tick.share()), HEIGHT - BOTTOM + 19, "middle", tick.label(), "");
        }
        for (PlotAxis.Tick tick : ys.ticks()) {
            rule("major", x(0), y(tick.share()), x(1), y(tick.share()));
            text("ink", LEFT - 8, y(tick.share()) + 4.5, "end", tick.label(), "");
        }
    }

    private void line(SvgPlot.Series series, String colour, EndLabels labels) {
        StringBuilder points = new StringBuilder();
        StringBuilder dots = new StringBuilder();
        double px = 0;
        double py = 0;
        for (int i = 0; i < series.x().size(); i++) {
            px = x(xs.share(series.x().get(i)));
            py = y(ys.share(series.y().get(i)));
            points.append(String.format(Locale.ROOT, "%.1f,%.1f ", px, py));
            dots.append(String.format(
                    Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3\" fill=\"%s\"/>%n", px, py, colour));
        }
        if (series.style() != SvgPlot.Style.POINTS) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<polyline fill=\"none\" stroke=\"%s\" stroke-width=\"2.2\"%s points=\"%s\"/>%n",
                    colour,
                    series.style() == SvgPlot.Style.DASHES ? " stroke-dasharray=\"6 4\"" : "",
                    points.toString().strip()));
        }
        svg.append(dots);
        labels.add(series.name(), colour, px, py + 4.5);
    }

    private void name(EndLabels.Label label) {
        if (Math.abs(label.y() - label.endY()) > 3) {
            svg.append(String.format(
                    Locale.ROOT,
                    "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"%s\" stroke-width=\"0.8\"/>%n",
                    label.x() + 4,
                    label.endY() - 4.5,
                    label.x() + 13,
                    label.y() - 4.5,
                    label.colour()));
        }
        text("halo", label.x() + 16, label.y(), "start", label.text(), " fill=\"" + label.colour() + "\"");
    }

    private void rule(String kind, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line class=\"%s\" x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\"/>%n",
                kind,
                x1,
                y1,
                x2,
                y2));
    }

    private void text(String kind, double x, double y, String anchor, String text, String more) {
        svg.append(String.format(
                Locale.ROOT,
                "<text class=\"%s\" x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>%n",
                kind,
                x,
                y,
                anchor,
                more,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
