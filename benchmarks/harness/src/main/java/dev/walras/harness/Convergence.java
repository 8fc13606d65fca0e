package dev.walras.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * How an iterative run came near its end: when the bound of its prices was within 1 percent of the best welfare known,
 * and how often its prices turned.
 *
 * <p>Read from the trace of a trial, which keeps some hundred rounds of a long run; a round between two that are kept
 * is taken for the later one.
 */
final class Convergence {
    /** How near the bound must come, as a share of the best welfare known. */
    static final double NEAR = 0.01;

    private Convergence() {}

    /**
     * Puts {@code roundsToNear}, {@code messagesToNear} and {@code priceTurns}; null where there is no trace, or where
     * the prices never came so near.
     *
     * @param trial fields of a finished trial
     * @param bestMicros the best welfare known, in micros
     */
    static void put(ObjectNode fields, JsonNode trial, long bestMicros) {
        JsonNode trace = trial.path("trace");
        JsonNode bounds = trace.path("boundMicros");
        int near = -1;
        for (int i = 0; i < bounds.size() && near < 0; i++) {
            near = bounds.get(i).asDouble() - bestMicros <= NEAR * Math.abs((double) bestMicros) ? i : -1;
        }
        if (near < 0) {
            fields.putNull("roundsToNear");
            fields.putNull("messagesToNear");
        } else {
            fields.set("roundsToNear", trace.path("round").get(near));
            fields.set("messagesToNear", trace.path("messages").get(near));
        }
        Json.put(fields, "priceTurns", turns(trace.path("prices")));
    }

    /**
     * The share of price moves that reverse the move before, over all prices of the trace: 1 oscillates in every round,
     * 0 moves one way. Not-a-number when no price moves twice.
     */
    static double turns(JsonNode prices) {
        long moves = 0;
        long turns = 0;
        for (JsonNode series : prices) {
            int last = 0;
            for (int i = 1; i < series.size(); i++) {
                int sign =
                        Long.signum(series.get(i).asLong() - series.get(i - 1).asLong());
                if (sign != 0 && last != 0) {
                    moves++;
                    turns += sign == last ? 0 : 1;
                }
                last = sign == 0 ? last : sign;
            }
        }
        return moves == 0 ? Double.NaN : (double) turns / moves;
    }
}
