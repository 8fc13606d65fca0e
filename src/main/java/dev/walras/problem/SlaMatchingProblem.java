package dev.walras.problem;

import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Names;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import java.util.ArrayList;
import java.util.List;

/**
 * SLA matching: which offers serve which requests, given what the service levels are worth and how likely they are
 * kept.
 *
 * <p>An offer's quality is a distribution over finitely many scenarios. A pair (request, offer) sees the latency of the
 * network between their regions on top of the offer's own latency, and on top of its completion time. A term of a
 * request has a target, a schedule of penalties for missing it, and perhaps a limit; the pair is eligible when the
 * network connects them, the offer's capacity covers the request's units, and every limit holds with at least the
 * term's confidence. The expected penalty of a pair is the sum over scenarios and terms of probability x penalty,
 * rounded up to a whole micro.
 *
 * <p>A request is served by {@code replicas} offers of distinct providers, each with all its units, or not at all; one
 * that gets fewer earns nothing. Welfare: the values of the requests served, minus the expected penalties of their
 * pairs, minus the costs of the units served. The market has one good for every offer (its seats) and, for a request of
 * several replicas, one good that counts replicas; it has one order for every offer and one for every eligible pair.
 *
 * @param id the name of the problem
 * @param network latency between regions
 * @param offers what providers can serve
 * @param requests what clients want served
 * @param participants clients and providers, with budgets and times of arrival
 */
public record SlaMatchingProblem(
        String id, Network network, List<Offer> offers, List<Request> requests, List<Participant> participants)
        implements Problem {
    private static final long PPM = 1_000_000;
    /** A request has at most one term a metric: the penalties of a pair cannot exceed the limit together. */
    private static final long MAX_PENALTY = Market.LIMIT / Metric.values().length;

    private static final String TOKEN = "replicas:";

    /**
     * Latencies between regions.
     *
     * @param regions ids of the regions, distinct
     * @param latencyMillis for each region of a request (row) the latency to each region of an offer, in milliseconds;
     *     {@link #UNREACHABLE} where there is no connection
     */
    public record Network(List<String> regions, List<LongVector> latencyMillis) {
        /** The latency between regions that are not connected. */
        public static final long UNREACHABLE = -1;

        public Network {
            regions = List.copyOf(regions);
            latencyMillis = List.copyOf(latencyMillis);
            Checks.allNamed("region", regions);
            Checks.range("network", "number of rows", latencyMillis.size(), regions.size(), regions.size());
            for (int i = 0; i < latencyMillis.size(); i++) {
                LongVector row = latencyMillis.get(i);
                Checks.range("network row " + i, "length", row.size(), regions.size(), regions.size());
                for (int j = 0; j < row.size(); j++) {
                    Checks.range(
                            "network row " + i, "latency to region " + j, row.get(j), UNREACHABLE, Integer.MAX_VALUE);
                }
            }
        }
    }

    /** What a term measures. */
    public enum Metric {
        /** Latency as the client sees it, in milliseconds; less is better. */
        LATENCY_MILLIS,
        /** Share of time available, in parts per million; more is better. */
        AVAILABILITY_PPM,
        /** Share of answers that are right, in parts per million; more is better. */
        ACCURACY_PPM,
        /** Time to completion as the client sees it (the deadline's metric), in milliseconds; less is better. */
        COMPLETION_MILLIS
    }

    /**
     * One scenario of an offer's quality, before the network.
     *
     * @param probabilityPpm its probability, in parts per million, 1 or more
     * @param latencyMillis latency of the service, in milliseconds, 0 or more
     * @param availabilityPpm share of time available, in parts per million
     * @param accuracyPpm share of right answers, in parts per million
     * @param completionMillis time to completion, in milliseconds, 0 or more
     */
    public record Quality(
            long probabilityPpm, long latencyMillis, long availabilityPpm, long accuracyPpm, long completionMillis) {
        public Quality {
            Checks.range("quality", "probabilityPpm", probabilityPpm, 1, PPM);
            Checks.range("quality", "latencyMillis", latencyMillis, 0, Integer.MAX_VALUE);
            Checks.range("quality", "availabilityPpm", availabilityPpm, 0, PPM);
            Checks.range("quality", "accuracyPpm", accuracyPpm, 0, PPM);
            Checks.range("quality", "completionMillis", completionMillis, 0, Integer.MAX_VALUE);
        }
    }

    /**
     * What a provider can serve.
     *
     * @param id unique among the offers; must not begin with {@code replicas:}
     * @param provider id of the participant who serves
     * @param region where it serves from
     * @param capacityUnits units it can serve in all, 0 or more
     * @param costMicrosPerUnit its cost, or asking price, for a unit, in micros, 0 or more
     * @param quality the scenarios of its quality; their probabilities sum to 1
     */
    public record Offer(
            String id,
            String provider,
            String region,
            long capacityUnits,
            long costMicrosPerUnit,
            List<Quality> quality) {
        public Offer {
            Checks.named("offer", id);
            quality = List.copyOf(quality);
            String name = "offer \"" + id + "\"";
            Checks.range(name, "capacityUnits", capacityUnits, 0, Long.MAX_VALUE);
            Checks.range(name, "costMicrosPerUnit", costMicrosPerUnit, 0, Long.MAX_VALUE);
            long sum = quality.stream().mapToLong(Quality::probabilityPpm).sum();
            if (sum != PPM) {
                throw new IllegalArgumentException(
                        name + ": the probabilities of its quality sum to " + sum + " ppm, not to " + PPM);
            }
        }
    }

    /**
     * One tier of a penalty schedule.
     *
     * @param shortfall how far the metric must miss its target for the tier to apply, in the metric's unit, 1 or more
     * @param penaltyMicros the penalty then, in micros, 0 or more and at most 2^60; it replaces that of the tiers
     *     before
     */
    public record Tier(long shortfall, long penaltyMicros) {
        public Tier {
            Checks.range("penalty tier", "shortfall", shortfall, 1, Long.MAX_VALUE);
            Checks.range("penalty tier", "penaltyMicros", penaltyMicros, 0, MAX_PENALTY);
        }
    }

    /**
     * One service level objective of a request.
     *
     * @param metric what it is about
     * @param target the level promised, in the metric's unit (a share is at most 1,000,000); missing it costs a penalty
     * @param limit the level without which the pair is not eligible, in the metric's unit; {@link #NO_LIMIT} if none
     * @param confidencePpm with what probability at least the limit must hold, in parts per million
     * @param penalties what missing the target costs, by growing shortfall
     */
    public record Term(Metric metric, long target, long limit, long confidencePpm, List<Tier> penalties) {
        /** The limit of a term that excludes no offer. */
        public static final long NO_LIMIT = -1;

        public Term {
            penalties = List.copyOf(penalties);
            String name = "term " + metric;
            boolean share = metric == Metric.AVAILABILITY_PPM || metric == Metric.ACCURACY_PPM;
            Checks.range(name, "target", target, 0, share ? PPM : Long.MAX_VALUE);
            Checks.range(name, "limit", limit, NO_LIMIT, share ? PPM : Long.MAX_VALUE);
            Checks.range(name, "confidencePpm", confidencePpm, 0, PPM);
            for (int i = 1; i < penalties.size(); i++) {
                Checks.range(
                        name,
                        "shortfall of penalty tier " + i,
                        penalties.get(i).shortfall,
                        Math.addExact(penalties.get(i - 1).shortfall, 1),
                        Long.MAX_VALUE);
            }
        }
    }

    /**
     * What a client wants served.
     *
     * @param id unique among the requests
     * @param client id of the participant who asks
     * @param region where it asks from
     * @param units how many units of an offer's capacity it takes, at each of its replicas, 1 or more
     * @param replicas how many offers of distinct providers must serve it, 1 or more
     * @param valueMicros what being served is worth before penalties, in micros, 0 or more
     * @param terms its service level objectives, at most one for each metric
     */
    public record Request(
            String id, String client, String region, long units, int replicas, long valueMicros, List<Term> terms) {
        public Request {
            Checks.named("request", id);
            terms = List.copyOf(terms);
            String name = "request \"" + id + "\"";
            Checks.range(name, "units", units, 1, Long.MAX_VALUE);
            Checks.range(name, "replicas", replicas, 1, 1_000);
            Checks.range(name, "valueMicros", valueMicros, 0, Long.MAX_VALUE);
            if (terms.stream().map(Term::metric).distinct().count() != terms.size()) {
                throw new IllegalArgumentException(name + " has two terms about the same metric");
            }
        }
    }

    public SlaMatchingProblem {
        offers = List.copyOf(offers);
        requests = List.copyOf(requests);
        participants = List.copyOf(participants);
        Checks.named("problem", id);
        Names.of("offer", offers.stream().map(Offer::id).toList());
        Names.of("request", requests.stream().map(Request::id).toList());
        Names owners = Names.of(
                "participant", participants.stream().map(Participant::id).toList());
        Names regions = Names.of("region", network.regions);
        for (Offer offer : offers) {
            String name = "offer \"" + offer.id + "\"";
            if (offer.id.startsWith(TOKEN)) {
                throw new IllegalArgumentException(
                        name + ": the id must not begin with \"" + TOKEN + "\", as the goods that count replicas do");
            }
            Checks.index(name, "provider", owners, "participant", offer.provider);
            Checks.index(name, "region", regions, "region", offer.region);
        }
        for (Request request : requests) {
            String name = "request \"" + request.id + "\"";
            Checks.index(name, "client", owners, "participant", request.client);
            Checks.index(name, "region", regions, "region", request.region);
        }
    }

    /** What an order of this family means. */
    public sealed interface Move extends Act permits Serve, Assign, Complete {}

    /** The provider of offer {@code offer} gives one unit of its capacity. */
    public record Serve(int offer) implements Move {}

    /** Offer {@code offer} serves request {@code request}, or one replica of it. */
    public record Assign(int request, int offer) implements Move {}

    /** Request {@code request} has all its replicas; only requests of several replicas have this act. */
    public record Complete(int request) implements Move {}

    @Override
    public Instance instance() {
        return new Formulation().instance();
    }

    /** One formulation of the enclosing problem. */
    private final class Formulation {
        private final MarketBuilder builder = Market.builder(id);
        private final List<Act> acts = new ArrayList<>();
        private final Names regions = Names.of("region", network.regions);
        private final Names owners = Names.of(
                "participant", participants.stream().map(Participant::id).toList());
        private final int[] offerRegion =
                offers.stream().mapToInt(offer -> regions.indexOf(offer.region)).toArray();
        private final int[] providers = offers.stream()
                .mapToInt(offer -> owners.indexOf(offer.provider))
                .toArray();

        Instance instance() {
            offers.forEach(offer -> builder.good(offer.id, "unit", 0));
            participants.forEach(builder::add);
            for (int o = 0; o < offers.size(); o++) {
                Offer offer = offers.get(o);
                if (offer.capacityUnits > 0) {
                    builder.sell(providers[o], o, offer.capacityUnits, offer.costMicrosPerUnit);
                    acts.add(new Serve(o));
                }
            }
            for (int r = 0; r < requests.size(); r++) {
                if (requests.get(r).replicas == 1) {
                    addSingle(r);
                } else {
                    addReplicated(r);
                }
            }
            return new Instance(SlaMatchingProblem.this, builder.build(), acts);
        }

        private void addSingle(int r) {
            Request request = requests.get(r);
            int client = owners.indexOf(request.client);
            int region = regions.indexOf(request.region);
            int group = Order.NO_GROUP;
            for (int o = 0; o < offers.size(); o++) {
                long penalty = penalty(request, region, o);
                if (penalty != INELIGIBLE) {
                    group = group == Order.NO_GROUP ? builder.group() : group;
                    Bundle seats = Bundle.of(o, request.units);
                    builder.add(new Order("", client, seats, 1, 1, request.valueMicros - penalty, group));
                    acts.add(new Assign(r, o));
                }
            }
        }

        /** Each replica makes one token of the request; the request needs {@code replicas} tokens to earn its value. */
        private void addReplicated(int r) {
            Request request = requests.get(r);
            int client = owners.indexOf(request.client);
            int region = regions.indexOf(request.region);
            int token = builder.good(TOKEN + request.id, "replica", 0);
            builder.order("", client, Bundle.of(token, request.replicas), 1, request.valueMicros);
            acts.add(new Complete(r));
            int[] groups = new int[participants.size()];
            for (int o = 0; o < offers.size(); o++) {
                long penalty = penalty(request, region, o);
                if (penalty != INELIGIBLE) {
                    int provider = providers[o];
                    groups[provider] = groups[provider] == 0 ? builder.group() + 1 : groups[provider];
                    Bundle replica = Bundle.of(new int[] {o, token}, new long[] {request.units, -1});
                    builder.add(new Order("", client, replica, 1, 1, -penalty, groups[provider] - 1));
                    acts.add(new Assign(r, o));
                }
            }
        }

        private long penalty(Request request, int region, int o) {
            return expectedPenaltyMicros(
                    request, offers.get(o), network.latencyMillis.get(region).get(offerRegion[o]));
        }
    }

    private static final long INELIGIBLE = -1;

    /** The expected penalty of a pair in micros, or {@link #INELIGIBLE}. */
    private static long expectedPenaltyMicros(Request request, Offer offer, long networkMillis) {
        if (networkMillis == Network.UNREACHABLE || offer.capacityUnits < request.units) {
            return INELIGIBLE;
        }
        long wholeMicros = 0;
        long millionths = 0;
        for (Term term : request.terms) {
            long held = 0;
            for (Quality quality : offer.quality) {
                long level = level(term.metric, quality, networkMillis);
                if (term.limit == Term.NO_LIMIT || shortfall(term.metric, term.limit, level) <= 0) {
                    held += quality.probabilityPpm;
                }
                long penalty = penalty(term.penalties, shortfall(term.metric, term.target, level));
                wholeMicros += penalty / PPM * quality.probabilityPpm;
                millionths += penalty % PPM * quality.probabilityPpm;
            }
            if (held < term.confidencePpm) {
                return INELIGIBLE;
            }
        }
        return wholeMicros + Math.ceilDiv(millionths, PPM);
    }

    private static long level(Metric metric, Quality quality, long networkMillis) {
        return switch (metric) {
            case LATENCY_MILLIS -> quality.latencyMillis + networkMillis;
            case AVAILABILITY_PPM -> quality.availabilityPpm;
            case ACCURACY_PPM -> quality.accuracyPpm;
            case COMPLETION_MILLIS -> quality.completionMillis + networkMillis;
        };
    }

    /** By how much {@code level} misses {@code target}; 0 or less when it is met. */
    private static long shortfall(Metric metric, long target, long level) {
        return switch (metric) {
            case LATENCY_MILLIS, COMPLETION_MILLIS -> level - target;
            case AVAILABILITY_PPM, ACCURACY_PPM -> target - level;
        };
    }

    private static long penalty(List<Tier> tiers, long shortfall) {
        long penalty = 0;
        for (Tier tier : tiers) {
            if (shortfall >= tier.shortfall) {
                penalty = tier.penaltyMicros;
            }
        }
        return penalty;
    }
}
