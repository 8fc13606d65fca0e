package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RankingTest {
    private static Trial trial(String instance, String mechanism, String status, double efficiency) {
        ObjectNode json = Json.object();
        json.put("instance", instance);
        json.put("family", "market");
        json.put("dataset", "d");
        json.put("mechanism", mechanism);
        json.put("behaviour", "truthful");
        json.put("status", status);
        json.put("feasible", status.equals("ok"));
        json.put("efficiencyHigh", efficiency);
        return new Trial(json);
    }

    @Test
    void failuresRankLastAndAreWithinNoFactor() {
        List<Trial> trials = new ArrayList<>();
        for (String instance : List.of("a", "b")) {
            trials.add(trial(instance, "best", "ok", 1));
            trials.add(trial(instance, "half", "ok", 0.5));
            trials.add(trial(instance, "fails", "timeout", Double.NaN));
        }
        JsonNode ranking = Ranking.all(trials).get(0);
        assertEquals("[\"best\",\"half\",\"fails\"]", ranking.get("mechanisms").toString());
        assertEquals("[1.0,2.0,3.0]", ranking.get("averageRanks").toString());
        assertEquals("[[1.0,1.0],[2.0,2.0],[null,null]]", ranking.get("ratios").toString());
        // sqrt(3 x 4 / (6 x 2)) = 1 times the critical value of three methods.
        assertEquals(2.344, ranking.get("criticalDifference").asDouble(), 0.002);
        assertEquals(2, ranking.get("instances").asInt());
    }

    @Test
    void whoDoesNotSupportEveryInstanceIsNotRanked() {
        List<Trial> trials = List.of(
                trial("a", "x", "ok", 1),
                trial("a", "y", "ok", 0.9),
                trial("a", "z", "ok", 0.8),
                trial("b", "x", "ok", 1),
                trial("b", "y", "ok", 0.9),
                trial("b", "z", "unsupported", Double.NaN));
        JsonNode ranking = Ranking.all(trials).get(0);
        assertEquals("[\"x\",\"y\"]", ranking.get("mechanisms").toString());
        assertTrue(Ranking.all(trials.subList(0, 1)).isEmpty());
    }
}
