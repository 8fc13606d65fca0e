package dev.walras.audit;

import dev.walras.market.Market;
import dev.walras.mechanism.Outcome;
import dev.walras.problem.Instance;
import dev.walras.problem.SlaMatchingProblem;
import dev.walras.problem.SlaMatchingProblem.Assign;
import dev.walras.problem.SlaMatchingProblem.Complete;
import dev.walras.problem.SlaMatchingProblem.Metric;
import dev.walras.problem.SlaMatchingProblem.Network;
import dev.walras.problem.SlaMatchingProblem.Offer;
import dev.walras.problem.SlaMatchingProblem.Quality;
import dev.walras.problem.SlaMatchingProblem.Request;
import dev.walras.problem.SlaMatchingProblem.Serve;
import dev.walras.problem.SlaMatchingProblem.Term;
import dev.walras.problem.SlaMatchingProblem.Tier;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** SLA matching, re-read from the problem: who serves whom, whether the terms allow it, and what it is worth. */
final class SlaMatchingCheck {
    private static final BigInteger PPM = BigInteger.valueOf(1_000_000);

    private final ActFindings findings;
    private final SlaMatchingProblem problem;
    private final Market market;
    private final long[] seatsGiven;
    private final long[] seatsTaken;
    private final List<List<Integer>> servedBy = new ArrayList<>();
    private final long[] completed;
    private BigInteger worth = BigInteger.ZERO;
    private BigInteger marketWorth = BigInteger.ZERO;

    SlaMatchingCheck(SlaMatchingProblem problem, Instance instance, Outcome outcome) {
        this.problem = problem;
        this.market = instance.market();
        this.findings = new ActFindings(market);
        this.seatsGiven = new long[problem.offers().size()];
        this.seatsTaken = new long[problem.offers().size()];
        this.completed = new long[problem.requests().size()];
        problem.requests().forEach(request -> servedBy.add(new ArrayList<>()));
        for (int k = 0; k < market.orders(); k++) {
            long lots = outcome.fills().lots().get(k);
            if (lots > 0) {
                marketWorth = marketWorth.add(
                        BigInteger.valueOf(lots).multiply(BigInteger.valueOf(market.valueMicrosPerLot(k))));
                switch (instance.acts().get(k)) {
                    case Serve serve -> serve(k, serve.offer(), lots);
                    case Assign assign -> assign(k, assign.request(), assign.offer(), lots);
                    case Complete complete -> complete(k, complete.request(), lots);
                    default -> findings.forbid(k, "an act", "belongs to another family of problems");
                }
            }
        }
        checkSeats();
        checkRequests();
        if (!worth.equals(marketWorth)) {
            findings.add(new Violation.ValueMismatch("the outcome", ExactSums.cut(marketWorth), ExactSums.cut(worth)));
        }
    }

    List<Violation> violations() {
        return findings.violations();
    }

    private void serve(int k, int o, long lots) {
        if (!exists(k, "offer", o, seatsGiven.length)) {
            return;
        }
        Offer offer = problem.offers().get(o);
        findings.checkOwner(k, "offer \"" + offer.id() + "\"", offer.provider());
        seatsGiven[o] += lots;
        worth = worth.subtract(BigInteger.valueOf(offer.costMicrosPerUnit()).multiply(BigInteger.valueOf(lots)));
    }

    private void assign(int k, int r, int o, long lots) {
        if (!exists(k, "request", r, completed.length) || !exists(k, "offer", o, seatsTaken.length)) {
            return;
        }
        Request request = problem.requests().get(r);
        Offer offer = problem.offers().get(o);
        String act = "offer \"" + offer.id() + "\" serving request \"" + request.id() + "\"";
        findings.checkOwner(k, act, request.client());
        if (lots > 1) {
            findings.add(new Violation.DoneTwice(act, lots, 1));
        }
        seatsTaken[o] += request.units() * lots;
        servedBy.get(r).add(o);
        long latency = problem.network()
                .latencyMillis()
                .get(problem.network().regions().indexOf(request.region()))
                .get(problem.network().regions().indexOf(offer.region()));
        if (latency == Network.UNREACHABLE) {
            findings.forbid(k, act, "the regions are not connected");
            return;
        }
        BigInteger penalty = BigInteger.ZERO;
        for (Term term : request.terms()) {
            long kept = 0;
            for (Quality quality : offer.quality()) {
                long missed = missed(term, quality, latency, term.target());
                penalty = penalty.add(
                        BigInteger.valueOf(tier(term, missed)).multiply(BigInteger.valueOf(quality.probabilityPpm())));
                boolean within = term.limit() == Term.NO_LIMIT || missed(term, quality, latency, term.limit()) <= 0;
                kept += within ? quality.probabilityPpm() : 0;
            }
            if (kept < term.confidencePpm()) {
                findings.forbid(
                        k,
                        act,
                        "limit " + term.limit() + " on " + term.metric() + " holds with probability " + kept
                                + " ppm, needed are " + term.confidencePpm());
            }
        }
        BigInteger[] parts = penalty.divideAndRemainder(PPM);
        worth = worth.subtract(parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE));
    }

    private void complete(int k, int r, long lots) {
        if (!exists(k, "request", r, completed.length)) {
            return;
        }
        findings.checkOwner(
                k,
                "completion of request \"" + problem.requests().get(r).id() + "\"",
                problem.requests().get(r).client());
        completed[r] += lots;
    }

    /** By how much the quality behind {@code latency} of network misses {@code level}; 0 or less when it does not. */
    private static long missed(Term term, Quality quality, long latency, long level) {
        if (term.metric() == Metric.LATENCY_MILLIS) {
            return latency + quality.latencyMillis() - level;
        }
        if (term.metric() == Metric.COMPLETION_MILLIS) {
            return latency + quality.completionMillis() - level;
        }
        return level - (term.metric() == Metric.AVAILABILITY_PPM ? quality.availabilityPpm() : quality.accuracyPpm());
    }

    private static long tier(Term term, long missed) {
        for (int i = term.penalties().size() - 1; i >= 0; i--) {
            Tier tier = term.penalties().get(i);
            if (tier.shortfall() <= missed) {
                return tier.penaltyMicros();
            }
        }
        return 0;
    }

    private void checkSeats() {
        for (int o = 0; o < seatsGiven.length; o++) {
            Offer offer = problem.offers().get(o);
            if (seatsGiven[o] > offer.capacityUnits()) {
                findings.add(new Violation.CapacityExceeded(
                        "capacity of offer \"" + offer.id() + "\"", seatsGiven[o], offer.capacityUnits()));
            }
            if (seatsTaken[o] > seatsGiven[o]) {
                findings.add(new Violation.CapacityExceeded(
                        "units served by offer \"" + offer.id() + "\"", seatsTaken[o], seatsGiven[o]));
            }
        }
    }

    /** Adds the values of the requests that are served, and checks that they are. */
    private void checkRequests() {
        for (int r = 0; r < completed.length; r++) {
            Request request = problem.requests().get(r);
            List<Integer> offers = servedBy.get(r);
            Set<String> providers = new HashSet<>();
            offers.forEach(o -> providers.add(problem.offers().get(o).provider()));
            String name = "request \"" + request.id() + "\"";
            if (request.replicas() == 1) {
                if (offers.size() > 1) {
                    findings.add(new Violation.DoneTwice(name, offers.size(), 1));
                }
                worth = offers.isEmpty() ? worth : worth.add(BigInteger.valueOf(request.valueMicros()));
                continue;
            }
            if (providers.size() < offers.size()) {
                findings.add(new Violation.DoneTwice(
                        name + " served by the same provider", offers.size() - providers.size() + 1L, 1));
            }
            if (completed[r] > 0) {
                if (completed[r] > 1) {
                    findings.add(new Violation.DoneTwice("completion of " + name, completed[r], 1));
                }
                if (providers.size() < request.replicas()) {
                    findings.add(new Violation.CapacityExceeded(
                            "replicas of " + name, request.replicas(), providers.size()));
                }
                worth = worth.add(BigInteger.valueOf(request.valueMicros()));
            }
        }
    }

    private boolean exists(int k, String kind, int index, int size) {
        return findings.exists(market.orderIds().get(k), kind, index, size);
    }
}
