package dev.walras.models;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** By how many cases with known answers each mechanism is verified. */
public final class Verification {
    private static final Count NONE = new Count(0, 0);

    private final Map<String, Count> counts = new HashMap<>();

    /** Cases by where their answers are from. */
    private record Count(int published, int computed) {
        Count plus(Count other) {
            return new Count(published + other.published, computed + other.computed);
        }
    }

    /** By {@code cases}: a case counts for every mechanism that its model runs. */
    public Verification(List<GoldenCase> cases) {
        for (GoldenCase golden : cases) {
            Model model = Models.find(golden.model());
            boolean published = golden.level().equals("published");
            if (model != null) {
                for (String mechanism : model.mechanisms()) {
                    counts.merge(mechanism, published ? new Count(1, 0) : new Count(0, 1), Count::plus);
                }
            }
        }
    }

    /** How {@code mechanism} is verified, in a few words. */
    public String of(String mechanism) {
        Count count = counts.getOrDefault(mechanism, NONE);
        if (count.equals(NONE)) {
            return "contract only";
        }
        return (count.published > 0 ? "published numbers: " + count.published : "")
                + (count.published > 0 && count.computed > 0 ? ", " : "")
                + (count.computed > 0 ? "independent numbers: " + count.computed : "");
    }
}
