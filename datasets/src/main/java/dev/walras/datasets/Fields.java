package dev.walras.datasets;

import dev.walras.problem.Ratio;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The values of one JSON object that follows a {@link Schema}, and where it stands in its file. */
final class Fields {
    private final String file;
    private final Schema schema;
    private final @Nullable Object[] values;
    private final @Nullable Fields parent;
    private final String key;
    private final int index;

    /** The object at the root of {@code file}. */
    Fields(String file, Schema schema) {
        this(file, schema, null, "", -1);
    }

    /**
     * An object below another.
     *
     * @param index its index in the list at {@code key}; -1 when it is the value itself
     */
    Fields(Schema schema, Fields parent, String key, int index) {
        this(parent.file, schema, parent, key, index);
    }

    private Fields(String file, Schema schema, @Nullable Fields parent, String key, int index) {
        this.file = file;
        this.schema = schema;
        this.values = new Object[schema.size()];
        this.parent = parent;
        this.key = key;
        this.index = index;
    }

    Schema schema() {
        return schema;
    }

    /** The JSON pointer of this object; empty for the root. */
    String pointer() {
        return parent == null ? "" : parent.pointer() + "/" + key + (index < 0 ? "" : "/" + index);
    }

    /** An error at {@code path} below this object; an empty path is the object itself. */
    InstanceFormatException error(String path, String message) {
        return new InstanceFormatException(file, pointer() + (path.isEmpty() ? "" : "/" + path), message);
    }

    /** An error at this object that a constructor found. */
    InstanceFormatException error(RuntimeException e) {
        return new InstanceFormatException(file, pointer(), String.valueOf(e.getMessage()), e);
    }

    void put(int field, Object value) {
        values[field] = value;
    }

    /** Whether {@code field} was given. */
    boolean has(int field) {
        return values[field] != null;
    }

    boolean has(String name) {
        return get(name) != null;
    }

    private @Nullable Object get(String name) {
        int field = schema.indexOf(name);
        if (field < 0) {
            throw new IllegalArgumentException("the schema of a " + schema.what() + " has no key " + name);
        }
        return values[field];
    }

    private Object need(String name) {
        Object value = get(name);
        if (value == null) {
            throw missing(name);
        }
        return value;
    }

    /** The error that {@code name} is not there. */
    InstanceFormatException missing(String name) {
        return error("", "has no \"" + name + "\"; " + article(schema.what()) + " needs one");
    }

    static String article(String noun) {
        return ("aeio".indexOf(noun.charAt(0)) >= 0 ? "an " : "a ") + noun;
    }

    String text(String name) {
        return (String) need(name);
    }

    String text(String name, String otherwise) {
        return get(name) instanceof String text ? text : otherwise;
    }

    long whole(String name) {
        return (Long) need(name);
    }

    long whole(String name, long otherwise) {
        return get(name) instanceof Long number ? number : otherwise;
    }

    int integer(String name, int otherwise) {
        return (int) whole(name, otherwise);
    }

    Ratio ratio(String name) {
        return get(name) instanceof Ratio ratio ? ratio : Ratio.ONE;
    }

    /** The constant whose name in lower case with dashes is the text at {@code name}. */
    <E extends Enum<E>> E choice(String name, Class<E> type) {
        String text = text(name);
        StringBuilder known = new StringBuilder();
        for (E constant : type.getEnumConstants()) {
            String spelled = spelled(constant);
            if (spelled.equals(text.toLowerCase(Locale.ROOT).replace('_', '-'))) {
                return constant;
            }
            known.append(known.isEmpty() ? "" : ", ").append(spelled);
        }
        throw error(name, "is \"" + JsonInput.shortened(text) + "\"; it must be one of " + known);
    }

    /** How files spell a constant: in lower case with dashes. */
    static String spelled(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    Amounts amounts(String name) {
        return get(name) instanceof Amounts amounts ? amounts : Amounts.NONE;
    }

    @SuppressWarnings("unchecked")
    private <T> List<T> list(String name) {
        Object value = get(name);
        return value == null ? List.of() : (List<T>) value;
    }

    List<String> texts(String name) {
        return list(name);
    }

    List<Amounts> amountLists(String name) {
        return list(name);
    }

    List<long[]> rows(String name) {
        return list(name);
    }

    /** The objects of a list; empty when it was left out. */
    List<Fields> records(String name) {
        return list(name);
    }

    Fields record(String name) {
        return (Fields) need(name);
    }
}
