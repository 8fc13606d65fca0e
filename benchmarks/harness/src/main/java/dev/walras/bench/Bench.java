package dev.walras.bench;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;

/** What a suite is told and tells: how large to run, where public data lies; targets, tables, series, notes. */
public final class Bench {
    private final Size size;
    private final Optional<Path> data;
    private final Consumer<String> progress;
    private final List<Target> targets = new ArrayList<>();
    private final List<Table> tables = new ArrayList<>();
    private final List<Series> series = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();

    /** How large the instances are. */
    public enum Size {
        /** Seconds: every line of a suite runs, no number means anything. */
        QUICK,
        /** What is published. */
        FULL
    }

    /**
     * An empty record.
     *
     * @param data the folder of public data, if there is one
     * @param progress is told what happens, line by line
     */
    public Bench(Size size, Optional<Path> data, Consumer<String> progress) {
        this.size = size;
        this.data = data;
        this.progress = progress;
    }

    /** Whether the suite must end within seconds. */
    public boolean quick() {
        return size == Size.QUICK;
    }

    /** The folder of public data, if there is one. */
    public Optional<Path> data() {
        return data;
    }

    /** Tells the one who waits what happens now. */
    public void say(String line) {
        progress.accept(line);
    }

    /** Records a target. */
    public void target(Target target) {
        if (targets.stream().anyMatch(other -> other.id().equals(target.id()))) {
            throw new IllegalArgumentException("target " + target.id() + " is recorded twice");
        }
        targets.add(target);
        say("  " + target.id() + ": " + ResultsPage.reached(target) + " (" + ResultsPage.limit(target) + ")");
    }

    /** Begins a table; rows are added to what is returned. */
    public Table table(String caption, String... columns) {
        Table table = new Table(caption, List.of(columns), new ArrayList<>());
        tables.add(table);
        return table;
    }

    /** Records points of a line of a plot. */
    public void series(String plot, String name, double[] x, double[] y) {
        if (x.length != y.length) {
            throw new IllegalArgumentException(name + " has " + x.length + " abscissas and " + y.length + " ordinates");
        }
        series.add(new Series(
                plot,
                name,
                Arrays.stream(x).boxed().toList(),
                Arrays.stream(y).boxed().toList()));
    }

    /** Records a paragraph of Markdown: method, effects of the machine, limits. */
    public void note(String markdown) {
        notes.add(markdown);
    }

    /** The targets so far. */
    public List<Target> targets() {
        return List.copyOf(targets);
    }

    /** The tables so far. */
    public List<Table> tables() {
        return List.copyOf(tables);
    }

    /** The series so far. */
    public List<Series> series() {
        return List.copyOf(series);
    }

    /** The notes so far. */
    public List<String> notes() {
        return List.copyOf(notes);
    }

    /** A line of a plot. */
    public record Series(String plot, String name, List<Double> x, List<Double> y) {}

    /** A table of results; the rows grow. */
    public record Table(String caption, List<String> columns, List<List<String>> rows) {
        /**
         * Adds a row.
         *
         * @param cells one for each column: texts, whole numbers, or other numbers (shown with three digits)
         */
        public void row(Object... cells) {
            if (cells.length != columns.size()) {
                throw new IllegalArgumentException(
                        cells.length + " cells for " + columns.size() + " columns of \"" + caption + "\"");
            }
            rows.add(Arrays.stream(cells).map(Table::text).toList());
        }

        private static String text(Object cell) {
            return cell instanceof Double number ? digits(number) : String.valueOf(cell);
        }
    }

    /** A number with three significant digits, without an exponent where it can be read without. */
    static String digits(double value) {
        if (!Double.isFinite(value)) {
            return Double.isNaN(value) ? "-" : value > 0 ? "infinite" : "-infinite";
        }
        double size = Math.abs(value);
        if (size >= 1e9 || (size < 1e-4 && size > 0)) {
            return String.format(Locale.ROOT, "%.2e", value);
        }
        int decimals = size == 0 ? 0 : Math.max(0, 2 - (int) Math.floor(Math.log10(size)));
        return String.format(Locale.ROOT, size >= 1000 ? "%,.0f" : "%." + decimals + "f", value);
    }
}
