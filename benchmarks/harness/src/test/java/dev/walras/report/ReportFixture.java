package dev.walras.report;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/**
 * An experiment as the harness would report it: 4 families, 16 mechanisms, some seeds. The numbers are made up, in the
 * proportions of real ones.
 */
final class ReportFixture {
    private static final List<String> FAMILIES = List.of("allocation", "arbitrage", "sla", "market");

    /** One mechanism: its usual efficiency and messages per order, and how long it takes. */
    private record Kind(
            String id, String kind, String information, double efficiency, double messages, double millis) {}

    private static final List<Kind> MECHANISMS = List.of(
            new Kind("opt.auto", "central", "C", 1, 1, 40),
            new Kind("opt.cp-sat", "central", "C", 1, 1, 900),
            new Kind("opt.lp-rounding", "central", "C", 0.985, 1, 15),
            new Kind("opt.timefold", "central", "C", 0.96, 1, 2000),
            new Kind("auction.vcg", "sealed", "C", 1, 1, 3000),
            new Kind("auction.first-price", "sealed", "C", 0.97, 1, 12),
            new Kind("auction.uniform-price", "sealed", "C", 0.93, 1, 6),
            new Kind("auction.mcafee", "sealed", "C", 0.88, 1, 3),
            new Kind("match.deferred-acceptance", "sealed", "D4", 0.82, 4, 2),
            new Kind("price.tatonnement", "price", "D2", 0.97, 180, 60),
            new Kind("price.subgradient", "price", "D2", 0.985, 420, 130),
            new Kind("price.clock", "price", "D2", 0.94, 60, 25),
            new Kind("price.proportional-response", "price", "D1", 0.91, 300, 70),
            new Kind("trade.cda", "trading", "D3", 0.9, 6, 4),
            new Kind("trade.posted-price", "trading", "D1", 0.71, 2, 1),
            new Kind("trade.local-bargaining", "trading", "D1", 0.78, 30, 9));

    private final Random random;
    private final int seeds;
    private final ObjectNode data = JsonNodeFactory.instance.objectNode();
    private final ArrayNode instances = data.putArray("instances");
    private final ArrayNode trials = data.putArray("trials");

    private ReportFixture(int seeds, long seed) {
        this.seeds = seeds;
        this.random = new Random(seed);
    }

    /** The data, always the same for the same arguments. */
    static ObjectNode data(int seeds, long seed) {
        return new ReportFixture(seeds, seed).build();
    }

    private ObjectNode build() {
        meta();
        ArrayNode mechanisms = data.putArray("mechanisms");
        for (Kind kind : MECHANISMS) {
            ObjectNode mechanism = mechanisms.addObject();
            mechanism.put("id", kind.id);
            mechanism.put("name", kind.id.substring(kind.id.indexOf('.') + 1).replace('-', ' '));
            mechanism.put("kind", kind.kind);
            mechanism.put("information", kind.information);
            ArrayNode claims = mechanism.putArray("claims");
            if (kind.kind.equals("sealed")) {
                claims.add("NO_DEFICIT").add("INDIVIDUALLY_RATIONAL");
            }
            mechanism.put("reference", "A. Author, On clearing markets, 1996, doi 10.1006/game.1996.0059");
        }
        for (String family : FAMILIES) {
            for (int seed = 1; seed <= seeds; seed++) {
                instance(family, seed);
            }
        }
        summaries();
        rankings();
        return data;
    }

    /** As the harness summarizes: failures count as 0, unsupported cells not at all; the interval is a crude one. */
    private void summaries() {
        ArrayNode summary = data.putArray("summary");
        for (String family : FAMILIES) {
            for (Kind kind : MECHANISMS) {
                List<JsonNode> own = new ArrayList<>();
                trials.forEach(trial -> {
                    if (trial.get("family").asText().equals(family)
                            && trial.get("mechanism").asText().equals(kind.id)
                            && !trial.get("status").asText().equals("unsupported")) {
                        own.add(trial);
                    }
                });
                if (!own.isEmpty()) {
                    summarize(summary.addObject().put("family", family).put("mechanism", kind.id), own);
                }
            }
        }
    }

    /** One ranking a family, in the order of usual efficiency; the last mechanism fails everywhere. */
    private void rankings() {
        ArrayNode rankings = data.putArray("rankings");
        for (String family : FAMILIES) {
            ObjectNode ranking = rankings.addObject();
            ranking.put("by", "family").put("group", family).put("instances", 10);
            ranking.put("p", 0.0001).put("level", 0.05).put("criticalDifference", 7.29);
            ArrayNode ids = ranking.putArray("mechanisms");
            ArrayNode ranks = ranking.putArray("averageRanks");
            ArrayNode ratios = ranking.putArray("ratios");
            for (int m = 0; m < MECHANISMS.size(); m++) {
                ids.add(MECHANISMS.get(m).id);
                ranks.add(1.0 + m);
                ArrayNode own = ratios.addArray();
                for (int i = 0; i < 10; i++) {
                    if (m == MECHANISMS.size() - 1) {
                        own.addNull();
                    } else {
                        own.add(1 + 0.1 * m * i);
                    }
                }
            }
        }
    }

    private static void summarize(ObjectNode summary, List<JsonNode> trials) {
        double[] low = sorted(trials, "efficiencyLow");
        double[] high = sorted(trials, "efficiencyHigh");
        int n = low.length;
        summary.put("behaviour", "truthful").put("n", n);
        summary.putObject("efficiency")
                .put("median", high[n / 2])
                .put("low", low[n / 2])
                .put("high", high[n / 2])
                .put("ciLow", low[n / 4])
                .put("ciHigh", high[n - 1 - n / 4]);
        double[] messages = sorted(trials, "messages");
        summary.putObject("messages").put("median", messages[n / 2]);
        summary.put("revenueShare", 0.5);
        summary.putObject("versus")
                .put("mechanism", "opt.auto")
                .put("pairs", n)
                .put("median", high[n / 2] - 1)
                .put("ciLow", low[n / 4] - 1)
                .put("ciHigh", high[n - 1 - n / 4] - 1)
                .put("p", 0.0019)
                .put("pHolm", 0.0285);
    }

    private static double[] sorted(List<JsonNode> trials, String field) {
        return trials.stream()
                .mapToDouble(trial -> trial.path(field).asDouble(0))
                .sorted()
                .toArray();
    }

    private void meta() {
        ObjectNode meta = data.putObject("meta");
        meta.put("title", "Central optimum and price signals on compute markets");
        meta.put("description", "A made-up experiment for the tests of the report.");
        meta.put("version", "0.1.0-SNAPSHOT");
        meta.put("generatedAt", "2026-01-01T00:00:00Z");
        meta.put("command", "walras compare experiments/central-against-market.yaml --out results");
        meta.put("commit", "0123456789abcdef0123456789abcdef01234567");
        meta.put("machine", "x86_64, 24 GiB");
        meta.put("jdk", "25.0.1");
        meta.put("os", "Linux 6.1");
        meta.put("cores", 2);
        meta.putObject("limits").put("seconds", 30).put("rounds", 1000);
        ArrayNode list = meta.putArray("seeds");
        for (int seed = 1; seed <= seeds; seed++) {
            list.add(seed);
        }
        meta.put("wallMillis", 754_000);
    }

    private void instance(String family, int seed) {
        int orders = 40 << random.nextInt(6);
        ObjectNode instance = instances.addObject();
        String id = family + "-" + seed;
        long bound = 1_000_000L * (900 + random.nextInt(4000)) + 123_456;
        long best = family.equals("sla") ? bound - bound / 60 : bound;
        instance.put("id", id);
        instance.put("dataset", "generated-" + family);
        instance.put("family", family);
        instance.put("seed", seed);
        instance.put("goods", family.equals("market") ? 1 : 4 + random.nextInt(30));
        instance.put("participants", orders / 2);
        instance.put("orders", orders);
        instance.putArray("traits").add("many-goods").add(family.equals("arbitrage") ? "conversion" : "bundles");
        instance.put("bestWelfareMicros", best);
        instance.put("bestMechanism", "opt.auto");
        instance.put("leastBoundMicros", bound);
        instance.put("boundMechanism", "price.subgradient");
        if (family.equals("arbitrage")) {
            map(instance.putObject("map"));
        }
        for (Kind kind : MECHANISMS) {
            trial(instance, kind);
        }
    }

    private void map(ObjectNode map) {
        List<String> venues =
                List.of("eu-west", "eu-north", "us-east", "us-west", "ap-south", "ap-north", "sa-east", "af-south");
        map.put("commodity", "H100-hours");
        map.put("slot", 0);
        ArrayNode places = map.putArray("venues");
        for (String venue : venues) {
            places.addObject().put("id", venue).put("priceMicros", 1_500_000 + random.nextInt(3_000_000));
        }
        ArrayNode routes = map.putArray("routes");
        for (int from = 0; from < venues.size(); from++) {
            for (int hop = 1; hop <= 2; hop++) {
                int capacity = 50 + random.nextInt(100);
                int flow = random.nextInt(3) == 0 ? 0 : Math.min(capacity, random.nextInt(160));
                ObjectNode route = routes.addObject();
                route.put("id", "r" + from + "-" + hop);
                route.put("from", venues.get(from));
                route.put("to", venues.get((from + hop * hop) % venues.size()));
                route.put("flowUnits", flow).put("capacityUnits", capacity).put("gain", 0.97);
            }
        }
    }

    private void trial(ObjectNode instance, Kind kind) {
        String family = instance.get("family").asText();
        ObjectNode trial = trials.addObject();
        trial.put("instance", instance.get("id").asText());
        trial.put("dataset", instance.get("dataset").asText());
        trial.put("family", family);
        trial.put("mechanism", kind.id);
        trial.put("behaviour", "truthful");
        trial.put("seed", instance.get("seed").asInt());
        if (kind.id.equals("auction.mcafee") && !family.equals("market")) {
            trial.put("status", "unsupported").put("reason", "the market has more than one good");
            return;
        }
        if (kind.id.equals("opt.cp-sat")
                && family.equals("sla")
                && instance.get("seed").asInt() % 3 == 0) {
            trial.put("status", "timeout").put("reason", "no answer within 30 s");
            return;
        }
        outcome(trial, instance, kind);
        if (kind.kind.equals("price") && instance.get("seed").asInt() <= 3) {
            trace(trial, kind);
        }
    }

    private void outcome(ObjectNode trial, ObjectNode instance, Kind kind) {
        long bound = instance.get("leastBoundMicros").asLong();
        long best = instance.get("bestWelfareMicros").asLong();
        int orders = instance.get("orders").asInt();
        double share = kind.efficiency == 1 ? 1 : kind.efficiency - Math.abs(random.nextGaussian()) * 0.04;
        long welfare = (long) (best * share);
        boolean infeasible =
                kind.id.equals("trade.local-bargaining") && instance.get("seed").asInt() == 7;
        boolean deficit =
                kind.id.equals("auction.vcg") && instance.get("family").asText().equals("arbitrage");
        trial.put("status", infeasible ? "infeasible" : deficit ? "violation" : "ok");
        trial.put("feasible", !infeasible);
        ArrayNode violations = trial.putArray("violations");
        if (infeasible) {
            violations.add("good \"gpu-3/2\": 41 units used of 40");
        }
        if (deficit) {
            violations.add("payments sum to " + -welfare / 9 + " micros: the operator pays");
        }
        long operator = deficit ? -welfare / 9 : kind.kind.equals("sealed") ? welfare / 7 : 0;
        long sellers = welfare / 3;
        trial.put("objective", welfare / 1e6);
        trial.put("welfareMicros", welfare);
        trial.put("boundMicros", bound + random.nextInt(1_000_000));
        if (kind.kind.equals("central")) {
            trial.put("claimedBoundMicros", bound);
        }
        trial.put("gap", (bound - welfare) / (double) bound);
        trial.put("revenueMicros", welfare / 2 + Math.max(0, operator));
        trial.put("budgetBalanceMicros", operator);
        trial.put("buyersMicros", welfare - sellers - operator);
        trial.put("sellersMicros", sellers);
        trial.put("tradersMicros", 0);
        trial.put("operatorMicros", operator);
        trial.put("rounds", kind.kind.equals("price") ? 200 : 1);
        trial.put("messages", (long) (orders * kind.messages * (0.8 + random.nextDouble() * 0.4)));
        trial.put("bytes", (long) (orders * kind.messages * 24));
        trial.put("wallMillis", kind.millis * orders / 400.0 * Math.exp(random.nextGaussian() * 0.4));
        boolean truthful = kind.id.equals("auction.vcg");
        trial.put("regretMicros", truthful ? 0 : 1_500_000);
        trial.put("regretSearched", 20).put("regretProfitable", truthful ? 0 : 3);
        trial.put("regretWitness", truthful ? "" : "p1 states order o1 at 2 instead of 3");
        trial.put("engine", kind.kind.equals("central") ? "cp-sat" : "");
        if (!infeasible) {
            trial.put("efficiencyLow", welfare / (double) bound);
            trial.put("efficiencyHigh", welfare / (double) best);
        }
    }

    private void trace(ObjectNode trial, Kind kind) {
        ObjectNode trace = trial.putObject("trace");
        ArrayNode rounds = trace.putArray("round");
        ArrayNode messages = trace.putArray("messages");
        ArrayNode gaps = trace.putArray("gap");
        ArrayNode bounds = trace.putArray("boundMicros");
        ArrayNode goods = trace.putArray("goods");
        ArrayNode prices = trace.putArray("prices");
        for (int good = 0; good < 5; good++) {
            goods.add("gpu-" + good);
            prices.addArray();
        }
        double speed = 0.01 + kind.messages / 9000 + random.nextDouble() * 0.01;
        for (int round = 1; round <= 200; round += 2) {
            rounds.add(round);
            messages.add((long) (round * kind.messages));
            double gap = 0.6 * Math.exp(-speed * round) + (1 - kind.efficiency) / 4;
            gaps.add(gap);
            bounds.add((long) (1e9 * (1 + gap)));
            for (int good = 0; good < 5; good++) {
                double wave = Math.sin(round / 6.0 + good) * Math.exp(-speed * round * 1.5);
                ((ArrayNode) prices.get(good)).add((long) (1e6 * (1.2 + 0.4 * good + wave)));
            }
        }
    }
}
