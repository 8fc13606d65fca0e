package dev.walras.testing;

import dev.walras.market.LongVector;
import dev.walras.market.Participant;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.Ratio;
import dev.walras.problem.SlaMatchingProblem;
import dev.walras.problem.SlaMatchingProblem.Metric;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;

/**
 * Tiny random problems of each family, in which every field of every record takes its special values often. Small
 * enough to enumerate the domain's decisions. The same seed gives the same problem.
 */
public final class RandomProblems {
    private final SplittableRandom random;
    private final long seed;

    private RandomProblems(long seed) {
        this.random = new SplittableRandom(seed);
        this.seed = seed;
    }

    /** At most 2 nodes, 3 slots, 2 resources and 3 jobs. */
    public static AllocationProblem allocation(long seed) {
        return new RandomProblems(seed).allocation();
    }

    /** At most 3 slots, 2 venues, 2 commodities, 2 asks and bids of 2 steps, 2 routes and 1 storage. */
    public static ArbitrageProblem arbitrage(long seed) {
        return new RandomProblems(seed).arbitrage();
    }

    /** At most 3 regions, 5 offers of 3 providers and 3 requests of up to 3 replicas. */
    public static SlaMatchingProblem sla(long seed) {
        return new RandomProblems(seed).sla();
    }

    private List<Participant> participants() {
        List<Participant> participants = new ArrayList<>();
        int n = 1 + random.nextInt(4);
        for (int p = 0; p < n; p++) {
            long budget = random.nextBoolean() ? Participant.NO_BUDGET : random.nextInt(30);
            participants.add(new Participant("p" + p, budget, random.nextInt(3)));
        }
        return participants;
    }

    private AllocationProblem allocation() {
        int slots = 1 + random.nextInt(3);
        int resources = 1 + random.nextInt(2);
        List<Participant> participants = participants();
        List<AllocationProblem.Resource> kinds = new ArrayList<>();
        for (int r = 0; r < resources; r++) {
            kinds.add(new AllocationProblem.Resource("r" + r, "unit"));
        }
        List<AllocationProblem.Node> nodes = new ArrayList<>();
        for (int n = 1 + random.nextInt(2); n > 0; n--) {
            nodes.add(node("n" + n, slots, resources, participants));
        }
        List<AllocationProblem.Job> jobs = new ArrayList<>();
        for (int j = random.nextInt(4); j > 0; j--) {
            jobs.add(job("j" + j, slots, resources, participants));
        }
        return new AllocationProblem("allocation-" + seed, slots, kinds, nodes, jobs, participants);
    }

    private AllocationProblem.Node node(String id, int slots, int resources, List<Participant> participants) {
        List<LongVector> capacity = new ArrayList<>();
        for (int t = random.nextBoolean() ? 1 : slots; t > 0; t--) {
            capacity.add(vector(resources, 5));
        }
        boolean owned = random.nextInt(3) > 0;
        boolean rented = owned && random.nextBoolean();
        return new AllocationProblem.Node(
                id,
                owned ? anyOf(participants) : "",
                one("", "fast", "slow"),
                one("", "east", "west"),
                some("ssd", "nvlink"),
                capacity,
                owned && !rented ? vector(resources, 4) : LongVector.zeros(resources),
                rented ? random.nextInt(7) : 0);
    }

    private AllocationProblem.Job job(String id, int slots, int resources, List<Participant> participants) {
        LongVector requirement = vector(resources, 3);
        int needed = random.nextInt(resources);
        boolean nothing = requirement.toArray()[needed] == 0 && requirement.equals(LongVector.zeros(resources));
        return new AllocationProblem.Job(
                id,
                anyOf(participants),
                nothing ? LongVector.tabulate(resources, r -> r == needed ? 1 : 0) : requirement,
                1 + random.nextInt(random.nextInt(3) + 1),
                random.nextInt(random.nextInt(slots + 1) + 1),
                random.nextInt(3) == 0 ? random.nextInt(slots + 1) : slots,
                random.nextInt(3) == 0 ? some("fast", "slow") : List.of(),
                random.nextInt(3) == 0 ? some("east", "west") : List.of(),
                random.nextInt(4) == 0 ? some("ssd", "nvlink") : List.of(),
                random.nextInt(25),
                random.nextInt(slots + 2),
                random.nextInt(3) == 0 ? 0 : random.nextInt(14));
    }

    private ArbitrageProblem arbitrage() {
        int slots = 1 + random.nextInt(3);
        List<String> venues = List.of("north", "south").subList(0, 1 + random.nextInt(2));
        List<ArbitrageProblem.Commodity> commodities = List.of(
                        new ArbitrageProblem.Commodity("energy", "Wh"), new ArbitrageProblem.Commodity("coin", "cent"))
                .subList(0, random.nextInt(3) == 0 ? 2 : 1);
        List<Participant> participants = participants();
        List<ArbitrageProblem.Place> places = new ArrayList<>();
        for (String venue : venues) {
            commodities.forEach(commodity -> places.add(new ArbitrageProblem.Place(venue, commodity.id())));
        }
        List<ArbitrageProblem.Curve> asks = new ArrayList<>();
        for (int a = random.nextInt(3); a > 0; a--) {
            asks.add(curve("c" + a, places, slots, participants, 1));
        }
        List<ArbitrageProblem.Curve> bids = new ArrayList<>();
        for (int b = random.nextInt(3); b > 0; b--) {
            bids.add(curve("c" + b, places, slots, participants, -1));
        }
        List<ArbitrageProblem.Route> routes = new ArrayList<>();
        for (int r = random.nextInt(3); r > 0; r--) {
            routes.add(route("route" + r, places, participants));
        }
        List<ArbitrageProblem.Storage> storages = new ArrayList<>();
        if (random.nextInt(5) > 1) {
            storages.add(new ArbitrageProblem.Storage(
                    "battery",
                    anyOf(participants),
                    placeOf(places),
                    random.nextInt(5),
                    random.nextInt(5),
                    random.nextInt(4),
                    one(Ratio.ONE, new Ratio(1, 2), new Ratio(2, 3)),
                    one(Ratio.ONE, Ratio.ONE, new Ratio(1, 2), new Ratio(2, 3)),
                    random.nextInt(3),
                    random.nextInt(2) * random.nextInt(5)));
        }
        return new ArbitrageProblem(
                "arbitrage-" + seed, slots, venues, commodities, asks, bids, routes, storages, participants);
    }

    private ArbitrageProblem.Curve curve(
            String id, List<ArbitrageProblem.Place> places, int slots, List<Participant> participants, int direction) {
        List<ArbitrageProblem.Step> steps = new ArrayList<>();
        long price = direction > 0 ? random.nextInt(4) : 4 + random.nextInt(9);
        int one = random.nextInt(slots);
        int other = random.nextInt(slots);
        for (int s = random.nextInt(3); s >= 0 && steps.size() < 2; s--) {
            steps.add(new ArbitrageProblem.Step(1 + random.nextInt(3), price));
            price = Math.max(0, price + direction * random.nextInt(4));
        }
        return new ArbitrageProblem.Curve(
                id,
                anyOf(participants),
                placeOf(places),
                direction > 0 ? Math.min(one, other) : Math.max(one, other),
                steps);
    }

    private ArbitrageProblem.Route route(
            String id, List<ArbitrageProblem.Place> places, List<Participant> participants) {
        ArbitrageProblem.Place from = placeOf(places);
        ArbitrageProblem.Place to = placeOf(places);
        return new ArbitrageProblem.Route(
                id,
                anyOf(participants),
                from,
                to,
                random.nextInt(5),
                random.nextInt(3),
                one(Ratio.ONE, new Ratio(1, 2), new Ratio(2, 1), new Ratio(2, 3), new Ratio(3, 2)),
                from.equals(to) ? 1 + random.nextInt(2) : random.nextInt(3));
    }

    private SlaMatchingProblem sla() {
        List<String> regions = List.of("eu", "us", "ap").subList(0, 1 + random.nextInt(3));
        List<LongVector> latency = new ArrayList<>();
        for (int i = 0; i < regions.size(); i++) {
            long[] row = new long[regions.size()];
            for (int j = 0; j < row.length; j++) {
                row[j] = random.nextInt(6) == 0 ? SlaMatchingProblem.Network.UNREACHABLE : 5L * random.nextInt(4);
            }
            latency.add(LongVector.of(row));
        }
        List<Participant> participants = participants();
        List<SlaMatchingProblem.Offer> offers = new ArrayList<>();
        for (int o = random.nextInt(6); o > 0; o--) {
            offers.add(new SlaMatchingProblem.Offer(
                    "offer" + o,
                    anyOf(participants),
                    regions.get(random.nextInt(regions.size())),
                    random.nextInt(5),
                    random.nextInt(5),
                    quality()));
        }
        List<SlaMatchingProblem.Request> requests = new ArrayList<>();
        for (int r = random.nextInt(4); r > 0; r--) {
            requests.add(new SlaMatchingProblem.Request(
                    "request" + r,
                    anyOf(participants),
                    regions.get(random.nextInt(regions.size())),
                    1 + random.nextInt(2),
                    1 + random.nextInt(3),
                    random.nextInt(50),
                    terms()));
        }
        SlaMatchingProblem.Network network = new SlaMatchingProblem.Network(regions, latency);
        return new SlaMatchingProblem("sla-" + seed, network, offers, requests, participants);
    }

    private List<SlaMatchingProblem.Quality> quality() {
        List<SlaMatchingProblem.Quality> quality = new ArrayList<>();
        long left = 1_000_000;
        for (int s = random.nextInt(3); s >= 0; s--) {
            long probability = s == 0 ? left : one(1L, left / 3, left / 2, Math.max(1, left - s) - 1);
            probability = Math.max(1, Math.min(probability, left - s));
            left -= probability;
            quality.add(new SlaMatchingProblem.Quality(
                    probability,
                    5L * random.nextInt(5),
                    1_000_000L - random.nextInt(4),
                    900_000L + random.nextInt(4),
                    5L * random.nextInt(5)));
        }
        return quality;
    }

    private List<SlaMatchingProblem.Term> terms() {
        Set<Metric> metrics = EnumSet.noneOf(Metric.class);
        for (Metric metric : Metric.values()) {
            if (random.nextInt(3) == 0) {
                metrics.add(metric);
            }
        }
        List<SlaMatchingProblem.Term> terms = new ArrayList<>();
        for (Metric metric : metrics) {
            List<SlaMatchingProblem.Tier> tiers = new ArrayList<>();
            long shortfall = 0;
            for (int i = random.nextInt(4); i > 0; i--) {
                shortfall += 1 + random.nextInt(metric == Metric.LATENCY_MILLIS ? 8 : 3);
                tiers.add(new SlaMatchingProblem.Tier(shortfall, random.nextInt(12)));
            }
            terms.add(new SlaMatchingProblem.Term(
                    metric,
                    level(metric),
                    random.nextInt(3) > 0 ? SlaMatchingProblem.Term.NO_LIMIT : level(metric),
                    one(0L, 1L, 333_333L, 500_000L, 666_667L, 999_999L, 1_000_000L),
                    tiers));
        }
        return terms;
    }

    private long level(Metric metric) {
        return switch (metric) {
            case LATENCY_MILLIS, COMPLETION_MILLIS -> 5L * random.nextInt(7);
            case AVAILABILITY_PPM -> 1_000_000L - random.nextInt(4);
            case ACCURACY_PPM -> 900_000L + random.nextInt(4);
        };
    }

    private LongVector vector(int size, int below) {
        long[] values = new long[size];
        for (int i = 0; i < size; i++) {
            values[i] = random.nextInt(below);
        }
        return LongVector.of(values);
    }

    private String anyOf(List<Participant> participants) {
        return participants.get(random.nextInt(participants.size())).id();
    }

    /** The first place more often than others, so that trades meet. */
    private ArbitrageProblem.Place placeOf(List<ArbitrageProblem.Place> places) {
        return places.get(random.nextBoolean() ? 0 : random.nextInt(places.size()));
    }

    @SafeVarargs
    private <T> T one(T... choices) {
        return choices[random.nextInt(choices.length)];
    }

    private List<String> some(String... choices) {
        List<String> some = new ArrayList<>();
        for (String choice : choices) {
            if (random.nextBoolean()) {
                some.add(choice);
            }
        }
        return some;
    }
}
