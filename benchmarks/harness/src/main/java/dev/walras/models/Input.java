package dev.walras.models;

import com.fasterxml.jackson.databind.JsonNode;
import dev.walras.datasets.InstanceFormatException;
import dev.walras.market.Nearest;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * One value of a JSON instance, with its place in the file: every complaint names both. Numbers are JSON numbers or
 * texts {@code "p/q"}, which are exact. Keys that a model never asks for are errors, unless their value is a text that
 * is no number, which may be a remark.
 */
public final class Input {
    private final String file;
    private final String pointer;
    private final JsonNode node;
    private final Set<String> read = new HashSet<>();
    private final Map<String, Input> children = new LinkedHashMap<>();

    /**
     * The whole of a file.
     *
     * @param file its name, for messages
     * @param pointer where {@code node} is in it, as a JSON pointer; empty for the root
     */
    public Input(String file, String pointer, JsonNode node) {
        this.file = file;
        this.pointer = pointer;
        this.node = node;
    }

    /** An error about this value. */
    public InstanceFormatException error(String message) {
        return new InstanceFormatException(file, pointer, message);
    }

    /** Whether there is a value at {@code key}. */
    public boolean has(String key) {
        return node.hasNonNull(key);
    }

    /** Whether this is an object. */
    public boolean isObject() {
        return node.isObject();
    }

    /** Whether this is a list. */
    public boolean isList() {
        return node.isArray();
    }

    /** Whether this is a text that is no number. */
    public boolean isText() {
        return node.isTextual() && Numbers.parse(node) == null;
    }

    /** Whether this is a number, or a text {@code "p/q"}. */
    public boolean isNumber() {
        return Numbers.parse(node) != null;
    }

    /** Whether this is null or absent. */
    public boolean isNull() {
        return node.isNull() || node.isMissingNode();
    }

    /** The value at {@code key}, which must be there. */
    public Input at(String key) {
        Input found = find(key);
        if (found == null) {
            List<String> keys = new ArrayList<>();
            node.fieldNames().forEachRemaining(keys::add);
            throw error("lacks the key \"" + key + "\"" + Nearest.hint(key, keys));
        }
        return found;
    }

    /** The value at {@code key}, null when there is none. */
    public @Nullable Input find(String key) {
        if (!node.isObject()) {
            throw error("is " + shown() + "; it must be an object");
        }
        read.add(key);
        JsonNode child = node.get(key);
        return child == null || child.isNull() ? null : child(key, child);
    }

    private Input child(String key, JsonNode value) {
        return children.computeIfAbsent(key, k -> new Input(file, pointer + "/" + escaped(k), value));
    }

    private static String escaped(String key) {
        return key.replace("~", "~0").replace("/", "~1");
    }

    /** The elements of this list. */
    public List<Input> items() {
        if (!node.isArray()) {
            throw error("is " + shown() + "; it must be a list");
        }
        List<Input> items = new ArrayList<>(node.size());
        for (int i = 0; i < node.size(); i++) {
            String key = Integer.toString(i);
            items.add(child(key, node.get(i)));
            read.add(key);
        }
        return items;
    }

    /** The values of this object by key, in the order of the file. */
    public Map<String, Input> fields() {
        if (!node.isObject()) {
            throw error("is " + shown() + "; it must be an object");
        }
        Map<String, Input> fields = new LinkedHashMap<>();
        node.properties().forEach(entry -> {
            read.add(entry.getKey());
            fields.put(entry.getKey(), child(entry.getKey(), entry.getValue()));
        });
        return fields;
    }

    /** This text; numbers as they are written. */
    public String text() {
        if (!node.isValueNode() || node.isNull()) {
            throw error("is " + shown() + "; it must be a text");
        }
        return node.asText();
    }

    /** This number, exactly. */
    public BigFraction exact() {
        BigFraction number = Numbers.parse(node);
        if (number == null) {
            throw error("is " + shown() + "; it must be a number or a text \"p/q\"");
        }
        return number;
    }

    /** This number, in floating point. */
    public double real() {
        return node.isNumber() ? node.asDouble() : exact().doubleValue();
    }

    /** This whole number. */
    public long whole() {
        BigFraction number = exact();
        if (!number.getDenominator().equals(BigInteger.ONE)
                || number.getNumerator().bitLength() > 63) {
            throw error("is " + shown() + "; it must be a whole number of at most 63 bits");
        }
        return number.getNumeratorAsLong();
    }

    /**
     * This whole number, within bounds.
     *
     * @param low the least allowed
     * @param high the most allowed
     */
    public long whole(long low, long high) {
        long value = whole();
        if (value < low || value > high) {
            throw error("is " + value + "; it must be from " + low + " to " + high);
        }
        return value;
    }

    /** This number in floating point, which must be finite and {@code low} or more. */
    public double real(double low) {
        double value = real();
        if (!(value >= low) || Double.isInfinite(value)) {
            throw error("is " + shown() + "; it must be " + low + " or more");
        }
        return value;
    }

    /** This truth value. */
    public boolean flag() {
        if (!node.isBoolean()) {
            throw error("is " + shown() + "; it must be true or false");
        }
        return node.asBoolean();
    }

    /** The numbers of this list in floating point. */
    public double[] reals() {
        return items().stream().mapToDouble(Input::real).toArray();
    }

    /** The whole numbers of this list. */
    public long[] wholes() {
        return items().stream().mapToLong(Input::whole).toArray();
    }

    /** The numbers of this list, exactly. */
    public List<BigFraction> exacts() {
        return items().stream().map(Input::exact).toList();
    }

    /** The texts of this list. */
    public List<String> texts() {
        return items().stream().map(Input::text).toList();
    }

    /** The rows of numbers of this list of lists, all of the same length, in floating point. */
    public double[][] matrix() {
        List<Input> rows = items();
        double[][] matrix = new double[rows.size()][];
        for (int i = 0; i < matrix.length; i++) {
            matrix[i] = rows.get(i).reals();
            if (matrix[i].length != matrix[0].length) {
                throw rows.get(i).error("has " + matrix[i].length + " numbers; the first row has " + matrix[0].length);
            }
        }
        return matrix;
    }

    /**
     * Throws when a key, here or further in, was never asked for and is no remark.
     *
     * @throws InstanceFormatException naming the key, and the nearest that was asked for
     */
    public void requireAllRead() {
        if (node.isObject()) {
            node.properties().forEach(entry -> {
                if (!read.contains(entry.getKey()) && !isRemark(entry.getValue())) {
                    throw child(entry.getKey(), entry.getValue())
                            .error("is no key of this model" + Nearest.hint(entry.getKey(), List.copyOf(read)));
                }
            });
        }
        children.values().forEach(Input::requireAllRead);
    }

    private static boolean isRemark(JsonNode value) {
        return value.isTextual() && Numbers.parse(value) == null;
    }

    /** Marks this value, and everything in it, as read. */
    public Input taken() {
        if (node.isObject()) {
            fields().values().forEach(Input::taken);
        } else if (node.isArray()) {
            items().forEach(Input::taken);
        }
        return this;
    }

    /** The value as JSON. */
    public JsonNode json() {
        taken();
        return node;
    }

    private String shown() {
        if (node.isObject()) {
            return "an object";
        }
        if (node.isArray()) {
            return "a list";
        }
        String text = node.toString();
        return text.length() > 60 ? text.substring(0, 60) + "..." : text;
    }
}
