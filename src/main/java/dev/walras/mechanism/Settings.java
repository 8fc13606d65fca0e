package dev.walras.mechanism;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Settings given as text, {@code key=value}, read with types and checked: of a mechanism, a generator, a format. Every
 * getter names the key, what was given and what is allowed; {@link #requireAllRead} finds keys that nothing reads.
 */
public final class Settings {
    private final String owner;
    private final Map<String, String> values;
    private final Set<String> read = new LinkedHashSet<>();

    /**
     * Settings of {@code owner} (its id, for messages).
     *
     * @param values text by key
     */
    public Settings(String owner, Map<String, String> values) {
        this.owner = owner;
        this.values = new TreeMap<>(values);
    }

    /** One setting as shown to people. */
    public record Setting(String key, String meaning, String defaultValue) {}

    /** The whole number at {@code key}, {@code otherwise} when it is not given. */
    public long integer(String key, long otherwise, long lo, long hi) {
        read.add(key);
        String text = values.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            long value = Long.parseLong(text.replace("_", ""));
            if (value >= lo && value <= hi) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw bad(key, text, "a whole number from " + lo + " to " + hi, e);
        }
        throw bad(key, text, "a whole number from " + lo + " to " + hi, null);
    }

    /** The number at {@code key}, {@code otherwise} when it is not given. */
    public double real(String key, double otherwise, double lo, double hi) {
        read.add(key);
        String text = values.get(key);
        if (text == null) {
            return otherwise;
        }
        try {
            double value = Double.parseDouble(text);
            if (value >= lo && value <= hi) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw bad(key, text, "a number from " + lo + " to " + hi, e);
        }
        throw bad(key, text, "a number from " + lo + " to " + hi, null);
    }

    /** The text at {@code key}, {@code otherwise} when it is not given. */
    public String text(String key, String otherwise) {
        read.add(key);
        return values.getOrDefault(key, otherwise);
    }

    /** The constant of {@code type} named at {@code key}, in lower case with dashes: {@code first-rejected}. */
    public <E extends Enum<E>> E choice(String key, E otherwise, Class<E> type) {
        read.add(key);
        String text = values.get(key);
        if (text == null) {
            return otherwise;
        }
        List<String> names = new ArrayList<>();
        for (E constant : type.getEnumConstants()) {
            String name = constant.name().toLowerCase(Locale.ROOT).replace('_', '-');
            if (name.equals(text)) {
                return constant;
            }
            names.add(name);
        }
        throw bad(key, text, "one of " + String.join(", ", names), null);
    }

    /** Throws when a key was given that no getter asked for. */
    public void requireAllRead() {
        for (String key : values.keySet()) {
            if (!read.contains(key)) {
                throw new IllegalArgumentException(owner + " has no setting \"" + key + "\"; it has "
                        + (read.isEmpty() ? "none" : String.join(", ", read)));
            }
        }
    }

    /** Reads {@code key=value} texts; a repeated key or a text without {@code =} is an error. */
    public static Map<String, String> parse(String... pairs) {
        Map<String, String> values = new TreeMap<>();
        for (String pair : pairs) {
            int at = pair.indexOf('=');
            if (at < 1) {
                throw new IllegalArgumentException("setting \"" + pair + "\" is not of the form key=value");
            }
            if (values.put(pair.substring(0, at), pair.substring(at + 1)) != null) {
                throw new IllegalArgumentException(
                        "setting \"" + pair.substring(0, at) + "\" is given twice: " + Arrays.toString(pairs));
            }
        }
        return values;
    }

    private IllegalArgumentException bad(String key, String text, String allowed, @Nullable Exception cause) {
        return new IllegalArgumentException(
                owner + ": setting " + key + " is \"" + text + "\"; it must be " + allowed, cause);
    }
}
