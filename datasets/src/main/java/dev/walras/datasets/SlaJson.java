package dev.walras.datasets;

import static dev.walras.datasets.Schema.Field.count;
import static dev.walras.datasets.Schema.Field.record;
import static dev.walras.datasets.Schema.Field.records;
import static dev.walras.datasets.Schema.Field.rows;
import static dev.walras.datasets.Schema.Field.text;
import static dev.walras.datasets.Schema.Field.texts;
import static dev.walras.datasets.Schema.Field.whole;

import dev.walras.market.LongVector;
import dev.walras.problem.SlaMatchingProblem;
import dev.walras.problem.SlaMatchingProblem.Metric;
import dev.walras.problem.SlaMatchingProblem.Network;
import dev.walras.problem.SlaMatchingProblem.Offer;
import dev.walras.problem.SlaMatchingProblem.Quality;
import dev.walras.problem.SlaMatchingProblem.Request;
import dev.walras.problem.SlaMatchingProblem.Term;
import dev.walras.problem.SlaMatchingProblem.Tier;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** SLA matching as JSON. */
final class SlaJson {
    private static final String EVERYWHERE = "everywhere";
    private static final long PPM = 1_000_000;
    private static final Quality PERFECT = new Quality(PPM, 0, PPM, PPM, 0);
    static final Schema NETWORK = new Schema(
            "network",
            texts("regions"),
            rows("latencyMillis", Network.UNREACHABLE, Integer.MAX_VALUE).optional());
    private static final Schema QUALITY = new Schema(
            "quality",
            whole("probabilityPpm", 1, PPM).optional(),
            whole("latencyMillis", 0, Integer.MAX_VALUE).optional(),
            whole("availabilityPpm", 0, PPM).optional(),
            whole("accuracyPpm", 0, PPM).optional(),
            whole("completionMillis", 0, Integer.MAX_VALUE).optional());
    static final Schema OFFER = new Schema(
            "offer",
            text("id"),
            text("provider"),
            text("region").optional(),
            count("capacityUnits"),
            count("costMicrosPerUnit").optional(),
            records("quality", QUALITY).optional());
    private static final Schema TIER =
            new Schema("penalty tier", whole("shortfall", 1, Long.MAX_VALUE), count("penaltyMicros"));
    private static final Schema TERM = new Schema(
            "term",
            text("metric"),
            count("target"),
            count("limit").optional(),
            whole("confidencePpm", 0, PPM).optional(),
            records("penalties", TIER).optional());
    static final Schema REQUEST = new Schema(
            "request",
            text("id"),
            text("client"),
            text("region").optional(),
            whole("units", 1, Long.MAX_VALUE).optional(),
            whole("replicas", 1, 1_000).optional(),
            count("valueMicros"),
            records("terms", TERM).optional());

    private final Fields root;
    private final References regions;
    private final References.Participants participants;

    private SlaJson(Fields root) {
        this.root = root;
        this.regions = root.has("network") ? References.closed("region") : References.open("region");
        this.participants = new References.Participants(root);
    }

    static SlaMatchingProblem read(Fields root) {
        return new SlaJson(root).problem();
    }

    private SlaMatchingProblem problem() {
        if (root.has("network")) {
            Fields network = root.record("network");
            List<String> names = network.texts("regions");
            for (int i = 0; i < names.size(); i++) {
                regions.declare(network, "regions/" + i, names.get(i));
            }
        }
        References.of("offer", root.records("offers"));
        References.of("request", root.records("requests"));
        List<Offer> offers = root.records("offers").stream().map(this::offer).toList();
        List<Request> requests =
                root.records("requests").stream().map(this::request).toList();
        Network network = network();
        try {
            return new SlaMatchingProblem(root.text("id"), network, offers, requests, participants.all());
        } catch (IllegalArgumentException e) {
            throw root.error(e);
        }
    }

    /** The network of the file; when it has none, or no latencies, all regions at distance 0. */
    private Network network() {
        int n = regions.names().size();
        List<LongVector> rows = new ArrayList<>();
        if (root.has("network") && root.record("network").has("latencyMillis")) {
            root.record("network").rows("latencyMillis").forEach(row -> rows.add(LongVector.of(row)));
        } else {
            for (int i = 0; i < n; i++) {
                rows.add(LongVector.zeros(n));
            }
        }
        try {
            return new Network(regions.names(), rows);
        } catch (IllegalArgumentException e) {
            throw root.has("network") ? root.record("network").error(e) : root.error(e);
        }
    }

    private String region(Fields record) {
        String region = record.text("region", EVERYWHERE);
        regions.index(record, "region", region);
        return region;
    }

    private Offer offer(Fields record) {
        List<Quality> quality = new ArrayList<>();
        for (Fields scenario : record.records("quality")) {
            quality.add(new Quality(
                    scenario.whole("probabilityPpm", PPM),
                    scenario.whole("latencyMillis", 0),
                    scenario.whole("availabilityPpm", PPM),
                    scenario.whole("accuracyPpm", PPM),
                    scenario.whole("completionMillis", 0)));
        }
        try {
            return new Offer(
                    record.text("id"),
                    participants.check(record, "provider"),
                    region(record),
                    record.whole("capacityUnits"),
                    record.whole("costMicrosPerUnit", 0),
                    record.has("quality") ? quality : List.of(PERFECT));
        } catch (IllegalArgumentException e) {
            throw record.error(e);
        }
    }

    private Request request(Fields record) {
        List<Term> terms = new ArrayList<>();
        for (Fields term : record.records("terms")) {
            terms.add(term(term));
        }
        try {
            return new Request(
                    record.text("id"),
                    participants.check(record, "client"),
                    region(record),
                    record.whole("units", 1),
                    record.integer("replicas", 1),
                    record.whole("valueMicros"),
                    terms);
        } catch (IllegalArgumentException e) {
            throw record.error(e);
        }
    }

    private static Term term(Fields record) {
        try {
            List<Tier> penalties = new ArrayList<>();
            for (Fields tier : record.records("penalties")) {
                penalties.add(new Tier(tier.whole("shortfall"), tier.whole("penaltyMicros")));
            }
            return new Term(
                    record.choice("metric", Metric.class),
                    record.whole("target"),
                    record.whole("limit", Term.NO_LIMIT),
                    record.whole("confidencePpm", PPM),
                    penalties);
        } catch (IllegalArgumentException | ArithmeticException e) {
            throw record.error(e);
        }
    }

    static void write(SlaMatchingProblem problem, JsonOutput out) throws IOException {
        Network network = problem.network();
        out.record("network", () -> {
            out.allTexts("regions", network.regions());
            out.rows("latencyMillis", network.latencyMillis());
        });
        out.records("offers", problem.offers(), offer -> write(offer, out));
        out.records("requests", problem.requests(), request -> write(request, out));
        out.participants(problem.participants());
    }

    private static void write(Offer offer, JsonOutput out) throws IOException {
        out.text("id", offer.id());
        out.text("provider", offer.provider());
        out.text("region", offer.region(), EVERYWHERE);
        out.whole("capacityUnits", offer.capacityUnits());
        out.whole("costMicrosPerUnit", offer.costMicrosPerUnit(), 0);
        if (!offer.quality().equals(List.of(PERFECT))) {
            out.records("quality", offer.quality(), quality -> {
                out.whole("probabilityPpm", quality.probabilityPpm(), PPM);
                out.whole("latencyMillis", quality.latencyMillis(), 0);
                out.whole("availabilityPpm", quality.availabilityPpm(), PPM);
                out.whole("accuracyPpm", quality.accuracyPpm(), PPM);
                out.whole("completionMillis", quality.completionMillis(), 0);
            });
        }
    }

    private static void write(Request request, JsonOutput out) throws IOException {
        out.text("id", request.id());
        out.text("client", request.client());
        out.text("region", request.region(), EVERYWHERE);
        out.whole("units", request.units(), 1);
        out.whole("replicas", request.replicas(), 1);
        out.whole("valueMicros", request.valueMicros());
        if (!request.terms().isEmpty()) {
            out.records("terms", request.terms(), term -> write(term, out));
        }
    }

    private static void write(Term term, JsonOutput out) throws IOException {
        out.text("metric", Fields.spelled(term.metric()));
        out.whole("target", term.target());
        out.whole("limit", term.limit(), Term.NO_LIMIT);
        out.whole("confidencePpm", term.confidencePpm(), PPM);
        if (!term.penalties().isEmpty()) {
            out.records("penalties", term.penalties(), tier -> {
                out.whole("shortfall", tier.shortfall());
                out.whole("penaltyMicros", tier.penaltyMicros());
            });
        }
    }
}
