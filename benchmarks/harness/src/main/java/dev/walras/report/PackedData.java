package dev.walras.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.IntNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.NullNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.fasterxml.jackson.databind.node.TextNode;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Makes data smaller and safe for JavaScript, losing nothing.
 *
 * <p>The trials become columns, {@code {"n": rows, "columns": {field: column}}}, where a column is an array, or for
 * texts {@code {"texts": [...], "rows": [index or null, ...]}}, or for fields that few rows have {@code {"sparse":
 * [[row, value], ...]}}. Whole numbers beyond 2^53 become texts, because JavaScript would round them.
 */
final class PackedData {
    private static final JsonNodeFactory JSON = JsonNodeFactory.instance;
    private static final long MAX_SAFE_INTEGER = (1L << 53) - 1;
    /** A column with fewer values than rows / 4 is sparse. */
    private static final int SPARSE = 4;

    private PackedData() {}

    /** {@code data} with packed trials; {@code data} is not changed. */
    static ObjectNode of(JsonNode data) {
        ObjectNode packed = JSON.objectNode();
        data.properties().forEach(field -> {
            JsonNode value = field.getValue();
            boolean trials = field.getKey().equals("trials") && value.isArray();
            packed.set(field.getKey(), trials ? columns(value) : safe(value));
        });
        return packed;
    }

    private static ObjectNode columns(JsonNode trials) {
        Map<String, JsonNode[]> columns = new LinkedHashMap<>();
        int n = trials.size();
        for (int row = 0; row < n; row++) {
            int at = row;
            trials.get(row).properties().forEach(field -> {
                if (!field.getValue().isNull()) {
                    columns.computeIfAbsent(field.getKey(), key -> new JsonNode[n])[at] = safe(field.getValue());
                }
            });
        }
        ObjectNode packed = JSON.objectNode();
        packed.put("n", n);
        ObjectNode fields = packed.putObject("columns");
        columns.forEach((name, values) -> fields.set(name, column(values)));
        return packed;
    }

    private static JsonNode column(JsonNode[] values) {
        int present = 0;
        boolean texts = true;
        for (JsonNode value : values) {
            if (value != null) {
                present++;
                texts &= value.isTextual();
            }
        }
        if (present < values.length / SPARSE) {
            return sparse(values);
        }
        return texts ? texts(values) : plain(values);
    }

    private static ArrayNode plain(JsonNode[] values) {
        ArrayNode column = JSON.arrayNode(values.length);
        for (JsonNode value : values) {
            column.add(value == null ? NullNode.instance : value);
        }
        return column;
    }

    private static ObjectNode sparse(JsonNode[] values) {
        ObjectNode column = JSON.objectNode();
        ArrayNode entries = column.putArray("sparse");
        for (int row = 0; row < values.length; row++) {
            if (values[row] != null) {
                entries.addArray().add(row).add(values[row]);
            }
        }
        return column;
    }

    private static ObjectNode texts(JsonNode[] values) {
        Map<JsonNode, Integer> indexes = new LinkedHashMap<>();
        ArrayNode rows = JSON.arrayNode(values.length);
        for (JsonNode value : values) {
            if (value == null) {
                rows.addNull();
            } else {
                Integer next = indexes.size();
                Integer known = indexes.putIfAbsent(value, next);
                rows.add(IntNode.valueOf(known == null ? next : known));
            }
        }
        ObjectNode column = JSON.objectNode();
        column.putArray("texts").addAll(indexes.keySet());
        column.set("rows", rows);
        return column;
    }

    private static JsonNode safe(JsonNode node) {
        if (node.isObject()) {
            ObjectNode copy = JSON.objectNode();
            node.properties().forEach(field -> copy.set(field.getKey(), safe(field.getValue())));
            return copy;
        }
        if (node.isArray()) {
            ArrayNode copy = JSON.arrayNode(node.size());
            node.forEach(element -> copy.add(safe(element)));
            return copy;
        }
        boolean exact = !node.isIntegralNumber()
                || (node.canConvertToLong()
                        && node.longValue() <= MAX_SAFE_INTEGER
                        && node.longValue() >= -MAX_SAFE_INTEGER);
        return exact ? node : TextNode.valueOf(node.asText());
    }
}
