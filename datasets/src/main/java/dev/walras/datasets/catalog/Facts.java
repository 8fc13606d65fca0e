package dev.walras.datasets.catalog;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/**
 * A small table of published facts that comes with the project: comma-separated, one line of column names, lines that
 * begin with {@code #} saying where and when the facts were published.
 */
final class Facts {
    private final String name;
    private final List<String> columns;
    private final List<List<String>> rows = new ArrayList<>();

    private Facts(String name) {
        this.name = name;
        List<String> lines = lines(name).filter(line -> !line.startsWith("#")).toList();
        columns = List.of(lines.get(0).split(",", -1));
        for (String line : lines.subList(1, lines.size())) {
            List<String> row = List.of(line.split(",", -1));
            if (row.size() != columns.size()) {
                throw new IllegalStateException(name + ": \"" + line + "\" has not the columns " + columns);
            }
            rows.add(row);
        }
    }

    /** The table called {@code name}. */
    static Facts of(String name) {
        return new Facts(name);
    }

    static Stream<String> lines(String name) {
        InputStream stream = Facts.class.getResourceAsStream(name);
        if (stream == null) {
            throw new IllegalStateException("resource " + name + " is missing from the jar");
        }
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(stream, StandardCharsets.UTF_8))) {
            return reader.lines().toList().stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    int rows() {
        return rows.size();
    }

    /** The text in a column of a row. */
    String text(int row, String column) {
        int at = columns.indexOf(column);
        if (at < 0) {
            throw new IllegalStateException(name + " has no column " + column + " but " + columns);
        }
        return rows.get(row).get(at);
    }

    /** Whether anything stands in a column of a row. */
    boolean has(int row, String column) {
        return !text(row, column).isEmpty();
    }

    /** The whole number in a column of a row. */
    long whole(int row, String column) {
        return Long.parseLong(text(row, column));
    }

    /** The amount of money in a column of a row, in micros. */
    long micros(int row, String column) {
        return new BigDecimal(text(row, column)).movePointRight(6).longValueExact();
    }
}
