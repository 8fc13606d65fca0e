package dev.walras.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import dev.walras.problem.RawMarket;
import dev.walras.testing.RandomMarkets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every solver on small random markets of every structure, against enumeration, audited. */
class SolverContractTest {
    private static final int SEEDS = 150;
    private static final Limits UNTIMED = Limits.DEFAULT.withTimeMillis(Long.MAX_VALUE);
    private static final RunContext EXACT = RunContext.seeded(1).withLimits(UNTIMED.withWork(5_000));
    private static final RunContext QUICK =
            RunContext.seeded(1).withLimits(UNTIMED.withWork(10).withRounds(3));

    static List<CentralSolver> solvers() {
        return Solvers.all();
    }

    static List<Market> markets() {
        List<Market> markets = new ArrayList<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            markets.add(RandomMarkets.small(seed));
            markets.add(
                    seed % 3 == 0
                            ? RandomMarkets.unitDemand(seed)
                            : seed % 3 == 1 ? RandomMarkets.doubleAuction(seed) : RandomMarkets.combinatorial(seed));
        }
        return markets;
    }

    @ParameterizedTest
    @MethodSource("solvers")
    void answersAreFeasibleBoundedAndOptimalWherePromised(CentralSolver solver) {
        int solved = 0;
        boolean exact = solver.spec().claims().contains(Guarantee.EFFICIENT);
        for (Market market : markets()) {
            if (!solver.spec().unsupported(market).isEmpty()) {
                continue;
            }
            Instance instance = new RawMarket(market).instance();
            long optimum = Auditor.audit(
                            instance, Solvers.byId("opt.exhaustive").solve(instance, EXACT))
                    .welfareMicros();
            Outcome outcome = solver.solve(instance, exact ? EXACT : QUICK);
            Audit audit = Auditor.audit(instance, outcome);
            solved++;
            assertTrue(audit.clean(), () -> solver.spec().id() + " on " + market + ": " + audit.violations());
            assertTrue(audit.welfareMicros() <= optimum, () -> solver.spec().id() + " on " + market);
            if (audit.boundMicros() != null) {
                assertTrue(audit.boundMicros() >= optimum, () -> solver.spec().id() + " on " + market);
            }
            Long claimed = outcome.claim().boundMicros();
            if (claimed != null) {
                assertTrue(claimed >= optimum, () -> solver.spec().id() + " claims " + claimed + " on " + market);
            }
            if (exact) {
                assertEquals(optimum, audit.welfareMicros(), () -> solver.spec().id() + " on " + market);
                assertEquals(Termination.COMPLETED, outcome.termination());
            }
        }
        assertTrue(solved >= 20, "only " + solved + " markets");
    }
}
