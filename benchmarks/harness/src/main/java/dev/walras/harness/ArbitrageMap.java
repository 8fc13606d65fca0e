package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.market.Market;
import dev.walras.market.Prices;
import dev.walras.mechanism.Outcome;
import dev.walras.problem.Act;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.Instance;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Prices and flows of an arbitrage outcome on a map: one commodity in one slot, the pair of which most is shipped (the
 * first on ties).
 */
final class ArbitrageMap {
    /** Larger networks are not drawn. */
    private static final int MOST_VENUES = 60;

    private ArbitrageMap() {}

    /** An object with the one field {@code map}, or with none when there is nothing to draw. */
    static ObjectNode of(Instance instance, Outcome outcome) {
        ObjectNode field = Json.object();
        if (!(instance.problem() instanceof ArbitrageProblem problem)
                || problem.routes().isEmpty()
                || problem.venues().size() > MOST_VENUES) {
            return field;
        }
        long[][] flows = new long[problem.routes().size()][problem.slots()];
        for (int k = 0; k < instance.acts().size(); k++) {
            Act act = instance.acts().get(k);
            if (act instanceof ArbitrageProblem.Ship ship) {
                long units = problem.routes().get(ship.route()).gain().denominator();
                flows[ship.route()][ship.slot()] =
                        Math.multiplyExact(outcome.fills().lots().get(k), units);
            }
        }
        field.set("map", new Drawing(problem, instance.market(), flows).json(outcome));
        return field;
    }

    /** One map. */
    private static final class Drawing {
        private final ArbitrageProblem problem;
        private final Market market;
        private final long[][] flows;

        Drawing(ArbitrageProblem problem, Market market, long[][] flows) {
            this.problem = problem;
            this.market = market;
            this.flows = flows;
        }

        ObjectNode json(Outcome outcome) {
            String commodity = problem.commodities().get(0).id();
            int slot = 0;
            long most = 0;
            Map<String, long[]> shipped = new TreeMap<>();
            for (int r = 0; r < flows.length; r++) {
                String own = problem.routes().get(r).from().commodity();
                long[] totals = shipped.computeIfAbsent(own, id -> new long[problem.slots()]);
                for (int t = 0; t < totals.length; t++) {
                    totals[t] += flows[r][t];
                }
            }
            for (Map.Entry<String, long[]> entry : shipped.entrySet()) {
                for (int t = 0; t < problem.slots(); t++) {
                    if (entry.getValue()[t] > most) {
                        most = entry.getValue()[t];
                        commodity = entry.getKey();
                        slot = t;
                    }
                }
            }
            ObjectNode map = Json.object();
            map.put("commodity", commodity);
            map.put("slot", slot);
            addVenues(map, commodity, slot, outcome.prices());
            addRoutes(map, commodity, slot);
            return map;
        }

        private void addVenues(ObjectNode map, String commodity, int slot, @Nullable Prices prices) {
            ArrayNode venues = map.putArray("venues");
            for (String venue : problem.venues()) {
                String name = problem.goodId(new ArbitrageProblem.Place(venue, commodity), slot);
                int good = market.goodIds().indexOf(name);
                ObjectNode json = venues.addObject();
                json.put("id", venue);
                if (prices == null || good < 0) {
                    json.putNull("priceMicros");
                } else {
                    json.put("priceMicros", prices.microsPerUnit().get(good));
                }
            }
        }

        private void addRoutes(ObjectNode map, String commodity, int slot) {
            ArrayNode routes = map.putArray("routes");
            for (int r = 0; r < flows.length; r++) {
                ArbitrageProblem.Route route = problem.routes().get(r);
                if (route.from().commodity().equals(commodity)) {
                    ObjectNode json = routes.addObject();
                    json.put("id", route.id());
                    json.put("from", route.from().venue());
                    json.put("to", route.to().venue());
                    json.put("flowUnits", flows[r][slot]);
                    json.put("capacityUnits", route.capacityUnits());
                    Json.put(
                            json,
                            "gain",
                            (double) route.gain().numerator() / route.gain().denominator());
                }
            }
        }
    }
}
