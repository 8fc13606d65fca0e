package dev.walras.datasets.format;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Counts what a reader leaves out, by reason, and says so once for each reason. */
final class Skips {
    private final String file;
    private final Map<String, long[]> reasons = new LinkedHashMap<>();

    Skips(String file) {
        this.file = file;
    }

    /**
     * One more row is skipped.
     *
     * @param reason why, as the end of a sentence: {@code "have no price"}
     */
    void add(String reason, int line) {
        reasons.computeIfAbsent(reason, r -> new long[] {0, line})[0]++;
    }

    /** Tells all reasons with their counts, and the line of the first row of each. */
    void report(Consumer<String> warnings) {
        reasons.forEach((reason, counts) -> warnings.accept(
                file + ": " + counts[0] + " rows " + reason + " and are skipped (first at line " + counts[1] + ")"));
    }
}
