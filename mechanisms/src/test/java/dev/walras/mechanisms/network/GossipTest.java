package dev.walras.mechanisms.network;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.network.Gossip.Edge;
import dev.walras.mechanisms.network.Gossip.Graph;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class GossipTest {
    @Test
    void theRateOfARingIsThatOfTheClosedForm() {
        for (int n = 3; n <= 9; n++) {
            double rate = Gossip.uniform(Graph.ring(n), 1.0 / 3).rate();
            double expected = 0;
            for (int k = 1; k < n; k++) {
                expected = Math.max(expected, Math.abs(1 + 2 * Math.cos(2 * Math.PI * k / n)) / 3);
            }
            assertEquals(expected, rate, 1e-12, n + " nodes");
        }
        assertEquals(0, Gossip.largestDegree(Graph.complete(6)).rate(), 1e-12);
    }

    /** Whatever the graph and weights, the sum stays and the distance from the average shrinks by the rate a round. */
    @Test
    void keepsTheSumAndShrinksTheDistanceByTheRate() {
        for (int seed = 0; seed < 40; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            Graph graph = List.of(Graph.path(5), Graph.star(6), Graph.grid(2, 3), Graph.ring(7), Graph.complete(4))
                    .get(random.nextInt(5));
            Gossip gossip = random.nextBoolean() ? Gossip.metropolis(graph) : Gossip.largestDegree(graph);
            double[] numbers = random.doubles(graph.nodes(), 0, 10).toArray();
            double average = Arrays.stream(numbers).average().orElseThrow();
            double[] after = gossip.run(numbers, 10);
            assertEquals(average, Arrays.stream(after).average().orElseThrow(), 1e-9);
            assertTrue(
                    distance(after, average) <= distance(numbers, average) * Math.pow(gossip.rate(), 10) + 1e-9,
                    "seed " + seed);
        }
    }

    private static double distance(double[] numbers, double average) {
        return Math.sqrt(
                Arrays.stream(numbers).map(x -> (x - average) * (x - average)).sum());
    }

    @Test
    void numbersOfAPairThatOnlySwapNeverSettle() {
        assertEquals(1, Gossip.uniform(Graph.path(2), 1).rate(), 1e-12);
        assertEquals(1, Gossip.metropolis(new Graph(3, List.of(new Edge(0, 1)))).rate(), 1e-12, "not connected");
    }

    @Test
    void refusesWeightsBeyondOneAndEdgesToNowhere() {
        assertThrows(IllegalArgumentException.class, () -> Gossip.uniform(Graph.ring(5), 0.6));
        assertThrows(IllegalArgumentException.class, () -> new Graph(2, List.of(new Edge(0, 2))));
        assertThrows(IllegalArgumentException.class, () -> new Graph(2, List.of(new Edge(0, 1), new Edge(1, 0))));
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 2, 3, 4, 8})
    void oldPricesAreStableJustBelowTheLimitAndDivergeJustAbove(int delay) {
        StalePrices process = new StalePrices(delay);
        double limit = process.stabilityLimit();
        assertEquals(
                Termination.TOLERANCE, process.run(0.97 * limit, 100_000, 1e-9).termination());
        assertEquals(
                Termination.DIVERGED, process.run(1.03 * limit, 100_000, 1e-9).termination());
    }
}
