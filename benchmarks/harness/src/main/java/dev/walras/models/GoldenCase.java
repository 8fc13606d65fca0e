package dev.walras.models;

import com.fasterxml.jackson.databind.JsonNode;

/**
 * An instance whose answer is known.
 *
 * @param id names the case
 * @param model the name of the model that it is an instance of
 * @param instance the instance
 * @param expected what must come out, as far as it is known
 * @param tolerance how near numbers must be
 * @param source where the numbers are from
 * @param level how sure they are: {@code published}, {@code two methods} or {@code one method}
 */
public record GoldenCase(
        String id, String model, Input instance, JsonNode expected, Tolerance tolerance, String source, String level) {
    /**
     * How near numbers must be.
     *
     * @param absolute the largest difference allowed
     * @param relative the largest difference allowed, as a share of the expected number
     * @param radius the same for keys that speak of a radius, 0 when they have no tolerance of their own
     */
    public record Tolerance(double absolute, double relative, double radius) {}
}
