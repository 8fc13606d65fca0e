package dev.walras.mechanisms.combinatorial;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Auditor;
import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.Goldens;
import dev.walras.problem.Instance;
import dev.walras.testing.RandomMarkets;
import java.util.HashSet;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WinnerDeterminationTest {
    @Test
    void tiesAreAllFoundAndBrokenAsSaid() {
        Market market = Goldens.packages(2, new long[][][] {{{0b11, 4}}, {{0b01, 2}}, {{0b10, 2}}, {{0b10, 2}}});
        WinnerDetermination.Optima optima = WinnerDetermination.of(market, 10, () -> false);
        assertEquals(List.of(Fills.of(1, 0, 0, 0), Fills.of(0, 1, 1, 0), Fills.of(0, 1, 0, 1)), optima.optima());
        assertTrue(optima.tied() && optima.complete());
        assertEquals(Fills.of(1, 0, 0, 0), optima.chosen(market, WinnerDetermination.TieBreak.LEXICOGRAPHIC));
        assertEquals(
                2,
                WinnerDetermination.winners(market, optima.chosen(market, WinnerDetermination.TieBreak.MOST_WINNERS)));
        assertFalse(WinnerDetermination.of(market, 1, () -> false).complete());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void everyOptimumIsFoundOnce(long seed) {
        for (long s = 50 * seed; s < 50 * seed + 50; s++) {
            Market market = RandomMarkets.small(s);
            WinnerDetermination.Optima optima = WinnerDetermination.of(market, 1_000_000, () -> false);
            assertTrue(optima.complete());
            assertEquals(Enumeration.optimum(market), optima.welfareMicros(), market.id());
            assertEquals(optima.optima().size(), new HashSet<>(optima.optima()).size());
            assertEquals(
                    count(market, optima.welfareMicros(), new long[market.orders()], 0),
                    optima.optima().size());
        }
    }

    /** How many feasible outcomes have that welfare, by trying all. */
    private static int count(Market market, long welfare, long[] lots, int k) {
        if (k == lots.length) {
            Outcome outcome = new Outcome(
                    Fills.of(lots.clone()), Payments.none(market.participants()), null, Termination.COMPLETED, 1);
            var audit = Auditor.audit(Instance.of(market), outcome);
            return audit.feasible() && audit.welfareMicros() == welfare ? 1 : 0;
        }
        int count = 0;
        for (long n = 0; n <= market.maxLots(k); n = n == 0 ? market.minLots(k) : n + 1) {
            lots[k] = n;
            count += count(market, welfare, lots, k + 1);
        }
        lots[k] = 0;
        return count;
    }
}
