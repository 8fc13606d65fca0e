package dev.walras.mechanism;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.HashSet;
import java.util.Set;
import org.junit.jupiter.api.Test;

class RunContextTest {
    @Test
    void givesTheSameNumbersForTheSameSeedAndPurpose() {
        RunContext context = RunContext.seeded(42);
        assertEquals(
                context.random("arrivals").nextLong(),
                RunContext.seeded(42).random("arrivals").nextLong());
    }

    @Test
    void givesOtherNumbersForOtherSeedsAndPurposes() {
        Set<Long> firsts = new HashSet<>();
        String[] purposes = {"", "a", "b", "ab", "ba", "arrivals", "Arrivals", "arrivals "};
        for (long seed = -50; seed < 50; seed++) {
            for (String purpose : purposes) {
                firsts.add(RunContext.seeded(seed).random(purpose).nextLong());
            }
        }
        assertEquals(100 * purposes.length, firsts.size());
    }

    @Test
    void copiesChangeOneThingOnly() {
        RunContext context = RunContext.seeded(7);
        Limits limits =
                Limits.DEFAULT.withRounds(3).withTimeMillis(9).withWork(8).withRelativeGap(0.5);
        assertEquals(new Limits(9, 3, 8, 0.5), limits);
        Observer observer = new Observer() {};
        RunContext other = context.withLimits(limits).withThreads(2).withObserver(observer);
        assertEquals(new RunContext(7, limits, 2, context.cancelled(), observer), other);
        assertSame(context.cancelled(), other.cancelled());
    }

    @Test
    void namesWhatIsOutOfRange() {
        assertEquals(
                "threads is 0; it must be 1 or more",
                assertThrows(
                                IllegalArgumentException.class,
                                () -> RunContext.seeded(1).withThreads(0))
                        .getMessage());
        assertEquals(
                "limits must be 1 or more: timeMillis 60000, rounds 0, work 9223372036854775807",
                assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withRounds(0))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withTimeMillis(0));
        assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withWork(0));
        assertEquals(
                "relativeGap is NaN; it must be from 0 to 1",
                assertThrows(IllegalArgumentException.class, () -> Limits.DEFAULT.withRelativeGap(Double.NaN))
                        .getMessage());
    }
}
