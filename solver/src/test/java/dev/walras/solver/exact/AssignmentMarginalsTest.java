package dev.walras.solver.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.walras.audit.Auditor;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.MarginalSolver;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.Instance;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentMarginalsTest {
    private static final RunContext CONTEXT = RunContext.seeded(0);

    private static Market market(SplittableRandom random, int rows, int columns, int[] shape) {
        MarketBuilder market = Market.builder("m");
        for (int g = 0; g < columns; g++) {
            market.good("g" + g, "place", shape[0] == 1 ? 1 : random.nextInt(shape[0] + 1));
        }
        for (int p = 0; p < rows; p++) {
            market.participant("p" + p);
            int group = market.group();
            for (int g = 0; g < columns; g++) {
                if (random.nextInt(100) < shape[1]) {
                    market.add(new Order("", p, Bundle.of(g, 1), 1, 1, random.nextInt(shape[2]) - 3, group));
                }
            }
        }
        return market.build();
    }

    private static long welfare(Market market) {
        Outcome outcome = new AssignmentSolver().solve(Instance.of(market), CONTEXT);
        return Auditor.audit(Instance.of(market), outcome).welfareMicros();
    }

    /** Places up to, percent of pairs with an order, values below: dense and sparse, ties, goods that nobody has. */
    @ParameterizedTest
    @CsvSource({
        "1, 30, 30, 1, 100, 1000", "2, 25, 40, 1, 90, 50", "3, 40, 20, 1, 100, 7", "4, 20, 12, 3, 40, 30",
        "5, 35, 9, 4, 30, 5", "6, 18, 18, 1, 100, 4", "7, 3, 2, 1, 100, 20", "8, 30, 30, 2, 15, 100"
    })
    void agreeWithASolveForEveryParticipant(long seed, int rows, int columns, int places, int percent, int values) {
        SplittableRandom random = new SplittableRandom(seed);
        Market market = market(random, rows, columns, new int[] {places, percent, values});
        MarginalSolver.Marginals found = AssignmentMarginals.of(market, CONTEXT);
        assertNotNull(found);
        for (int p = 0; p < rows; p++) {
            int leaver = p;
            int[] others = IntStream.range(0, market.orders())
                    .filter(k -> market.owner(k) != leaver)
                    .toArray();
            assertEquals(welfare(market.select(others)), found.welfareMicros().get(p), "without participant " + p);
        }
    }

    @Test
    void areNotForThoseWhoWantSeveralUnits() {
        MarketBuilder market = Market.builder("m");
        market.good("g", "place", 1);
        market.good("h", "place", 1);
        market.participant("p");
        market.buy(0, 0, 1, 5);
        market.buy(0, 1, 1, 5);
        assertNull(AssignmentMarginals.of(market.build(), CONTEXT));
    }
}
