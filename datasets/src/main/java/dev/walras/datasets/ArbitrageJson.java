package dev.walras.datasets;

import static dev.walras.datasets.Schema.Field.count;
import static dev.walras.datasets.Schema.Field.ratio;
import static dev.walras.datasets.Schema.Field.record;
import static dev.walras.datasets.Schema.Field.records;
import static dev.walras.datasets.Schema.Field.text;
import static dev.walras.datasets.Schema.Field.whole;

import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.ArbitrageProblem.Commodity;
import dev.walras.problem.ArbitrageProblem.Curve;
import dev.walras.problem.ArbitrageProblem.Place;
import dev.walras.problem.ArbitrageProblem.Route;
import dev.walras.problem.ArbitrageProblem.Step;
import dev.walras.problem.ArbitrageProblem.Storage;
import dev.walras.problem.Ratio;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** Arbitrage over space, commodities and time as JSON. */
final class ArbitrageJson {
    private static final long MAX_SLOT = 1_000_000;
    static final Schema COMMODITY =
            new Schema("commodity", text("id"), text("unit").optional());
    private static final Schema PLACE = new Schema("place", text("venue"), text("commodity"));
    private static final Schema STEP =
            new Schema("step", whole("units", 1, Long.MAX_VALUE), count("priceMicrosPerUnit"));
    static final Schema CURVE = new Schema(
            "curve",
            text("id"),
            text("trader"),
            record("place", PLACE),
            whole("slot", 0, MAX_SLOT).optional(),
            records("steps", STEP));
    static final Schema ROUTE = new Schema(
            "route",
            text("id"),
            text("operator"),
            record("from", PLACE),
            record("to", PLACE),
            count("capacityUnits"),
            count("feeMicrosPerUnit").optional(),
            ratio("gain").optional(),
            whole("transitSlots", 0, MAX_SLOT).optional());
    static final Schema STORAGE = new Schema(
            "storage",
            text("id"),
            text("operator"),
            record("place", PLACE),
            count("capacityUnits"),
            count("maxChargeUnits"),
            count("maxDischargeUnits"),
            ratio("chargeEfficiency").optional(),
            ratio("retention").optional(),
            count("holdingCostMicrosPerUnit").optional(),
            count("initialUnits").optional());

    private final Fields root;
    private final int slots;
    private final References venues = References.closed("venue");
    private final References commodities;
    private final References.Participants participants;

    private ArbitrageJson(Fields root) {
        this.root = root;
        this.slots = root.integer("slots", 1);
        List<String> names = root.texts("venues");
        for (int i = 0; i < names.size(); i++) {
            venues.declare(root, "venues/" + i, names.get(i));
        }
        this.commodities = References.of("commodity", root.records("commodities"));
        this.participants = new References.Participants(root);
    }

    static ArbitrageProblem read(Fields root) {
        return new ArbitrageJson(root).problem();
    }

    private ArbitrageProblem problem() {
        for (String key : List.of("asks", "bids", "routes", "storages")) {
            References.of(key.substring(0, key.length() - 1), root.records(key));
        }
        List<Commodity> kinds = new ArrayList<>();
        for (Fields record : root.records("commodities")) {
            try {
                kinds.add(new Commodity(record.text("id"), record.text("unit", "")));
            } catch (IllegalArgumentException e) {
                throw record.error(e);
            }
        }
        List<Curve> asks = root.records("asks").stream().map(this::curve).toList();
        List<Curve> bids = root.records("bids").stream().map(this::curve).toList();
        List<Route> routes = root.records("routes").stream().map(this::route).toList();
        List<Storage> storages =
                root.records("storages").stream().map(this::storage).toList();
        try {
            return new ArbitrageProblem(
                    root.text("id"), slots, venues.names(), kinds, asks, bids, routes, storages, participants.all());
        } catch (IllegalArgumentException e) {
            throw root.error(e);
        }
    }

    private Place place(Fields record, String key) {
        Fields place = record.record(key);
        return new Place(venues.check(place, "venue"), commodities.check(place, "commodity"));
    }

    private Curve curve(Fields record) {
        int slot = record.integer("slot", 0);
        if (slot >= slots) {
            throw record.error("slot", "is " + slot + "; it must be less than the number of slots, " + slots);
        }
        List<Step> steps = new ArrayList<>();
        for (Fields step : record.records("steps")) {
            steps.add(new Step(step.whole("units"), step.whole("priceMicrosPerUnit")));
        }
        try {
            return new Curve(
                    record.text("id"), participants.check(record, "trader"), place(record, "place"), slot, steps);
        } catch (IllegalArgumentException e) {
            throw record.error(e);
        }
    }

    private Route route(Fields record) {
        try {
            return new Route(
                    record.text("id"),
                    participants.check(record, "operator"),
                    place(record, "from"),
                    place(record, "to"),
                    record.whole("capacityUnits"),
                    record.whole("feeMicrosPerUnit", 0),
                    record.ratio("gain"),
                    record.integer("transitSlots", 0));
        } catch (IllegalArgumentException e) {
            throw record.error(e);
        }
    }

    private Storage storage(Fields record) {
        try {
            return new Storage(
                    record.text("id"),
                    participants.check(record, "operator"),
                    place(record, "place"),
                    record.whole("capacityUnits"),
                    record.whole("maxChargeUnits"),
                    record.whole("maxDischargeUnits"),
                    record.ratio("chargeEfficiency"),
                    record.ratio("retention"),
                    record.whole("holdingCostMicrosPerUnit", 0),
                    record.whole("initialUnits", 0));
        } catch (IllegalArgumentException e) {
            throw record.error(e);
        }
    }

    static void write(ArbitrageProblem problem, JsonOutput out) throws IOException {
        out.whole("slots", problem.slots(), 1);
        out.allTexts("venues", problem.venues());
        out.records("commodities", problem.commodities(), commodity -> {
            out.text("id", commodity.id());
            out.text("unit", commodity.unit(), "");
        });
        out.records("asks", problem.asks(), curve -> write(curve, out));
        out.records("bids", problem.bids(), curve -> write(curve, out));
        out.records("routes", problem.routes(), route -> write(route, out));
        out.records("storages", problem.storages(), storage -> write(storage, out));
        out.participants(problem.participants());
    }

    private static void write(String key, Place place, JsonOutput out) throws IOException {
        out.record(key, () -> {
            out.text("venue", place.venue());
            out.text("commodity", place.commodity());
        });
    }

    private static void write(Curve curve, JsonOutput out) throws IOException {
        out.text("id", curve.id());
        out.text("trader", curve.trader());
        write("place", curve.place(), out);
        out.whole("slot", curve.slot(), 0);
        out.records("steps", curve.steps(), step -> {
            out.whole("units", step.units());
            out.whole("priceMicrosPerUnit", step.priceMicrosPerUnit());
        });
    }

    private static void write(Route route, JsonOutput out) throws IOException {
        out.text("id", route.id());
        out.text("operator", route.operator());
        write("from", route.from(), out);
        write("to", route.to(), out);
        out.whole("capacityUnits", route.capacityUnits());
        out.whole("feeMicrosPerUnit", route.feeMicrosPerUnit(), 0);
        write("gain", route.gain(), out);
        out.whole("transitSlots", route.transitSlots(), 0);
    }

    private static void write(Storage storage, JsonOutput out) throws IOException {
        out.text("id", storage.id());
        out.text("operator", storage.operator());
        write("place", storage.place(), out);
        out.whole("capacityUnits", storage.capacityUnits());
        out.whole("maxChargeUnits", storage.maxChargeUnits());
        out.whole("maxDischargeUnits", storage.maxDischargeUnits());
        write("chargeEfficiency", storage.chargeEfficiency(), out);
        write("retention", storage.retention(), out);
        out.whole("holdingCostMicrosPerUnit", storage.holdingCostMicrosPerUnit(), 0);
        out.whole("initialUnits", storage.initialUnits(), 0);
    }

    private static void write(String key, Ratio ratio, JsonOutput out) throws IOException {
        out.text(key, ratio.toString(), "1");
    }
}
