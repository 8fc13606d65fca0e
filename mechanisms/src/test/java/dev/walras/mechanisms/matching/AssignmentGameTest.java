package dev.walras.mechanisms.matching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class AssignmentGameTest {
    static LongStream seeds() {
        return LongStream.range(0, 150);
    }

    private static long best(long[][] gain, int buyer, int used) {
        if (buyer == gain.length) {
            return 0;
        }
        long best = best(gain, buyer + 1, used);
        for (int s = 0; s < gain[buyer].length; s++) {
            if ((used >> s & 1) == 0) {
                best = Math.max(best, Math.max(0, gain[buyer][s]) + best(gain, buyer + 1, used | 1 << s));
            }
        }
        return best;
    }

    /** The optimum by enumeration; both corners in the core, best and worst, equal to marginal contributions. */
    @ParameterizedTest
    @MethodSource("seeds")
    void cornersAreMarginalContributions(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int buyers = 1 + random.nextInt(4);
        int sellers = 1 + random.nextInt(4);
        long[][] gain = new long[buyers][sellers];
        for (long[] row : gain) {
            Arrays.setAll(row, s -> random.nextInt(14) - 3L);
        }
        AssignmentGame game = new AssignmentGame(gain);
        assertEquals(best(gain, 0, 0), game.total());
        long[] least = game.leastOfSellers();
        long[] most = game.mostOfSellers();
        assertTrue(game.inCore(game.ofBuyers(least), least));
        assertTrue(game.inCore(game.ofBuyers(most), most));
        for (int s = 0; s < sellers; s++) {
            assertEquals(game.contributionOfSeller(s), most[s]);
            assertTrue(least[s] <= most[s]);
        }
        for (int b = 0; b < buyers; b++) {
            assertEquals(game.contributionOfBuyer(b), game.ofBuyers(least)[b]);
        }
        long[] middle = new long[sellers];
        Arrays.setAll(middle, s -> Math.floorDiv(least[s] + most[s], 2));
        assertTrue(game.inCore(game.ofBuyers(middle), middle), "the core is convex, also in whole numbers");
        // No other point of the core gives a seller less or more: all payoffs on a grid, one coordinate moved.
        for (int s = 0; s < sellers; s++) {
            long[] lower = least.clone();
            lower[s]--;
            assertFalse(game.inCore(game.ofBuyers(lower), lower));
        }
    }

    /** Whole coalitions, not just pairs: none can make more than its members get. */
    @ParameterizedTest
    @MethodSource("seeds")
    void noCoalitionMakesMoreThanItsMembersGet(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        long[][] gain = new long[3][3];
        for (long[] row : gain) {
            Arrays.setAll(row, s -> random.nextInt(10));
        }
        AssignmentGame game = new AssignmentGame(gain);
        long[] sellers = game.mostOfSellers();
        long[] buyers = game.ofBuyers(sellers);
        for (int b = 0; b < 8; b++) {
            for (int s = 0; s < 8; s++) {
                long[][] inside = new long[3][3];
                long get = 0;
                for (int i = 0; i < 3; i++) {
                    get += (b >> i & 1) * buyers[i] + (s >> i & 1) * sellers[i];
                    for (int j = 0; j < 3; j++) {
                        inside[i][j] = (b >> i & 1) * (s >> j & 1) * gain[i][j];
                    }
                }
                assertTrue(best(inside, 0, 0) <= get);
            }
        }
    }

    @Test
    void withoutBuyersOrSellersNothingIsGained() {
        assertEquals(0, new AssignmentGame(new long[0][0]).total());
        AssignmentGame none = new AssignmentGame(new long[2][0]);
        assertEquals(List.of(-1, -1), none.assignment());
        assertArrayEquals(new long[0], none.mostOfSellers());
    }

    private static List<List<BigFraction>> table(SplittableRandom random, int jobs, int servers, int from) {
        List<List<BigFraction>> table = new ArrayList<>();
        for (int job = 0; job < jobs; job++) {
            List<BigFraction> row = new ArrayList<>();
            for (int server = 0; server < servers; server++) {
                row.add(new BigFraction(from + random.nextInt(9)));
            }
            table.add(row);
        }
        return table;
    }

    /** Bounds are in order; rounding keeps half; everything fits. */
    @ParameterizedTest
    @MethodSource("seeds")
    void roundingKeepsHalfOfTheRelaxation(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int jobs = 1 + random.nextInt(5);
        int servers = 1 + random.nextInt(3);
        List<List<BigFraction>> values = table(random, jobs, servers, 0);
        List<List<BigFraction>> loads = table(random, jobs, servers, 1);
        List<BigFraction> capacities = table(random, 1, servers, 3).get(0);
        GeneralizedAssignment problem = new GeneralizedAssignment(values, loads, capacities);
        GeneralizedAssignment.Optimum optimum = problem.optimum();
        GeneralizedAssignment.Relaxation relaxation = problem.relaxed();
        BigFraction most = optimum.plan().value();
        assertTrue(most.compareTo(relaxation.bound()) <= 0);
        assertEquals(relaxation.bound(), problem.bound(relaxation.prices()));
        assertTrue(problem.bound(capacities).compareTo(relaxation.bound()) >= 0, "other prices bound no better");
        for (GeneralizedAssignment.Plan plan : List.of(optimum.plan(), problem.greedy(), problem.rounded(relaxation))) {
            BigFraction value = BigFraction.ZERO;
            List<BigFraction> left = new ArrayList<>(capacities);
            for (int job = 0; job < jobs; job++) {
                int server = plan.servers().get(job);
                if (server != GeneralizedAssignment.NONE) {
                    value = value.add(values.get(job).get(server));
                    left.set(server, left.get(server).subtract(loads.get(job).get(server)));
                }
            }
            assertEquals(plan.value(), value);
            assertTrue(left.stream().allMatch(rest -> rest.compareTo(BigFraction.ZERO) >= 0), plan.toString());
            assertTrue(value.compareTo(most) <= 0);
        }
        assertTrue(problem.rounded(relaxation).value().multiply(2).compareTo(relaxation.bound()) >= 0);
    }
}
