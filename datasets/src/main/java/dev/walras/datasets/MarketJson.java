package dev.walras.datasets;

import static dev.walras.datasets.Schema.Field.amounts;
import static dev.walras.datasets.Schema.Field.count;
import static dev.walras.datasets.Schema.Field.text;
import static dev.walras.datasets.Schema.Field.whole;

import dev.walras.market.Bundle;
import dev.walras.market.Good;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.problem.Objective;
import dev.walras.problem.RawMarket;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * A market of its own as JSON. Orders go straight into the builder when the file gives its goods and participants
 * before them, as the writer does; otherwise they are kept until the end of the file.
 */
final class MarketJson {
    static final Schema GOOD = new Schema(
            "good", text("id"), text("unit").optional(), count("endowment").optional());
    static final Schema ORDER = new Schema(
            "order",
            text("id").optional(),
            text("participant"),
            amounts("perLot", Long.MIN_VALUE),
            whole("minLots", 1, Long.MAX_VALUE).optional(),
            whole("maxLots", 1, Long.MAX_VALUE).optional(),
            whole("valueMicrosPerLot", Long.MIN_VALUE, Long.MAX_VALUE),
            text("group").optional());
    static final Schema OBJECTIVE = new Schema(
            "objective",
            text("sense"),
            text("name").optional(),
            whole("offsetMicros", Long.MIN_VALUE, Long.MAX_VALUE).optional(),
            whole("missingMicros", 1, Long.MAX_VALUE).optional(),
            whole("microsPerUnit", 1, Long.MAX_VALUE).optional());

    private final Fields root;
    private final MarketBuilder builder;
    private final References goods;
    private final References.Participants participants;
    private final References groups;
    private final List<Integer> groupOwners = new ArrayList<>();

    /** A market of which {@code root} has the goods and, unless they are left out, the participants. */
    MarketJson(Fields root) {
        this.root = root;
        builder = Market.builder(root.text("id", "market"));
        goods = References.of("good", root.records("goods"));
        for (Fields record : root.records("goods")) {
            try {
                builder.add(new Good(record.text("id"), record.text("unit", ""), record.whole("endowment", 0)));
            } catch (IllegalArgumentException e) {
                throw record.error(e);
            }
        }
        participants = new References.Participants(root);
        participants.all().forEach(builder::add);
        groups = root.has("groups") ? References.closed("group") : References.open("group");
        List<String> names = root.texts("groups");
        for (int i = 0; i < names.size(); i++) {
            groups.declare(root, "groups/" + i, names.get(i));
            addGroup();
        }
    }

    private void addGroup() {
        builder.group();
        groupOwners.add(-1);
    }

    /** Whether orders can be taken as they come. */
    static boolean canStream(Fields root) {
        return root.text("family", "").equals("market")
                && root.has("id")
                && root.has("goods")
                && root.has("participants");
    }

    void order(Fields record) {
        int participant = participants.index(record, "participant");
        while (builder.participants() < participants.size()) {
            builder.add(participants.get(builder.participants()));
        }
        Amounts perLot = record.amounts("perLot");
        int[] bundleGoods = new int[perLot.size()];
        long[] units = new long[perLot.size()];
        for (int i = 0; i < bundleGoods.length; i++) {
            bundleGoods[i] = goods.index(record, "perLot", perLot.id(i));
            units[i] = perLot.value(i);
        }
        long minLots = record.whole("minLots", 1);
        try {
            builder.add(new Order(
                    record.text("id", ""),
                    participant,
                    Bundle.of(bundleGoods, units),
                    minLots,
                    record.whole("maxLots", minLots),
                    record.whole("valueMicrosPerLot"),
                    group(record, participant)));
        } catch (IllegalArgumentException e) {
            throw record.error(e);
        }
    }

    private int group(Fields record, int participant) {
        if (!record.has("group")) {
            return Order.NO_GROUP;
        }
        String name = record.text("group");
        int group = groups.index(record, "group", name);
        if (group == groupOwners.size()) {
            addGroup();
        }
        int owner = groupOwners.set(group, participant);
        if (owner >= 0 && owner != participant) {
            throw record.error(
                    "group",
                    "is \"" + name + "\", which belongs to participant \""
                            + participants.get(owner).id() + "\"; all orders of an exclusive group have one owner");
        }
        return group;
    }

    RawMarket market() {
        root.records("orders").forEach(this::order);
        if (root.has("groups") && root.texts("groups").size() != groups.names().size()) {
            throw root.error("groups", "comes after the orders; it must come before them, or be left out");
        }
        Market market;
        try {
            market = builder.build();
        } catch (IllegalArgumentException e) {
            throw root.error(e);
        }
        if (market.orders() == 0) {
            throw root.error("orders", "is empty; a market needs an order");
        }
        return root.has("objective")
                ? new RawMarket(market, objective(root.record("objective")))
                : new RawMarket(market);
    }

    private static Objective objective(Fields record) {
        return new Objective(
                record.choice("sense", Objective.Sense.class),
                record.text("name", ""),
                record.whole("offsetMicros", 0),
                record.whole("missingMicros", Long.MAX_VALUE),
                record.whole("microsPerUnit", 1_000_000));
    }

    static void write(RawMarket raw, JsonOutput out) throws IOException {
        Market market = raw.market();
        Objective objective = raw.objective();
        if (objective != null) {
            out.record("objective", () -> {
                out.text("sense", Fields.spelled(objective.sense()));
                out.text("name", objective.name(), "");
                out.whole("offsetMicros", objective.offsetMicros(), 0);
                out.whole("missingMicros", objective.missingMicros(), Long.MAX_VALUE);
                out.whole("microsPerUnit", objective.microsPerUnit(), 1_000_000);
            });
        }
        out.indexed("goods", market.goods(), g -> {
            Good good = market.good(g);
            out.text("id", good.id());
            out.text("unit", good.unit(), "");
            out.whole("endowment", good.endowment(), 0);
        });
        out.indexed("participants", market.participants(), p -> out.participant(market.participant(p)));
        if (!groupsAreByFirstMention(market)) {
            List<String> names = new ArrayList<>();
            for (int g = 0; g < market.groups(); g++) {
                names.add("x" + g);
            }
            out.allTexts("groups", names);
        }
        out.indexed("orders", market.orders(), k -> writeOrder(market, k, out));
    }

    private static boolean groupsAreByFirstMention(Market market) {
        int seen = 0;
        for (int k = 0; k < market.orders(); k++) {
            if (market.group(k) > seen) {
                return false;
            }
            seen = market.group(k) == seen ? seen + 1 : seen;
        }
        return seen == market.groups();
    }

    private static void writeOrder(Market market, int k, JsonOutput out) throws IOException {
        out.text("id", market.orderIds().get(k), "o" + k);
        out.text("participant", market.participantIds().get(market.owner(k)));
        out.record("perLot", () -> {
            for (int i = 0; i < market.bundleSize(k); i++) {
                out.whole(market.goodIds().get(market.bundleGood(k, i)), market.bundleUnits(k, i));
            }
        });
        out.whole("minLots", market.minLots(k), 1);
        out.whole("maxLots", market.maxLots(k), market.minLots(k));
        out.whole("valueMicrosPerLot", market.valueMicrosPerLot(k));
        if (market.group(k) != Order.NO_GROUP) {
            out.text("group", "x" + market.group(k));
        }
    }
}
