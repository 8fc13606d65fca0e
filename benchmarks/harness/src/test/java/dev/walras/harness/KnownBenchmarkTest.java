package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.walras.datasets.format.KnownOptima.KnownOptimum;
import dev.walras.harness.KnownBenchmark.Verdict;
import dev.walras.problem.Objective.Sense;
import java.math.BigDecimal;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class KnownBenchmarkTest {
    @ParameterizedTest
    @CsvSource({
        "MIN, 100,   ,  100, 100, true,  PROVED",
        "MIN, 100,   ,  100,  90, false, FOUND",
        "MIN, 100,   ,  101,  90, false, WORSE",
        "MIN, 100,   ,   99,  90, false, CONTRADICTION",
        "MIN, 100,   ,  101, 101, true,  CONTRADICTION",
        "MIN, 100,   ,  102, 101, false, CONTRADICTION",
        "MAX, 100,   ,   99,  99, true,  CONTRADICTION",
        "MAX, 100,   ,   99, 101, false, WORSE",
        "MAX,    , 100, 101, 120, false, IMPROVED",
        "MAX,    , 100, 100,    , false, FOUND",
        "MAX, 100,   ,     , 120, false, NOTHING",
        "MAX, 100,   ,     ,    , true,  CONTRADICTION",
        "MAX, 100,   , 100.001, 120, false, FOUND",
        "MAX, 100,   , 100.1, 120, false, CONTRADICTION",
    })
    void judges(
            Sense sense,
            @Nullable BigDecimal optimum,
            @Nullable BigDecimal bestKnown,
            @Nullable BigDecimal found,
            @Nullable BigDecimal bound,
            boolean proved,
            Verdict verdict) {
        KnownOptimum known = new KnownOptimum("x", "gap", "x", sense, "", optimum, bestKnown, null, "test");
        assertEquals(
                verdict, KnownBenchmark.verdict(known, found, bound, proved, new BigDecimal("0.01")), known.toString());
    }
}
