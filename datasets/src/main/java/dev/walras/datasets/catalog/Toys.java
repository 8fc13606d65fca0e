package dev.walras.datasets.catalog;

import dev.walras.datasets.catalog.Catalog.Entry;
import dev.walras.datasets.catalog.Catalog.Item;
import dev.walras.datasets.catalog.Catalog.Origin;
import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.AllocationProblem.Job;
import dev.walras.problem.AllocationProblem.Node;
import dev.walras.problem.AllocationProblem.Resource;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.ArbitrageProblem.Commodity;
import dev.walras.problem.ArbitrageProblem.Curve;
import dev.walras.problem.ArbitrageProblem.Route;
import dev.walras.problem.ArbitrageProblem.Step;
import dev.walras.problem.ArbitrageProblem.Storage;
import dev.walras.problem.Problem;
import dev.walras.problem.Ratio;
import dev.walras.problem.RawMarket;
import dev.walras.problem.SlaMatchingProblem;
import dev.walras.problem.SlaMatchingProblem.Metric;
import dev.walras.problem.SlaMatchingProblem.Network;
import dev.walras.problem.SlaMatchingProblem.Offer;
import dev.walras.problem.SlaMatchingProblem.Quality;
import dev.walras.problem.SlaMatchingProblem.Request;
import dev.walras.problem.SlaMatchingProblem.Term;
import dev.walras.problem.SlaMatchingProblem.Tier;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;

/** Markets small enough to solve by hand, each with one lesson; their optima are derived in the tests. */
final class Toys {
    private static final long MONEY = 1_000_000;
    private static final long PPM = 1_000_000;

    private Toys() {}

    static List<Item> items() {
        return List.of(
                item(doubleAuction(), "four buyers and four sellers of one unit each"),
                item(combinatorial(), "bundles of two of three goods that overlap in a ring, and a single good"),
                item(
                        noPrices(),
                        "one wants both goods, one wants either: no prices clear it, and the LP exceeds the optimum"),
                item(allocation(), "four jobs, two nodes: the GPU job crowds out another"),
                item(scheduling(), "a job that should wait, although waiting costs it value"),
                item(renting(), "nodes rented whole: which ones are worth their rent"),
                item(arbitrage(), "two venues and a route too narrow for all that is worth moving"),
                item(conversion(), "two old GPU-hours stand in for a new one"),
                item(storage(), "a leaky storage that must keep what it has for the dearest slot"),
                item(sla(), "a fast offer that may fail, a slow one that misses its target for sure"),
                item(replicas(), "two replicas that must not have the same provider"));
    }

    private static Item item(Problem problem, String description) {
        return new Item(new Entry(problem.id(), problem.family(), description, "", Origin.TOY), seed -> problem);
    }

    private static List<Participant> participants(String... ids) {
        return Stream.of(ids)
                .map(id -> new Participant(id, Participant.NO_BUDGET, 0))
                .toList();
    }

    private static Problem doubleAuction() {
        MarketBuilder market = Market.builder("toy.double-auction");
        int good = market.good("gpu-hour", "GPU-hour", 0);
        for (long value : new long[] {9, 7, 5, 3}) {
            market.buy(market.participant("buyer" + value), good, 1, value * MONEY);
        }
        for (long cost : new long[] {2, 4, 6, 8}) {
            market.sell(market.participant("seller" + cost), good, 1, cost * MONEY);
        }
        return new RawMarket(market.build());
    }

    private static Problem combinatorial() {
        MarketBuilder market = Market.builder("toy.combinatorial");
        int a = market.good("a", "lease", 1);
        int b = market.good("b", "lease", 1);
        int c = market.good("c", "lease", 1);
        int[][] wanted = {{a, b}, {b, c}, {a, c}, {a}, {c}};
        long[] values = {6, 6, 5, 1, 2};
        for (int i = 0; i < wanted.length; i++) {
            long[] units = new long[wanted[i].length];
            Arrays.fill(units, 1);
            int bidder = market.participant("bidder" + (i + 1));
            market.order("", bidder, Bundle.of(wanted[i], units), 1, values[i] * MONEY);
        }
        return new RawMarket(market.build());
    }

    private static Problem noPrices() {
        MarketBuilder market = Market.builder("toy.no-prices");
        int a = market.good("a", "lease", 1);
        int b = market.good("b", "lease", 1);
        market.order("both", market.participant("and"), Bundle.of(new int[] {a, b}, new long[] {1, 1}), 1, 3 * MONEY);
        int either = market.participant("or");
        int group = market.group();
        market.add(new Order("first", either, Bundle.of(a, 1), 1, 1, 2 * MONEY, group));
        market.add(new Order("second", either, Bundle.of(b, 1), 1, 1, 2 * MONEY, group));
        return new RawMarket(market.build());
    }

    private static Problem allocation() {
        return new AllocationProblem(
                "toy.allocation",
                1,
                List.of(new Resource("cpu", "core"), new Resource("gpu", "GPU")),
                List.of(
                        node("big", "", LongVector.of(8, 2), LongVector.zeros(2), 0),
                        node("small", "", LongVector.of(4, 0), LongVector.zeros(2), 0)),
                List.of(
                        job("train", "ann", LongVector.of(6, 2), 9),
                        job("infer", "bob", LongVector.of(4, 1), 7),
                        job("web", "cyd", LongVector.of(4, 0), 6),
                        job("batch", "dee", LongVector.of(2, 0), 3)),
                participants("ann", "bob", "cyd", "dee"));
    }

    private static Node node(String id, String owner, LongVector capacity, LongVector byUnit, long whole) {
        return new Node(id, owner, "", "", List.of(), List.of(capacity), byUnit, whole);
    }

    private static Job job(String id, String owner, LongVector need, long value) {
        return new Job(id, owner, need, 1, 0, 1, List.of(), List.of(), List.of(), value * MONEY, 1, 0);
    }

    private static Problem scheduling() {
        LongVector one = LongVector.of(1);
        LongVector two = LongVector.of(2);
        List<String> any = List.of();
        return new AllocationProblem(
                "toy.scheduling",
                3,
                List.of(new Resource("gpu", "GPU")),
                List.of(node("node", "owner", two, LongVector.of(MONEY), 0)),
                List.of(
                        new Job("train", "ann", two, 2, 0, 3, any, any, any, 10 * MONEY, 2, 2 * MONEY),
                        new Job("urgent", "bob", one, 1, 0, 1, any, any, any, 4 * MONEY, 1, 0),
                        new Job("report", "cyd", one, 1, 0, 3, any, any, any, 3 * MONEY, 3, 0),
                        new Job("sweep", "dee", two, 3, 0, 3, any, any, any, 12 * MONEY, 3, 0)),
                participants("owner", "ann", "bob", "cyd", "dee"));
    }

    private static Problem renting() {
        LongVector free = LongVector.zeros(1);
        LongVector two = LongVector.of(2);
        return new AllocationProblem(
                "toy.renting",
                1,
                List.of(new Resource("cpu", "core")),
                List.of(
                        node("big", "owner", LongVector.of(4), free, 5 * MONEY),
                        node("small", "owner", LongVector.of(2), free, 3 * MONEY)),
                List.of(job("x", "ann", two, 4), job("y", "bob", two, 3), job("z", "cyd", two, 2)),
                participants("owner", "ann", "bob", "cyd"));
    }

    private static ArbitrageProblem.Place at(String venue, String commodity) {
        return new ArbitrageProblem.Place(venue, commodity);
    }

    private static Problem arbitrage() {
        ArbitrageProblem.Place west = at("west", "gpu-hour");
        ArbitrageProblem.Place east = at("east", "gpu-hour");
        return new ArbitrageProblem(
                "toy.arbitrage",
                1,
                List.of("west", "east"),
                List.of(new Commodity("gpu-hour", "GPU-hour")),
                List.of(new Curve("west-asks", "seller", west, 0, List.of(new Step(3, MONEY), new Step(2, 2 * MONEY)))),
                List.of(
                        new Curve(
                                "east-bids", "buyer", east, 0, List.of(new Step(2, 4 * MONEY), new Step(2, 2_500_000))),
                        new Curve("west-bid", "local", west, 0, List.of(new Step(1, 1_200_000)))),
                List.of(new Route("line", "carrier", west, east, 3, 300_000, Ratio.ONE, 0)),
                List.of(),
                participants("seller", "buyer", "local", "carrier"));
    }

    private static Problem conversion() {
        ArbitrageProblem.Place old = at("site", "old-gpu-hour");
        ArbitrageProblem.Place modern = at("site", "new-gpu-hour");
        return new ArbitrageProblem(
                "toy.conversion",
                1,
                List.of("site"),
                List.of(new Commodity("old-gpu-hour", "GPU-hour"), new Commodity("new-gpu-hour", "GPU-hour")),
                List.of(
                        new Curve("old", "reseller", old, 0, List.of(new Step(4, MONEY))),
                        new Curve("new", "cloud", modern, 0, List.of(new Step(1, 2_500_000)))),
                List.of(new Curve("demand", "lab", modern, 0, List.of(new Step(3, 3 * MONEY)))),
                List.of(new Route("substitute", "broker", old, modern, 4, 100_000, new Ratio(1, 2), 0)),
                List.of(),
                participants("reseller", "cloud", "lab", "broker"));
    }

    private static Problem storage() {
        ArbitrageProblem.Place site = at("site", "energy");
        return new ArbitrageProblem(
                "toy.storage",
                3,
                List.of("site"),
                List.of(new Commodity("energy", "kWh")),
                List.of(
                        new Curve("early", "sun", site, 0, List.of(new Step(4, MONEY))),
                        new Curve("late", "gas", site, 2, List.of(new Step(2, 5 * MONEY)))),
                List.of(
                        new Curve("noon", "office", site, 1, List.of(new Step(1, 3 * MONEY))),
                        new Curve("evening", "homes", site, 2, List.of(new Step(3, 6 * MONEY)))),
                List.of(),
                List.of(new Storage("battery", "keeper", site, 2, 4, 2, new Ratio(1, 2), Ratio.ONE, 250_000, 0)),
                participants("sun", "gas", "office", "homes", "keeper"));
    }

    private static Problem sla() {
        Network network = new Network(List.of("eu", "us"), List.of(LongVector.of(10, 100), LongVector.of(100, 10)));
        List<Quality> risky =
                List.of(new Quality(900_000, 10, PPM, PPM, 100), new Quality(100_000, 200, PPM, PPM, 100));
        List<Quality> sure = List.of(new Quality(PPM, 20, PPM, PPM, 100));
        Term latency = new Term(Metric.LATENCY_MILLIS, 50, 150, 800_000, List.of(new Tier(1, 4 * MONEY)));
        return new SlaMatchingProblem(
                "toy.sla",
                network,
                List.of(
                        new Offer("cheap", "far", "us", 1, MONEY, sure),
                        new Offer("fast", "near", "eu", 1, 3 * MONEY, risky)),
                List.of(
                        new Request("chat", "ann", "eu", 1, 1, 8 * MONEY, List.of(latency)),
                        new Request("report", "bob", "eu", 1, 1, 5 * MONEY, List.of()),
                        new Request("batch", "cyd", "us", 1, 1, 3 * MONEY, List.of())),
                participants("far", "near", "ann", "bob", "cyd"));
    }

    private static Problem replicas() {
        Network network = new Network(List.of("eu"), List.of(LongVector.of(1)));
        List<Quality> sure = List.of(new Quality(PPM, 20, PPM, PPM, 100));
        return new SlaMatchingProblem(
                "toy.replicas",
                network,
                List.of(
                        new Offer("a1", "alpha", "eu", 1, 2 * MONEY, sure),
                        new Offer("a2", "alpha", "eu", 1, MONEY, sure),
                        new Offer("b", "beta", "eu", 1, 6 * MONEY, sure)),
                List.of(
                        new Request("twice", "ann", "eu", 1, 2, 10 * MONEY, List.of()),
                        new Request("once", "bob", "eu", 1, 1, 5 * MONEY, List.of())),
                participants("alpha", "beta", "ann", "bob"));
    }
}
