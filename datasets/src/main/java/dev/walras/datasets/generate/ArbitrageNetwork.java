package dev.walras.datasets.generate;

import dev.walras.datasets.generate.Keys.Real;
import dev.walras.datasets.generate.Keys.Whole;
import dev.walras.market.Participant;
import dev.walras.mechanism.Settings;
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
 * {@code arbitrage.network}: commodities at venues on a ring, with price differences over space and time, routes,
 * conversions and storages.
 *
 * <p>Commodity <i>c</i> is worth <i>w_c</i> = 1 .. 4 base units, its base price is <i>w_c</i> money. The price level of
 * a venue is drawn for each commodity and slot around the base price with relative spread {@code dispersion}; asks
 * start 2 percent above the level and rise, bids start 2 percent below it and fall, by 3 percent a step: at one place
 * no ask meets a bid, so that all welfare comes from moving, converting and storing.
 *
 * <p>Each venue has routes to the next on the ring and to {@code chords} drawn others, for each commodity, both ways,
 * with a fee of 1 to 5 percent of the base price and a loss of 0, 1 or 2 percent. At each venue a converter turns each
 * commodity into the next at <i>w</i> ratio less 1 or 2 percent for a fee of 1 percent. The product of gains around any
 * cycle is at most one: nothing comes from nothing. A storage of commodity 0 stands at every {@code storage-every}th
 * venue when there are several slots, with a charge efficiency of 95 percent.
 */
final class ArbitrageNetwork implements Generator {
    private static final Whole VENUES = new Whole("venues", "how many venues", 5, 2, 10_000);
    private static final Whole COMMODITIES = new Whole("commodities", "how many commodities", 2, 1, 1_000);
    private static final Whole SLOTS = new Whole("slots", "how many time slots", 4, 1, 10_000);
    private static final Whole STEPS = new Whole("steps", "steps of a curve", 2, 1, 1_000);
    private static final Whole DEPTH =
            new Whole("depth", "the most units of a step; the least is a tenth", 1_000, 100, 1_000_000_000);
    private static final Whole CHORDS =
            new Whole("chords", "routes from a venue besides those of the ring", 1, 0, 1_000);
    private static final Whole EVERY =
            new Whole("storage-every", "one storage for this many venues; 0 for none", 2, 0, 10_000);
    private static final Real DISPERSION =
            new Real("dispersion", "standard deviation of the logarithm of prices over venues and slots", 0.25, 0, 3);

    @Override
    public String id() {
        return "arbitrage.network";
    }

    @Override
    public String description() {
        return "commodities at venues with dispersed prices, joined by lossy routes, conversions and storages";
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(VENUES, COMMODITIES, SLOTS, STEPS, DEPTH, CHORDS, EVERY, DISPERSION);
    }

    @Override
    public Problem generate(Settings settings, long seed) {
        return new Run(settings, seed).problem(id() + "-" + seed);
    }

    /** The drawing of one network. */
    private static final class Run {
        private final long seed;
        private final int venues;
        private final int commodities;
        private final int slots;
        private final int steps;
        private final long depth;
        private final int chords;
        private final int every;
        private final double dispersion;
        private final List<Curve> asks = new ArrayList<>();
        private final List<Curve> bids = new ArrayList<>();
        private final List<Route> routes = new ArrayList<>();
        private final List<Storage> storages = new ArrayList<>();

        Run(Settings settings, long seed) {
            this.seed = seed;
            venues = VENUES.count(settings);
            commodities = COMMODITIES.count(settings);
            slots = SLOTS.count(settings);
            steps = STEPS.count(settings);
            depth = DEPTH.in(settings);
            chords = CHORDS.count(settings);
            every = EVERY.count(settings);
            dispersion = DISPERSION.in(settings);
            settings.requireAllRead();
        }

        Problem problem(String name) {
            List<String> places = new ArrayList<>();
            List<Participant> participants = new ArrayList<>();
            int[] arrivals = Draw.of(seed, "arrivals").permutation(Math.multiplyExact(venues, 3));
            for (String role : List.of("buyers", "sellers", "carrier")) {
                for (int v = 0; v < venues; v++) {
                    int arrival = arrivals[participants.size()];
                    participants.add(new Participant(role + v, Participant.NO_BUDGET, arrival));
                }
            }
            for (int v = 0; v < venues; v++) {
                places.add("v" + v);
            }
            List<Commodity> traded = new ArrayList<>();
            for (int c = 0; c < commodities; c++) {
                traded.add(new Commodity("c" + c, "unit"));
            }
            addCurves(Draw.of(seed, "curves"));
            addRoutes(Draw.of(seed, "routes"));
            addConversions(Draw.of(seed, "conversions"));
            addStorages();
            return new ArbitrageProblem(name, slots, places, traded, asks, bids, routes, storages, participants);
        }

        /** Base units of value in a unit of the commodity. */
        private static long worth(int commodity) {
            return commodity % 4 + 1L;
        }

        private static Place place(int venue, int commodity) {
            return new Place("v" + venue, "c" + commodity);
        }

        private void addCurves(Draw draw) {
            for (int v = 0; v < venues; v++) {
                for (int c = 0; c < commodities; c++) {
                    for (int t = 0; t < slots; t++) {
                        double level = draw.logNormal((double) worth(c), dispersion);
                        String name = "v" + v + ".c" + c + "." + t;
                        asks.add(new Curve(name, "sellers" + v, place(v, c), t, curve(draw, 1.02 * level, 1.03)));
                        bids.add(new Curve(name, "buyers" + v, place(v, c), t, curve(draw, 0.98 * level, 1 / 1.03)));
                    }
                }
            }
        }

        private List<Step> curve(Draw draw, double first, double factor) {
            List<Step> curve = new ArrayList<>();
            double price = first;
            for (int s = 0; s < steps; s++) {
                curve.add(new Step(draw.whole(depth / 10, depth), Draw.micros(price)));
                price *= factor;
            }
            return curve;
        }

        private void addRoutes(Draw draw) {
            for (int v = 0; v < venues; v++) {
                addRoutes(draw, v, (v + 1) % venues);
                for (int i = 0; i < chords && venues > 3; i++) {
                    addRoutes(draw, v, (v + 2 + draw.index(venues - 3)) % venues);
                }
            }
        }

        private void addRoutes(Draw draw, int v, int w) {
            for (int c = 0; c < commodities; c++) {
                long fee = Draw.micros(worth(c) * draw.uniform(0.01, 0.05));
                Ratio gain = new Ratio(100 - draw.whole(0, 2), 100);
                long capacity = draw.whole(depth, 4 * depth);
                routes.add(new Route(name("route"), "carrier" + v, place(v, c), place(w, c), capacity, fee, gain, 0));
                routes.add(new Route(name("route"), "carrier" + v, place(w, c), place(v, c), capacity, fee, gain, 0));
            }
        }

        private void addConversions(Draw draw) {
            for (int v = 0; v < venues; v++) {
                for (int c = 0; c < commodities && commodities > 1; c++) {
                    int to = (c + 1) % commodities;
                    Ratio gain = new Ratio(worth(c) * (100 - draw.whole(1, 2)), worth(to) * 100);
                    long fee = Draw.micros(worth(c) * 0.01);
                    routes.add(
                            new Route(name("convert"), "carrier" + v, place(v, c), place(v, to), depth, fee, gain, 0));
                }
            }
        }

        private String name(String kind) {
            return kind + routes.size();
        }

        private void addStorages() {
            for (int v = 0; v < venues && every > 0 && slots > 1; v += every) {
                storages.add(new Storage(
                        "storage" + v,
                        "carrier" + v,
                        place(v, 0),
                        4 * depth,
                        2 * depth,
                        2 * depth,
                        new Ratio(95, 100),
                        Ratio.ONE,
                        1_000,
                        0));
            }
        }
    }
}
