package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Prices;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TraceRecorderTest {
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 59, 60, 61, 62, 119, 120, 121, 1_000, 10_007})
    void keepsFewRoundsEvenlyAndAlwaysTheLast(int rounds) {
        TraceRecorder recorder = new TraceRecorder();
        for (int round = 1; round <= rounds; round++) {
            recorder.round(round, Prices.of(round), round, null);
        }
        List<Integer> kept =
                recorder.points().stream().map(TraceRecorder.Point::round).toList();
        assertTrue(kept.size() <= TraceRecorder.POINTS, kept.toString());
        assertTrue(kept.size() >= Math.min(rounds, TraceRecorder.POINTS / 2), kept.toString());
        if (rounds > 0) {
            assertEquals(1, kept.get(0));
            assertEquals(rounds, kept.get(kept.size() - 1));
            for (int i = 1; i < kept.size(); i++) {
                assertTrue(kept.get(i) > kept.get(i - 1), kept.toString());
            }
        }
    }
}
