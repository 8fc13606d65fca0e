package dev.walras.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Iterator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One finished cell: a line of {@code trials.jsonl}. The fields are described on the page "Command line" of the manual;
 * what is asked for most often has an accessor here.
 */
public final class Trial {
    /** The fields that depend on machine and moment. */
    public static final List<String> MEASURED = List.of(
            "wallMillis", "cpuMillis", "peakRssBytes", "loadAverage", "workers", "timing", "cores", "host", "attempt");

    private final ObjectNode json;

    /** A trial of a copy of {@code json}. */
    public Trial(ObjectNode json) {
        this(json, Ownership.COPIED);
    }

    private Trial(ObjectNode json, Ownership ownership) {
        this.json = ownership == Ownership.COPIED ? json.deepCopy() : json;
    }

    private enum Ownership {
        COPIED,
        TAKEN
    }

    /** A trial of {@code json} itself, which nobody else may change from now on. */
    static Trial owning(ObjectNode json) {
        return new Trial(json, Ownership.TAKEN);
    }

    /** A copy of all fields. */
    public ObjectNode json() {
        return json.deepCopy();
    }

    /**
     * The fields that the cell decides, the same whenever and wherever it is run: all but {@link #MEASURED}. A time
     * limit that is reached can make them differ.
     */
    public ObjectNode decided() {
        return json.deepCopy().without(MEASURED);
    }

    /** The key of the cell; empty when the run belongs to no experiment. */
    public String cell() {
        return text("cell");
    }

    /** The label of the dataset. */
    public String dataset() {
        return text("dataset");
    }

    /** The name of the instance. */
    public String instance() {
        return text("instance");
    }

    /** The short name of the problem family. */
    public String family() {
        return text("family");
    }

    /** The label of the mechanism. */
    public String mechanism() {
        return text("mechanism");
    }

    /** The id of the behaviour. */
    public String behaviour() {
        return text("behaviour");
    }

    /** The seed of the run. */
    public long seed() {
        return json.path("seed").asLong();
    }

    /** What became of it. */
    public Status status() {
        return Status.of(text("status"));
    }

    /** Why it failed, or why it stopped; may be empty. */
    public String reason() {
        return text("reason");
    }

    /** Whether there is an outcome and it is feasible. */
    public boolean feasible() {
        return json.path("feasible").asBoolean(false);
    }

    /** The audited welfare in micros; null without an outcome. */
    public @Nullable Long welfareMicros() {
        return number("welfareMicros");
    }

    /** The audited upper bound on welfare in micros; null without prices. */
    public @Nullable Long boundMicros() {
        return number("boundMicros");
    }

    /** The whole number at {@code field}, null when it is absent or null. */
    public @Nullable Long number(String field) {
        JsonNode value = json.path(field);
        return value.isIntegralNumber() ? (Long) value.asLong() : null;
    }

    /** The number at {@code field}, not-a-number when it is absent or null. */
    public double real(String field) {
        JsonNode value = json.path(field);
        return value.isNumber() ? value.asDouble() : Double.NaN;
    }

    /** The text at {@code field}, empty when absent. */
    public String text(String field) {
        return json.path(field).asText("");
    }

    /** The value at {@code field}, missing when absent; not to be changed. */
    JsonNode get(String field) {
        return json.path(field);
    }

    /** This trial with other values of {@code fields}, put at the end where they are new. */
    Trial with(ObjectNode fields) {
        ObjectNode merged = json.deepCopy();
        Iterator<java.util.Map.Entry<String, JsonNode>> entries =
                fields.properties().iterator();
        while (entries.hasNext()) {
            java.util.Map.Entry<String, JsonNode> entry = entries.next();
            merged.set(entry.getKey(), entry.getValue());
        }
        return owning(merged);
    }

    @Override
    public String toString() {
        return instance() + " " + mechanism() + " " + status().code();
    }
}
