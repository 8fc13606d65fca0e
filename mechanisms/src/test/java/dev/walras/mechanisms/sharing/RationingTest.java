package dev.walras.mechanisms.sharing;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RationingTest {
    static LongStream seeds() {
        return LongStream.range(0, 60);
    }

    private static BigFraction f(long number) {
        return new BigFraction(number);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void everyPairSharesWhatItGotAsTheContestedGarment(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<BigFraction> claims = new ArrayList<>();
        BigFraction total = BigFraction.ZERO;
        for (int i = 0; i <= random.nextInt(5); i++) {
            claims.add(f(random.nextInt(30)));
            total = total.add(claims.get(i));
        }
        BigFraction estate = total.multiply(new BigFraction(random.nextInt(101), 100));
        for (Rationing rule : Rationing.values()) {
            List<BigFraction> awards = rule.divide(estate, claims);
            BigFraction sum = BigFraction.ZERO;
            for (int i = 0; i < claims.size(); i++) {
                sum = sum.add(awards.get(i));
                assertTrue(awards.get(i).compareTo(BigFraction.ZERO) >= 0, rule + " " + awards);
                assertTrue(awards.get(i).compareTo(claims.get(i)) <= 0, rule + " " + awards);
            }
            assertEquals(estate, sum, rule.name());
        }
        List<BigFraction> awards = Rationing.TALMUD.divide(estate, claims);
        for (int i = 0; i < claims.size(); i++) {
            for (int j = 0; j < i; j++) {
                assertEquals(
                        Rationing.contestedGarment(awards.get(i).add(awards.get(j)), claims.get(i), claims.get(j)),
                        List.of(awards.get(i), awards.get(j)));
            }
        }
    }

    @Test
    void rulesDifferOnTheSameClaims() {
        List<BigFraction> claims = List.of(f(100), f(200), f(300));
        assertEquals(List.of(f(100), f(200), f(200)), Rationing.EQUAL_AWARDS.divide(f(500), claims));
        assertEquals(List.of(f(0), f(50), f(150)), Rationing.EQUAL_LOSSES.divide(f(200), claims));
        assertEquals(List.of(f(50), f(100), f(150)), Rationing.PROPORTIONAL.divide(f(300), claims));
    }

    @Test
    void anEstateAboveAllClaimsIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> Rationing.TALMUD.divide(f(3), List.of(f(1), f(1))));
        assertThrows(IllegalArgumentException.class, () -> Rationing.TALMUD.divide(f(0), List.of(f(-1))));
        assertEquals(List.of(), Rationing.TALMUD.divide(f(0), List.of()));
    }
}
