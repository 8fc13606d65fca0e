package dev.walras.mechanisms.divisible;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What Ghodsi et al. (2011) prove of dominant resource fairness, and what the others do not keep. */
class FairSharesTest {
    private static final List<BigFraction> NINE_AND_EIGHTEEN = fractions(9, 18);

    private static List<BigFraction> fractions(int... values) {
        List<BigFraction> list = new ArrayList<>();
        for (int value : values) {
            list.add(new BigFraction(value));
        }
        return list;
    }

    /** The example of the paper: 9 CPUs, 18 GB; tasks of (1, 4) and (3, 1). */
    @Test
    void theExampleOfThePaperGivesThreeAndTwoTasks() {
        ResourceDemands demands = ResourceDemands.of(NINE_AND_EIGHTEEN, List.of(fractions(1, 4), fractions(3, 1)));
        assertEquals(fractions(3, 2), DominantResourceFairness.fill(demands));
        List<Integer> order = DominantResourceFairness.tasks(demands, unlimited(2)).stream()
                .map(DominantResourceFairness.Given::user)
                .toList();
        assertEquals(List.of(0, 1, 0, 1, 0), order);
    }

    @Test
    void whoNeedsWhatIsExhaustedFreezesAndTheOthersGoOn() {
        ResourceDemands demands = new ResourceDemands(
                fractions(10, 10, 0),
                List.of(
                        fractions(1, 0, 0),
                        fractions(1, 1, 0),
                        fractions(0, 1, 0),
                        fractions(0, 1, 1),
                        fractions(0, 0, 0)),
                fractions(1, 1, 1, 1, 1));
        assertEquals(fractions(5, 5, 5, 0, 0), DominantResourceFairness.fill(demands));
        ResourceDemands uneven =
                new ResourceDemands(fractions(12, 4), List.of(fractions(1, 1), fractions(1, 0)), fractions(1, 2));
        // At level 1/3 per weight... user 0 rises by 4 tasks, user 1 by 24 per unit of level.
        assertEquals(2, DominantResourceFairness.phases(uneven).get(0).frozen().size());
    }

    private static List<BigInteger> unlimited(int users) {
        return java.util.Collections.nCopies(users, BigInteger.valueOf(1_000));
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10})
    void everybodyHasItsPartOfEverythingAndEnviesNobody(long block) {
        for (long seed = 100 * block; seed < 100 * block + 40; seed++) {
            ResourceDemands demands = RandomDivisible.demands(seed);
            List<BigFraction> tasks = DominantResourceFairness.fill(demands);
            assertTrue(demands.fits(tasks));
            BigFraction weights = Fractions.sum(demands.weights());
            for (int i = 0; i < demands.users(); i++) {
                if (!demands.canRun(i)) {
                    continue;
                }
                List<BigFraction> part = new ArrayList<>();
                for (BigFraction capacity : demands.capacities()) {
                    part.add(capacity.multiply(demands.weights().get(i)).divide(weights));
                }
                assertTrue(tasks.get(i).compareTo(run(demands, i, part)) >= 0, "sharing incentive, seed " + seed);
                for (int j = 0; j < demands.users(); j++) {
                    BigFraction ratio =
                            demands.weights().get(i).divide(demands.weights().get(j));
                    List<BigFraction> others = demands.allocation(tasks).get(j).stream()
                            .map(units -> units.multiply(ratio))
                            .toList();
                    assertTrue(tasks.get(i).compareTo(run(demands, i, others)) >= 0, "envy, seed " + seed);
                }
                assertFalse(canGrow(demands, tasks, i), "waste, seed " + seed);
            }
        }
    }

    /** How many tasks {@code user} can run with {@code units}. */
    private static BigFraction run(ResourceDemands demands, int user, List<BigFraction> units) {
        BigFraction least = null;
        for (int r = 0; r < demands.resources(); r++) {
            BigFraction needed = demands.demands().get(user).get(r);
            if (Fractions.sign(needed) > 0) {
                BigFraction tasks = units.get(r).divide(needed);
                least = least == null ? tasks : Fractions.min(least, tasks);
            }
        }
        return least == null ? BigFraction.ZERO : least;
    }

    private static boolean canGrow(ResourceDemands demands, List<BigFraction> tasks, int user) {
        List<BigFraction> more = new ArrayList<>(tasks);
        more.set(user, more.get(user).add(new BigFraction(1, 1_000_000)));
        return demands.fits(more);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5})
    void noMisreportOfDemandsGivesMoreTasks(long block) {
        for (long seed = 100 * block; seed < 100 * block + 30; seed++) {
            ResourceDemands truth = RandomDivisible.demands(seed);
            SplittableRandom random = new SplittableRandom(seed);
            List<BigFraction> honest = DominantResourceFairness.fill(truth);
            for (int trial = 0; trial < 20; trial++) {
                int liar = random.nextInt(truth.users());
                List<List<BigFraction>> reported = new ArrayList<>(truth.demands());
                reported.set(liar, RandomDivisible.numbers(random, truth.resources(), 0, 7));
                ResourceDemands lie = new ResourceDemands(truth.capacities(), reported, truth.weights());
                List<BigFraction> got =
                        lie.allocation(DominantResourceFairness.fill(lie)).get(liar);
                BigFraction gain = truth.canRun(liar) ? run(truth, liar, got) : BigFraction.ZERO;
                assertTrue(gain.compareTo(honest.get(liar)) <= 0, "seed " + seed + " liar " + liar);
            }
        }
    }

    /** Asset fairness gives B 54/25 tasks, below what half of everything runs when B's part is scarce. */
    @Test
    void assetFairnessBreaksTheSharingIncentive() {
        ResourceDemands demands = ResourceDemands.of(fractions(30, 30), List.of(fractions(1, 3), fractions(1, 1)));
        List<BigFraction> tasks = FairShares.assetFairness(demands);
        assertEquals(fractions(6, 12), tasks);
        assertTrue(tasks.get(1).compareTo(new BigFraction(15)) < 0, "half of everything would run 15 tasks");
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void equalIncomesHaveTheLargestProductOfTasks(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        ResourceDemands demands =
                ResourceDemands.of(RandomDivisible.numbers(random, 2, 5, 20), RandomDivisible.rows(random, 2, 2, 1, 5));
        FairShares.EqualIncomes found = FairShares.equalIncomes(demands);
        double product = found.tasks().get(0) * found.tasks().get(1);
        double best = 0;
        for (int a = 0; a <= 2_000; a++) {
            BigFraction first = new BigFraction(a, 100);
            BigFraction second = null;
            for (int r = 0; r < 2; r++) {
                BigFraction left = demands.capacities()
                        .get(r)
                        .subtract(first.multiply(demands.demands().get(0).get(r)));
                BigFraction most = left.divide(demands.demands().get(1).get(r));
                second = second == null ? most : Fractions.min(second, most);
            }
            best = Math.max(best, first.doubleValue() * second.doubleValue());
        }
        assertTrue(best <= product * (1 + 1e-6), best + " beats " + product);
        assertTrue(best >= product * 0.99, best + " comes near " + product);
    }
}
