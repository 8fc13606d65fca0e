package dev.walras.tables;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** A column of a table: a name, a kind, and one value a row, which may be missing. */
public final class Column {
    /** What the values of a column are. */
    public enum Kind {
        /** A {@link String}. */
        TEXT,
        /** A {@link Long}. */
        WHOLE,
        /** A {@link Double}, always finite. */
        REAL,
        /** A {@link Boolean}. */
        TRUTH
    }

    private final String name;
    private final Kind kind;
    private final List<@Nullable Object> values = new ArrayList<>();

    /** A column without values. */
    public Column(String name, Kind kind) {
        this.name = name;
        this.kind = kind;
    }

    /**
     * Adds the value of the next row.
     *
     * @throws IllegalArgumentException when it is not of this column's kind
     */
    public void add(@Nullable Object value) {
        boolean fits = value == null
                || switch (kind) {
                    case TEXT -> value instanceof String;
                    case WHOLE -> value instanceof Long;
                    case REAL -> value instanceof Double real && Double.isFinite(real);
                    case TRUTH -> value instanceof Boolean;
                };
        if (!fits) {
            throw new IllegalArgumentException("column " + name + " is of kind " + kind + ", but a value is " + value);
        }
        values.add(value);
    }

    /** What it is called. */
    public String name() {
        return name;
    }

    /** What its values are. */
    public Kind kind() {
        return kind;
    }

    /** One value a row, null where it is missing. */
    public List<@Nullable Object> values() {
        return Collections.unmodifiableList(values);
    }
}
