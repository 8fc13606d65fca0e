package dev.walras.problem;

import static dev.walras.problem.Mistakes.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.Order;
import dev.walras.market.Participant;
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
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class SlaMatchingProblemTest {
    private static final Quality GOOD = new Quality(666_667, 10, 999_000, 900_000, 10);
    private static final Quality BAD = new Quality(333_333, 50, 990_000, 900_000, 50);
    private static final Offer OFFER = new Offer("o", "prov", "eu", 8, 3, List.of(GOOD, BAD));
    private static final Term LATENCY =
            new Term(Metric.LATENCY_MILLIS, 30, Term.NO_LIMIT, 0, List.of(new Tier(1, 5), new Tier(40, 10)));
    private static final Request REQUEST = new Request("r", "user", "us", 2, 1, 100, List.of(LATENCY));
    private static final SlaMatchingProblem PROBLEM = new SlaMatchingProblem(
            "p",
            new Network(List.of("eu", "us"), List.of(LongVector.of(0, 20), LongVector.of(20, 0))),
            List.of(OFFER, with(with(OFFER, "provider", "other"), "id", "o2")),
            List.of(REQUEST),
            Stream.of("prov", "other", "user")
                    .map(id -> new Participant(id, Participant.NO_BUDGET, 0))
                    .toList());

    private static String refusal(Executable executable) {
        LinkageError error = assertThrows(LinkageError.class, executable);
        Throwable refused = error.getCause().getCause();
        assertEquals(IllegalArgumentException.class, refused.getClass());
        return refused.getMessage();
    }

    private static String message(Executable executable) {
        return assertThrows(IllegalArgumentException.class, executable).getMessage();
    }

    private static SlaMatchingProblem withTerm(Term term) {
        return with(PROBLEM, "requests", List.of(with(REQUEST, "terms", List.of(term))));
    }

    /** Latency 30 (good) or 70 (bad): the target of 30 is kept, or missed by 40, the second tier. */
    @Test
    void roundsTheExpectedPenaltyUp() {
        Instance instance = PROBLEM.instance();
        assertEquals(List.of(new Serve(0), new Serve(1), new Assign(0, 0), new Assign(0, 1)), instance.acts());
        // 0.333333 x 10 = 3.33333, rounded up to 4.
        assertEquals(
                new Order("o2", 2, Bundle.of(0, 2), 1, 1, 96, 0),
                instance.market().order(2));
        assertEquals(
                new Order("o0", 0, Bundle.of(0, -1), 1, 8, -3, Order.NO_GROUP),
                instance.market().order(0));
    }

    @Test
    void aLimitMustHoldWithTheConfidenceAskedFor() {
        Term limited = with(with(LATENCY, "limit", 69L), "confidencePpm", 666_667L);
        assertEquals(4, withTerm(limited).instance().market().orders());
        assertEquals(
                2,
                withTerm(with(limited, "confidencePpm", 666_668L))
                        .instance()
                        .market()
                        .orders());
        assertEquals(
                4,
                withTerm(with(with(limited, "confidencePpm", 1_000_000L), "limit", 70L))
                        .instance()
                        .market()
                        .orders());
    }

    @Test
    void replicasOfOneProviderExcludeEachOther() {
        SlaMatchingProblem problem = with(
                with(PROBLEM, "requests", List.of(with(REQUEST, "replicas", 2))),
                "offers",
                List.of(OFFER, with(OFFER, "id", "o2"), with(with(OFFER, "id", "o3"), "provider", "other")));
        Instance instance = problem.instance();
        Market market = instance.market();
        assertEquals("replicas:r", market.goodIds().get(3));
        assertEquals(
                List.of(
                        new Serve(0),
                        new Serve(1),
                        new Serve(2),
                        new Complete(0),
                        new Assign(0, 0),
                        new Assign(0, 1),
                        new Assign(0, 2)),
                instance.acts());
        assertEquals(new Order("o3", 2, Bundle.of(3, 2), 1, 1, 100, Order.NO_GROUP), market.order(3));
        Bundle replica = Bundle.of(new int[] {0, 3}, new long[] {2, -1});
        assertEquals(new Order("o4", 2, replica, 1, 1, -4, 0), market.order(4));
        assertEquals(0, market.group(5));
        assertEquals(1, market.group(6));
    }

    @Test
    void expectedPenaltiesAreExactForTheLargestNumbers() {
        long most = Market.LIMIT / 4;
        List<Term> terms = Stream.of(Metric.values())
                .map(metric -> new Term(
                        metric,
                        metric == Metric.LATENCY_MILLIS || metric == Metric.COMPLETION_MILLIS ? 0 : 1_000_000,
                        Term.NO_LIMIT,
                        0,
                        List.of(new Tier(1, most))))
                .toList();
        SlaMatchingProblem problem = with(
                with(PROBLEM, "requests", List.of(with(with(REQUEST, "valueMicros", 0L), "terms", terms))),
                "offers",
                List.of(with(OFFER, "costMicrosPerUnit", 0L)));
        assertEquals(-Market.LIMIT, problem.instance().market().valueMicrosPerLot(1));
        assertEquals(
                "penalty tier: penaltyMicros is " + (most + 1) + "; it must be 0 or more and at most " + most,
                message(() -> new Tier(1, most + 1)));
    }

    @Test
    void namesWhatIsWrongWithOffers() {
        assertEquals(
                "offer \"replicas:r\": the id must not begin with \"replicas:\", as the goods that count replicas do",
                refusal(() -> with(PROBLEM, "offers", List.of(with(OFFER, "id", "replicas:r")))));
        assertEquals(
                "offer \"o\": the probabilities of its quality sum to 666667 ppm, not to 1000000",
                refusal(() -> with(OFFER, "quality", List.of(GOOD))));
        assertEquals(
                "offer \"o\": capacityUnits is -1; it must be 0 or more",
                refusal(() -> with(OFFER, "capacityUnits", -1L)));
        assertEquals(
                "offer \"o\": region \"en\" is not a region of this problem\nMaybe \"eu\" was meant.",
                refusal(() -> with(PROBLEM, "offers", List.of(with(OFFER, "region", "en")))));
        assertEquals(
                "offer \"o\": provider \"nobody\" is not a participant of this problem",
                refusal(() -> with(PROBLEM, "offers", List.of(with(OFFER, "provider", "nobody")))));
        assertEquals(
                "quality: probabilityPpm is 0; it must be 1 or more and at most 1000000",
                refusal(() -> with(GOOD, "probabilityPpm", 0L)));
    }

    @Test
    void namesWhatIsWrongWithRequestsAndTerms() {
        assertEquals("request \"r\": units is 0; it must be 1 or more", refusal(() -> with(REQUEST, "units", 0L)));
        assertEquals(
                "request \"r\": replicas is 0; it must be 1 or more and at most 1000",
                refusal(() -> with(REQUEST, "replicas", 0)));
        assertEquals(
                "request \"r\" has two terms about the same metric",
                refusal(() -> with(REQUEST, "terms", List.of(LATENCY, LATENCY))));
        assertEquals(
                "request \"r\": region \"uk\" is not a region of this problem\nMaybe \"us\" was meant.",
                refusal(() -> with(PROBLEM, "requests", List.of(with(REQUEST, "region", "uk")))));
        assertEquals(
                "term AVAILABILITY_PPM: target is 1000001; it must be 0 or more and at most 1000000",
                message(() -> new Term(Metric.AVAILABILITY_PPM, 1_000_001, Term.NO_LIMIT, 0, List.of())));
        assertEquals(
                "term ACCURACY_PPM: limit is 1000001; it must be -1 or more and at most 1000000",
                message(() -> new Term(Metric.ACCURACY_PPM, 0, 1_000_001, 0, List.of())));
        assertEquals(
                "term LATENCY_MILLIS: shortfall of penalty tier 1 is 1; it must be 2 or more",
                refusal(() -> with(LATENCY, "penalties", List.of(new Tier(1, 1), new Tier(1, 2)))));
        assertEquals("penalty tier: shortfall is 0; it must be 1 or more", message(() -> new Tier(0, 1)));
    }

    @Test
    void namesWhatIsWrongWithTheNetwork() {
        assertEquals("a region needs an id", message(() -> new Network(List.of(""), List.of(LongVector.of(0)))));
        assertEquals(
                "network: number of rows is 0; it must be 1 or more and at most 1",
                message(() -> new Network(List.of("eu"), List.of())));
        assertEquals(
                "network row 0: length is 2; it must be 1 or more and at most 1",
                message(() -> new Network(List.of("eu"), List.of(LongVector.of(0, 1)))));
        assertEquals(
                "network row 0: latency to region 0 is -2; it must be -1 or more and at most 2147483647",
                message(() -> new Network(List.of("eu"), List.of(LongVector.of(-2)))));
    }

    @Test
    void unitsBeyondTheMarketsBoundAreRefusedByName() {
        Offer free = with(with(OFFER, "capacityUnits", Market.LIMIT), "costMicrosPerUnit", 0L);
        SlaMatchingProblem problem =
                with(with(PROBLEM, "offers", List.of(free)), "requests", List.of(with(REQUEST, "units", Market.LIMIT)));
        assertEquals(
                "market \"p\": order \"o1\" with 4611686018427387904 units x 1 lots takes the turnover of good \"o\""
                        + " beyond 2^62 units\nMaybe a bound on lots is a placeholder for \"unlimited\".",
                message(problem::instance));
    }
}
