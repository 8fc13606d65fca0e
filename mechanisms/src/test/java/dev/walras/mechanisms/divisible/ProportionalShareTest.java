package dev.walras.mechanisms.divisible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ProportionalShareTest {
    private static final BigFraction THREE_QUARTERS = new BigFraction(3, 4);

    @ParameterizedTest
    @ValueSource(ints = {2, 3, 5, 10, 100, 1_000})
    void theWorstFamilyHasTheEfficiencyOfTheClosedForm(int users) {
        List<BigFraction> slopes = new ArrayList<>(java.util.Collections.nCopies(users, BigFraction.ONE_HALF));
        slopes.set(0, BigFraction.ONE);
        ProportionalShare.ExactShares nash = ProportionalShare.nash(slopes, BigFraction.ONE);
        BigFraction expected = new BigFraction(3 * users - 1, 2 * (2 * users - 1));
        assertEquals(expected, ProportionalShare.efficiency(slopes, nash, BigFraction.ONE));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noLinearGameIsWorseThanThreeQuartersAndNoBidCanBeBettered(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int trial = 0; trial < 100; trial++) {
            BigFraction capacity = new BigFraction(1 + random.nextInt(9));
            List<BigFraction> slopes = RandomDivisible.numbers(random, 2 + random.nextInt(5), 1, 20);
            ProportionalShare.ExactShares nash = ProportionalShare.nash(slopes, capacity);
            assertTrue(ProportionalShare.efficiency(slopes, nash, capacity).compareTo(THREE_QUARTERS) > 0);
            assertEquals(capacity, Fractions.sum(nash.units()));
            for (int i = 0; i < slopes.size(); i++) {
                BigFraction others =
                        Fractions.sum(nash.bids()).subtract(nash.bids().get(i));
                double kept = payoff(slopes.get(i), nash.bids().get(i), others, capacity);
                for (double factor : new double[] {0, 0.5, 0.9, 0.99, 1.01, 1.1, 2}) {
                    BigFraction bid = nash.bids().get(i).multiply(new BigFraction(factor));
                    assertTrue(payoff(slopes.get(i), bid, others, capacity) <= kept + 1e-9);
                }
            }
        }
    }

    private static double payoff(BigFraction slope, BigFraction bid, BigFraction others, BigFraction capacity) {
        double total = bid.add(others).doubleValue();
        return total == 0 ? 0 : slope.multiply(capacity).multiply(bid).doubleValue() / total - bid.doubleValue();
    }

    @Test
    void bisectionAgreesWithTheExactEquilibrium() {
        List<BigFraction> slopes = List.of(new BigFraction(5), new BigFraction(3), new BigFraction(1));
        ProportionalShare.ExactShares exact = ProportionalShare.nash(slopes, new BigFraction(4));
        List<ShareUtility> utilities =
                slopes.stream().map(s -> ShareUtility.linear(s.doubleValue())).toList();
        ProportionalShare.Shares found = ProportionalShare.nash(utilities, 4);
        assertEquals(exact.price().doubleValue(), found.price(), 1e-12);
        for (int i = 0; i < 3; i++) {
            assertEquals(exact.units().get(i).doubleValue(), found.units().get(i), 1e-9);
        }
    }

    @Test
    void priceTakersWithLogarithmsShareByTheirWeights() {
        List<ShareUtility> utilities = List.of(ShareUtility.log(1), ShareUtility.log(2), ShareUtility.log(3));
        ProportionalShare.Shares found = ProportionalShare.priceTaking(utilities, 12);
        assertEquals(0.5, found.price(), 1e-12);
        assertEquals(6, found.units().get(2), 1e-9);
    }
}
