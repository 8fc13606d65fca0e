package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Instance;
import dev.walras.problem.SlaMatchingProblem;
import dev.walras.problem.SlaMatchingProblem.Assign;
import dev.walras.problem.SlaMatchingProblem.Metric;
import dev.walras.problem.SlaMatchingProblem.Network;
import dev.walras.problem.SlaMatchingProblem.Offer;
import dev.walras.problem.SlaMatchingProblem.Quality;
import dev.walras.problem.SlaMatchingProblem.Request;
import dev.walras.problem.SlaMatchingProblem.Serve;
import dev.walras.problem.SlaMatchingProblem.Term;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Numbers worked out by hand. */
class OutcomeMetricsTest {
    private static Outcome outcome(LongVector lots, LongVector payments) {
        return new Outcome(new Fills(lots), new Payments(payments), null, Termination.COMPLETED, 1);
    }

    /** Three buyers of single units, one seller; utilities 6 - 2, 5 - 4, 0 and 6 - 3. */
    @Test
    void utilitiesAreSpreadAsTheyAre() {
        MarketBuilder builder = Market.builder("m");
        int good = builder.good("g", "unit", 0);
        builder.buy(builder.participant("a"), good, 1, 6);
        builder.buy(builder.participant("b"), good, 1, 5);
        builder.buy(builder.participant("c"), good, 1, 1);
        builder.sell(builder.participant("s"), good, 2, 1);
        Market market = builder.build();
        ObjectNode json = Json.object();
        Outcome outcome = outcome(LongVector.of(1, 1, 0, 2), LongVector.of(2, 4, 0, -5));
        Distribution.put(json, market, outcome);
        // 4, 1, 0, 3: (8 x 8) / (4 x 26), and (2 x (1+3+4) with signs) by the definition of Gini.
        assertEquals(64.0 / 104, json.get("jain").asDouble(), 1e-12);
        assertEquals((4 + 1 + 3 + 3 + 1 + 2) / (4 * 8.0), json.get("gini").asDouble(), 1e-12);
        assertEquals(0, json.get("nashWelfareMicros").asDouble());
        // b would rather have a's unit at 2: 5 - 2 instead of 5 - 4.
        assertEquals(2, json.get("envyMicros").asDouble());
    }

    @Test
    void envyIsLeftOutWhereBuyersFillSeveralOrdersAtOnce() {
        MarketBuilder builder = Market.builder("m");
        int good = builder.good("g", "unit", 3);
        int a = builder.participant("a");
        builder.buy(a, good, 1, 6);
        builder.buy(a, good, 1, 5);
        ObjectNode json = Json.object();
        Distribution.put(json, builder.build(), outcome(LongVector.of(1, 1), LongVector.of(0)));
        assertTrue(json.get("envyMicros").isNull());
    }

    /** Ausubel and Milgrom's market: one wants both goods for 2, two want one each for 2; nobody pays anything. */
    @Test
    void aCoalitionOfTheOperatorAndALoserBlocksThePricesOfVickrey() {
        MarketBuilder builder = Market.builder("m");
        int a = builder.good("a", "unit", 1);
        int b = builder.good("b", "unit", 1);
        int both = builder.participant("both");
        builder.add(new Order("", both, Bundle.of(new int[] {a, b}, new long[] {1, 1}), 1, 1, 2, -1));
        builder.buy(builder.participant("x"), a, 1, 2);
        builder.buy(builder.participant("y"), b, 1, 2);
        Market market = builder.build();
        ObjectNode json = Json.object();
        Blocking.put(json, market, outcome(LongVector.of(0, 1, 1), LongVector.zeros(3)), Roster.solver("opt.auto"));
        assertEquals(2, json.get("coreViolationMicros").asDouble());
        Blocking.put(json, market, outcome(LongVector.of(0, 1, 1), LongVector.of(0, 1, 1)), Roster.solver("opt.auto"));
        assertEquals(0, json.get("coreViolationMicros").asDouble());
        assertTrue(json.get("blockingPairs").isNull(), "there are no sellers");
    }

    /** Bids 9 and 5, asks 1 and 4; the wrong pair trades at 5, so that bid 9 and ask 4 gain 4 apiece or more. */
    @Test
    void pairsThatWereLeftOutBlock() {
        MarketBuilder builder = Market.builder("m");
        int good = builder.good("g", "unit", 0);
        builder.buy(builder.participant("nine"), good, 1, 9);
        builder.buy(builder.participant("five"), good, 1, 5);
        builder.sell(builder.participant("one"), good, 1, 1);
        builder.sell(builder.participant("four"), good, 1, 4);
        Market market = builder.build();
        ObjectNode json = Json.object();
        Outcome outcome = outcome(LongVector.of(0, 1, 1, 0), LongVector.of(0, 5, -5, 0));
        Blocking.put(json, market, outcome, Roster.solver("opt.auto"));
        // (9, 1): 8 > 0 + 4 blocks; (9, 4): 5 > 0 blocks; (5, 4): 1 > 0 + 0 blocks; (5, 1) traded.
        assertEquals(3, json.get("blockingPairs").asDouble());
        // All four would gain 9 + 5 - 1 - 4 = 9 instead of 4: the seller and all lose 4, so 5 more.
        assertEquals(5, json.get("coreViolationMicros").asDouble());
    }

    /** One offer, 20 ms away, that answers in 30 ms with 90 % and in 100 ms else; targets of 60 ms and of 40 ms. */
    @Test
    void attainmentIsTheExpectedShareOfRequestsWithEveryTargetMet() {
        Quality fast = new Quality(900_000, 30, 1_000_000, 1_000_000, 0);
        Quality slow = new Quality(100_000, 100, 1_000_000, 1_000_000, 0);
        SlaMatchingProblem problem = new SlaMatchingProblem(
                "p",
                new Network(List.of("r"), List.of(LongVector.of(20))),
                List.of(new Offer("o", "s", "r", 3, 1, List.of(fast, slow))),
                List.of(request("near", 60), request("far", 40), request("alone", 60)),
                List.of(new Participant("s", Long.MAX_VALUE, 0), new Participant("c", Long.MAX_VALUE, 1)));
        Instance instance = problem.instance();
        long[] lots = new long[instance.acts().size()];
        for (int k = 0; k < lots.length; k++) {
            boolean served = instance.acts().get(k) instanceof Assign assign && assign.request() < 2;
            lots[k] = served ? 1 : instance.acts().get(k) instanceof Serve ? 2 : 0;
        }
        Outcome outcome = outcome(LongVector.copyOf(lots, lots.length), LongVector.zeros(2));
        assertEquals(0.9 / 3, ServiceLevels.attainment(instance, outcome), 1e-12);
    }

    private static Request request(String id, long targetMillis) {
        Term term = new Term(Metric.LATENCY_MILLIS, targetMillis, Term.NO_LIMIT, 0, List.of());
        return new Request(id, "c", "r", 1, 1, 100, List.of(term));
    }

    @Test
    void convergenceIsTheFirstRoundNearTheBest() {
        ObjectNode trial = Json.object();
        ObjectNode trace = trial.putObject("trace");
        numbers(trace.putArray("round"), 1, 5, 9);
        numbers(trace.putArray("messages"), 10, 50, 90);
        numbers(trace.putArray("boundMicros"), 200, 101, 100);
        numbers(trace.putArray("prices").addArray(), 1, 3, 2, 2, 4);
        ObjectNode fields = Json.object();
        Convergence.put(fields, trial, 100);
        assertEquals(5, fields.get("roundsToNear").asInt());
        assertEquals(50, fields.get("messagesToNear").asInt());
        // Up, down, (still), up: two moves after the first, both turn.
        assertEquals(1, fields.get("priceTurns").asDouble());
        Convergence.put(fields, trial, 90);
        assertTrue(fields.get("roundsToNear").isNull());
    }

    private static void numbers(ArrayNode list, long... numbers) {
        for (long number : numbers) {
            list.add(number);
        }
    }
}
