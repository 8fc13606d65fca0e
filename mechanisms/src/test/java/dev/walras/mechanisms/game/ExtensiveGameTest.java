package dev.walras.mechanisms.game;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanisms.game.ExtensiveGame.Policy;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Numbers of OpenSpiel's exploitability tests, and of Kuhn 1950. */
class ExtensiveGameTest {
    @Test
    void kuhnPokerHasThePublishedExploitability() {
        ExtensiveGame kuhn = Poker.kuhn();
        assertEquals(new BigFraction(11, 12), kuhn.nashConv(Policy.uniform()));
        assertEquals(new BigFraction(1, 2), kuhn.bestReply(0, Policy.uniform()));
        assertEquals(new BigFraction(5, 12), kuhn.bestReply(1, Policy.uniform()));
        assertEquals(BigFraction.TWO, kuhn.nashConv(Policy.always(0)));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 3, 5, 10})
    void everyMemberOfTheFamilyIsAnEquilibriumOfTheSameValue(int thirtieths) {
        Policy policy = Poker.kuhnEquilibrium(new BigFraction(thirtieths, 30));
        assertEquals(BigFraction.ZERO, Poker.kuhn().nashConv(policy));
        assertEquals(new BigFraction(-1, 18), Poker.kuhn().value(policy));
    }

    @Test
    void theFamilyEndsAtAThird() {
        assertThrows(IllegalArgumentException.class, () -> Poker.kuhnEquilibrium(new BigFraction(1, 2)));
    }

    @Test
    void leducPokerHasThePublishedExploitability() {
        assertEquals(4.747222222222222, Poker.leduc().nashConv(Policy.uniform()).doubleValue(), 1e-12);
        assertEquals(BigFraction.TWO, Poker.leduc().nashConv(Policy.always(0)));
    }

    @Test
    void regretMinimisationComesToEquilibrium() {
        ExtensiveGame kuhn = Poker.kuhn();
        Policy learnt = new CounterfactualRegret(kuhn).play(2_000).average();
        assertTrue(kuhn.nashConv(learnt).doubleValue() < 1e-3);
        assertEquals(-1.0 / 18, kuhn.value(learnt).doubleValue(), 1e-3);
    }
}
