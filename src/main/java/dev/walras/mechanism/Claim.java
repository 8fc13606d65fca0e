package dev.walras.mechanism;

import org.jspecify.annotations.Nullable;

/**
 * What an engine says about its own outcome; shown as claimed, never believed.
 *
 * @param engine what computed the outcome: {@code "cp-sat"}, {@code "glop+rounding"}
 * @param boundMicros its upper bound on welfare, in micros; null when it states none
 */
public record Claim(String engine, @Nullable Long boundMicros) {
    /** No engine, no bound. */
    public static final Claim NONE = new Claim("", null);
}
