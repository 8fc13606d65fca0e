package dev.walras.datasets.generate;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.ArbitrageProblem.Curve;
import dev.walras.problem.ArbitrageProblem.Route;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArbitrageNetworkTest {
    private static ArbitrageProblem network(long seed) {
        return (ArbitrageProblem) GeneratorsTest.generate("arbitrage.network", seed, "commodities=6", "slots=2");
    }

    /** Base units of value in a unit of commodity c: c mod 4 + 1. */
    private static long worth(ArbitrageProblem.Place place) {
        return Long.parseLong(place.commodity().substring(1)) % 4 + 1;
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void noCycleOfRoutesCreatesAnything(long seed) {
        for (Route route : network(seed).routes()) {
            long before = route.gain().denominator() * worth(route.from());
            long after = route.gain().numerator() * worth(route.to());
            assertTrue(after <= before, () -> "route " + route + " makes value out of nothing");
        }
    }

    @ParameterizedTest
    @ValueSource(longs = {0, 1, 2, 3, 4})
    void noAskMeetsABidAtItsOwnPlaceAndTime(long seed) {
        ArbitrageProblem problem = network(seed);
        for (int i = 0; i < problem.asks().size(); i++) {
            Curve ask = problem.asks().get(i);
            Curve bid = problem.bids().get(i);
            assertTrue(ask.place().equals(bid.place()) && ask.slot() == bid.slot());
            assertTrue(
                    ask.steps().get(0).priceMicrosPerUnit() > bid.steps().get(0).priceMicrosPerUnit());
        }
    }
}
