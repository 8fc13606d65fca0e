package dev.walras.tables;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table as comma-separated values (RFC 4180): a header, then a line a row, with line feeds. A missing value is
 * empty, an empty text {@code ""}; numbers are written so that reading them gives the same number.
 */
public final class CsvTable {
    private CsvTable() {}

    /** The text of a table. */
    public static String of(List<Column> columns) {
        StringBuilder text = new StringBuilder();
        List<String> names = new ArrayList<>();
        columns.forEach(column -> names.add(field(column.name())));
        text.append(String.join(",", names)).append('\n');
        int rows = columns.isEmpty() ? 0 : columns.get(0).values().size();
        for (int row = 0; row < rows; row++) {
            for (int c = 0; c < columns.size(); c++) {
                text.append(c == 0 ? "" : ",")
                        .append(field(columns.get(c).values().get(row)));
            }
            text.append('\n');
        }
        return text.toString();
    }

    private static String field(@Nullable Object value) {
        if (value == null) {
            return "";
        }
        String text = value.toString();
        boolean quoted = text.isEmpty() && value instanceof String;
        for (int i = 0; i < text.length() && !quoted; i++) {
            char c = text.charAt(i);
            quoted = c == ',' || c == '"' || c == '\n' || c == '\r';
        }
        return quoted ? '"' + text.replace("\"", "\"\"") + '"' : text;
    }
}
