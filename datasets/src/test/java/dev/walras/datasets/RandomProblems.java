package dev.walras.datasets;

import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.Objective;
import dev.walras.problem.Problem;
import dev.walras.problem.Ratio;
import dev.walras.problem.RawMarket;
import dev.walras.problem.SlaMatchingProblem;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Small random problems that use every field of every record. */
final class RandomProblems {
    private final SplittableRandom random;

    private RandomProblems(long seed) {
        random = new SplittableRandom(seed);
    }

    /** A problem whose family follows from the seed. */
    static Problem of(long seed) {
        RandomProblems problems = new RandomProblems(seed);
        return switch ((int) Math.floorMod(seed, 4L)) {
            case 0 -> problems.allocation("random-" + seed);
            case 1 -> problems.arbitrage("random-" + seed);
            case 2 -> problems.sla("random-" + seed);
            default -> problems.market("random-" + seed);
        };
    }

    private boolean coin() {
        return random.nextBoolean();
    }

    private LongVector vector(int size, int lo, int hi) {
        return LongVector.of(random.longs(size, lo, hi).toArray());
    }

    private List<Participant> participants() {
        List<Participant> list = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            list.add(new Participant(
                    "p \"" + i + "\" \u00e9\n",
                    coin() ? Participant.NO_BUDGET : random.nextInt(1000),
                    random.nextInt(3)));
        }
        return list;
    }

    private String someone(List<Participant> participants) {
        return participants.get(random.nextInt(participants.size())).id();
    }

    private AllocationProblem allocation(String id) {
        int slots = 1 + random.nextInt(4);
        List<Participant> owners = participants();
        List<AllocationProblem.Resource> resources =
                List.of(new AllocationProblem.Resource("cpu", "millicore"), new AllocationProblem.Resource("gpu", ""));
        List<AllocationProblem.Node> nodes = new ArrayList<>();
        for (int n = 0; n < 3; n++) {
            boolean owned = coin();
            boolean whole = owned && coin();
            List<LongVector> capacity = new ArrayList<>();
            int vectors = coin() ? 1 : slots;
            for (int t = 0; t < vectors; t++) {
                capacity.add(vector(2, 0, 20));
            }
            nodes.add(new AllocationProblem.Node(
                    "n" + n,
                    owned ? someone(owners) : "",
                    coin() ? "a100" : "",
                    coin() ? "eu" : "",
                    coin() ? List.of("ssd", "new") : List.of(),
                    capacity,
                    owned && !whole ? vector(2, 0, 9) : LongVector.zeros(2),
                    whole ? random.nextInt(50) : 0));
        }
        List<AllocationProblem.Job> jobs = new ArrayList<>();
        for (int j = 0; j < 4; j++) {
            jobs.add(new AllocationProblem.Job(
                    "j" + j,
                    someone(owners),
                    vector(2, 1, 5),
                    1 + random.nextInt(slots),
                    random.nextInt(slots),
                    random.nextInt(slots + 1),
                    coin() ? List.of("a100") : List.of(),
                    coin() ? List.of("eu", "us") : List.of(),
                    coin() ? List.of("ssd") : List.of(),
                    random.nextLong(1L << 40),
                    random.nextInt(slots + 3),
                    random.nextInt(100)));
        }
        return new AllocationProblem(id, slots, resources, nodes, jobs, owners);
    }

    private ArbitrageProblem.Place place() {
        return new ArbitrageProblem.Place("v" + random.nextInt(2), coin() ? "h100" : "usd");
    }

    private List<ArbitrageProblem.Curve> curves(int direction, int slots, List<Participant> traders) {
        List<ArbitrageProblem.Curve> curves = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<ArbitrageProblem.Step> steps = new ArrayList<>();
            int length = random.nextInt(4);
            for (int s = 0, price = 100; s < length; s++, price += direction * random.nextInt(20)) {
                steps.add(new ArbitrageProblem.Step(1 + random.nextInt(9), price));
            }
            curves.add(new ArbitrageProblem.Curve("c" + i, someone(traders), place(), random.nextInt(slots), steps));
        }
        return curves;
    }

    private Ratio ratio() {
        return coin() ? Ratio.ONE : new Ratio(1 + random.nextInt(30), 1 + random.nextInt(30));
    }

    private ArbitrageProblem arbitrage(String id) {
        int slots = 1 + random.nextInt(3);
        List<Participant> traders = participants();
        List<ArbitrageProblem.Route> routes = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            routes.add(new ArbitrageProblem.Route(
                    "r" + i,
                    someone(traders),
                    new ArbitrageProblem.Place("v0", coin() ? "usd" : "h100"),
                    new ArbitrageProblem.Place("v1", coin() ? "usd" : "h100"),
                    random.nextInt(100),
                    random.nextInt(3),
                    ratio(),
                    random.nextInt(2)));
        }
        List<ArbitrageProblem.Storage> storages = new ArrayList<>();
        storages.add(new ArbitrageProblem.Storage(
                "s",
                someone(traders),
                place(),
                random.nextInt(50),
                random.nextInt(50),
                random.nextInt(50),
                ratio(),
                ratio(),
                random.nextInt(3),
                random.nextInt(3)));
        return new ArbitrageProblem(
                id,
                slots,
                List.of("v0", "v1"),
                List.of(new ArbitrageProblem.Commodity("h100", "GPU-hour"), new ArbitrageProblem.Commodity("usd", "")),
                curves(1, slots, traders),
                curves(-1, slots, traders),
                routes,
                storages,
                traders);
    }

    private SlaMatchingProblem sla(String id) {
        List<Participant> owners = participants();
        List<String> regions = List.of("eu", "everywhere");
        SlaMatchingProblem.Network network =
                new SlaMatchingProblem.Network(regions, List.of(vector(2, -1, 100), vector(2, -1, 100)));
        List<SlaMatchingProblem.Offer> offers = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            List<SlaMatchingProblem.Quality> quality = new ArrayList<>();
            if (coin()) {
                quality.add(new SlaMatchingProblem.Quality(1_000_000, 0, 1_000_000, 1_000_000, 0));
            } else {
                quality.add(new SlaMatchingProblem.Quality(400_000, random.nextInt(50), 990_000, 1_000_000, 7));
                quality.add(new SlaMatchingProblem.Quality(600_000, 0, 999_000, random.nextInt(1_000_000), 0));
            }
            offers.add(new SlaMatchingProblem.Offer(
                    "of" + i,
                    someone(owners),
                    regions.get(random.nextInt(2)),
                    random.nextInt(9),
                    random.nextInt(9),
                    quality));
        }
        List<SlaMatchingProblem.Request> requests = new ArrayList<>();
        for (int i = 0; i < 4; i++) {
            List<SlaMatchingProblem.Term> terms = new ArrayList<>();
            for (SlaMatchingProblem.Metric metric : SlaMatchingProblem.Metric.values()) {
                if (coin()) {
                    terms.add(new SlaMatchingProblem.Term(
                            metric,
                            random.nextInt(100),
                            coin() ? SlaMatchingProblem.Term.NO_LIMIT : random.nextInt(1000),
                            coin() ? 1_000_000 : random.nextInt(1_000_000),
                            coin()
                                    ? List.of()
                                    : List.of(
                                            new SlaMatchingProblem.Tier(1, 5),
                                            new SlaMatchingProblem.Tier(10, random.nextInt(50)))));
                }
            }
            requests.add(new SlaMatchingProblem.Request(
                    "rq" + i,
                    someone(owners),
                    regions.get(random.nextInt(2)),
                    1 + random.nextInt(3),
                    1 + random.nextInt(2),
                    random.nextLong(1L << 40),
                    terms));
        }
        return new SlaMatchingProblem(id, network, offers, requests, owners);
    }

    private RawMarket market(String id) {
        MarketBuilder builder = Market.builder(id);
        for (int g = 0; g < 3; g++) {
            builder.good("good" + g, coin() ? "" : "hour", random.nextInt(5));
        }
        participants().forEach(builder::add);
        int[] owner = new int[5];
        for (int x = 0; x < owner.length; x++) {
            builder.group();
            owner[x] = random.nextInt(3);
        }
        for (int k = 0; k < 8; k++) {
            int group = random.nextInt(-3, owner.length);
            long minLots = 1L + random.nextInt(2);
            builder.add(new Order(
                    coin() ? "" : "named" + k,
                    group < 0 ? random.nextInt(3) : owner[group],
                    Bundle.convert(random.nextInt(2), 1 + random.nextInt(4), 2, 1 + random.nextInt(4)),
                    minLots,
                    minLots + random.nextInt(2),
                    random.nextLong(-1L << 40, 1L << 40),
                    Math.max(group, Order.NO_GROUP)));
        }
        Market market = builder.build();
        return coin()
                ? new RawMarket(market)
                : new RawMarket(market, new Objective(Objective.Sense.MIN, "cost", 77, 1000, 1_000));
    }
}
