package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/** What failed runs do to a summary. */
final class SummaryTest {
    private static Trial trial(
            String instance, String mechanism, @Nullable Long welfareMicros, @Nullable Long boundMicros) {
        ObjectNode json = Json.object();
        json.put("instance", instance);
        json.put("family", "market");
        json.put("mechanism", mechanism);
        json.put("behaviour", "truthful");
        json.put("status", welfareMicros == null ? "timeout" : "ok");
        json.put("feasible", welfareMicros == null ? null : Boolean.TRUE);
        json.put("welfareMicros", welfareMicros);
        json.put("boundMicros", boundMicros);
        return new Trial(json);
    }

    private static Summary summary(List<Trial> trials, String mechanism) {
        var references = Reference.byInstance(trials);
        List<Trial> rated = trials.stream()
                .map(trial -> references.get(trial.instance()).rate(trial))
                .toList();
        return Summary.of(rated, references).stream()
                .filter(summary -> summary.mechanism().equals(mechanism))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void aFailureCountsAsZeroBesideWhatIsProved() {
        Summary summary = summary(List.of(trial("a", "x", null, null), trial("a", "y", 6L, 8L)), "x");
        assertEquals(0, summary.efficiency().low());
        assertEquals(0, summary.efficiency().high());
    }

    @Test
    void withoutAnyBoundAFailureProvesNothingEither() {
        Summary summary = summary(
                List.of(trial("a", "x", 6L, null), trial("b", "x", 6L, null), trial("c", "x", null, null)), "x");
        assertTrue(Double.isNaN(summary.efficiency().low()), "no bound, so no share of it");
        assertEquals(1, summary.efficiency().high());
        assertEquals(1, summary.failures());
    }
}
