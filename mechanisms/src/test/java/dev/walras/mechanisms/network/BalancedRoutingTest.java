package dev.walras.mechanisms.network;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.walras.mechanisms.network.BalancedRouting.Channel;
import dev.walras.mechanisms.network.BalancedRouting.Demand;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BalancedRoutingTest {
    /** The example of Sivaraman et al., HotNets 2018: demands of 12 in all, of which 8 circulate. */
    static BalancedRouting example() {
        return new BalancedRouting(
                List.of(
                        new Channel(3, 4),
                        new Channel(2, 3),
                        new Channel(2, 1),
                        new Channel(3, 1),
                        new Channel(0, 4),
                        new Channel(0, 1)),
                List.of(
                        new Demand(0, 4, 1),
                        new Demand(3, 0, 2),
                        new Demand(0, 1, 1),
                        new Demand(1, 3, 2),
                        new Demand(2, 1, 1),
                        new Demand(3, 2, 2),
                        new Demand(2, 4, 2),
                        new Demand(4, 2, 1)));
    }

    /** Averages computed by an independent program of the same rule, steps of 0.05. */
    @ParameterizedTest
    @CsvSource({
        "100, 9.201, 0.461",
        "300, 8.391, 0.147",
        "1000, 8.088, 0.036",
        "3000, 8.030, 0.012",
        "10000, 8.009, 0.0037"
    })
    void theAverageComesToTheCirculation(int rounds, double throughput, double imbalance) {
        BalancedRouting.Average average = example().run(0.05, rounds);
        assertEquals(throughput, average.throughput(), 6e-4);
        assertEquals(imbalance, average.imbalance(), 6e-4);
    }

    @Test
    void allSimplePathsAreThere() {
        assertEquals(26, example().paths());
    }

    @Test
    void aOneWayDemandCannotCirculate() {
        BalancedRouting oneWay = new BalancedRouting(List.of(new Channel(0, 1)), List.of(new Demand(0, 1, 5)));
        assertEquals(0, oneWay.run(0.05, 20_000).throughput(), 0.01);
    }
}
