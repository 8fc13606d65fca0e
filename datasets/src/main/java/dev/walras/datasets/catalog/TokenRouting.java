package dev.walras.datasets.catalog;

import dev.walras.datasets.catalog.Catalog.Entry;
import dev.walras.datasets.catalog.Catalog.Item;
import dev.walras.datasets.catalog.Catalog.Origin;
import dev.walras.datasets.generate.Draw;
import dev.walras.market.LongVector;
import dev.walras.market.Participant;
import dev.walras.problem.Problem;
import dev.walras.problem.SlaMatchingProblem;
import dev.walras.problem.SlaMatchingProblem.Metric;
import dev.walras.problem.SlaMatchingProblem.Network;
import dev.walras.problem.SlaMatchingProblem.Offer;
import dev.walras.problem.SlaMatchingProblem.Quality;
import dev.walras.problem.SlaMatchingProblem.Request;
import dev.walras.problem.SlaMatchingProblem.Term;
import dev.walras.problem.SlaMatchingProblem.Tier;
import java.util.ArrayList;
import java.util.List;

/**
 * Batches of tokens of one open-weights language model, routed to those who serve it.
 *
 * <p>Facts: the list price of a million input and output tokens at 32 providers. Assumptions: four input tokens for
 * each output token, so that a unit, a million tokens, costs (4 input + output) / 5. Drawn from the seed: 20 to 200
 * units of capacity a provider; a time to first token of 200 to 1500 ms, four times as long with a probability of 1 to
 * 5 percent, then with an availability of 95 instead of 99.9 percent; a share of right answers of 97 to 99.9 percent,
 * since providers quantise differently; 80 clients with 1 to 30 units each, worth 2 US dollars a unit times a
 * log-normal factor of median 1, sigma 0.5. Their targets are 0.5 to 2 seconds (one tenth of the value is lost beyond,
 * four tenths beyond twice that, and a provider is out of the question when three times that holds with less than 90
 * percent) and 98 or 99 percent of answers right (two tenths of the value lost); 15 percent want two replicas at twice
 * the value.
 */
final class TokenRouting {
    private static final int CLIENTS = 80;
    private static final long PPM = 1_000_000;

    private TokenRouting() {}

    static Item item() {
        return new Item(
                new Entry(
                        "real.token-routing",
                        "sla",
                        "batches of tokens of GLM-5.2 routed to 32 providers by price, latency and accuracy; capacity,"
                                + " quality and demand are assumed, drawn from the seed",
                        "list prices: models.dev, 2026-07-02",
                        Origin.FACTS),
                TokenRouting::problem);
    }

    static Problem problem(long seed) {
        Facts prices = Facts.of("token-prices.csv");
        List<Participant> participants = new ArrayList<>();
        List<Offer> offers = new ArrayList<>();
        Draw supply = Draw.of(seed, "supply");
        for (int p = 0; p < prices.rows(); p++) {
            String provider = prices.text(p, "provider");
            participants.add(new Participant(provider, Participant.NO_BUDGET, 0));
            long cost = Math.ceilDiv(4 * prices.micros(p, "input_usd_mtok") + prices.micros(p, "output_usd_mtok"), 5);
            offers.add(offer(provider, cost, supply));
        }
        List<Request> requests = new ArrayList<>();
        Draw demand = Draw.of(seed, "demand");
        for (int c = 0; c < CLIENTS; c++) {
            participants.add(new Participant("client" + c, Participant.NO_BUDGET, c));
            requests.add(request("client" + c, demand));
        }
        Network network = new Network(List.of("internet"), List.of(LongVector.of(0)));
        return new SlaMatchingProblem(
                Catalog.name("real.token-routing", seed), network, offers, requests, participants);
    }

    private static Offer offer(String provider, long cost, Draw draw) {
        long millis = draw.whole(200, 1_500);
        long badPpm = draw.whole(10_000, 50_000);
        long right = draw.whole(970_000, 999_000);
        List<Quality> quality = List.of(
                new Quality(PPM - badPpm, millis, 999_000, right, millis),
                new Quality(badPpm, 4 * millis, 950_000, right, 4 * millis));
        return new Offer("offer-" + provider, provider, "internet", draw.whole(20, 200), cost, quality);
    }

    private static Request request(String client, Draw draw) {
        long units = draw.whole(1, 30);
        int replicas = draw.chance(0.15) ? 2 : 1;
        long value = Draw.micros(2.0 * units * replicas * draw.logNormal(1, 0.5));
        long target = draw.whole(500, 2_000);
        Term latency = new Term(
                Metric.LATENCY_MILLIS,
                target,
                3 * target,
                900_000,
                List.of(new Tier(1, value / 10), new Tier(target + 1, value * 4 / 10)));
        Term accuracy = new Term(
                Metric.ACCURACY_PPM,
                draw.chance(0.5) ? 980_000 : 990_000,
                Term.NO_LIMIT,
                0,
                List.of(new Tier(1, value / 5)));
        return new Request("batch-" + client, client, "internet", units, replicas, value, List.of(latency, accuracy));
    }
}
