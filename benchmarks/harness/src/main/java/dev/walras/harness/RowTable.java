package dev.walras.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.tables.Column;
import dev.walras.tables.Column.Kind;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Trials as a table for other programs: one row a cell, one column a field, with the same columns of the same types
 * whatever the trials are. Lists of texts become one text with {@code "; "} between them; {@code surplus} becomes its
 * parts. Prices, traces and maps are left out: they are in {@code trials.jsonl}.
 */
public final class RowTable {
    private static final String PART = ".";
    /** Fields that are no table. */
    private static final List<String> LEFT_OUT = List.of("prices", "trace", "map");

    private RowTable() {}

    /** The columns, in their order: name and kind. */
    private static Map<String, Kind> layout() {
        Map<String, Kind> layout = new LinkedHashMap<>();
        put(layout, Kind.TEXT, "cell dataset instance family mechanism settings behaviour");
        put(layout, Kind.WHOLE, "seed");
        put(layout, Kind.TEXT, "status");
        put(layout, Kind.TRUTH, "feasible");
        put(layout, Kind.TEXT, "reason violations termination engine");
        put(layout, Kind.REAL, "objective");
        put(layout, Kind.WHOLE, "welfareMicros boundMicros claimedBoundMicros");
        put(layout, Kind.REAL, "gap efficiencyLow efficiencyHigh");
        put(layout, Kind.WHOLE, "revenueMicros budgetBalanceMicros");
        put(layout, Kind.WHOLE, "surplus.buyersMicros surplus.sellersMicros surplus.tradersMicros");
        put(layout, Kind.WHOLE, "surplus.operatorMicros minUtilityMicros filledOrders");
        put(layout, Kind.REAL, "jain gini nashWelfareMicros envyMicros blockingPairs coreViolationMicros");
        put(layout, Kind.REAL, "slaAttainment");
        put(layout, Kind.WHOLE, "rounds messages bytes recoveryRounds recoveryMessages mostAnswers bytesToVerify");
        put(layout, Kind.REAL, "roundsToNear messagesToNear priceTurns");
        put(layout, Kind.WHOLE, "regretMicros regretMeanMicros regretProfitable regretSearched");
        put(layout, Kind.REAL, "regretRelative");
        put(layout, Kind.TEXT, "regretWitness");
        put(layout, Kind.WHOLE, "goods participants orders");
        put(layout, Kind.TEXT, "traits version");
        put(layout, Kind.REAL, "wallMillis cpuMillis");
        put(layout, Kind.WHOLE, "peakRssBytes");
        put(layout, Kind.REAL, "loadAverage");
        put(layout, Kind.WHOLE, "threads attempt");
        put(layout, Kind.TEXT, "workers timing cores host");
        return layout;
    }

    private static void put(Map<String, Kind> layout, Kind kind, String names) {
        for (String name : names.split(" ", -1)) {
            layout.put(name, kind);
        }
    }

    /** The table of some trials, in their order. A field that is in no layout becomes a text column at the end. */
    public static List<Column> of(List<Trial> trials) {
        Map<String, Kind> layout = layout();
        for (Trial trial : trials) {
            flat(trial).forEach((name, value) -> layout.putIfAbsent(name, Kind.TEXT));
        }
        List<Column> columns = new ArrayList<>();
        layout.forEach((name, kind) -> columns.add(new Column(name, kind)));
        for (Trial trial : trials) {
            Map<String, JsonNode> row = flat(trial);
            for (Column column : columns) {
                column.add(value(row.get(column.name()), column.kind()));
            }
        }
        return columns;
    }

    /** The fields of a trial by the name of their column. */
    private static Map<String, JsonNode> flat(Trial trial) {
        Map<String, JsonNode> row = new LinkedHashMap<>();
        ObjectNode json = trial.json();
        json.properties().forEach(field -> {
            String name = field.getKey();
            JsonNode value = field.getValue();
            if (value.isObject() && name.equals("surplus")) {
                value.properties().forEach(part -> row.put(name + PART + part.getKey(), part.getValue()));
            } else if (!LEFT_OUT.contains(name) && (!value.isContainerNode() || texts(value))) {
                row.put(name, value);
            }
        });
        return row;
    }

    private static boolean texts(JsonNode value) {
        boolean texts = value.isArray();
        for (JsonNode element : value) {
            texts &= element.isTextual();
        }
        return texts;
    }

    private static @Nullable Object value(@Nullable JsonNode node, Kind kind) {
        if (node == null || node.isNull()) {
            return null;
        }
        return switch (kind) {
            case TEXT -> text(node);
            case WHOLE -> node.isIntegralNumber() && node.canConvertToLong() ? (Object) node.longValue() : null;
            case REAL -> node.isNumber() ? (Object) node.doubleValue() : null;
            case TRUTH -> node.isBoolean() ? (Object) node.booleanValue() : null;
        };
    }

    private static String text(JsonNode node) {
        if (!node.isArray()) {
            return node.asText();
        }
        List<String> parts = new ArrayList<>();
        node.forEach(element -> parts.add(element.asText()));
        return String.join("; ", parts);
    }
}
