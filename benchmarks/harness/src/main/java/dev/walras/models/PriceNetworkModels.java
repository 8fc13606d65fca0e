package dev.walras.models;

import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.network.Gossip;
import dev.walras.mechanisms.network.NetworkUtility;
import dev.walras.mechanisms.network.QuadraticExchange;
import dev.walras.mechanisms.network.StalePrices;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.commons.math3.fraction.BigFraction;

/** Prices on networks and graphs. */
final class PriceNetworkModels {
    static final List<Model> LIST = List.of(
            new Model(
                    "num_dual_prices_line_network",
                    "network utility maximisation by link prices",
                    "links, routes, utility, weights, alpha, step, delay -> rates, prices, sum_log, utility",
                    List.of(),
                    PriceNetworkModels::rates),
            new Model(
                    "dual_decomposition_quadratic",
                    "one price for agents with quadratic costs",
                    "a, c, R, step, lambda0, iterations -> optimal_lambda, optimal_x, trace, contraction_factor",
                    List.of(),
                    PriceNetworkModels::decomposition),
            new Model(
                    "admm_exchange",
                    "exchange ADMM for agents with quadratic costs",
                    "a, c, R, rho, x0, u0, iterations -> trace, limit_x, limit_scaled_dual_u",
                    List.of(),
                    PriceNetworkModels::admm),
            new Model(
                    "gossip_average_price",
                    "averaging of numbers by neighbours on a graph",
                    "graph or edges, weights, x0, rounds -> second_eigenvalue, after_ROUNDS, limit",
                    List.of(),
                    PriceNetworkModels::gossip),
            new Model(
                    "stale_price_stability_boundary",
                    "the largest step with which a price converges when replies are old",
                    "delays, gamma_times_b -> max_stable_gamma_times_b",
                    List.of(),
                    PriceNetworkModels::stale));

    private static final Pattern GRAPH =
            Pattern.compile("(ring|cycle|path|line|star|complete)(?: graph)?(?: of| on)? ([0-9]+).*");
    private static final Pattern GRID = Pattern.compile("grid(?: of)? ([0-9]+) ?x ?([0-9]+).*");
    private static final Pattern FAIRNESS =
            Pattern.compile("alpha(?:-fair)?[ (=:]*(?:alpha ?= ?)?([0-9]+(?:\\.[0-9]+)?)");
    /** The weight of a neighbour; one's own is what is left. */
    private static final Pattern SHARE = Pattern.compile(
            "([0-9]+)/([0-9]+)(?=(?: self and)?(?: for| to| of)?(?: each| every| a| per)?(?: neighbou?r|$))");

    private static final int LARGEST_GRAPH = 500;
    private static final int MOST_ROUNDS = 2_000_000;

    private PriceNetworkModels() {}

    private static Answer rates(Input in) {
        Input links = in.at("links");
        List<String> names = links.isList()
                ? numbered(links.items().size(), smallestLink(in.at("routes")))
                : List.copyOf(links.fields().keySet());
        double[] capacities = links.isList()
                ? links.reals()
                : links.fields().values().stream().mapToDouble(Input::real).toArray();
        Map<String, Input> routes = in.at("routes").fields();
        List<NetworkUtility.Source> sources = new ArrayList<>();
        routes.forEach((name, route) -> sources.add(new NetworkUtility.Source(
                route.items().stream().map(link -> index(names, link)).toList(),
                weight(in, name),
                fairness(in, name))));
        NetworkUtility network =
                new NetworkUtility(Arrays.stream(capacities).boxed().toList(), sources);
        NetworkUtility.Result optimum = network.optimum(1e-15);
        NetworkUtility.Result found = optimum;
        Answer answer = new Answer();
        Input iterations = in.find("iterations");
        Input step = in.find("step");
        if (iterations != null || in.has("delay")) {
            int delay = in.has("delay") ? (int) in.at("delay").whole(0, 10_000) : 0;
            int rounds = iterations == null ? MOST_ROUNDS : (int) iterations.whole(1, MOST_ROUNDS);
            double size = step != null && step.isNumber() ? step.real() : network.stepBound() / (2 * (1 + 2 * delay));
            found = network.run(new NetworkUtility.Rules(size, rounds, delay, 1e-10), RunContext.seeded(1));
            answer.put("rounds", found.rounds()).put("messages", found.messages());
        }
        Map<String, Double> rates = new LinkedHashMap<>();
        int r = 0;
        double logs = 0;
        double throughput = 0;
        for (String name : routes.keySet()) {
            double rate = found.rates().get(r++);
            rates.put(name, rate);
            logs += Math.log(rate);
            throughput += rate;
        }
        Map<String, Double> prices = new LinkedHashMap<>();
        for (int l = 0; l < names.size(); l++) {
            prices.put(names.get(l), found.prices().get(l));
        }
        return answer.put("rates", rates)
                .put("prices", links.isList() ? found.prices() : prices)
                .put("sum_log", logs)
                .put("utility", found.utility())
                .put("sum_utility", found.utility())
                .put("throughput", throughput)
                .put("step_bound", network.stepBound())
                .put("optimum_utility", optimum.utility());
    }

    private static List<String> numbered(int links, long first) {
        List<String> names = new ArrayList<>();
        for (int l = 0; l < links; l++) {
            names.add(Long.toString(first + l));
        }
        return names;
    }

    /** Links of a list are numbered from 0 where some route uses link 0, else from 1. */
    private static long smallestLink(Input routes) {
        return routes.fields().values().stream()
                        .flatMap(route -> route.items().stream())
                        .anyMatch(link -> link.text().equals("0"))
                ? 0
                : 1;
    }

    private static int index(List<String> names, Input link) {
        int index = names.indexOf(link.text());
        if (index < 0) {
            throw link.error("is no link; there are " + names);
        }
        return index;
    }

    private static double weight(Input in, String source) {
        Input weights = in.find(in.has("w") ? "w" : "weights");
        if (weights == null) {
            return 1;
        }
        if (weights.isList()) {
            return weights.items()
                    .get(List.copyOf(in.at("routes").fields().keySet()).indexOf(source))
                    .real();
        }
        return weights.find(source) == null ? 1 : weights.at(source).real();
    }

    private static double fairness(Input in, String source) {
        Input alpha = in.find("alpha");
        if (alpha != null) {
            return alpha.isObject() ? alpha.at(source).real() : alpha.real();
        }
        Input utility = in.find("utility");
        String text = utility == null ? "log" : utility.text().toLowerCase(Locale.ROOT);
        if (text.contains("log") || text.contains("proportional")) {
            return 1;
        }
        if (text.contains("sqrt")) {
            return 0.5;
        }
        if (text.contains("-1/x") || text.contains("delay")) {
            return 2;
        }
        Matcher named = FAIRNESS.matcher(text);
        if (named.find()) {
            return Double.parseDouble(named.group(1));
        }
        throw in.at("utility").error("is \"" + text + "\"; it must be log, sqrt or alpha-fair with a number alpha");
    }

    private static QuadraticExchange exchange(Input in) {
        return new QuadraticExchange(
                in.at("a").exacts(), in.at("c").exacts(), in.at("R").exact());
    }

    private static Answer decomposition(Input in) {
        QuadraticExchange exchange = exchange(in);
        BigFraction step = in.at("step").exact();
        BigFraction start = in.has("lambda0") ? in.at("lambda0").exact() : BigFraction.ZERO;
        List<Answer> trace = new ArrayList<>();
        for (QuadraticExchange.Round round : exchange.dualDecomposition(
                step, start, (int) in.at("iterations").whole(1, 1_000))) {
            trace.add(new Answer().put("x", round.quantities()).put("lambda_after", round.price()));
        }
        BigFraction contraction = exchange.contraction(step).abs();
        return new Answer()
                .put("optimal_lambda", exchange.optimalPrice())
                .put("optimal_x", exchange.optimum())
                .put("trace", trace)
                .put("contraction_factor", contraction)
                .put("converges", contraction.compareTo(BigFraction.ONE) < 0)
                .put("max_step", new BigFraction(2).divide(exchange.slope()));
    }

    private static Answer admm(Input in) {
        QuadraticExchange exchange = exchange(in);
        BigFraction rho = in.has("rho") ? in.at("rho").exact() : BigFraction.ONE;
        Input first = in.find("x0");
        int agents = exchange.optimum().size();
        List<BigFraction> quantities = first == null
                ? Collections.nCopies(agents, BigFraction.ZERO)
                : first.isList() ? first.exacts() : Collections.nCopies(agents, first.exact());
        BigFraction price = in.has("u0") ? in.at("u0").exact() : BigFraction.ZERO;
        List<Answer> trace = new ArrayList<>();
        for (QuadraticExchange.Round round : exchange.admm(rho, new QuadraticExchange.Start(quantities, price), (int)
                in.at("iterations").whole(1, 500))) {
            trace.add(new Answer().put("x", round.quantities()).put("u", round.price()));
        }
        return new Answer()
                .put("trace", trace)
                .put("limit_x", exchange.optimum())
                .put("limit_scaled_dual_u", exchange.optimalPrice().divide(rho))
                .put("limit_price", exchange.optimalPrice());
    }

    private static Answer gossip(Input in) {
        double[] numbers = in.at("x0").reals();
        Gossip.Graph graph = graph(in, numbers.length);
        Gossip gossip = weighted(in, graph);
        int rounds = (int) in.at("rounds").whole(0, 1_000_000);
        return new Answer()
                .put("second_eigenvalue", gossip.rate())
                .put("after_" + rounds, gossip.run(numbers, rounds))
                .put("limit", Arrays.stream(numbers).average().orElse(0))
                .put("messages_per_round", gossip.messagesPerRound())
                .put("messages", gossip.messagesPerRound() * rounds);
    }

    private static Gossip.Graph graph(Input in, int nodes) {
        Input edges = in.find("edges");
        if (edges != null) {
            List<Gossip.Edge> joined = new ArrayList<>();
            for (Input edge : edges.items()) {
                long[] ends = edge.wholes();
                if (ends.length != 2) {
                    throw edge.error("has " + ends.length + " ends; an edge has two");
                }
                joined.add(new Gossip.Edge(Math.toIntExact(ends[0]), Math.toIntExact(ends[1])));
            }
            return new Gossip.Graph(nodes, joined);
        }
        String text = in.at("graph").text().toLowerCase(Locale.ROOT);
        Matcher named = GRAPH.matcher(text);
        Matcher grid = GRID.matcher(text);
        if (grid.matches() && nodes <= LARGEST_GRAPH) {
            return sized(in, Gossip.Graph.grid(small(in, grid.group(1)), small(in, grid.group(2))), nodes);
        }
        if (!named.matches()) {
            throw in.at("graph")
                    .error("is \"" + text
                            + "\"; it must be like \"ring of 5\": ring, path, star, complete or grid 2x3");
        }
        int size = small(in, named.group(2));
        return sized(
                in,
                switch (named.group(1)) {
                    case "ring", "cycle" -> Gossip.Graph.ring(size);
                    case "path", "line" -> Gossip.Graph.path(size);
                    case "star" -> Gossip.Graph.star(size);
                    default -> Gossip.Graph.complete(size);
                },
                nodes);
    }

    private static int small(Input in, String text) {
        int size = text.length() > 4 ? Integer.MAX_VALUE : Integer.parseInt(text);
        if (size < 1 || size > LARGEST_GRAPH) {
            throw in.at("graph").error("has " + text + " nodes; it may have 1 to " + LARGEST_GRAPH);
        }
        return size;
    }

    private static Gossip.Graph sized(Input in, Gossip.Graph graph, int nodes) {
        if (graph.nodes() != nodes) {
            throw in.at("x0").error("has " + nodes + " numbers for " + graph.nodes() + " nodes");
        }
        return graph;
    }

    private static Gossip weighted(Input in, Gossip.Graph graph) {
        Input weights = in.find("weights");
        if (weights != null && weights.isNumber()) {
            return Gossip.uniform(graph, weights.real());
        }
        String text = weights == null ? "metropolis" : weights.text().toLowerCase(Locale.ROOT);
        if (text.contains("metropolis")) {
            return Gossip.metropolis(graph);
        }
        if (text.contains("degree")) {
            return Gossip.largestDegree(graph);
        }
        Matcher share = SHARE.matcher(text);
        if (!share.find()) {
            throw in.at("weights")
                    .error("is \"" + text
                            + "\"; it must be like \"1/3 self and each neighbour\", metropolis or degree");
        }
        return Gossip.uniform(graph, Double.parseDouble(share.group(1)) / Double.parseDouble(share.group(2)));
    }

    private static Answer stale(Input in) {
        Map<String, Double> limits = new LinkedHashMap<>();
        Map<String, String> ends = new LinkedHashMap<>();
        Input gain = in.find("gamma_times_b");
        for (Input delay : in.at("delays").items()) {
            StalePrices process = new StalePrices((int) delay.whole(0, 100_000));
            limits.put(delay.text(), process.stabilityLimit());
            if (gain != null) {
                ends.put(
                        delay.text(),
                        process.run(gain.real(), 100_000, 1e-9).termination().name());
            }
        }
        Answer answer = new Answer().put("max_stable_gamma_times_b", limits);
        return gain == null ? answer : answer.put("termination", ends);
    }
}
