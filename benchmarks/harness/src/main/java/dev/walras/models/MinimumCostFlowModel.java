package dev.walras.models;

import dev.walras.mechanisms.flow.TransportNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** The cheapest flow through any network of arcs with capacities. */
final class MinimumCostFlowModel {
    static final List<Model> LIST = List.of(new Model(
            "min_cost_flow",
            "the cheapest flow from where there is supply to where there is demand, and its prices",
            "arcs [[from, to, capacity or null, cost]] or objects, supply {node: units, below 0 for demand} -> cost,"
                    + " flows, prices",
            List.of(),
            MinimumCostFlowModel::flow));

    private MinimumCostFlowModel() {}

    private static Answer flow(Input in) {
        List<String> nodes = new ArrayList<>(in.has("nodes") ? in.at("nodes").texts() : List.of());
        List<Input> arcs = in.at("arcs").items();
        for (Input arc : arcs) {
            for (String end :
                    List.of(part(arc, 0, "from").text(), part(arc, 1, "to").text())) {
                if (!nodes.contains(end)) {
                    nodes.add(end);
                }
            }
        }
        TransportNetwork network = new TransportNetwork(nodes.size());
        List<String> labels = new ArrayList<>();
        for (Input arc : arcs) {
            String from = part(arc, 0, "from").text();
            String to = part(arc, 1, "to").text();
            Input capacity = arc.isList() ? arc.items().get(2) : arc.find("capacity");
            @Nullable BigFraction most = capacity == null || capacity.isNull() ? null : capacity.exact();
            network.arc(
                    nodes.indexOf(from),
                    nodes.indexOf(to),
                    most,
                    part(arc, 3, "cost").exact());
            labels.add(from + "->" + to);
        }
        for (Map.Entry<String, Input> entry : in.at("supply").fields().entrySet()) {
            int node = nodes.indexOf(entry.getKey());
            if (node < 0) {
                throw entry.getValue().error("is the supply of no node; there are " + nodes);
            }
            BigFraction units = entry.getValue().exact();
            if (units.compareTo(BigFraction.ZERO) >= 0) {
                network.supply(node, units, BigFraction.ZERO);
            } else {
                network.demand(node, units.negate());
            }
        }
        TransportNetwork.@Nullable Plan plan = network.solve();
        if (plan == null) {
            throw in.error("has more demand than its arcs and supplies can deliver");
        }
        Map<String, BigFraction> flows = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            flows.merge(labels.get(i), plan.flows().get(i), BigFraction::add);
        }
        Map<String, BigFraction> prices = new LinkedHashMap<>();
        for (int node = 0; node < nodes.size(); node++) {
            prices.put(nodes.get(node), plan.price(node));
        }
        return new Answer()
                .put("cost", plan.cost())
                .put("flows", flows)
                .put("prices", prices)
                .put("potentials", prices);
    }

    private static Input part(Input arc, int index, String key) {
        return arc.isList() ? arc.items().get(index) : arc.at(key);
    }
}
