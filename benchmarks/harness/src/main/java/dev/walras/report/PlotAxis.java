package dev.walras.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** One axis of a plot: where a value lies between its ends, and its ticks. */
final class PlotAxis {
    private static final String SUPERSCRIPTS = "⁰¹²³⁴⁵⁶⁷⁸⁹";

    private final double from;
    private final double to;
    private final boolean logarithmic;
    private final List<Tick> ticks;
    private final List<Double> minor;

    /** A labelled place: its share of the axis, 0 to 1. */
    record Tick(double share, String label) {}

    private PlotAxis(double from, double to, boolean logarithmic, List<Tick> ticks, List<Double> minor) {
        this.from = from;
        this.to = to;
        this.logarithmic = logarithmic;
        this.ticks = ticks;
        this.minor = minor;
    }

    /** From and to round numbers around the data. */
    static PlotAxis linear(double low, double high) {
        double span = high > low ? high - low : Math.max(1, Math.abs(high));
        double raw = span / 5;
        double power = Math.pow(10, Math.floor(Math.log10(raw)));
        double step = raw / power > 5 ? 10 * power : raw / power > 2 ? 5 * power : raw / power > 1 ? 2 * power : power;
        double from = Math.floor(low / step) * step;
        double end = Math.ceil(high / step) * step;
        double to = end > from ? end : from + step;
        int count = (int) Math.round((to - from) / step);
        List<Tick> ticks = new ArrayList<>();
        for (int t = 0; t <= count; t++) {
            double value = from + t * step;
            String text = String.format(Locale.ROOT, "%.6g", Math.abs(value) < step / 1e6 ? 0 : value);
            String label = text.contains("e")
                    ? text
                    : text.replaceAll("(\\.[0-9]*?)0+$", "$1").replaceAll("\\.$", "");
            ticks.add(new Tick((double) t / count, label));
        }
        return new PlotAxis(from, to, false, ticks, List.of());
    }

    /** From and to a digit times a power of ten, with ticks at the powers and lines at the digits between them. */
    static PlotAxis logarithmic(double low, double high) {
        if (!(low > 0)) {
            throw new IllegalArgumentException(low + " has no place on a logarithmic axis");
        }
        double from = Math.floor(low / decade(low) * (1 + 1e-9)) * decade(low);
        double to = Math.ceil(high / decade(high) * (1 - 1e-9)) * decade(high);
        PlotAxis bare = new PlotAxis(from, to > from ? to : 10 * from, true, List.of(), List.of());
        List<Tick> ticks = new ArrayList<>();
        List<Double> minor = new ArrayList<>();
        boolean few = bare.to / bare.from < 100;
        int first = (int) Math.floor(Math.log10(bare.from) + 1e-9);
        for (int exponent = first; Math.pow(10, exponent) <= bare.to * (1 + 1e-9); exponent++) {
            for (int digit = 1; digit < 10; digit++) {
                double share = bare.share(digit * Math.pow(10, exponent));
                boolean within = share > -1e-9 && share < 1 + 1e-9;
                if (within && (digit == 1 || (few && (digit == 2 || digit == 5)))) {
                    ticks.add(new Tick(share, label(digit, exponent)));
                } else if (within) {
                    minor.add(share);
                }
            }
        }
        return new PlotAxis(bare.from, bare.to, true, ticks, minor);
    }

    private static double decade(double value) {
        return Math.pow(10, Math.floor(Math.log10(value) + 1e-12));
    }

    /** {@code "0.01"}, {@code "1,000"}, {@code "10⁷"}. */
    private static String label(int digit, int exponent) {
        if (exponent >= -3 && exponent <= 3) {
            return exponent < 0
                    ? String.format(Locale.ROOT, "%." + -exponent + "f", digit * Math.pow(10, exponent))
                    : String.format(Locale.ROOT, "%,.0f", digit * Math.pow(10, exponent));
        }
        StringBuilder text = new StringBuilder(digit == 1 ? "10" : digit + " × 10");
        if (exponent < 0) {
            text.append('⁻');
        }
        for (char c : Integer.toString(Math.abs(exponent)).toCharArray()) {
            text.append(SUPERSCRIPTS.charAt(c - '0'));
        }
        return text.toString();
    }

    /** Where {@code value} lies: 0 at the start of the axis, 1 at its end. */
    double share(double value) {
        return logarithmic ? Math.log(value / from) / Math.log(to / from) : (value - from) / (to - from);
    }

    /** The labelled places, in order. */
    List<Tick> ticks() {
        return ticks;
    }

    /** The shares of lines without label, in order. */
    List<Double> minor() {
        return minor;
    }
}
