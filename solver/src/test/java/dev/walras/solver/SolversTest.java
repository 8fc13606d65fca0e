package dev.walras.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.problem.Instance;
import dev.walras.problem.RawMarket;
import dev.walras.testing.RandomMarkets;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class SolversTest {
    private static final Limits UNTIMED = Limits.DEFAULT.withTimeMillis(Long.MAX_VALUE);

    static List<CentralSolver> solvers() {
        return Solvers.all();
    }

    /** A multidimensional knapsack: hard to prove at this size. */
    private static Instance knapsack(long seed, int orders, int goods) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("knapsack");
        int[] touched = new int[goods];
        for (int g = 0; g < goods; g++) {
            touched[g] = market.good("g" + g, "unit", orders * 250L);
        }
        for (int k = 0; k < orders; k++) {
            long[] units = new long[goods];
            long sum = 0;
            for (int g = 0; g < goods; g++) {
                units[g] = 1L + random.nextInt(1000);
                sum += units[g];
            }
            long value = (sum / goods + random.nextInt(500)) * 1_000_000;
            market.order("", market.participant("p" + k), Bundle.of(touched, units), 1, value);
        }
        return new RawMarket(market.build()).instance();
    }

    private static Instance exclusive(long seed, int bidders) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("exclusive");
        for (int g = 0; g < 12; g++) {
            market.good("g" + g, "unit", 2);
        }
        for (int p = 0; p < bidders; p++) {
            market.participant("p" + p);
            int group = market.group();
            for (int b = 0; b < 4; b++) {
                int first = random.nextInt(11);
                Bundle bundle = Bundle.of(new int[] {first, first + 1}, new long[] {1, 1});
                market.add(new Order("", p, bundle, 1, 1, 10 + random.nextInt(50), group));
            }
        }
        return new RawMarket(market.build()).instance();
    }

    @Test
    void idsAreUniqueAndFound() {
        Set<String> ids = new HashSet<>();
        for (CentralSolver solver : Solvers.all()) {
            assertTrue(ids.add(solver.spec().id()));
            assertSame(solver, Solvers.byId(solver.spec().id()));
            assertTrue(solver.spec().id().startsWith("opt."));
        }
        assertEquals("opt.auto", Solvers.all().get(0).spec().id());
        assertThrows(IllegalArgumentException.class, () -> Solvers.byId("opt.oracle"));
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void marketsOfNothingEndInAnOutcome(CentralSolver solver) {
        Market none = Market.builder("none").build();
        MarketBuilder goods = Market.builder("goods only");
        goods.good("g", "unit", 5);
        for (Market market : List.of(none, goods.build())) {
            Instance instance = new RawMarket(market).instance();
            if (solver.spec().unsupported(market).isEmpty()) {
                Outcome outcome = solver.solve(instance, RunContext.seeded(1));
                assertTrue(
                        Auditor.audit(instance, outcome).clean(), solver.spec().id());
            }
        }
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void numbersAtTheLimitEndInAnOutcomeOrARefusal(CentralSolver solver) {
        MarketBuilder builder = Market.builder("huge");
        builder.good("a", "unit", 1L << 60);
        builder.good("b", "unit", 3);
        builder.participant("p");
        builder.order("", 0, Bundle.of(0, 1L << 59), 3, 1L << 58);
        builder.order("", 0, Bundle.of(0, 7), 1L << 40, 1);
        builder.order("", 0, Bundle.of(new int[] {0, 1}, new long[] {1L << 58, 2}), 2, (1L << 57) + 1);
        builder.order("", 0, Bundle.of(new int[] {0, 1}, new long[] {1, -1}), 1L << 58, -2);
        Instance instance = new RawMarket(builder.build()).instance();
        Limits limits = UNTIMED.withWork(50).withRounds(3);
        try {
            Outcome outcome = solver.solve(instance, RunContext.seeded(1).withLimits(limits));
            assertTrue(
                    Auditor.audit(instance, outcome).feasible(), solver.spec().id());
        } catch (UnsupportedMarketException refusal) {
            assertTrue(!solver.spec().id().equals("opt.auto"), "opt.auto must not refuse: " + refusal.getMessage());
        }
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void aLimitOnWorkEndsHardMarketsWithSomethingFeasible(CentralSolver solver) {
        if (solver.spec().id().equals("opt.exhaustive")) {
            return;
        }
        Instance instance = knapsack(3, 400, 10);
        if (!solver.spec().unsupported(instance.market()).isEmpty()) {
            return;
        }
        Limits limits = UNTIMED.withWork(200).withRounds(10);
        Outcome outcome = solver.solve(instance, RunContext.seeded(1).withLimits(limits));
        assertTrue(Auditor.audit(instance, outcome).feasible(), solver.spec().id());
        if (solver.spec().claims().contains(Guarantee.EFFICIENT)) {
            assertEquals(
                    Termination.TIME_LIMIT, outcome.termination(), solver.spec().id());
        }
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void cancellationBeforeTheStartEndsEverySearch(CentralSolver solver) {
        Instance instance = knapsack(4, 20, 3);
        if (!solver.spec().unsupported(instance.market()).isEmpty()) {
            return;
        }
        RunContext context = new RunContext(1, UNTIMED, 1, () -> true, Observer.NONE);
        Outcome outcome = solver.solve(instance, context);
        assertTrue(Auditor.audit(instance, outcome).feasible(), solver.spec().id());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void threadsDoNotChangeTheAnswerOfTheAutomaticChoice(long seed) {
        for (Instance instance : List.of(
                exclusive(seed, 15), knapsack(seed, 25, 3), new RawMarket(RandomMarkets.small(seed)).instance())) {
            Outcome one = new AutoSolver().solve(instance, RunContext.seeded(seed));
            Outcome two =
                    new AutoSolver().solve(instance, RunContext.seeded(seed).withThreads(2));
            assertEquals(one, two, instance.market().toString());
        }
    }

    @Test
    void progressIsReportedWithBounds() {
        long[] best = {Long.MIN_VALUE, 0};
        Observer observer = new Observer() {
            @Override
            public void progress(String engine, Long incumbent, Long bound) {
                synchronized (best) {
                    best[0] = Math.max(best[0], incumbent == null ? Long.MIN_VALUE : incumbent);
                    best[1]++;
                }
            }
        };
        Instance instance = knapsack(5, 30, 4);
        Outcome outcome = Solvers.byId("opt.portfolio")
                .solve(instance, RunContext.seeded(1).withObserver(observer));
        assertEquals(Auditor.audit(instance, outcome).welfareMicros(), best[0]);
        assertTrue(best[1] > 0);
    }

    @Test
    void anObserverThatThrowsDoesNotTakeTheVirtualMachineDown() {
        Observer observer = new Observer() {
            @Override
            public void progress(String engine, Long incumbent, Long bound) {
                throw new IllegalStateException("observer");
            }
        };
        Instance instance = knapsack(5, 30, 4);
        Outcome outcome =
                Solvers.byId("opt.cp-sat").solve(instance, RunContext.seeded(1).withObserver(observer));
        assertTrue(Auditor.audit(instance, outcome).feasible());
    }

    @Test
    void enumerationRefusesWhatIsTooLarge() {
        UnsupportedMarketException refusal = assertThrows(
                UnsupportedMarketException.class,
                () -> Solvers.byId("opt.exhaustive").solve(knapsack(1, 30, 2), RunContext.seeded(1)));
        assertTrue(refusal.getMessage().contains("1073741824"), refusal.getMessage());
    }
}
