package dev.walras.problem;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Fills;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.testing.Enumeration;
import dev.walras.testing.RandomProblems;
import java.util.function.LongFunction;
import java.util.function.ToLongFunction;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * The optimum of the market of a problem is the optimum of the problem, found by enumerating the domain's decisions,
 * and the auditor accepts every optimal outcome of the market at that welfare.
 */
class FormulationTest {
    private static final int BLOCK = 400;

    static LongStream blocks() {
        return LongStream.range(0, 10).map(block -> block * BLOCK);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void allocationMarketsHaveTheOptimumOfThePlacements(long firstSeed) {
        agree(firstSeed, RandomProblems::allocation, AllocationOracle::optimumMicros);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void arbitrageMarketsHaveTheOptimumOfTheTrades(long firstSeed) {
        agree(firstSeed, RandomProblems::arbitrage, ArbitrageOracle::optimumMicros);
    }

    @ParameterizedTest
    @MethodSource("blocks")
    void slaMarketsHaveTheOptimumOfTheAssignments(long firstSeed) {
        agree(firstSeed, RandomProblems::sla, SlaMatchingOracle::optimumMicros);
    }

    private static <P extends Problem> void agree(long firstSeed, LongFunction<P> problems, ToLongFunction<P> oracle) {
        int trades = 0;
        for (long seed = firstSeed; seed < firstSeed + BLOCK; seed++) {
            P problem = problems.apply(seed);
            Instance instance = problem.instance();
            Enumeration.Optimum optimum = Enumeration.optimum(instance.market(), 4);
            assertEquals(oracle.applyAsLong(problem), optimum.welfareMicros(), "optimum at seed " + seed);
            for (Fills fills : optimum.fills()) {
                Audit audit = Auditor.audit(
                        instance,
                        new Outcome(
                                fills,
                                Payments.none(instance.market().participants()),
                                null,
                                Termination.COMPLETED,
                                1));
                assertTrue(audit.clean(), () -> "audit of " + problem.id() + ": " + audit.violations());
                assertEquals(optimum.welfareMicros(), audit.welfareMicros(), "audited welfare at seed " + seed);
            }
            trades += optimum.welfareMicros() > 0 ? 1 : 0;
        }
        assertTrue(trades > BLOCK / 5, "too few instances have anything to gain: " + trades + " of " + BLOCK);
    }
}
