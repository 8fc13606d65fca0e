package dev.walras.datasets.catalog;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.datasets.catalog.Catalog.Entry;
import dev.walras.datasets.catalog.Catalog.Origin;
import dev.walras.testing.Enumeration;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The optima of the toys, in micros, each derived by hand in the comment above it and checked by enumeration. */
class ToysTest {
    static Stream<Arguments> optima() {
        return Stream.of(
                // Sorted values 9 7 5 3 against costs 2 4 6 8: two pairs trade, (9 - 2) + (7 - 4) = 10; 5 < 6.
                Arguments.of("toy.double-auction", 10_000_000L),
                // Any two pairs overlap in a good, so one pair and a single: ab 6 + c 2 = 8; bc 6 + a 1 = 7; ac 5.
                Arguments.of("toy.combinatorial", 8_000_000L),
                // Both for 3, or one of the goods for 2. (Half of each order would be 3.5.)
                Arguments.of("toy.no-prices", 3_000_000L),
                // train and infer exclude each other (3 GPUs of 2). With train on big (6 of 8 cores): batch beside it,
                // web on small: 9 + 3 + 6 = 18. Without it all others: 7 + 6 + 3 = 16.
                Arguments.of("toy.allocation", 18_000_000L),
                // A GPU-slot costs 1. train at once: 10 - 4 = 6, and report after it 3 - 1 = 2: 8. train one slot late:
                // 8 - 4 = 4, before it urgent 4 - 1 = 3 and report 2: 9. sweep takes all: 12 - 6 = 6.
                Arguments.of("toy.scheduling", 9_000_000L),
                // big alone: x and y, 7 - 5 = 2. small alone: x, 4 - 3 = 1. Both: 9 - 8 = 1.
                Arguments.of("toy.renting", 2_000_000L),
                // The route carries 3, each for 0.3: east pays 4 + 4 + 2.5 - 0.9 = 9.6, the asks cost 3: 6.6. A fourth
                // ask costs 2, the local bid pays 1.2.
                Arguments.of("toy.arbitrage", 6_600_000L),
                // A new hour from two old ones costs 2 + 0.2, twice: 2 x (3 - 2.2) = 1.6. The third bought new: 0.5.
                Arguments.of("toy.conversion", 2_100_000L),
                // Half is lost in charging: 4 kWh make 2 in store, at 2 each, 0.25 a slot. Both for the evening:
                // 2 x (6 - 2 - 0.5) = 7, and the third from gas 6 - 5 = 1: 8. One of them for noon earns 0.75 and
                // leaves
                // 3.5 + 2 x 1 in the evening: 6.25.
                Arguments.of("toy.storage", 8_000_000L),
                // chat on fast: 8 - 3 - 10 % of 4 = 4.6 (20 ms in 90 % of cases, within the limit often enough); on
                // cheap: 20 + 100 ms, within the limit, beyond the target: 8 - 1 - 4 = 3. report on cheap 4, on fast 2;
                // batch on cheap 2, on fast 0. Best: 4.6 + 4.
                Arguments.of("toy.sla", 8_600_000L),
                // twice needs b (6) and one of alpha's (1 or 2); with once on alpha's other: 10 + 5 - 6 - 1 - 2 = 6.
                // Only once: 5 - 1 = 4. (With both replicas at alpha it would be 7, which is not allowed.)
                Arguments.of("toy.replicas", 6_000_000L));
    }

    @ParameterizedTest
    @MethodSource("optima")
    void hasTheOptimumDerivedByHand(String id, long optimumMicros) {
        assertEquals(
                optimumMicros,
                Enumeration.optimum(Catalog.problem(id).instance().market()).welfareMicros());
    }

    @Test
    void everyToyHasAnOptimumHere() {
        TreeSet<String> derived = new TreeSet<>();
        optima().forEach(arguments -> derived.add((String) arguments.get()[0]));
        TreeSet<String> toys = new TreeSet<>();
        Catalog.all().stream()
                .filter(entry -> entry.origin() == Origin.TOY)
                .map(Entry::id)
                .forEach(toys::add);
        assertEquals(toys, derived);
        assertTrue(toys.size() > 8);
    }
}
