package dev.walras.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.harness.Json;
import dev.walras.harness.Row;
import java.io.PrintWriter;
import java.util.Iterator;
import java.util.Map;

/** Prints the result of a single run, for people or for programs. */
final class Report {
    private static final int MOST_PRICES = 20;
    private static final int MOST_VIOLATIONS = 10;

    private Report() {}

    /** One JSON object on one line. */
    static void json(PrintWriter out, Row row) {
        ObjectNode json = row.json().deepCopy();
        json.remove("trace");
        json.remove("map");
        out.println(Json.line(json));
    }

    /** A few lines for people. */
    static void text(PrintWriter out, Row row) {
        ObjectNode json = row.json();
        line(
                out,
                "instance",
                json.path("instance").asText() + " (" + json.path("family").asText() + ": "
                        + json.path("goods").asText("?") + " goods, "
                        + json.path("participants").asText("?") + " participants, "
                        + json.path("orders").asText("?") + " orders)");
        String engine = json.path("engine").asText("");
        line(out, "mechanism", json.path("mechanism").asText() + (engine.isEmpty() ? "" : " by " + engine));
        line(
                out,
                "status",
                json.path("status").asText()
                        + (json.path("termination").isTextual()
                                ? ", " + json.path("termination").asText()
                                : "")
                        + (json.path("wallMillis").isNumber()
                                ? ", in " + Numbers.time(json.path("wallMillis").asDouble())
                                : ""));
        if (!json.path("welfareMicros").isIntegralNumber()) {
            line(out, "reason", json.path("reason").asText());
            return;
        }
        numbers(out, json);
        prices(out, json.path("prices"));
        violations(out, json.path("violations"));
    }

    private static void numbers(PrintWriter out, ObjectNode json) {
        line(
                out,
                "objective",
                json.path("objective").isNull()
                        ? "incomplete"
                        : json.path("objective").asText());
        line(out, "welfare", money(json, "welfareMicros"));
        line(
                out,
                "bound",
                json.path("boundMicros").isNull()
                        ? "none (the outcome has no prices)"
                        : money(json, "boundMicros") + ", proved by the prices; gap "
                                + Numbers.percent(json.path("gap").asDouble()) + " %");
        if (!json.path("claimedBoundMicros").isNull()) {
            line(out, "claimed", money(json, "claimedBoundMicros") + ", the engine's own bound");
        }
        JsonNode surplus = json.path("surplus");
        line(out, "revenue", money(json, "revenueMicros") + ", balance " + money(json, "budgetBalanceMicros"));
        line(
                out,
                "surplus",
                "buyers " + Numbers.money(surplus.path("buyersMicros").asLong()) + ", sellers "
                        + Numbers.money(surplus.path("sellersMicros").asLong()) + ", traders "
                        + Numbers.money(surplus.path("tradersMicros").asLong()) + ", operator "
                        + Numbers.money(surplus.path("operatorMicros").asLong()));
        if (json.path("messages").isIntegralNumber()) {
            line(
                    out,
                    "traffic",
                    json.path("rounds").asText() + " rounds, "
                            + json.path("messages").asText() + " messages, "
                            + json.path("bytes").asText() + " bytes");
        }
    }

    private static void prices(PrintWriter out, JsonNode prices) {
        if (!prices.isObject()) {
            return;
        }
        StringBuilder text = new StringBuilder();
        Iterator<Map.Entry<String, JsonNode>> entries = prices.properties().iterator();
        for (int i = 0; i < MOST_PRICES && entries.hasNext(); i++) {
            Map.Entry<String, JsonNode> entry = entries.next();
            text.append(i == 0 ? "" : ", ")
                    .append(entry.getKey())
                    .append(' ')
                    .append(Numbers.money(entry.getValue().asLong()));
        }
        line(out, "prices", text + (entries.hasNext() ? ", ... (" + prices.size() + " in all)" : ""));
    }

    private static void violations(PrintWriter out, JsonNode violations) {
        line(out, "audit", violations.isEmpty() ? "clean" : violations.size() + " violations");
        for (int i = 0; i < Math.min(MOST_VIOLATIONS, violations.size()); i++) {
            out.println("  - " + violations.get(i).asText());
        }
        if (violations.size() > MOST_VIOLATIONS) {
            out.println("  - and " + (violations.size() - MOST_VIOLATIONS) + " more (--json lists them)");
        }
    }

    private static String money(ObjectNode json, String field) {
        return Numbers.money(json.path(field).asLong());
    }

    private static void line(PrintWriter out, String key, String text) {
        out.println(key + " ".repeat(Math.max(1, 11 - key.length())) + text);
    }
}
