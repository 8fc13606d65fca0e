package dev.walras.datasets.format;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.mechanism.Settings;
import dev.walras.problem.Objective.Sense;
import dev.walras.problem.Problem;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The published or proved optima of a folder of benchmark instances, from its table {@value #TABLE}: columns
 * {@code instance}, {@code family}, {@code file}, {@code sense}, {@code size}, {@code optimum}, {@code best_known},
 * {@code best_bound}, {@code source}.
 */
public final class KnownOptima {
    /** The name of the table within the folder. */
    public static final String TABLE = "known_optima.csv";

    private static final Map<String, String> FORMATS = Map.of(
            "gap", "orlib-gap",
            "assignment", "orlib-assign",
            "mkp", "orlib-mknap",
            "wdp-cats", "cats",
            "min-cost-flow", "dimacs-mcf");

    private KnownOptima() {}

    /**
     * What is known of one instance. Values are in the source's own units and sense; compare them with
     * {@link dev.walras.problem.Objective#inUnits}, or with the welfare in units of a million micros when the problem
     * has no objective of its own.
     *
     * @param instance the name of the instance
     * @param family what kind of problem it is, in the table's words
     * @param file where its file is, relative to the folder
     * @param sense whether less or more is better
     * @param size how large it is, for people
     * @param optimum the proved optimum, null when it is open
     * @param bestKnown the best value found, null when none is stated
     * @param bestBound the best bound proved, null when none is stated
     * @param source who says so
     */
    public record KnownOptimum(
            String instance,
            String family,
            String file,
            Sense sense,
            String size,
            @Nullable BigDecimal optimum,
            @Nullable BigDecimal bestKnown,
            @Nullable BigDecimal bestBound,
            String source) {
        /** Whether a format reads this kind of problem. */
        public boolean isSupported() {
            return FORMATS.containsKey(family);
        }

        /**
         * The id of the format that reads it.
         *
         * @throws IllegalArgumentException unless it is supported
         */
        public String format() {
            String format = FORMATS.get(family);
            if (format == null) {
                throw new IllegalArgumentException("no format reads problems of kind \"" + family + "\"");
            }
            return format;
        }

        /** The settings with which the format reads it. */
        public Map<String, String> settings() {
            Map<String, String> settings = new TreeMap<>();
            if (family.equals("gap")) {
                settings.put("sense", Formats.spelled(sense));
            }
            int hash = instance.lastIndexOf('#');
            if (family.equals("mkp") && hash >= 0) {
                settings.put("index", instance.substring(hash + 1));
            }
            return settings;
        }

        /**
         * The problem itself.
         *
         * @param folder the folder of the table
         * @throws InstanceFormatException when its file cannot be read
         */
        public Problem problem(Path folder) {
            Format format = Formats.byId(format());
            return format.read(List.of(folder.resolve(file)), new Settings(format.id(), settings()));
        }
    }

    /**
     * The rows of a table, in its order.
     *
     * @param warnings is told what was skipped
     * @throws InstanceFormatException when it is not such a table
     */
    public static List<KnownOptimum> read(Path table, Consumer<String> warnings) {
        List<String> needed = List.of("instance", "family", "file", "sense", "optimum", "best_known", "best_bound");
        return CsvInput.read(table, needed, warnings, rows -> {
            List<KnownOptimum> known = new ArrayList<>();
            while (rows.next()) {
                Sense sense = rows.text("sense").equals("min") ? Sense.MIN : Sense.MAX;
                if (sense == Sense.MAX && !rows.text("sense").equals("max")) {
                    throw rows.error(
                            "the sense is \"" + TextInput.shortened(rows.text("sense")) + "\"; it must be min or max");
                }
                known.add(new KnownOptimum(
                        rows.text("instance"),
                        rows.text("family"),
                        rows.text("file"),
                        sense,
                        rows.header().contains("size") ? rows.text("size") : "",
                        rows.decimalOrNull("optimum"),
                        rows.decimalOrNull("best_known"),
                        rows.decimalOrNull("best_bound"),
                        rows.header().contains("source") ? rows.text("source") : ""));
            }
            return known;
        });
    }

    /**
     * The rows of a folder's table that a format reads and whose file is there.
     *
     * @param folder the folder with the table and the files
     */
    public static List<KnownOptimum> supported(Path folder, Consumer<String> warnings) {
        return read(folder.resolve(TABLE), warnings).stream()
                .filter(known -> known.isSupported() && Files.isRegularFile(folder.resolve(known.file())))
                .toList();
    }
}
