package dev.walras.mechanisms.game;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Collections;
import java.util.List;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OligopolyTest {
    private static CournotOligopoly market(int firms) {
        return CournotOligopoly.symmetric(new BigFraction(100), BigFraction.ONE, new BigFraction(10), firms);
    }

    private static BigFraction distance(CournotOligopoly market, int rounds, CournotOligopoly.Mode mode) {
        int firms = market.costs().size();
        List<List<BigFraction>> trace =
                market.replies(Collections.nCopies(firms, BigFraction.ZERO), rounds, mode, CournotOligopoly.Range.ANY);
        return trace.get(rounds - 1)
                .get(0)
                .subtract(market.equilibrium().get(0))
                .abs();
    }

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 4, 5, 8})
    void theocharis(int firms) {
        CournotOligopoly market = market(firms);
        int early = distance(market, 2, CournotOligopoly.Mode.SIMULTANEOUS)
                .compareTo(distance(market, 12, CournotOligopoly.Mode.SIMULTANEOUS));
        assertEquals(Integer.compare(3, firms), early);
        assertEquals(firms < 3, market.converges(CournotOligopoly.Mode.SIMULTANEOUS));
        assertTrue(distance(market, 40, CournotOligopoly.Mode.SEQUENTIAL).doubleValue() < 1e-3);
    }

    @Test
    void firmsThatCostTooMuchProduceNothing() {
        List<BigFraction> quantities = new CournotOligopoly(
                        new BigFraction(10),
                        BigFraction.ONE,
                        List.of(BigFraction.ONE, new BigFraction(9), BigFraction.ONE))
                .equilibrium();
        assertEquals(List.of(new BigFraction(3), BigFraction.ZERO, new BigFraction(3)), quantities);
    }

    @Test
    void nobodyGainsByAnotherEffortInTheLottery() {
        List<BigFraction> values = List.of(new BigFraction(6), new BigFraction(3), BigFraction.ONE);
        List<BigFraction> efforts = LotteryContest.lottery(values);
        assertEquals(List.of(new BigFraction(4, 3), new BigFraction(2, 3), BigFraction.ZERO), efforts);
        for (int i = 0; i < 3; i++) {
            double others = 0;
            for (int j = 0; j < 3; j++) {
                others += j == i ? 0 : efforts.get(j).doubleValue();
            }
            double own = efforts.get(i).doubleValue();
            double best = values.get(i).doubleValue() * own / (own + others) - own;
            for (double x = 0.001; x < 6; x += 0.001) {
                assertTrue(values.get(i).doubleValue() * x / (x + others) - x <= best + 1e-6);
            }
        }
        assertEquals(new BigFraction(2), LotteryContest.symmetric(new BigFraction(9), 3, BigFraction.ONE));
    }
}
