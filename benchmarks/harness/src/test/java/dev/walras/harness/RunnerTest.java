package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Payments;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.behaviour.Behaviours;
import dev.walras.problem.Instance;
import java.util.Set;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiFunction;
import org.junit.jupiter.api.Test;

/** Mechanisms that misbehave are rows with a status and a reason. */
final class RunnerTest {
    private static Instance instance() {
        MarketBuilder market = Market.builder("m");
        int good = market.good("g", "h", 1);
        market.buy(market.participant("a"), good, 1, 5);
        return Instance.of(market.build());
    }

    private static Trial watched(BiFunction<Instance, RunContext, Outcome> solve, Set<Guarantee> claims) {
        return watched(solve, claims, 60_000);
    }

    private static Trial watched(
            BiFunction<Instance, RunContext, Outcome> solve, Set<Guarantee> claims, long graceMillis) {
        CentralSolver solver = new CentralSolver() {
            @Override
            public MechanismSpec spec() {
                return new MechanismSpec(
                        "test.odd", "Odd", InformationClass.CENTRAL, MechanismSpec.anyMarket(), claims, "none");
            }

            @Override
            public Outcome solve(Instance instance, RunContext context) {
                return solve.apply(instance, context);
            }
        };
        AtomicBoolean cancelled = new AtomicBoolean();
        RunContext context = new RunContext(
                1, Limits.DEFAULT.withTimeMillis(1), 1, cancelled::get, dev.walras.mechanism.Observer.NONE);
        Execution.Request request = new Execution.Request(instance(), "m", solver, "test.odd", Behaviours.TRUTHFUL);
        return new Trial(
                CellRunner.watched(request, context, cancelled, graceMillis).json());
    }

    private static Outcome outcome(long lots, long payment) {
        return new Outcome(Fills.of(lots), Payments.of(payment), null, Termination.COMPLETED, 1);
    }

    @Test
    void anExceptionIsAnError() {
        Trial trial = watched(
                (instance, context) -> {
                    throw new IllegalStateException("broken");
                },
                Set.of());
        assertEquals(Status.ERROR, trial.status());
        assertTrue(trial.reason().contains("broken"), trial.reason());
        assertTrue(Double.isNaN(trial.real("wallMillis")), "a run that failed took no known time, not none");
    }

    @Test
    void aMechanismThatNeverComesBackIsATimeOut() {
        CountDownLatch never = new CountDownLatch(1);
        Trial trial = watched(
                (instance, context) -> {
                    try {
                        never.await();
                    } catch (InterruptedException e) {
                        // What hangs does not listen: it goes on hanging until the test ends.
                        while (never.getCount() > 0) {
                            Thread.onSpinWait();
                        }
                    }
                    return outcome(0, 0);
                },
                Set.of(),
                50);
        never.countDown();
        assertEquals(Status.TIMEOUT, trial.status());
        assertTrue(trial.reason().contains("1 ms"), trial.reason());
    }

    @Test
    void aMechanismThatHeedsCancellationGivesItsOutcome() {
        Trial trial = watched(
                (instance, context) -> {
                    while (!context.cancelled().getAsBoolean()) {
                        Thread.onSpinWait();
                    }
                    return outcome(1, 0);
                },
                Set.of(),
                2_000);
        assertEquals(Status.OK, trial.status());
        assertEquals(5L, trial.welfareMicros());
    }

    @Test
    void tooMuchFilledIsInfeasible() {
        Trial trial = watched((instance, context) -> outcome(2, 0), Set.of());
        assertEquals(Status.INFEASIBLE, trial.status());
        assertTrue(trial.reason().contains("2 lots"), trial.reason());
    }

    @Test
    void aBrokenPromiseAboutMoneyIsAViolation() {
        Trial trial = watched((instance, context) -> outcome(1, 9), Set.of(Guarantee.INDIVIDUALLY_RATIONAL));
        assertEquals(Status.VIOLATION, trial.status());
        assertTrue(trial.feasible());
    }

    @Test
    void nothingFoundIsSaid() {
        Trial trial = watched(
                (instance, context) -> Outcome.noTrade(instance.market(), Termination.NOTHING_FOUND, 1), Set.of());
        assertEquals(Status.NOTHING_FOUND, trial.status());
    }
}
