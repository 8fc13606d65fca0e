package dev.walras.models;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.lang.reflect.Array;
import java.math.BigInteger;
import java.util.LinkedHashMap;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * What a model computed: values by key, in the order in which they were put. Values are numbers, truth values, texts,
 * {@link BigFraction}s (exact: whole numbers, or texts {@code "p/q"}), arrays, iterables, maps, answers, or null.
 */
public final class Answer {
    private final Map<String, @Nullable Object> values = new LinkedHashMap<>();

    /** Puts a value. */
    public Answer put(String key, @Nullable Object value) {
        values.put(key, value);
        return this;
    }

    /** The answer as JSON. */
    public ObjectNode json() {
        return (ObjectNode) json(values);
    }

    private static JsonNode json(@Nullable Object value) {
        JsonNodeFactory make = JsonNodeFactory.instance;
        return switch (value) {
            case null -> make.nullNode();
            case JsonNode node -> node;
            case Answer answer -> json(answer.values);
            case Map<?, ?> map -> {
                ObjectNode object = make.objectNode();
                map.forEach((key, entry) -> object.set(String.valueOf(key), json(entry)));
                yield object;
            }
            case Iterable<?> list -> {
                ArrayNode array = make.arrayNode();
                list.forEach(entry -> array.add(json(entry)));
                yield array;
            }
            case BigFraction fraction ->
                fraction.getDenominator().equals(BigInteger.ONE)
                        ? make.numberNode(fraction.getNumerator())
                        : make.textNode(Numbers.text(fraction));
            case Boolean flag -> make.booleanNode(flag);
            case Long whole -> make.numberNode(whole);
            case Integer whole -> make.numberNode(whole);
            case Double real -> Double.isFinite(real) ? make.numberNode(real) : make.textNode(real.toString());
            case String text -> make.textNode(text);
            default -> {
                if (!value.getClass().isArray()) {
                    throw new IllegalArgumentException("an answer cannot hold " + value.getClass());
                }
                ArrayNode array = make.arrayNode();
                for (int i = 0; i < Array.getLength(value); i++) {
                    array.add(json(Array.get(value, i)));
                }
                yield array;
            }
        };
    }
}
