package dev.walras.models;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * Compares what a model computed with what is known. Everything expected must be there; the answer may say more. Lists
 * must have the same length. Texts of several words, and keys that begin with {@code published_}, {@code closed_form},
 * {@code note}, {@code bound}, {@code witness} or {@code human}, are remarks and are not compared.
 *
 * <p>Numbers may differ by the tolerance of the case, and by what writing them costs: 1e-9 of their size where the
 * model computes in floating point, and half a unit of the last digit where at least six decimals are printed.
 */
public final class GoldenCheck {
    private static final List<String> REMARKS =
            List.of("published_", "closed_form", "note", "bound", "witness", "human");
    private static final double FLOATING = 1e-9;
    private static final int PRINTED_DIGITS = 6;

    private final GoldenCase.Tolerance tolerance;
    private final List<String> differences = new ArrayList<>();
    private int compared;

    private GoldenCheck(GoldenCase.Tolerance tolerance) {
        this.tolerance = tolerance;
    }

    /**
     * The result of a comparison.
     *
     * @param golden the case
     * @param compared how many values were compared
     * @param differences one sentence for each value that is not as expected; empty when all are
     */
    public record Result(GoldenCase golden, int compared, List<String> differences) {
        public Result {
            differences = List.copyOf(differences);
        }

        /** Whether something was compared, and all of it is as expected. */
        public boolean passed() {
            return compared > 0 && differences.isEmpty();
        }
    }

    /** Runs the model of {@code golden} and compares. */
    public static Result run(GoldenCase golden) {
        Model model = Models.find(golden.model());
        if (model == null) {
            return new Result(golden, 0, List.of("there is no model \"" + golden.model() + "\""));
        }
        return compare(golden, model.run(golden.instance()));
    }

    /** Compares an answer with what {@code golden} expects. */
    public static Result compare(GoldenCase golden, Answer answer) {
        GoldenCheck check = new GoldenCheck(golden.tolerance());
        check.compare("", golden.expected(), answer.json());
        if (check.compared == 0) {
            check.differences.add("nothing was compared");
        }
        return new Result(golden, check.compared, check.differences);
    }

    private void compare(String path, JsonNode expected, @Nullable JsonNode actual) {
        BigFraction number = Numbers.parse(expected);
        if (number == null && expected.isTextual() && expected.asText().strip().contains(" ")) {
            return;
        }
        if (actual == null) {
            differences.add(path + " is missing; expected " + expected);
        } else if (expected.isObject()) {
            object(path, expected, actual);
        } else if (expected.isArray()) {
            list(path, expected, actual);
        } else {
            compared++;
            boolean same = number == null ? sameText(expected, actual) : near(path, expected, number, actual);
            if (!same) {
                differences.add(path + " is " + actual + "; expected " + expected);
            }
        }
    }

    private void object(String path, JsonNode expected, JsonNode actual) {
        if (!actual.isObject()) {
            differences.add(path + " is " + actual + "; expected an object");
            return;
        }
        if (expected.isEmpty()) {
            compared++;
            if (!actual.isEmpty()) {
                differences.add(path + " is " + actual + "; expected nothing");
            }
        }
        expected.properties().forEach(entry -> {
            if (REMARKS.stream().noneMatch(entry.getKey()::startsWith)) {
                compare(path + "/" + entry.getKey(), entry.getValue(), actual.get(entry.getKey()));
            }
        });
    }

    private void list(String path, JsonNode expected, JsonNode actual) {
        if (!actual.isArray() || actual.size() != expected.size()) {
            differences.add(path + " is " + actual + "; expected " + expected);
            return;
        }
        compared += expected.isEmpty() ? 1 : 0;
        for (int i = 0; i < expected.size(); i++) {
            compare(path + "/" + i, expected.get(i), actual.get(i));
        }
    }

    private static boolean sameText(JsonNode expected, JsonNode actual) {
        return expected.asText().equals(actual.asText())
                && expected.isBoolean() == actual.isBoolean()
                && expected.isNull() == actual.isNull();
    }

    private boolean near(String path, JsonNode expected, BigFraction number, JsonNode actual) {
        BigFraction found = Numbers.parse(actual);
        if (found == null) {
            return false;
        }
        if (found.equals(number)) {
            return true;
        }
        double wanted = number.doubleValue();
        boolean radius = path.contains("radius") && tolerance.radius() > 0;
        double allowed = radius
                ? tolerance.radius() * Math.abs(wanted)
                : Math.max(tolerance.absolute(), tolerance.relative() * Math.abs(wanted));
        if (actual.isDouble()) {
            allowed = Math.max(allowed, FLOATING * Math.max(1, Math.abs(wanted)));
        }
        allowed = Math.max(allowed, printed(expected));
        return Math.abs(found.subtract(number).doubleValue()) <= allowed;
    }

    /** Half a unit of the last digit of a number printed with many decimals, else 0. */
    private static double printed(JsonNode expected) {
        if (!expected.isNumber()) {
            return 0;
        }
        BigDecimal decimal = expected.decimalValue();
        return decimal.scale() < PRINTED_DIGITS ? 0 : 0.5 * Math.pow(10, -decimal.scale()) * (1 + FLOATING);
    }
}
