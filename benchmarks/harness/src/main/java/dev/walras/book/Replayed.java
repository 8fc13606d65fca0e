package dev.walras.book;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.harness.Json;

/**
 * What one engine made of one stream, once the books were filled.
 *
 * @param engine which
 * @param commands how many were timed
 * @param seconds processor time of the thread that ran them, of the best repetition
 * @param bytesPerCommand allocated by that thread in the last repetition
 * @param trades how many, filling included
 * @param volume units traded in all
 * @param hash of all trades in order
 * @param refused how many commands were refused
 * @param atRest how many orders rest in the end
 * @param p50 median time of a command in nanoseconds, the clock included; likewise the others
 * @param p99 99 percent
 * @param p999 99.9 percent
 * @param p9999 99.99 percent
 * @param max the longest
 * @param clock nanoseconds of two looks at the clock
 */
public record Replayed(
        String engine,
        long commands,
        double seconds,
        double bytesPerCommand,
        long trades,
        long volume,
        String hash,
        long refused,
        long atRest,
        long p50,
        long p99,
        long p999,
        long p9999,
        long max,
        long clock) {
    /** Commands a second of processor time. */
    public double perSecond() {
        return commands / seconds;
    }

    /** Whether both engines made the same trades in the same order, and left as many orders at rest. */
    public boolean agrees(Replayed other) {
        return trades == other.trades
                && volume == other.volume
                && hash.equals(other.hash)
                && atRest == other.atRest
                && refused == other.refused;
    }

    /** As a line of JSON. */
    public String json() {
        return Json.line(tree());
    }

    /** As a JSON object of its own. */
    public ObjectNode tree() {
        ObjectNode object = Json.object();
        object.put("engine", engine);
        object.put("commands", commands);
        object.put("seconds", seconds);
        object.put("bytesPerCommand", bytesPerCommand);
        object.put("trades", trades);
        object.put("volume", volume);
        object.put("hash", hash);
        object.put("refused", refused);
        object.put("atRest", atRest);
        object.put("p50", p50);
        object.put("p99", p99);
        object.put("p999", p999);
        object.put("p9999", p9999);
        object.put("max", max);
        object.put("clock", clock);
        return object;
    }

    /** From a line of JSON, as {@link #json} and the peers write it. */
    public static Replayed read(String json) throws JsonProcessingException {
        JsonNode node = Json.read(json);
        return new Replayed(
                node.path("engine").asText(),
                node.path("commands").asLong(),
                node.path("seconds").asDouble(),
                node.path("bytesPerCommand").asDouble(),
                node.path("trades").asLong(),
                node.path("volume").asLong(),
                node.path("hash").asText(),
                node.path("refused").asLong(),
                node.path("atRest").asLong(),
                node.path("p50").asLong(),
                node.path("p99").asLong(),
                node.path("p999").asLong(),
                node.path("p9999").asLong(),
                node.path("max").asLong(),
                node.path("clock").asLong());
    }
}
