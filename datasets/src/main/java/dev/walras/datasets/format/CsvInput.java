package dev.walras.datasets.format;

import dev.walras.datasets.InstanceFormatException;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Reads tables whose first line names the columns; fields in double quotes may hold the delimiter. Rows of another
 * length than the header, and marks of a version control conflict, are skipped and counted.
 */
final class CsvInput {
    private final TextInput input;
    private final char delimiter;
    private final Skips skips;
    private final Map<String, Integer> columns = new HashMap<>();
    private final List<String> header;
    private List<String> row = List.of();

    private CsvInput(TextInput input, Skips skips) throws IOException {
        this.input = input;
        this.skips = skips;
        String first = input.line();
        if (first == null || first.isBlank()) {
            throw input.error("is empty; the first line must name the columns");
        }
        String names = first.startsWith("\ufeff") ? first.substring(1) : first;
        this.delimiter = names.indexOf('\t') >= 0 ? '\t' : ',';
        this.header = split(names);
        for (int i = 0; i < header.size(); i++) {
            columns.put(header.get(i), i);
        }
    }

    /** Makes something of the rows of a table. */
    interface Body<T> {
        T read(CsvInput table) throws IOException;
    }

    /**
     * What {@code body} makes of a table.
     *
     * @param needed columns without which the table is not what it should be
     * @param warnings is told what was skipped
     */
    static <T> T read(Path path, List<String> needed, Consumer<String> warnings, Body<T> body) {
        return TextInput.read(path, input -> {
            Skips skips = new Skips(path.toString());
            CsvInput table = new CsvInput(input, skips);
            for (String name : needed) {
                if (!table.columns.containsKey(name)) {
                    throw input.error("has no column \"" + name + "\"; it has "
                            + TextInput.shortened(String.join(", ", table.header))
                            + "\nMaybe the header line is missing.");
                }
            }
            T result = body.read(table);
            skips.report(warnings);
            return result;
        });
    }

    /** The names of the columns. */
    List<String> header() {
        return header;
    }

    /** Moves to the next row; false at the end. */
    boolean next() throws IOException {
        for (String line = input.line(); line != null; line = input.line()) {
            if (line.isBlank()) {
                continue;
            }
            row = split(line);
            if (line.startsWith("<<<<<<<") || line.startsWith("=======") || line.startsWith(">>>>>>>")) {
                skip("are marks of a version control conflict");
            } else if (row.size() != header.size()) {
                skip("have another number of fields than the header");
            } else {
                return true;
            }
        }
        return false;
    }

    private List<String> split(String line) {
        List<String> fields = new ArrayList<>();
        StringBuilder field = new StringBuilder();
        boolean quoted = false;
        for (int i = 0; i < line.length(); i++) {
            char c = line.charAt(i);
            if (c == '"') {
                if (quoted && i + 1 < line.length() && line.charAt(i + 1) == '"') {
                    field.append(c);
                    i++;
                } else {
                    quoted = !quoted;
                }
            } else if (c == delimiter && !quoted) {
                fields.add(field.toString().strip());
                field.setLength(0);
            } else {
                field.append(c);
            }
        }
        fields.add(field.toString().strip());
        return fields;
    }

    /** Counts the current row as skipped; see {@link Skips#add}. */
    void skip(String reason) {
        skips.add(reason, input.lineNumber());
    }

    /** An error at the current row. */
    InstanceFormatException error(String message) {
        return input.error(message);
    }

    /** The field in a column. */
    String text(String column) {
        Integer at = columns.get(column);
        if (at == null) {
            throw new IllegalArgumentException("there is no column " + column);
        }
        return row.get(at);
    }

    /** The field in the column at index {@code column}. */
    String text(int column) {
        return row.get(column);
    }

    /** The decimal number in a column, null when it is empty, {@code nan}, or no number. */
    @Nullable
    BigDecimal decimalOrNull(String column) {
        return parsed(text(column));
    }

    /** The decimal number that {@code text} is, null when it is none that fits 64 bits. */
    static @Nullable BigDecimal parsed(String text) {
        try {
            BigDecimal value = new BigDecimal(text);
            boolean sane = value.signum() == 0 || (value.precision() - value.scale() <= 18 && value.scale() <= 30);
            return sane ? value : null;
        } catch (NumberFormatException e) {
            return null;
        }
    }

    /** The whole number in a column; an error when it is none. */
    long whole(String column, long lo, long hi) {
        return input.whole(text(column), column, lo, hi);
    }
}
