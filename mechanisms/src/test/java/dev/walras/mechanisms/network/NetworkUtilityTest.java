package dev.walras.mechanisms.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworkUtilityTest {
    /** Two links of capacity 1, a source over both and one over each: rates 1/3, 2/3, 2/3 at prices 3/2. */
    private static NetworkUtility line() {
        return new NetworkUtility(List.of(1.0, 1.0), List.of(source(1, 0, 1), source(1, 0), source(1, 1)));
    }

    private static NetworkUtility.Source source(double fairness, Integer... links) {
        return new NetworkUtility.Source(List.of(links), 1, fairness);
    }

    private static NetworkUtility.Rules rules(double step, int delay) {
        return new NetworkUtility.Rules(step, 200_000, delay, 1e-10);
    }

    @Test
    void sharesTheLineProportionally() {
        NetworkUtility.Result result = line().run(rules(0.25, 0), RunContext.seeded(1));
        assertEquals(Termination.TOLERANCE, result.termination());
        assertEquals(1.0 / 3, result.rates().get(0), 1e-9);
        assertEquals(2.0 / 3, result.rates().get(1), 1e-9);
        assertEquals(1.5, result.prices().get(0), 1e-8);
        assertEquals(4L * 2 * result.rounds(), result.messages(), "four hops, both ways, a round");
    }

    /** Theorem 1 of Low and Lapsley: below the bound, which is public, prices converge to the optimum. */
    @Test
    void convergesBelowTheStepBoundOnRandomNetworks() {
        for (int seed = 0; seed < 60; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            NetworkUtility network = random(random);
            NetworkUtility.Result optimum = network.optimum(1e-14);
            NetworkUtility.Result result = network.run(
                    new NetworkUtility.Rules(0.95 * network.stepBound(), 400_000, 0, 1e-7), RunContext.seeded(1));
            assertEquals(Termination.TOLERANCE, result.termination(), "seed " + seed);
            assertEquals(
                    optimum.utility(),
                    result.utility(),
                    1e-4 * Math.max(1, Math.abs(optimum.utility())),
                    "seed " + seed);
        }
    }

    private static NetworkUtility random(SplittableRandom random) {
        int links = 1 + random.nextInt(4);
        List<Double> capacities = new ArrayList<>();
        for (int l = 0; l < links; l++) {
            capacities.add(0.5 + random.nextDouble());
        }
        List<NetworkUtility.Source> sources = new ArrayList<>();
        int count = 1 + random.nextInt(5);
        for (int r = 0; r < count; r++) {
            List<Integer> route = new ArrayList<>();
            for (int l = 0; l < links; l++) {
                if (random.nextBoolean()) {
                    route.add(l);
                }
            }
            if (route.isEmpty()) {
                route.add(random.nextInt(links));
            }
            double fairness = List.of(0.5, 1.0, 2.0).get(random.nextInt(3));
            sources.add(new NetworkUtility.Source(route, 0.5 + random.nextDouble(), fairness));
        }
        return new NetworkUtility(capacities, sources);
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 3, 10})
    void convergesToTheSameRatesWhenMessagesAreOld(int delay) {
        NetworkUtility.Result result = line().run(rules(0.25 / (1 + delay), delay), RunContext.seeded(7));
        assertEquals(Termination.TOLERANCE, result.termination());
        assertEquals(1.0 / 3, result.rates().get(0), 1e-6);
        assertEquals(result, line().run(rules(0.25 / (1 + delay), delay), RunContext.seeded(7)));
    }

    @Test
    void keepsSwingingWhenTheStepIsTooLarge() {
        NetworkUtility uneven =
                new NetworkUtility(List.of(1.0, 1.3), List.of(source(1, 0, 1), source(1, 0), source(2, 1)));
        NetworkUtility.Result result = uneven.run(new NetworkUtility.Rules(7.3, 2_000, 0, 1e-6), RunContext.seeded(1));
        assertEquals(Termination.ROUND_LIMIT, result.termination());
    }

    @Test
    void anIdleLinkIsFree() {
        NetworkUtility network = new NetworkUtility(List.of(1.0, 5.0), List.of(source(1, 0, 1)));
        NetworkUtility.Result result = network.optimum(1e-14);
        assertEquals(0, result.prices().get(1));
        assertEquals(1, result.rates().get(0), 1e-12);
    }

    /** The larger the exponent, the nearer to equal rates (max-min fairness). */
    @Test
    void fairnessMovesRatesTogether() {
        double before = 1;
        for (double fairness : new double[] {0.5, 1, 2, 8}) {
            NetworkUtility network = new NetworkUtility(
                    List.of(1.0, 1.0), List.of(source(fairness, 0, 1), source(fairness, 0), source(fairness, 1)));
            NetworkUtility.Result result = network.optimum(1e-14);
            double apart = result.rates().get(1) - result.rates().get(0);
            assertTrue(apart < before, "at fairness " + fairness + ": " + apart);
            before = apart;
        }
    }

    @Test
    void refusesRoutesThatDoNotExist() {
        assertThrows(IllegalArgumentException.class, () -> new NetworkUtility(List.of(1.0), List.of(source(1, 1))));
        assertThrows(IllegalArgumentException.class, () -> source(1));
    }
}
