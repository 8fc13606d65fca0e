package dev.walras.harness;

import dev.walras.mechanism.Outcome;
import dev.walras.problem.Instance;
import dev.walras.problem.SlaMatchingProblem;
import dev.walras.problem.SlaMatchingProblem.Assign;
import dev.walras.problem.SlaMatchingProblem.Complete;
import dev.walras.problem.SlaMatchingProblem.Offer;
import dev.walras.problem.SlaMatchingProblem.Quality;
import dev.walras.problem.SlaMatchingProblem.Request;
import dev.walras.problem.SlaMatchingProblem.Term;
import java.util.Arrays;

/**
 * How well service levels are kept: the expected share of requests that are served and see every target of theirs met;
 * a request of several replicas counts the mean over them. What is not served is not attained.
 */
final class ServiceLevels {
    private static final double PPM = 1e6;

    private ServiceLevels() {}

    /** The attainment of an outcome, from 0 to 1; not-a-number for other families and without requests. */
    static double attainment(Instance instance, Outcome outcome) {
        if (!(instance.problem() instanceof SlaMatchingProblem problem)
                || problem.requests().isEmpty()
                || outcome.fills().lots().size() != instance.acts().size()) {
            return Double.NaN;
        }
        int requests = problem.requests().size();
        double[] met = new double[requests];
        boolean[] complete = new boolean[requests];
        for (int k = 0; k < instance.acts().size(); k++) {
            if (outcome.fills().lots().get(k) == 0) {
                continue;
            }
            if (instance.acts().get(k) instanceof Assign assign) {
                Request request = problem.requests().get(assign.request());
                Offer offer = problem.offers().get(assign.offer());
                met[assign.request()] += probabilityMet(problem, request, offer) / request.replicas();
                complete[assign.request()] |= request.replicas() == 1;
            } else if (instance.acts().get(k) instanceof Complete done) {
                complete[done.request()] = true;
            }
        }
        for (int r = 0; r < requests; r++) {
            met[r] = complete[r] ? met[r] : 0;
        }
        return Arrays.stream(met).sum() / requests;
    }

    /** The probability that all targets of {@code request} are met when {@code offer} serves it. */
    private static double probabilityMet(SlaMatchingProblem problem, Request request, Offer offer) {
        int from = problem.network().regions().indexOf(request.region());
        int to = problem.network().regions().indexOf(offer.region());
        long network = problem.network().latencyMillis().get(from).get(to);
        double probability = 0;
        for (Quality quality : offer.quality()) {
            boolean all = true;
            for (Term term : request.terms()) {
                all &= met(term, quality, network);
            }
            probability += all ? quality.probabilityPpm() / PPM : 0;
        }
        return probability;
    }

    private static boolean met(Term term, Quality quality, long network) {
        return switch (term.metric()) {
            case LATENCY_MILLIS -> quality.latencyMillis() + network <= term.target();
            case COMPLETION_MILLIS -> quality.completionMillis() + network <= term.target();
            case AVAILABILITY_PPM -> quality.availabilityPpm() >= term.target();
            case ACCURACY_PPM -> quality.accuracyPpm() >= term.target();
        };
    }
}
