package dev.walras.solver.packing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import dev.walras.problem.RawMarket;
import dev.walras.solver.Solvers;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PackingSolverTest {
    private static final Limits UNTIMED = Limits.DEFAULT.withTimeMillis(Long.MAX_VALUE);
    private static final RunContext ROUNDS = RunContext.seeded(1).withLimits(UNTIMED.withRounds(4));

    private static Instance instance(long seed, int jobs, int nodes) {
        return new RawMarket(Packings.market(seed, jobs, nodes)).instance();
    }

    private static Outcome solve(Instance instance, RunContext context) {
        return new PackingSolver().solve(instance, context);
    }

    @Test
    void smallOnesAreSolvedToTheOptimumOfEnumeration() {
        for (long seed = 0; seed < 15; seed++) {
            Instance instance = instance(seed, 5, 3);
            Outcome exact = Solvers.byId("opt.exhaustive").solve(instance, ROUNDS);
            Audit audit = Auditor.audit(instance, solve(instance, ROUNDS));
            assertTrue(audit.clean(), () -> audit.violations().toString());
            assertEquals(Auditor.audit(instance, exact).welfareMicros(), audit.welfareMicros(), "seed " + seed);
        }
    }

    @Test
    void annealingFindsManyOptimaOfCpSatAndPassesNone() {
        int found = 0;
        int all = 8;
        for (long seed = 0; seed < all; seed++) {
            Instance instance = instance(seed, 30, 4);
            RunContext exactly = RunContext.seeded(1).withLimits(UNTIMED.withWork(20_000));
            Outcome exact = Solvers.byId("opt.cp-sat").solve(instance, exactly);
            Market market = instance.market();
            Packing packing = Objects.requireNonNull(Packing.of(LotProgram.of(market)));
            Guide guide = new Guide(packing, TypePrices.of(packing, Run.start(ROUNDS)));
            PackingSearch search = new PackingSearch(
                    packing,
                    guide,
                    Start.of(packing, guide),
                    Long.MAX_VALUE,
                    Run.start(ROUNDS.withLimits(UNTIMED.withRounds(12))));
            search.search();
            long optimum = Auditor.audit(instance, exact).welfareMicros();
            assertTrue(search.bestWelfare() <= optimum || exact.termination() != Termination.COMPLETED);
            assertTrue(search.bestWelfare() >= 0.95 * optimum, search.bestWelfare() + " of " + optimum);
            found += search.bestWelfare() == optimum ? 1 : 0;
        }
        assertTrue(found >= all / 4, "only " + found + " of " + all);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void theBoundHoldsAndAnnealingComesNear(long seed) {
        Instance instance = instance(seed, 300, 30);
        Audit audit = Auditor.audit(instance, solve(instance, ROUNDS));
        assertTrue(audit.clean(), () -> audit.violations().toString());
        Long bound = audit.boundMicros();
        assertTrue(bound != null && bound >= audit.welfareMicros());
        assertTrue(audit.gap() < 0.05, () -> "gap " + audit.gap());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void roundsAndWorkGiveTheSameAnswerOnAnyNumberOfThreads(long seed) {
        Instance instance = instance(seed, 250, 40);
        for (Limits limits : List.of(UNTIMED.withRounds(4), UNTIMED.withWork(100))) {
            RunContext context = RunContext.seeded(seed).withLimits(limits);
            Outcome one = solve(instance, context);
            assertEquals(one, solve(instance, context.withThreads(3)));
            assertEquals(one, solve(instance, context));
        }
    }

    @Test
    void otherSeedsSearchElsewhere() {
        Instance instance = instance(5, 400, 60);
        List<Object> fills = new ArrayList<>();
        for (long seed = 1; seed <= 3; seed++) {
            fills.add(solve(instance, RunContext.seeded(seed).withLimits(UNTIMED.withRounds(3)))
                    .fills());
        }
        assertTrue(fills.stream().distinct().count() > 1);
    }

    @Test
    void cancellingGivesTheBestSoFar() {
        Instance instance = instance(2, 400, 60);
        AtomicInteger polls = new AtomicInteger();
        RunContext cancelled = new RunContext(1, UNTIMED, 2, () -> polls.incrementAndGet() > 200, Observer.NONE);
        Outcome outcome = solve(instance, cancelled);
        assertEquals(Termination.CANCELLED, outcome.termination());
        Audit audit = Auditor.audit(instance, outcome);
        assertTrue(audit.clean());
        assertTrue(audit.welfareMicros() > 0);
    }
}
