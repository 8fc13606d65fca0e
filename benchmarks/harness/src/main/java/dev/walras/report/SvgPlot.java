package dev.walras.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * A small plot of lines, steps and points as SVG text, for pages of documentation. The same data gives the same bytes.
 *
 * <p>Axes start and end at round numbers around the data; every series has a colour and a name at its end or in the
 * legend. Colours are readable on white and on black.
 */
public final class SvgPlot {
    private static final int WIDTH = 720;
    private static final int HEIGHT = 400;
    private static final int LEFT = 70;
    private static final int RIGHT = 150;
    private static final int TOP = 40;
    private static final int BOTTOM = 50;
    static final List<String> COLOURS =
            List.of("#0072b2", "#d55e00", "#009e73", "#cc79a7", "#e69f00", "#56b4e9", "#7f7f7f", "#8c564b");

    /** How a series is drawn. */
    public enum Style {
        /** Points joined by straight lines. */
        LINE,
        /** A step at every point: supply and demand. */
        STEPS,
        /** Points joined by broken lines; on logarithmic axes. */
        DASHES,
        /** Points alone. */
        POINTS
    }

    /** One series; the coordinates are finite. */
    record Series(String name, Style style, List<Double> x, List<Double> y) {}

    private final String title;
    private final String xLabel;
    private final String yLabel;
    private final List<Series> all = new ArrayList<>();
    private boolean logarithmic;

    /**
     * An empty plot.
     *
     * @param title above it
     * @param xLabel below it, with the unit
     * @param yLabel beside it, with the unit
     */
    public SvgPlot(String title, String xLabel, String yLabel) {
        this.title = title;
        this.xLabel = xLabel;
        this.yLabel = yLabel;
    }

    /**
     * Makes both axes logarithmic, names the lines at their ends instead of in a legend, and lets the page's colour
     * theme decide between a light and a dark ground. All numbers must be above 0.
     */
    public SvgPlot onLogarithmicAxes() {
        logarithmic = true;
        return this;
    }

    /** Adds a series; points with a number that is not finite are left out. */
    public SvgPlot add(String name, Style style, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(name + " has " + x.length + " abscissas and " + y.length + " ordinates");
        }
        Series series = new Series(name, style, new ArrayList<>(), new ArrayList<>());
        for (int i = 0; i < x.length; i++) {
            if (Double.isFinite(x[i]) && Double.isFinite(y[i])) {
                series.x().add(x[i]);
                series.y().add(y[i]);
            }
        }
        all.add(series);
        return this;
    }

    /** Adds a series of lines over 0, 1, 2, ... */
    public SvgPlot add(String name, double[] y) {
        double[] x = new double[y.length];
        for (int i = 0; i < x.length; i++) {
            x[i] = i;
        }
        return add(name, Style.LINE, x, y);
    }

    String title() {
        return title;
    }

    String xLabel() {
        return xLabel;
    }

    String yLabel() {
        return yLabel;
    }

    List<Series> series() {
        return all;
    }

    /** The plot as an SVG document. */
    public String svg() {
        double[] range = {Double.MAX_VALUE, -Double.MAX_VALUE, Double.MAX_VALUE, -Double.MAX_VALUE};
        for (Series series : all) {
            for (int i = 0; i < series.x().size(); i++) {
                range[0] = Math.min(range[0], series.x().get(i));
                range[1] = Math.max(range[1], series.x().get(i));
                range[2] = Math.min(range[2], series.y().get(i));
                range[3] = Math.max(range[3], series.y().get(i));
            }
        }
        if (range[0] > range[1]) {
            range = new double[] {0, 1, 0, 1};
        }
        if (logarithmic) {
            return LogarithmicSvg.of(this, range);
        }
        PlotAxis xs = PlotAxis.linear(range[0], range[1]);
        PlotAxis ys = PlotAxis.linear(Math.min(0, range[2]) < 0 || range[2] > range[3] / 2 ? range[2] : 0, range[3]);
        StringBuilder svg = new StringBuilder("<svg xmlns=\"http://www.w3.org/2000/svg\" viewBox=\"0 0 " + WIDTH + " "
                + HEIGHT + "\" font-family=\"sans-serif\" font-size=\"13\" fill=\"#555\">\n");
        svg.append("<rect width=\"100%\" height=\"100%\" fill=\"#fff\"/>\n");
        text(svg, LEFT, 22, "start", title, " font-weight=\"bold\" font-size=\"15\" fill=\"#222\"");
        text(svg, (LEFT + WIDTH - RIGHT) / 2.0, HEIGHT - 10, "middle", xLabel, "");
        text(
                svg,
                0,
                0,
                "middle",
                yLabel,
                " transform=\"translate(16," + (TOP + HEIGHT - BOTTOM) / 2 + ") rotate(-90)\"");
        for (PlotAxis.Tick tick : xs.ticks()) {
            double x = LEFT + (WIDTH - RIGHT - LEFT) * tick.share();
            line(svg, x, TOP, x, HEIGHT - BOTTOM);
            text(svg, x, HEIGHT - BOTTOM + 18, "middle", tick.label(), "");
        }
        for (PlotAxis.Tick tick : ys.ticks()) {
            double y = HEIGHT - BOTTOM - (HEIGHT - BOTTOM - TOP) * tick.share();
            line(svg, LEFT, y, WIDTH - RIGHT, y);
            text(svg, LEFT - 8, y + 4, "end", tick.label(), "");
        }
        for (int s = 0; s < all.size(); s++) {
            draw(svg, all.get(s), COLOURS.get(s % COLOURS.size()), xs, ys);
            double y = TOP + 14 + 20.0 * s;
            svg.append(String.format(
                    Locale.ROOT,
                    "<rect x=\"%d\" y=\"%.1f\" width=\"14\" height=\"4\" fill=\"%s\"/>%n",
                    WIDTH - RIGHT + 12,
                    y - 6,
                    COLOURS.get(s % COLOURS.size())));
            text(svg, WIDTH - RIGHT + 32, y, "start", all.get(s).name(), "");
        }
        return svg.append("</svg>\n").toString().replace("\r\n", "\n");
    }

    private static void draw(StringBuilder svg, Series series, String colour, PlotAxis xs, PlotAxis ys) {
        StringBuilder points = new StringBuilder();
        double before = 0;
        for (int i = 0; i < series.x().size(); i++) {
            double x = LEFT + (WIDTH - RIGHT - LEFT) * xs.share(series.x().get(i));
            double y = HEIGHT
                    - BOTTOM
                    - (HEIGHT - BOTTOM - TOP) * ys.share(series.y().get(i));
            if (series.style() == Style.POINTS) {
                svg.append(String.format(
                        Locale.ROOT, "<circle cx=\"%.1f\" cy=\"%.1f\" r=\"3.5\" fill=\"%s\"/>\n", x, y, colour));
            } else {
                if (series.style() == Style.STEPS && i > 0) {
                    points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, before));
                }
                points.append(String.format(Locale.ROOT, "%.1f,%.1f ", x, y));
                before = y;
            }
        }
        if (points.length() > 0) {
            svg.append("<polyline fill=\"none\" stroke=\"" + colour + "\" stroke-width=\"2\" points=\""
                    + points.toString().strip() + "\"/>\n");
        }
    }

    private static void line(StringBuilder svg, double x1, double y1, double x2, double y2) {
        svg.append(String.format(
                Locale.ROOT,
                "<line x1=\"%.1f\" y1=\"%.1f\" x2=\"%.1f\" y2=\"%.1f\" stroke=\"#ddd\"/>\n",
                x1,
                y1,
                x2,
                y2));
    }

    private static void text(StringBuilder svg, double x, double y, String anchor, String text, String more) {
        svg.append(String.format(
                Locale.ROOT,
                "<text x=\"%.1f\" y=\"%.1f\" text-anchor=\"%s\"%s>%s</text>\n",
                x,
                y,
                anchor,
                more,
                text.replace("&", "&amp;").replace("<", "&lt;")));
    }
}
