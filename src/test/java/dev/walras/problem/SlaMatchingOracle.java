package dev.walras.problem;

import dev.walras.problem.SlaMatchingProblem.Metric;
import dev.walras.problem.SlaMatchingProblem.Network;
import dev.walras.problem.SlaMatchingProblem.Offer;
import dev.walras.problem.SlaMatchingProblem.Quality;
import dev.walras.problem.SlaMatchingProblem.Request;
import dev.walras.problem.SlaMatchingProblem.Term;
import dev.walras.problem.SlaMatchingProblem.Tier;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/**
 * The optimum of a tiny {@link SlaMatchingProblem} by giving every request every set of offers; knows nothing of
 * markets.
 */
final class SlaMatchingOracle {
    private final SlaMatchingProblem problem;
    private final long[] unitsServed;
    private long best;

    private SlaMatchingOracle(SlaMatchingProblem problem) {
        this.problem = problem;
        this.unitsServed = new long[problem.offers().size()];
    }

    static long optimumMicros(SlaMatchingProblem problem) {
        SlaMatchingOracle oracle = new SlaMatchingOracle(problem);
        oracle.serve(0, 0);
        return oracle.best;
    }

    private void serve(int r, long welfare) {
        if (r == problem.requests().size()) {
            best = Math.max(best, welfare);
            return;
        }
        serve(r + 1, welfare);
        Request request = problem.requests().get(r);
        for (int set = 1; set < 1 << unitsServed.length; set++) {
            if (Integer.bitCount(set) == request.replicas()) {
                List<Integer> servers = members(set);
                if (mayServe(request, servers)) {
                    servers.forEach(o -> unitsServed[o] += request.units());
                    if (withinCapacity()) {
                        serve(r + 1, welfare + worth(request, servers));
                    }
                    servers.forEach(o -> unitsServed[o] -= request.units());
                }
            }
        }
    }

    private static List<Integer> members(int set) {
        List<Integer> members = new ArrayList<>();
        for (int o = 0; 1 << o <= set; o++) {
            if ((set >> o & 1) == 1) {
                members.add(o);
            }
        }
        return members;
    }

    private boolean withinCapacity() {
        for (int o = 0; o < unitsServed.length; o++) {
            if (unitsServed[o] > problem.offers().get(o).capacityUnits()) {
                return false;
            }
        }
        return true;
    }

    private boolean mayServe(Request request, List<Integer> servers) {
        Set<String> providers = new HashSet<>();
        for (int o : servers) {
            Offer offer = problem.offers().get(o);
            if (!providers.add(offer.provider()) || networkMillis(request, offer) == Network.UNREACHABLE) {
                return false;
            }
            for (Term term : request.terms()) {
                if (!limitHolds(term, offer, networkMillis(request, offer))) {
                    return false;
                }
            }
        }
        return true;
    }

    private long networkMillis(Request request, Offer offer) {
        List<String> regions = problem.network().regions();
        return problem.network()
                .latencyMillis()
                .get(regions.indexOf(request.region()))
                .get(regions.indexOf(offer.region()));
    }

    private static boolean limitHolds(Term term, Offer offer, long networkMillis) {
        if (term.limit() == Term.NO_LIMIT) {
            return true;
        }
        long probability = 0;
        for (Quality quality : offer.quality()) {
            long seen = seen(term.metric(), quality, networkMillis);
            boolean holds = lessIsBetter(term.metric()) ? seen <= term.limit() : seen >= term.limit();
            probability += holds ? quality.probabilityPpm() : 0;
        }
        return probability >= term.confidencePpm();
    }

    private static boolean lessIsBetter(Metric metric) {
        return metric == Metric.LATENCY_MILLIS || metric == Metric.COMPLETION_MILLIS;
    }

    private static long seen(Metric metric, Quality quality, long networkMillis) {
        return switch (metric) {
            case LATENCY_MILLIS -> networkMillis + quality.latencyMillis();
            case COMPLETION_MILLIS -> networkMillis + quality.completionMillis();
            case AVAILABILITY_PPM -> quality.availabilityPpm();
            case ACCURACY_PPM -> quality.accuracyPpm();
        };
    }

    private long worth(Request request, List<Integer> servers) {
        long worth = request.valueMicros();
        for (int o : servers) {
            Offer offer = problem.offers().get(o);
            BigDecimal penalty = expectedPenalty(request, offer).setScale(0, RoundingMode.CEILING);
            worth -= penalty.longValueExact() + request.units() * offer.costMicrosPerUnit();
        }
        return worth;
    }

    /** Whether the expected penalty of a pair is not a whole number of micros. */
    static boolean expectedPenaltyIsFractional(SlaMatchingProblem problem, int request, int offer) {
        BigDecimal expected = new SlaMatchingOracle(problem)
                .expectedPenalty(
                        problem.requests().get(request), problem.offers().get(offer));
        return expected.stripTrailingZeros().scale() > 0;
    }

    private BigDecimal expectedPenalty(Request request, Offer offer) {
        BigDecimal expected = BigDecimal.ZERO;
        for (Quality quality : offer.quality()) {
            for (Term term : request.terms()) {
                long seen = seen(term.metric(), quality, networkMillis(request, offer));
                long missedBy = lessIsBetter(term.metric()) ? seen - term.target() : term.target() - seen;
                BigDecimal probability = BigDecimal.valueOf(quality.probabilityPpm(), 6);
                expected = expected.add(probability.multiply(BigDecimal.valueOf(penalty(term, missedBy))));
            }
        }
        return expected;
    }

    /** The penalty of the highest tier reached. */
    private static long penalty(Term term, long missedBy) {
        return term.penalties().stream()
                .filter(tier -> missedBy >= tier.shortfall())
                .reduce((lower, higher) -> higher)
                .map(Tier::penaltyMicros)
                .orElse(0L);
    }
}
