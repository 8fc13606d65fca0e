package dev.walras.mechanisms.game;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LearnersTest {
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void everyLearnerFindsTheArmThatPays(long seed) {
        SplittableRandom random = RunContext.seeded(seed).random("arms");
        List<Learner> learners = List.of(
                new Exp3(4, 0.1),
                new QLearning(4, new QLearning.Rates(0.1, 0, 0.1)),
                new RegretMatching(4, RegretMatching.Variant.PLUS));
        for (Learner learner : learners) {
            for (int t = 0; t < 5_000; t++) {
                int arm = learner.choose(random);
                learner.observe(arm, random.nextDouble() < (arm == 2 ? 0.8 : 0.3) ? 1 : 0);
            }
            double share =
                    learner instanceof RegretMatching matching ? matching.average()[2] : learner.probabilities()[2];
            assertTrue(share > 0.5, () -> learner.getClass().getSimpleName());
        }
    }

    @Test
    void weightsStayFiniteHoweverLongTheyGrow() {
        Exp3 learner = new Exp3(2, 1);
        for (int t = 0; t < 5_000; t++) {
            learner.observe(0, 1);
        }
        assertEquals(1, learner.probabilities()[0] + learner.probabilities()[1], 1e-12);
    }

    @Test
    void payoffsOutsideTheUnitRangeAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> new Exp3(2, 0.1).observe(0, 1.5));
        assertThrows(IllegalArgumentException.class, () -> new Exp3(2, 0.1).observe(2, 0.5));
    }

    /** 0.5 + 0.5 (1 + 0.9 x 2 - 0.5) = 1.65; then nothing follows: 1 + 0.5 (3 - 1) = 2. */
    @Test
    void estimatesMoveTowardRewardAndWhatFollows() {
        QLearning learner = new QLearning(new double[][] {{0.5, 1}, {2, 0}}, new QLearning.Rates(0.5, 0.9, 0));
        assertEquals(1.65, learner.update(0, 0, 1, 1), 1e-12);
        assertEquals(2, learner.update(0, 1, 3, QLearning.END), 1e-12);
        assertArrayEquals(new double[] {1.65, 2}, learner.estimates()[0], 1e-12);
        assertEquals(1, learner.greedy(0));
    }
}
