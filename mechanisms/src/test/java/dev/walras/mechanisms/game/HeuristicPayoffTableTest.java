package dev.walras.mechanisms.game;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HeuristicPayoffTableTest {
    /** A game of two players whose payoffs depend on the own and the other strategy. */
    private static HeuristicPayoffTable matrix(double[][] payoff) {
        return new HeuristicPayoffTable(2, payoff.length, (counts, own) -> {
            for (int s = 0; s < counts.length; s++) {
                if (counts[s] - (s == own ? 1 : 0) > 0) {
                    return payoff[own][s];
                }
            }
            throw new AssertionError();
        });
    }

    @Test
    void hawksAndDovesMixAsValueToCost() {
        HeuristicPayoffTable game = matrix(new double[][] {{-2, 2}, {0, 1}});
        assertEquals(1, game.mixedEquilibria().size());
        assertArrayEquals(
                new double[] {1.0 / 3, 2.0 / 3}, game.mixedEquilibria().get(0), 1e-12);
        assertEquals(List.of(), game.pureSymmetricEquilibria());
        assertEquals(1, game.pureEquilibria().size());
        List<double[]> trace = game.replicator(new double[] {0.9, 0.1}, 0.5, 500);
        assertArrayEquals(new double[] {1.0 / 3, 2.0 / 3}, trace.get(500), 1e-6);
    }

    @Test
    void rockPaperScissorsHasItsOneEquilibriumAmongThreeStrategies() {
        HeuristicPayoffTable game = matrix(new double[][] {{0, -1, 2}, {1, 0, -1}, {-2, 1, 0}});
        assertEquals(1, game.mixedEquilibria().size());
        assertArrayEquals(new double[] {0.25, 0.5, 0.25}, game.mixedEquilibria().get(0), 1e-9);
    }

    @Test
    void coordinationHasTwoPureAndOneMixedEquilibrium() {
        HeuristicPayoffTable game = matrix(new double[][] {{2, 0}, {0, 1}});
        assertEquals(List.of(0, 1), game.pureSymmetricEquilibria());
        assertArrayEquals(
                new double[] {1.0 / 3, 2.0 / 3}, game.mixedEquilibria().get(0), 1e-12);
    }

    @Test
    void aRootThatOnlyTouchesZeroIsFound() {
        // Three players: the first strategy wins (x - 1/2)^2 more, whose coefficients are 1/4, -1/4, 1/4.
        HeuristicPayoffTable game = new HeuristicPayoffTable(
                3, 2, (counts, own) -> own == 1 ? 0 : new double[] {0.25, -0.25, 0.25}[counts[0] - 1]);
        assertEquals(1, game.mixedEquilibria().size());
        assertEquals(0.5, game.mixedEquilibria().get(0)[0], 1e-6);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void ofTwoStrategiesEveryEquilibriumIsFound(long seed) {
        SplittableRandom random = RunContext.seeded(seed).random("table");
        int players = 2 + random.nextInt(6);
        double[][] payoff = new double[players + 1][2];
        for (double[] row : payoff) {
            Arrays.setAll(row, s -> random.nextInt(10));
        }
        HeuristicPayoffTable game = new HeuristicPayoffTable(players, 2, (counts, own) -> payoff[counts[0]][own]);
        List<double[]> mixed = game.mixedEquilibria();
        for (double[] x : mixed) {
            assertEquals(0, game.regret(x), 1e-9);
        }
        // A second method: changes of sign on a fine grid.
        int changes = 0;
        double before = 0;
        for (int i = 1; i < 5_000; i++) {
            double x = (i + 0.37) / 5_001;
            double[] won = game.deviationPayoffs(new double[] {x, 1 - x});
            changes += i > 1 && (won[0] - won[1]) * before < 0 ? 1 : 0;
            before = won[0] - won[1];
        }
        int found = changes;
        assertTrue(mixed.size() >= found, () -> mixed.size() + " of " + found);
    }
}
