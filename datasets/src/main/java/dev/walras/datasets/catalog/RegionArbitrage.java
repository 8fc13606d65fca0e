package dev.walras.datasets.catalog;

import dev.walras.datasets.catalog.Catalog.Entry;
import dev.walras.datasets.catalog.Catalog.Item;
import dev.walras.datasets.catalog.Catalog.Origin;
import dev.walras.datasets.generate.Draw;
import dev.walras.market.Participant;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.ArbitrageProblem.Commodity;
import dev.walras.problem.ArbitrageProblem.Curve;
import dev.walras.problem.ArbitrageProblem.Place;
import dev.walras.problem.ArbitrageProblem.Route;
import dev.walras.problem.ArbitrageProblem.Step;
import dev.walras.problem.Problem;
import dev.walras.problem.Ratio;
import java.util.ArrayList;
import java.util.List;

/**
 * GPU-hours are dear in one cloud region and cheap in another; work may move within a bound on latency, for the price
 * of the data it sends back.
 *
 * <p>Facts: on-demand and spot price of a machine with one A100 in twelve regions, egress price, round-trip times.
 * Assumptions: work may be done in a region at most 150 ms away, and an hour of it sends back 2 GiB. Drawn from the
 * seed: 20 to 200 hours of spot capacity a region, then 1000 on demand; tenants who want 20 to 200 hours at 0.6 to 1.1
 * times the on-demand price of their region, and as much again at half that; 10 to 100 hours that may move from each
 * region to each other.
 */
final class RegionArbitrage {
    private static final long MOST_MILLIS = 150;
    private static final long GIB_PER_HOUR = 2;
    private static final String HOUR = "a100-hour";

    private RegionArbitrage() {}

    static Item item() {
        return new Item(
                new Entry(
                        "real.region-arbitrage",
                        "arbitrage",
                        "A100-hours at spot and on-demand prices in twelve cloud regions, work moved within 150 ms for"
                                + " the price of egress; capacities and demand are assumed, drawn from the seed",
                        "Google Cloud price list, 2026-07-30; round-trip times: vitorenesduarte/fantoch, 2019 to 2020",
                        Origin.FACTS),
                RegionArbitrage::problem);
    }

    static Problem problem(long seed) {
        Facts regions = Facts.of("cloud-regions.csv");
        Facts latency = Facts.of("cloud-rtt.csv");
        List<String> venues = new ArrayList<>();
        List<Participant> participants = new ArrayList<>();
        List<Curve> asks = new ArrayList<>();
        List<Curve> bids = new ArrayList<>();
        Draw supply = Draw.of(seed, "supply");
        Draw demand = Draw.of(seed, "demand");
        for (int r = 0; r < regions.rows(); r++) {
            String region = regions.text(r, "region");
            venues.add(region);
            participants.add(participant("cloud-" + region));
            participants.add(participant("tenants-" + region));
            Place place = new Place(region, HOUR);
            long onDemand = regions.micros(r, "on_demand_usd_hour");
            asks.add(new Curve(
                    region,
                    "cloud-" + region,
                    place,
                    0,
                    List.of(
                            new Step(supply.whole(20, 200), regions.micros(r, "spot_usd_hour")),
                            new Step(1_000, onDemand))));
            long reserve = Math.round(onDemand * demand.uniform(0.6, 1.1));
            bids.add(new Curve(
                    region,
                    "tenants-" + region,
                    place,
                    0,
                    List.of(new Step(demand.whole(20, 200), reserve), new Step(demand.whole(20, 200), reserve / 2))));
        }
        participants.add(participant("network"));
        return new ArbitrageProblem(
                Catalog.name("real.region-arbitrage", seed),
                1,
                venues,
                List.of(new Commodity(HOUR, "GPU-hour")),
                asks,
                bids,
                routes(regions, latency, Draw.of(seed, "routes")),
                List.of(),
                participants);
    }

    private static List<Route> routes(Facts regions, Facts latency, Draw draw) {
        List<Route> routes = new ArrayList<>();
        for (int from = 0; from < regions.rows(); from++) {
            long fee = Math.multiplyExact(GIB_PER_HOUR, regions.micros(from, "egress_usd_gib"));
            for (int to = 0; to < regions.rows(); to++) {
                String source = regions.text(from, "region");
                String target = regions.text(to, "region");
                long capacity = draw.whole(10, 100);
                if (from != to && latency.whole(from, target) <= MOST_MILLIS) {
                    routes.add(new Route(
                            source + "-" + target,
                            "network",
                            new Place(source, HOUR),
                            new Place(target, HOUR),
                            capacity,
                            fee,
                            Ratio.ONE,
                            0));
                }
            }
        }
        return routes;
    }

    private static Participant participant(String id) {
        return new Participant(id, Participant.NO_BUDGET, 0);
    }
}
