package dev.walras.datasets.generate;

import dev.walras.datasets.generate.Keys.Choice;
import dev.walras.datasets.generate.Keys.Real;
import dev.walras.datasets.generate.Keys.Whole;
import dev.walras.market.LongVector;
import dev.walras.market.Participant;
import dev.walras.mechanism.Settings;
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
 * {@code sla.book}: a book of service offers and of requests with service level objectives.
 *
 * <p>Regions lie uniformly on a square of 10,000 km; the latency between two is 2 ms plus 1 ms for 100 km of distance
 * (light in fibre, there and back). A provider has one offer in each of {@code offers-each} drawn regions. Good
 * providers are dear: each has a grade <i>q</i> from 0 to 1; its offers cost 1 + 2 <i>q</i> money a unit times a drawn
 * factor of 0.7 to 1.3, and their quality is an ordinary scenario and, with a probability of 2 to 15 percent that falls
 * with the grade, a degraded one of four times the latency and a hundred times the downtime.
 *
 * <p>A request asks from a drawn region for 1 to {@code units} units, worth 4 money each times a drawn factor of mean
 * 1. Its latency term has a target of 30 to 200 ms, a limit of three targets to be held with 80 percent probability,
 * and two tiers of penalty: a tenth of its value from 1 ms, a half from one target beyond the target. Its availability
 * term has a target of two to four nines, no limit, and a penalty of 30 percent of its value from 100 ppm short on. The
 * given share wants two replicas, at twice the value.
 *
 * <p>The market has up to requests x offers orders.
 */
final class SlaBook implements Generator {
    private static final Whole REGIONS = new Whole("regions", "how many regions", 6, 1, 10_000);
    private static final Whole PROVIDERS = new Whole("providers", "how many providers", 8, 1, 100_000);
    private static final Whole OFFERS = new Whole("offers-each", "offers of each provider", 2, 1, 10_000);
    private static final Whole CAPACITY = new Whole("capacity", "the most units of an offer", 20, 1, 1_000_000);
    private static final Whole REQUESTS =
            new Whole("requests", "how many requests, each of a client", 40, 1, 1_000_000);
    private static final Whole UNITS = new Whole("units", "the most units of a request", 5, 1, 1_000_000);
    private static final Real REPLICATED = new Real("replicated", "share of requests for two replicas", 0.2, 0, 1);
    private static final Choice<Spread> VALUES =
            new Choice<>("values", "distribution of the factor of a request's value", Spread.LOG_NORMAL);

    private static final double SIDE_KM = 10_000;
    private static final long PPM = 1_000_000;

    @Override
    public String id() {
        return "sla.book";
    }

    @Override
    public String description() {
        return "service offers of uncertain quality and requests with penalties, in regions on a plane";
    }

    @Override
    public List<Settings.Setting> settings() {
        return Keys.settings(REGIONS, PROVIDERS, OFFERS, CAPACITY, REQUESTS, UNITS, REPLICATED, VALUES);
    }

    @Override
    public Problem generate(Settings settings, long seed) {
        Run run = new Run(settings, seed);
        return run.problem(id() + "-" + seed);
    }

    /** The drawing of one book. */
    private static final class Run {
        private final long seed;
        private final int regions;
        private final int providers;
        private final int offersEach;
        private final long capacity;
        private final int requests;
        private final long units;
        private final double replicated;
        private final Spread values;
        private final List<Participant> participants = new ArrayList<>();

        Run(Settings settings, long seed) {
            this.seed = seed;
            regions = REGIONS.count(settings);
            providers = PROVIDERS.count(settings);
            offersEach = OFFERS.count(settings);
            capacity = CAPACITY.in(settings);
            requests = REQUESTS.count(settings);
            units = UNITS.in(settings);
            replicated = REPLICATED.in(settings);
            values = VALUES.in(settings);
            settings.requireAllRead();
        }

        Problem problem(String name) {
            int[] arrivals = Draw.of(seed, "arrivals").permutation(Math.addExact(providers, requests));
            List<Offer> offers = new ArrayList<>();
            Draw supply = Draw.of(seed, "offers");
            for (int p = 0; p < providers; p++) {
                participants.add(new Participant("provider" + p, Participant.NO_BUDGET, arrivals[p]));
                double grade = supply.unit();
                for (int i = 0; i < offersEach; i++) {
                    offers.add(offer("offer" + p + "." + i, "provider" + p, grade, supply));
                }
            }
            List<Request> wanted = new ArrayList<>();
            Draw demand = Draw.of(seed, "requests");
            for (int r = 0; r < requests; r++) {
                participants.add(new Participant("client" + r, Participant.NO_BUDGET, arrivals[providers + r]));
                wanted.add(request(r, demand));
            }
            return new SlaMatchingProblem(name, network(), offers, wanted, participants);
        }

        private Network network() {
            Draw places = Draw.of(seed, "places");
            double[] x = new double[regions];
            double[] y = new double[regions];
            List<String> names = new ArrayList<>();
            for (int i = 0; i < regions; i++) {
                x[i] = places.uniform(0, SIDE_KM);
                y[i] = places.uniform(0, SIDE_KM);
                names.add("region" + i);
            }
            List<LongVector> rows = new ArrayList<>();
            for (int i = 0; i < regions; i++) {
                int from = i;
                rows.add(LongVector.tabulate(regions, to -> {
                    double dx = x[from] - x[to];
                    double dy = y[from] - y[to];
                    return 2 + Math.round(StrictMath.sqrt(dx * dx + dy * dy) / 100);
                }));
            }
            return new Network(names, rows);
        }

        private Offer offer(String name, String provider, double grade, Draw draw) {
            long latency = draw.whole(5, 40);
            long downtime = Math.round(20 + 2_000 * (1 - grade) * draw.unit());
            long wrong = Math.round(1_000 + 30_000 * (1 - grade) * draw.unit());
            long badPpm = Math.round((0.02 + 0.13 * (1 - grade) * draw.unit()) * PPM);
            long completion = draw.whole(500, 5_000);
            List<Quality> quality = List.of(
                    new Quality(PPM - badPpm, latency, PPM - downtime, PPM - wrong, completion),
                    new Quality(badPpm, 4 * latency, PPM - 100 * downtime, PPM - wrong, 4 * completion));
            String region = "region" + draw.index(regions);
            long cost = Draw.micros((1 + 2 * grade) * draw.uniform(0.7, 1.3));
            return new Offer(name, provider, region, draw.whole(1, capacity), cost, quality);
        }

        private Request request(int r, Draw draw) {
            long size = draw.whole(1, units);
            int replicas = draw.chance(replicated) ? 2 : 1;
            long value = Draw.micros(4.0 * size * replicas * values.draw(draw, 1));
            long target = draw.whole(30, 200);
            List<Tier> slow = List.of(new Tier(1, value / 10), new Tier(target + 1, value / 2));
            long nines = PPM - new long[] {10_000, 1_000, 100}[draw.index(3)];
            List<Term> terms = List.of(
                    new Term(Metric.LATENCY_MILLIS, target, 3 * target, 800_000, slow),
                    new Term(
                            Metric.AVAILABILITY_PPM,
                            nines,
                            Term.NO_LIMIT,
                            0,
                            List.of(new Tier(100, Math.multiplyExact(value, 3) / 10))));
            return new Request(
                    "request" + r, "client" + r, "region" + draw.index(regions), size, replicas, value, terms);
        }
    }
}
