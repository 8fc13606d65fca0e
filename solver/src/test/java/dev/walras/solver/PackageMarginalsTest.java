package dev.walras.solver;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Market;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.MarginalSolver.Marginals;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.packages.Packings;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** Optima without single participants, against the enumeration of each market without them. */
class PackageMarginalsTest {
    private static final RunContext UNTIMED =
            RunContext.seeded(1).withLimits(Limits.DEFAULT.withTimeMillis(Long.MAX_VALUE));

    @Test
    void equalTheOptimaOfTheMarketsWithoutThem() {
        AutoSolver solver = new AutoSolver();
        int shortcuts = 0;
        for (long seed = 0; seed < 300; seed++) {
            Market market = Packings.market(seed, 8, 12);
            Outcome outcome = solver.solve(Instance.of(market), UNTIMED);
            RunContext context = UNTIMED.withThreads(1 + (int) (seed % 2));
            Marginals marginals = solver.welfareWithout(market, outcome.fills(), context);
            if (marginals == null) {
                continue;
            }
            shortcuts++;
            assertEquals(Termination.COMPLETED, marginals.termination());
            for (int p = 0; p < market.participants(); p++) {
                int owner = p;
                int[] others = IntStream.range(0, market.orders())
                        .filter(k -> market.owner(k) != owner)
                        .toArray();
                long optimum = Packings.optimum(LotProgram.of(market.select(others)));
                assertEquals(optimum, marginals.welfareMicros().get(p), "seed " + seed + ", participant " + p);
            }
        }
        assertTrue(shortcuts > 100, "only " + shortcuts);
    }
}
