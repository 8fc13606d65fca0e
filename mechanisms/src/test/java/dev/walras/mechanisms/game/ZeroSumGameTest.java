package dev.walras.mechanisms.game;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ZeroSumGameTest {
    private static List<List<BigFraction>> game(int[][] payoff) {
        List<List<BigFraction>> rows = new ArrayList<>();
        for (int[] row : payoff) {
            List<BigFraction> list = new ArrayList<>();
            for (int entry : row) {
                list.add(new BigFraction(entry));
            }
            rows.add(list);
        }
        return rows;
    }

    private static int[][] random(long seed) {
        SplittableRandom random = RunContext.seeded(seed).random("game");
        int[][] payoff = new int[1 + random.nextInt(5)][1 + random.nextInt(5)];
        for (int[] row : payoff) {
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextInt(-6, 7);
            }
        }
        return payoff;
    }

    @Test
    void solvesWeightedRockPaperScissorsExactly() {
        ZeroSumGame.Solution solution = new ZeroSumGame(game(new int[][] {{0, -1, 2}, {1, 0, -1}, {-2, 1, 0}})).solve();
        assertEquals(List.of(new BigFraction(1, 4), new BigFraction(1, 2), new BigFraction(1, 4)), solution.row());
        assertEquals(BigFraction.ZERO, solution.value());
        assertTrue(solution.rowUnique() && solution.columnUnique());
    }

    @Test
    void knowsWhenOptimaAreNotUnique() {
        ZeroSumGame.Solution solution = new ZeroSumGame(game(new int[][] {{1, 0}, {1, 0}})).solve();
        assertFalse(solution.rowUnique());
        assertTrue(solution.columnUnique());
        assertEquals(BigFraction.ZERO, solution.value());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20})
    void noReplyGainsAgainstTheSolutionAndLearnersFindItsValue(long seed) {
        int[][] payoff = random(seed);
        ZeroSumGame game = new ZeroSumGame(game(payoff));
        ZeroSumGame.Solution solution = game.solve();
        assertEquals(BigFraction.ZERO, game.nashConv(solution.row(), solution.column()));
        double[][] real = new double[payoff.length][payoff[0].length];
        for (int i = 0; i < real.length; i++) {
            for (int j = 0; j < real[0].length; j++) {
                real[i][j] = payoff[i][j];
            }
        }
        RegretMatching.SelfPlay play = RegretMatching.selfPlay(real, 20_000, RegretMatching.Variant.PLUS);
        assertEquals(solution.value().doubleValue(), play.value(), play.gap() + 1e-9);
        assertTrue(play.gap() < 0.02, () -> "gap " + play.gap());
        RegretMatching.SelfPlay plain = RegretMatching.selfPlay(real, 20_000, RegretMatching.Variant.PLAIN);
        assertTrue(plain.gap() < 0.3, () -> "gap " + plain.gap());
    }
}
