package dev.walras.mechanisms.flow;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.apache.commons.math3.fraction.BigFraction;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class TransportNetworkTest {
    private static BigFraction f(long number) {
        return new BigFraction(number);
    }

    private static TransportNetwork of(long[] supply, long[] demand, long[][] cost) {
        TransportNetwork network = new TransportNetwork(supply.length + demand.length);
        for (int i = 0; i < supply.length; i++) {
            network.supply(i, f(supply[i]), BigFraction.ZERO);
            for (int j = 0; j < demand.length; j++) {
                network.arc(i, supply.length + j, null, f(cost[i][j]));
            }
        }
        for (int j = 0; j < demand.length; j++) {
            network.demand(supply.length + j, f(demand[j]));
        }
        return network;
    }

    /** The Powerco example: W. L. Winston, Operations Research, chapter on transportation; 1020. */
    @Test
    void powercoCosts1020() {
        long[][] cost = {{8, 6, 10, 9}, {9, 12, 13, 7}, {14, 9, 16, 5}};
        TransportNetwork.Plan plan =
                of(new long[] {35, 50, 40}, new long[] {45, 20, 30, 30}, cost).solve();
        assertEquals(f(1020), plan.cost());
    }

    @Test
    void whatCannotBeServedHasNoPlan() {
        assertNull(of(new long[] {3}, new long[] {4}, new long[][] {{1}}).solve());
    }

    @Test
    void furtherUnitsCostMoreAndMoreUntilSupplyEnds() {
        TransportNetwork network = of(new long[] {5, 4}, new long[] {3}, new long[][] {{1}, {7}});
        TransportNetwork.Plan plan = network.solve();
        assertEquals(f(1), plan.upper().get(2));
        assertEquals(
                List.of(new TransportNetwork.Stretch(f(2), f(1)), new TransportNetwork.Stretch(f(4), f(7))),
                network.further(2, f(100)));
    }

    static LongStream seeds() {
        return LongStream.range(0, 40);
    }

    /** A second computation: the same problem as a linear programme, its multipliers between upper and lower prices. */
    @ParameterizedTest
    @MethodSource("seeds")
    void agreesWithTheLinearProgramme(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        int plants = 1 + random.nextInt(3);
        int markets = 1 + random.nextInt(3);
        long[] supply = random.longs(plants, 1, 10).toArray();
        long[] demand = random.longs(markets, 0, 5).toArray();
        long[][] cost = new long[plants][markets];
        ExactProgram program = new ExactProgram();
        java.util.List<java.util.Map<Integer, BigFraction>> served = new java.util.ArrayList<>();
        for (int j = 0; j < markets; j++) {
            served.add(new java.util.TreeMap<>());
        }
        for (int i = 0; i < plants; i++) {
            Map<Integer, BigFraction> given = new java.util.TreeMap<>();
            for (int j = 0; j < markets; j++) {
                cost[i][j] = random.nextInt(10);
                int x = program.variable(f(cost[i][j]));
                given.put(x, BigFraction.ONE);
                served.get(j).put(x, BigFraction.ONE);
            }
            program.row(given, ExactProgram.Sense.AT_MOST, f(supply[i]));
        }
        int[] rows = new int[markets];
        for (int j = 0; j < markets; j++) {
            rows[j] = program.row(served.get(j), ExactProgram.Sense.EQUAL, f(demand[j]));
        }
        TransportNetwork.Plan plan = of(supply, demand, cost).solve();
        ExactProgram.Solution solution = program.solve();
        assertEquals(plan == null, solution == null);
        if (plan == null || solution == null) {
            return;
        }
        BigFraction least = BigFraction.ZERO;
        for (int x = 0; x < solution.values().size(); x++) {
            least = least.add(solution.values().get(x).multiply(f(cost[x / markets][x % markets])));
        }
        assertEquals(least, plan.cost());
        for (int j = 0; j < markets; j++) {
            BigFraction price = solution.multipliers().get(rows[j]);
            BigFraction upper = plan.upper().get(plants + j);
            BigFraction lower = plan.lower().get(plants + j);
            assertTrue(upper == null || price.compareTo(upper) <= 0, price + " above " + upper);
            assertTrue(lower == null || price.compareTo(lower) >= 0, price + " below " + lower);
        }
    }
}
