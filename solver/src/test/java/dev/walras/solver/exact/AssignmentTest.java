package dev.walras.solver.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.google.ortools.graph.LinearSumAssignment;
import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.mechanism.RunContext;
import dev.walras.solver.model.Answer;
import dev.walras.solver.model.DualBound;
import dev.walras.solver.model.LotProgram;
import dev.walras.solver.model.Run;
import dev.walras.solver.ortools.Natives;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class AssignmentTest {
    private static Answer solve(Market market) {
        LotProgram program = LotProgram.of(market);
        Answer answer = Assignment.solve(program, Run.start(RunContext.seeded(0)));
        assertNotNull(answer);
        assertTrue(program.feasible(answer.lots()));
        assertEquals(program.welfare(answer.lots()), DualBound.micros(program, answer.prices()), "duals prove it");
        return answer;
    }

    private static Market square(long[][] value) {
        MarketBuilder market = Market.builder("square");
        for (int g = 0; g < value.length; g++) {
            market.good("g" + g, "place", 1);
        }
        for (int p = 0; p < value.length; p++) {
            market.participant("p" + p);
            int group = market.group();
            for (int g = 0; g < value.length; g++) {
                market.add(new Order("", p, Bundle.of(g, 1), 1, 1, value[p][g], group));
            }
        }
        return market.build();
    }

    /** Values are large enough that everybody is assigned, as OR-Tools' perfect matching demands. */
    @ParameterizedTest
    @CsvSource({"1, 5, 10", "2, 17, 3", "3, 40, 1000", "4, 60, 1000000", "5, 60, 2", "6, 33, 1"})
    void agreesWithTheOracleOnSquareMatrices(long seed, int n, int range) {
        Natives.load();
        SplittableRandom random = new SplittableRandom(seed);
        long[][] value = new long[n][n];
        LinearSumAssignment oracle = new LinearSumAssignment();
        for (int i = 0; i < n; i++) {
            for (int j = 0; j < n; j++) {
                int cost = random.nextInt(range);
                value[i][j] = 10L * n * range - cost;
                oracle.addArcWithCost(i, j, cost);
            }
        }
        assertEquals(LinearSumAssignment.Status.OPTIMAL, oracle.solve());
        LotProgram program = LotProgram.of(square(value));
        long welfare = program.welfare(solve(square(value)).lots());
        assertEquals(10L * n * range * n - oracle.getOptimalCost(), welfare);
        oracle.delete();
    }

    @ParameterizedTest
    @CsvSource({"1, 30, 10, 3", "2, 10, 30, 1", "3, 100, 7, 9", "4, 50, 50, 2"})
    void provesSparseRectangularOnesWithSeveralPlaces(long seed, int rows, int columns, int places) {
        SplittableRandom random = new SplittableRandom(seed);
        MarketBuilder market = Market.builder("sparse");
        for (int g = 0; g < columns; g++) {
            market.good("g" + g, "place", random.nextInt(places + 1));
        }
        for (int p = 0; p < rows; p++) {
            market.participant("p" + p);
            int group = market.group();
            for (int g = 0; g < columns; g++) {
                if (random.nextInt(3) == 0) {
                    market.add(new Order("", p, Bundle.of(g, 1), 1, 1, random.nextInt(50) - 5, group));
                }
            }
        }
        solve(market.build());
    }

    /** Shapley and Shubik 1971, The assignment game I, p. 113: the optimum of the house market is 16. */
    @Test
    void solvesTheHouseMarketOfShapleyAndShubik() {
        LotProgram program = LotProgram.of(square(new long[][] {{5, 7, 2}, {8, 9, 3}, {2, 6, 0}}));
        assertEquals(
                16,
                program.welfare(solve(square(new long[][] {{5, 7, 2}, {8, 9, 3}, {2, 6, 0}}))
                        .lots()));
    }
}
