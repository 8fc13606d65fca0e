package dev.walras.datasets;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The keys that one kind of JSON object may have, with the type of each. */
final class Schema {
    /** The type of a value. */
    enum Kind {
        /** A string. */
        TEXT,
        /** A list of strings. */
        TEXTS,
        /** A whole number within a range. */
        WHOLE,
        /** A positive ratio: a decimal number, or a string {@code "a/b"}. */
        RATIO,
        /** An object of whole numbers by id. */
        AMOUNTS,
        /** An object of whole numbers by id, or a list of such. */
        AMOUNT_LISTS,
        /** A list of lists of whole numbers. */
        ROWS,
        /** An object with a schema of its own. */
        RECORD,
        /** A list of objects with a schema of their own. */
        RECORDS
    }

    /**
     * One key.
     *
     * @param key the key
     * @param kind the type of its value
     * @param required whether it must be there
     * @param lo the least whole number allowed
     * @param hi the largest whole number allowed
     * @param schema the schema of the object, or objects, it holds; null when it holds none
     */
    record Field(
            String key,
            Kind kind,
            boolean required,
            long lo,
            long hi,
            @Nullable Schema schema) {
        private static Field of(String key, Kind kind, @Nullable Schema schema) {
            return new Field(key, kind, true, Long.MIN_VALUE, Long.MAX_VALUE, schema);
        }

        static Field text(String key) {
            return of(key, Kind.TEXT, null);
        }

        static Field texts(String key) {
            return of(key, Kind.TEXTS, null);
        }

        /** A whole number from {@code lo} to {@code hi}. */
        static Field whole(String key, long lo, long hi) {
            return new Field(key, Kind.WHOLE, true, lo, hi, null);
        }

        /** A whole number of 0 or more. */
        static Field count(String key) {
            return whole(key, 0, Long.MAX_VALUE);
        }

        static Field ratio(String key) {
            return of(key, Kind.RATIO, null);
        }

        /** Whole numbers of {@code lo} or more by id. */
        static Field amounts(String key, long lo) {
            return new Field(key, Kind.AMOUNTS, true, lo, Long.MAX_VALUE, null);
        }

        /** Whole numbers of 0 or more by id, once or in a list. */
        static Field amountLists(String key) {
            return new Field(key, Kind.AMOUNT_LISTS, true, 0, Long.MAX_VALUE, null);
        }

        /** Lists of whole numbers from {@code lo} to {@code hi}; null stands for {@code lo}. */
        static Field rows(String key, long lo, long hi) {
            return new Field(key, Kind.ROWS, true, lo, hi, null);
        }

        static Field record(String key, Schema schema) {
            return of(key, Kind.RECORD, schema);
        }

        static Field records(String key, Schema schema) {
            return of(key, Kind.RECORDS, schema);
        }

        /** This key, which may be left out. */
        Field optional() {
            return new Field(key, kind, false, lo, hi, schema);
        }
    }

    private final String what;
    private final List<Field> fields = new ArrayList<>();
    private final Map<String, Integer> index = new LinkedHashMap<>();

    /**
     * The schema of an object.
     *
     * @param what what the object is, for messages: {@code "job"}
     */
    Schema(String what, Field... fields) {
        this.what = what;
        for (Field field : fields) {
            index.put(field.key, this.fields.size());
            this.fields.add(field);
        }
    }

    String what() {
        return what;
    }

    int size() {
        return fields.size();
    }

    Field field(int i) {
        return fields.get(i);
    }

    /** The index of {@code key}, -1 when an object of this kind has no such key. */
    int indexOf(String key) {
        return index.getOrDefault(key, -1);
    }

    Iterable<String> keys() {
        return index.keySet();
    }
}
