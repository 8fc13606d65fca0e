package dev.walras.models;

import dev.walras.mechanisms.flow.PowerNetwork;
import dev.walras.mechanisms.flow.SpatialEquilibrium;
import dev.walras.mechanisms.flow.TransportNetwork;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/** Goods and power that flow through networks. */
final class TransportModels {
    static final List<Model> LIST = List.of(
            new Model(
                    "spatial_price_equilibrium",
                    "regions with linear supply and demand, joined by transport",
                    "regions {inverse_supply, inverse_demand}, unit_transport_cost {\"1->2\"}, optional capacity {\"1->2\"},"
                            + " transshipment (true), goods -> prices, flows, supplies, demands, autarky_prices",
                    List.of(),
                    TransportModels::spatial),
            power("lmp_two_bus", TransportModels::twoBus),
            power("lmp_three_bus", TransportModels::network),
            power("lmp_four_bus", TransportModels::network),
            power("lmp_pjm_five_bus", TransportModels::network),
            power("lmp_network", TransportModels::network),
            new Model(
                    "transport_lp_duals",
                    "the cheapest transport from plants to markets, and its prices",
                    "plants, markets, distance_kmiles with cost_per_unit, or cost -> cost, demand_prices, supply_prices,"
                            + " flows, next_unit_prices, saved_unit_prices; optional steps {market, units}",
                    List.of(),
                    TransportModels::transport));

    private TransportModels() {}

    private static Model power(String name, java.util.function.Function<Input, Answer> compute) {
        return new Model(
                name,
                "dispatch of a power network in the direct-current approximation, and the price at every bus",
                "gens, loads, lines {from, to, x, cap}; two buses: {mc, load} and line_capacity_MW -> cost, P, lmp, flows,"
                        + " congestion_surplus, without limits and within them; optional ftr",
                List.of(),
                compute);
    }

    private static Answer spatial(Input in) {
        Input goods = in.find("goods");
        if (goods == null || !goods.isObject()) {
            return oneGood(in, in);
        }
        Answer answer = new Answer();
        goods.fields().forEach((name, good) -> answer.put(name, oneGood(good, in)));
        return answer;
    }

    private static Answer oneGood(Input in, Input defaults) {
        List<String> names = new ArrayList<>();
        List<SpatialEquilibrium.Region> regions = new ArrayList<>();
        (in.has("regions") ? in : defaults).at("regions").fields().forEach((name, region) -> {
            names.add(name);
            regions.add(new SpatialEquilibrium.Region(
                    name, line(region.find("inverse_supply"), 1), line(region.find("inverse_demand"), -1)));
        });
        List<SpatialEquilibrium.Way> ways = new ArrayList<>();
        List<String> labels = new ArrayList<>();
        Input costs = in.find(in.has("transport_cost") ? "transport_cost" : "unit_transport_cost");
        Input cost = costs == null ? defaults.at("unit_transport_cost") : costs;
        Input capacities = in.find("capacity");
        cost.fields().forEach((label, unit) -> {
            String[] ends = label.split("->|-", 2);
            if (ends.length != 2 || !names.contains(ends[0].strip()) || !names.contains(ends[1].strip())) {
                throw unit.error("joins no two of the regions " + names + "\nMaybe \"" + names.get(0) + "->"
                        + names.get(names.size() - 1) + "\" is meant.");
            }
            Input capacity = capacities == null ? null : capacities.find(label);
            ways.add(new SpatialEquilibrium.Way(
                    names.indexOf(ends[0].strip()),
                    names.indexOf(ends[1].strip()),
                    unit.exact(),
                    capacity == null ? null : capacity.exact()));
            labels.add(ends[0].strip() + "->" + ends[1].strip());
        });
        Input through = in.find("transshipment");
        boolean direct = through != null && !through.isText() && !through.flag();
        SpatialEquilibrium model = new SpatialEquilibrium(
                regions, ways, direct ? SpatialEquilibrium.Passage.DIRECT : SpatialEquilibrium.Passage.ANY);
        SpatialEquilibrium.Equilibrium found = model.solve();
        List<@Nullable BigFraction> autarky = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            autarky.add(model.autarkyPrice(i));
        }
        Answer answer = new Answer()
                .put("prices", found.prices())
                .put("supplies", found.supplies())
                .put("demands", found.demands())
                .put("autarky_prices", autarky);
        Map<String, BigFraction> flows = new LinkedHashMap<>();
        for (int w = 0; w < ways.size(); w++) {
            flows.merge(labels.get(w), found.flows().get(w), BigFraction::add);
        }
        flows.forEach((label, flow) -> answer.put("flow_" + label.replace("->", "_to_"), flow));
        return answer.put("flows", flows)
                .put("rents", found.rents())
                .put("triangle_inequality", model.detours().isEmpty())
                .put("complementarity", model.faults(found).isEmpty());
    }

    /** A linear curve {@code a + sign b q}. */
    private static SpatialEquilibrium.@Nullable Line line(@Nullable Input formula, int sign) {
        if (formula == null) {
            return null;
        }
        Map<String, BigFraction> linear = Expression.of(formula).linear();
        if (linear == null || linear.size() > 2) {
            throw formula.error("is no line in one quantity");
        }
        BigFraction slope = BigFraction.ZERO;
        for (Map.Entry<String, BigFraction> term : linear.entrySet()) {
            slope = term.getKey().isEmpty() ? slope : term.getValue().multiply(sign);
        }
        try {
            return new SpatialEquilibrium.Line(linear.getOrDefault("", BigFraction.ZERO), slope);
        } catch (IllegalArgumentException e) {
            throw formula.error(String.valueOf(e.getMessage()));
        }
    }

    /** Two buses with one generator each, for every capacity of the line between them. */
    private static Answer twoBus(Input in) {
        if (in.has("gens") || in.has("generators")) {
            return network(in);
        }
        List<String> buses = new ArrayList<>();
        List<PowerNetwork.Generator> generators = new ArrayList<>();
        List<BigFraction> loads = new ArrayList<>();
        in.fields().forEach((name, bus) -> {
            if (bus.isObject()) {
                generators.add(generator(buses.size(), bus));
                buses.add(name);
                loads.add(bus.at("load").exact());
            }
        });
        Input given = in.at("line_capacity_MW");
        List<Input> capacities = given.isList() ? given.items() : List.of(given);
        Answer answer = new Answer();
        for (Input capacity : capacities) {
            @Nullable BigFraction limit = capacity.isNull() ? null : capacity.exact();
            PowerNetwork network =
                    new PowerNetwork(buses, generators, List.of(new PowerNetwork.Line(0, 1, BigFraction.ONE, limit)));
            PowerNetwork.Dispatch dispatch = network.dispatch(loads);
            Answer one = new Answer().put("prices", dispatch.prices()).put("P", dispatch.output());
            if (dispatch.prices().stream().distinct().count() == 1) {
                one.put("price", dispatch.prices().get(0));
            }
            for (int b = 0; b < buses.size(); b++) {
                one.put(
                        "P_" + buses.get(b).substring(0, 1).toUpperCase(Locale.ROOT),
                        dispatch.output().get(b));
            }
            one.put("flow", dispatch.flows().get(0))
                    .put("merchandising_surplus", dispatch.rent())
                    .put("cost", dispatch.cost());
            String label = limit == null
                    ? "unconstrained"
                    : limit.equals(BigFraction.ZERO) ? "autarky" : "cap_" + capacity.text();
            answer.put(label, one);
            if (capacities.size() == 1) {
                return one.put(label, one.json());
            }
        }
        return answer;
    }

    private static PowerNetwork.Generator generator(int bus, Input gen) {
        Map<String, BigFraction> linear = Expression.of(gen.at("mc")).linear();
        if (linear == null || linear.size() > 2) {
            throw gen.at("mc").error("is no line in one quantity");
        }
        BigFraction slope = BigFraction.ZERO;
        for (Map.Entry<String, BigFraction> term : linear.entrySet()) {
            slope = term.getKey().isEmpty() ? slope : term.getValue();
        }
        Input most = gen.find("pmax");
        Input least = gen.find("pmin");
        return new PowerNetwork.Generator(
                bus,
                linear.getOrDefault("", BigFraction.ZERO),
                slope,
                least == null ? BigFraction.ZERO : least.exact(),
                most == null ? null : most.exact());
    }

    /** Any network: what it costs without line limits, and within them. */
    private static Answer network(Input in) {
        Network read = new Network(in);
        PowerNetwork free = read.network(false);
        PowerNetwork limited = read.network(true);
        PowerNetwork.Dispatch economic = free.dispatch(read.loads);
        PowerNetwork.Dispatch dispatch = limited.dispatch(read.loads);
        Answer unlimited = new Answer().put("cost", economic.cost()).put("P", economic.output());
        Answer constrained = new Answer()
                .put("cost", dispatch.cost())
                .put("P", dispatch.output())
                .put("lmp", dispatch.prices())
                .put("flows", dispatch.flows())
                .put("line_values", dispatch.worth())
                .put("congestion_surplus", dispatch.rent());
        List<String> binding = new ArrayList<>();
        for (int l = 0; l < read.lines.size(); l++) {
            PowerNetwork.Line line = read.lines.get(l);
            String ends = read.buses.get(line.from()) + "_" + read.buses.get(line.to());
            unlimited.put("flow_" + ends, economic.flows().get(l));
            constrained.put("flow_" + ends, dispatch.flows().get(l));
            if (dispatch.worth().get(l).getNumerator().signum() > 0) {
                binding.add(ends.replace('_', '-'));
            }
        }
        unlimited.put("lmp", economic.prices()).put("flows", economic.flows());
        Input rights = in.find("ftr");
        if (rights != null) {
            PowerNetwork.Coverage coverage = limited.coverage(read.rights(rights), dispatch);
            constrained
                    .put("ftr_payment", coverage.owed())
                    .put("ftr_feasible", coverage.feasible())
                    .put("revenue_adequate", coverage.owed().compareTo(coverage.rent()) <= 0);
        }
        Answer answer = new Answer().put("economic_dispatch", unlimited).put("constrained", constrained);
        constrained.json().properties().forEach(entry -> answer.put(entry.getKey(), entry.getValue()));
        return answer.put("dispatch", dispatch.output())
                .put("binding", String.join(", ", binding))
                .put("congestion_rent", dispatch.rent());
    }

    /** What an instance says of a network. */
    private static final class Network {
        private final List<String> buses = new ArrayList<>();
        private final List<PowerNetwork.Generator> generators = new ArrayList<>();
        private final List<PowerNetwork.Line> lines = new ArrayList<>();
        private final List<BigFraction> loads = new ArrayList<>();

        Network(Input in) {
            List<Input> given =
                    in.at(in.has("lines_x_cap") ? "lines_x_cap" : "lines").items();
            List<Input> gens =
                    in.at(in.has("generators") ? "generators" : "gens").items();
            List<String> found = new ArrayList<>();
            given.forEach(line -> {
                found.add(part(line, 0, "from").text());
                found.add(part(line, 1, "to").text());
            });
            gens.forEach(gen -> found.add(part(gen, 0, "bus").text()));
            Map<String, Input> loaded = new java.util.LinkedHashMap<>();
            Input listed = in.at("loads");
            if (listed.isList()) {
                for (int i = 0; i < listed.items().size(); i++) {
                    loaded.put(Integer.toString(i + 1), listed.items().get(i));
                }
            } else {
                loaded.putAll(listed.fields());
            }
            found.addAll(loaded.keySet());
            found.stream()
                    .distinct()
                    .sorted((a, b) -> a.length() == b.length() ? a.compareTo(b) : a.length() - b.length())
                    .forEach(buses::add);
            for (Input line : given) {
                Input capacity = optional(line, 3, line.has("capacity") ? "capacity" : "cap");
                lines.add(new PowerNetwork.Line(
                        buses.indexOf(part(line, 0, "from").text()),
                        buses.indexOf(part(line, 1, "to").text()),
                        part(line, 2, "x").exact(),
                        capacity == null ? null : capacity.exact()));
            }
            for (Input gen : gens) {
                int bus = buses.indexOf(part(gen, 0, "bus").text());
                Input most = optional(gen, 2, "pmax");
                if (gen.isObject()) {
                    Input id = gen.find("id");
                    if (id != null) {
                        id.text();
                    }
                    generators.add(generator(bus, gen));
                } else {
                    generators.add(PowerNetwork.Generator.of(
                            bus, part(gen, 1, "mc").exact(), most == null ? null : most.exact()));
                }
            }
            for (String bus : buses) {
                Input load = loaded.get(bus);
                loads.add(load == null ? BigFraction.ZERO : load.exact());
            }
        }

        private static Input part(Input of, int index, String key) {
            Input found = optional(of, index, key);
            if (found == null) {
                throw of.error("lacks " + key);
            }
            return found;
        }

        private static @Nullable Input optional(Input of, int index, String key) {
            if (!of.isList()) {
                return of.find(key);
            }
            List<Input> items = of.items();
            return index >= items.size() || items.get(index).isNull() ? null : items.get(index);
        }

        PowerNetwork network(boolean limited) {
            List<PowerNetwork.Line> used = new ArrayList<>();
            for (PowerNetwork.Line line : lines) {
                used.add(limited ? line : new PowerNetwork.Line(line.from(), line.to(), line.reactance(), null));
            }
            return new PowerNetwork(buses, generators, used);
        }

        List<PowerNetwork.Right> rights(Input given) {
            List<PowerNetwork.Right> rights = new ArrayList<>();
            for (Input right : given.items()) {
                rights.add(new PowerNetwork.Right(
                        buses.indexOf(part(right, 0, "from").text()),
                        buses.indexOf(part(right, 1, "to").text()),
                        part(right, 2, "mw").exact()));
            }
            return rights;
        }
    }

    private static Answer transport(Input in) {
        Input plants = in.at(in.has("plants") ? "plants" : "supply");
        Input markets = in.at(in.has("markets") ? "markets" : "demand");
        List<String> from = List.copyOf(plants.fields().keySet());
        List<String> to = List.copyOf(markets.fields().keySet());
        TransportNetwork network = new TransportNetwork(from.size() + to.size());
        Input table = DivisibleModels.first(in, "cost", "distance_kmiles", "unit_cost", "costs");
        Input unit = in.find("cost_per_unit");
        Expression formula = unit == null ? Expression.of("distance") : Expression.of(unit);
        Input capacities = in.find("capacity");
        List<String> labels = new ArrayList<>();
        for (int i = 0; i < from.size(); i++) {
            network.supply(i, plants.at(from.get(i)).exact(), BigFraction.ZERO);
            Input row = table.at(from.get(i));
            for (int j = 0; j < to.size(); j++) {
                Input entry = row.isList() ? row.items().get(j) : row.at(to.get(j));
                BigFraction cost = formula.exact(Map.of("distance", entry.exact()));
                if (cost == null) {
                    throw in.at("cost_per_unit").error("is no fraction");
                }
                Input capacity = capacities == null ? null : capacities.find(from.get(i) + "->" + to.get(j));
                network.arc(i, from.size() + j, capacity == null ? null : capacity.exact(), cost);
                labels.add(from.get(i) + "->" + to.get(j));
            }
        }
        for (int j = 0; j < to.size(); j++) {
            network.demand(from.size() + j, markets.at(to.get(j)).exact());
        }
        TransportNetwork.Plan plan = network.solve();
        if (plan == null) {
            throw in.error("has more demand than its plants can deliver");
        }
        Answer answer = new Answer().put("cost", plan.cost());
        Map<String, Object> demandPrices = new LinkedHashMap<>();
        Map<String, Object> supplyPrices = new LinkedHashMap<>();
        Map<String, @Nullable Object> more = new LinkedHashMap<>();
        Map<String, @Nullable Object> less = new LinkedHashMap<>();
        for (int node = 0; node < from.size() + to.size(); node++) {
            if (node < from.size()) {
                supplyPrices.put(from.get(node), plan.price(node));
            } else {
                demandPrices.put(to.get(node - from.size()), plan.price(node));
                more.put(to.get(node - from.size()), plan.upper().get(node));
                less.put(to.get(node - from.size()), plan.lower().get(node));
            }
        }
        Map<String, BigFraction> flows = new LinkedHashMap<>();
        for (int i = 0; i < labels.size(); i++) {
            flows.put(labels.get(i), plan.flows().get(i));
        }
        answer.put("demand_prices", demandPrices)
                .put("supply_prices", supplyPrices)
                .put("flows", flows)
                .put("next_unit_prices", more)
                .put("saved_unit_prices", less);
        Input steps = in.find("steps");
        if (steps != null) {
            int node = from.size() + to.indexOf(steps.at("market").text());
            List<Answer> stretches = new ArrayList<>();
            network.further(node, steps.at("units").exact())
                    .forEach(stretch -> stretches.add(
                            new Answer().put("units", stretch.units()).put("price", stretch.unitCost())));
            answer.put("steps", stretches);
        }
        return answer;
    }
}
