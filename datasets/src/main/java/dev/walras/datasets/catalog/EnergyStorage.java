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
import dev.walras.problem.ArbitrageProblem.Storage;
import dev.walras.problem.Problem;
import dev.walras.problem.Ratio;
import java.util.ArrayList;
import java.util.List;

/**
 * Batteries and lines that earn on the prices of electricity of one day in three zones: what a data centre with
 * storage, or with two sites, can save.
 *
 * <p>Facts: the hourly day-ahead prices of a day with a spike in France and Belgium. Assumptions: at each zone and hour
 * one can buy half a percent above the price and sell half a percent below it; each zone has a battery of 100 MWh and
 * 25 MW that loses a tenth in charging; lines of 50 MW join France with its two neighbours, lose one percent and cost
 * 0.5 euro a MWh. Drawn from the seed: how much can be bought and sold in an hour, 50 to 300 MWh each. A unit is a
 * tenth of a MWh, a money unit one euro.
 */
final class EnergyStorage {
    private static final List<String> ZONES = List.of("be", "de", "fr");
    private static final String ENERGY = "energy";

    private EnergyStorage() {}

    static Item item() {
        return new Item(
                new Entry(
                        "real.energy-storage",
                        "arbitrage",
                        "batteries and lines between Belgium, Germany and France over the 24 hours of a day with a price"
                                + " spike; depth of the market is assumed, drawn from the seed",
                        "day-ahead prices: EPEX SPOT, by jeslago/epftoolbox, 2016-11-08",
                        Origin.FACTS),
                EnergyStorage::problem);
    }

    static Problem problem(long seed) {
        Facts prices = Facts.of("day-ahead.csv");
        List<Curve> asks = new ArrayList<>();
        List<Curve> bids = new ArrayList<>();
        List<Storage> storages = new ArrayList<>();
        List<Participant> participants = new ArrayList<>();
        Draw depth = Draw.of(seed, "depth");
        for (String zone : ZONES) {
            participants.add(participant("exchange-" + zone));
            participants.add(participant("battery-" + zone));
            Place place = new Place(zone, ENERGY);
            for (int hour = 0; hour < prices.rows(); hour++) {
                long price = prices.micros(hour, zone) / 10;
                String name = zone + "." + hour;
                Step ask = new Step(depth.whole(500, 3_000), price + price / 200);
                Step bid = new Step(depth.whole(500, 3_000), price - price / 200);
                asks.add(new Curve(name, "exchange-" + zone, place, hour, List.of(ask)));
                bids.add(new Curve(name, "exchange-" + zone, place, hour, List.of(bid)));
            }
            storages.add(new Storage(
                    "battery-" + zone, "battery-" + zone, place, 1_000, 250, 250, new Ratio(9, 10), Ratio.ONE, 0, 0));
        }
        participants.add(participant("grid"));
        return new ArbitrageProblem(
                Catalog.name("real.energy-storage", seed),
                prices.rows(),
                ZONES,
                List.of(new Commodity(ENERGY, "0.1 MWh")),
                asks,
                bids,
                List.of(line("be", "fr"), line("fr", "be"), line("de", "fr"), line("fr", "de")),
                storages,
                participants);
    }

    private static Route line(String from, String to) {
        Ratio gain = new Ratio(99, 100);
        return new Route(from + "-" + to, "grid", new Place(from, ENERGY), new Place(to, ENERGY), 500, 50_000, gain, 0);
    }

    private static Participant participant(String id) {
        return new Participant(id, Participant.NO_BUDGET, 0);
    }
}
