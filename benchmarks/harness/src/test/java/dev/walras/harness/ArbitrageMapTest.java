package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;

import com.fasterxml.jackson.databind.JsonNode;
import dev.walras.market.Participant;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.ArbitrageProblem.Commodity;
import dev.walras.problem.ArbitrageProblem.Curve;
import dev.walras.problem.ArbitrageProblem.Place;
import dev.walras.problem.ArbitrageProblem.Route;
import dev.walras.problem.ArbitrageProblem.Step;
import dev.walras.problem.Instance;
import dev.walras.problem.Ratio;
import dev.walras.solver.Solvers;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ArbitrageMapTest {
    /** Ten units are cheap at one venue and dear at the other, the route takes 6: prices stay apart at 2 and 9. */
    @ParameterizedTest
    @ValueSource(strings = {"oslo", "eu/north", "100%"})
    void showsPricesAndFlowsWhateverVenuesAreCalled(String venue) {
        Place here = new Place(venue, "kWh");
        Place there = new Place("there", "kWh");
        ArbitrageProblem problem = new ArbitrageProblem(
                "two",
                1,
                List.of(venue, "there"),
                List.of(new Commodity("kWh", "kWh")),
                List.of(new Curve("a", "t", here, 0, List.of(new Step(10, 2)))),
                List.of(new Curve("b", "t", there, 0, List.of(new Step(10, 9)))),
                List.of(new Route("r", "t", here, there, 6, 1, Ratio.ONE, 0)),
                List.of(),
                List.of(new Participant("t", Participant.NO_BUDGET, 0)));
        Instance instance = problem.instance();
        Outcome outcome = Solvers.byId("opt.auto").solve(instance, RunContext.seeded(1));
        JsonNode map = ArbitrageMap.of(instance, outcome).path("map");
        assertEquals(2, map.at("/venues/0/priceMicros").asLong(-1));
        assertEquals(9, map.at("/venues/1/priceMicros").asLong(-1));
        assertEquals(6, map.at("/routes/0/flowUnits").asLong());
    }
}
