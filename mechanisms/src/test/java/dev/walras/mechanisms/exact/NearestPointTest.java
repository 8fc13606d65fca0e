package dev.walras.mechanisms.exact;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NearestPointTest {
    private static List<BigFraction> vector(int... entries) {
        List<BigFraction> vector = new ArrayList<>();
        for (int entry : entries) {
            vector.add(new BigFraction(entry));
        }
        return vector;
    }

    @Test
    void projectsOntoALineAndIntoACorner() {
        NearestPoint line = new NearestPoint(vector(4, 1));
        line.equal(vector(1, 1), new BigFraction(3));
        assertEquals(vector(3, 0), line.find());
        line.atMost(vector(-1, 0), new BigFraction(-1));
        line.atMost(vector(1, 0), new BigFraction(2));
        assertEquals(vector(2, 1), line.find());
    }

    /** The reference satisfies the equality, and the way to the other row leads away from it. */
    @Test
    void anEqualityThatHeldAtFirstHoldsInTheEnd() {
        NearestPoint nearest = new NearestPoint(vector(1, 2));
        nearest.equal(vector(1, 1), new BigFraction(3));
        nearest.atMost(vector(1, 0), BigFraction.ZERO);
        assertEquals(vector(0, 3), nearest.find());
    }

    @Test
    void aPointInsideStaysAndNoPointIsNull() {
        NearestPoint inside = new NearestPoint(vector(1, 1));
        inside.atMost(vector(1, 1), new BigFraction(5));
        assertEquals(vector(1, 1), inside.find());
        inside.atMost(vector(1, 0), BigFraction.ZERO);
        inside.atMost(vector(-1, 0), new BigFraction(-1));
        assertNull(inside.find());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noPointOfAGridIsNearer(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 60; round++) {
            List<BigFraction> reference = vector(random.nextInt(9), random.nextInt(9), random.nextInt(9));
            NearestPoint nearest = new NearestPoint(reference);
            List<List<BigFraction>> normals = new ArrayList<>();
            List<BigFraction> bounds = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                List<BigFraction> normal = vector(random.nextInt(3) - 1, random.nextInt(3) - 1, random.nextInt(3) - 1);
                BigFraction bound = new BigFraction(random.nextInt(7));
                nearest.atMost(normal, bound);
                normals.add(normal);
                bounds.add(bound);
            }
            List<BigFraction> found = nearest.find();
            assertNotNull(found, "0 satisfies all rows");
            assertTrue(inside(found, normals, bounds));
            BigFraction best = distance(found, reference);
            for (int p = 0; p < 1000; p++) {
                List<BigFraction> other = vector(p % 10, p / 10 % 10, p / 100);
                if (inside(other, normals, bounds)) {
                    assertTrue(distance(other, reference).compareTo(best) >= 0, () -> other + " is nearer");
                }
            }
        }
    }

    /**
     * In more dimensions than floating point guesses by luck, with rows that repeat: no point of the polyhedron lies
     * ahead of the one found, seen from there towards the reference (the variational inequality of projections).
     */
    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4})
    void nothingLiesAheadTowardsTheReference(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        for (int round = 0; round < 10; round++) {
            int n = 8;
            List<BigFraction> reference = new ArrayList<>();
            for (int i = 0; i < n; i++) {
                reference.add(new BigFraction(random.nextInt(100)));
            }
            NearestPoint nearest = new NearestPoint(reference);
            LinearProgram program = new LinearProgram(n);
            for (int r = 0; r < 20; r++) {
                List<BigFraction> normal = new ArrayList<>();
                LinearProgram.Terms terms = program.terms();
                for (int i = 0; i < n; i++) {
                    int coefficient = random.nextInt(2);
                    normal.add(new BigFraction(coefficient));
                    terms.add(i, coefficient);
                }
                BigFraction bound = new BigFraction(random.nextInt(120));
                for (int again = 0; again <= r % 2; again++) {
                    nearest.atMost(normal, bound);
                }
                program.atMost(terms, bound);
            }
            for (int i = 0; i < n; i++) {
                List<BigFraction> normal = new ArrayList<>(Collections.nCopies(n, BigFraction.ZERO));
                normal.set(i, BigFraction.MINUS_ONE);
                nearest.atMost(normal, BigFraction.ZERO);
            }
            List<BigFraction> found = nearest.find();
            assertNotNull(found);
            BigInteger scale = BigInteger.ONE;
            for (BigFraction coordinate : found) {
                scale = scale.multiply(coordinate.getDenominator());
            }
            BigFraction reached = BigFraction.ZERO;
            for (int i = 0; i < n; i++) {
                BigFraction towards = reference.get(i).subtract(found.get(i)).multiply(scale);
                program.maximize(i, towards.getNumerator().longValueExact());
                reached = reached.add(towards.multiply(found.get(i)));
            }
            assertEquals(reached, program.solve().value());
        }
    }

    private static boolean inside(List<BigFraction> point, List<List<BigFraction>> normals, List<BigFraction> bounds) {
        for (int i = 0; i < normals.size(); i++) {
            BigFraction sum = BigFraction.ZERO;
            for (int j = 0; j < point.size(); j++) {
                sum = sum.add(normals.get(i).get(j).multiply(point.get(j)));
            }
            if (sum.compareTo(bounds.get(i)) > 0) {
                return false;
            }
        }
        return true;
    }

    private static BigFraction distance(List<BigFraction> a, List<BigFraction> b) {
        BigFraction sum = BigFraction.ZERO;
        for (int j = 0; j < a.size(); j++) {
            BigFraction difference = a.get(j).subtract(b.get(j));
            sum = sum.add(difference.multiply(difference));
        }
        return sum;
    }
}
