package dev.walras.audit;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.walras.audit.Violation.CapacityExceeded;
import dev.walras.audit.Violation.DoneTwice;
import dev.walras.audit.Violation.ForbiddenAct;
import dev.walras.audit.Violation.ValueMismatch;
import dev.walras.market.Bundle;
import dev.walras.market.Fills;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.market.Participant;
import dev.walras.market.Payments;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.Termination;
import dev.walras.problem.Act;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.Instance;
import dev.walras.problem.Problem;
import dev.walras.problem.Ratio;
import dev.walras.problem.RawMarket;
import dev.walras.problem.SlaMatchingProblem;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/**
 * The rules of the problems, each broken and each just kept. The market below says yes to everything: what is found out
 * is found out by reading the problem.
 */
class AuditorDomainTest {
    private static final int ANN = 0;
    private static final int BOB = 1;
    private static final List<Participant> PEOPLE =
            List.of(new Participant("ann", Participant.NO_BUDGET, 0), new Participant("bob", Participant.NO_BUDGET, 0));

    /** An order filled with {@code lots} lots: what it is said to mean, whose it is, and what a lot is worth. */
    private record Filled(Act act, int owner, long lots, long valueMicrosPerLot) {}

    private static List<Violation> judge(Problem problem, Filled... orders) {
        MarketBuilder market = Market.builder("yes");
        market.good("anything", "", 1_000_000);
        PEOPLE.forEach(market::add);
        List<Act> acts = new ArrayList<>();
        for (Filled filled : orders) {
            market.order("", filled.owner, Bundle.of(0, 1), 1_000, filled.valueMicrosPerLot);
            acts.add(filled.act);
        }
        Fills fills = Fills.of(Arrays.stream(orders).mapToLong(Filled::lots).toArray());
        Outcome outcome = new Outcome(fills, Payments.of(0, 0), null, Termination.COMPLETED, 1);
        return Auditor.audit(new Instance(problem, market.build(), acts), outcome)
                .violations();
    }

    private static void assertFound(List<Violation> found, Violation... expected) {
        assertEquals(List.of(expected), found);
    }

    // Allocation: node "free" of the operator, "unit" of bob by unit, "whole" of bob by slot; 3 slots.

    private static AllocationProblem.Node node(String id, String owner, long byUnit, long bySlot) {
        return new AllocationProblem.Node(
                id,
                owner,
                "a100",
                "eu",
                List.of("ssd"),
                List.of(LongVector.of(4), LongVector.of(5), LongVector.of(6)),
                LongVector.of(byUnit),
                bySlot);
    }

    private static AllocationProblem.Job job(String id, List<String> types, List<String> regions, List<String> labels) {
        return new AllocationProblem.Job(id, "ann", LongVector.of(3), 2, 1, 3, types, regions, labels, 50, 2, 20);
    }

    private static final AllocationProblem ALLOCATION = new AllocationProblem(
            "allocation",
            3,
            List.of(new AllocationProblem.Resource("gpu", "GPU")),
            List.of(node("free", "", 0, 0), node("unit", "bob", 2, 0), node("whole", "bob", 0, 7)),
            List.of(
                    job("easy", List.of("a100"), List.of("eu"), List.of("ssd")),
                    job("typed", List.of("h100"), List.of(), List.of()),
                    job("local", List.of(), List.of("us"), List.of()),
                    job("picky", List.of(), List.of(), List.of("ssd", "nvlink"))),
            PEOPLE);

    private static Filled place(int job, int node, int start, long value) {
        return new Filled(new AllocationProblem.Place(job, node, start), ANN, 1, value);
    }

    private static Filled supply(int slot, long lots) {
        return new Filled(new AllocationProblem.Supply(1, slot, 0), BOB, lots, -2);
    }

    private static Filled rent(int slot) {
        return new Filled(new AllocationProblem.Rent(2, slot), BOB, 1, -7);
    }

    @Test
    void allowsPlacementsWithinTheRules() {
        // Completed at 3, one slot late: 50 - 20.
        assertFound(judge(ALLOCATION, place(0, 0, 1, 30)));
        assertFound(judge(ALLOCATION, place(0, 1, 1, 30), supply(1, 3), supply(2, 6)));
        assertFound(judge(ALLOCATION, place(0, 2, 1, 30), rent(1), rent(2)));
    }

    @Test
    void findsPlacementsThatJobsForbid() {
        assertFound(
                judge(ALLOCATION, place(0, 0, 0, 50)),
                forbidden("job \"easy\" on node \"free\" from slot 0", "it is released in slot 1"));
        assertFound(
                judge(ALLOCATION, place(0, 0, 2, 10)),
                forbidden("job \"easy\" on node \"free\" from slot 2", "it completes at 4, its deadline is 3"));
        assertFound(
                judge(ALLOCATION, place(1, 0, 1, 30)),
                forbidden("job \"typed\" on node \"free\" from slot 1", "node type \"a100\" is not among [h100]"));
        assertFound(
                judge(ALLOCATION, place(2, 0, 1, 30)),
                forbidden("job \"local\" on node \"free\" from slot 1", "region \"eu\" is not among [us]"));
        assertFound(
                judge(ALLOCATION, place(3, 0, 1, 30)),
                forbidden("job \"picky\" on node \"free\" from slot 1", "the node lacks label \"nvlink\""));
    }

    @Test
    void findsActsThatNameNothing() {
        assertFound(judge(ALLOCATION, place(4, 0, 1, 30)), forbidden("an act", "job 4 does not exist; there are 4"));
        assertFound(judge(ALLOCATION, place(0, -1, 1, 30)), forbidden("an act", "node -1 does not exist; there are 3"));
        assertFound(
                judge(ALLOCATION, place(0, 0, -1, 50)),
                forbidden("job \"easy\" on node \"free\" from slot -1", "it is released in slot 1"),
                forbidden("job \"easy\" on node \"free\" from slot -1", "there is no such slot"));
        assertFound(judge(ALLOCATION, supply(3, 1)), forbidden("an act", "slot 3 does not exist; there are 3"));
        assertFound(
                judge(ALLOCATION, new Filled(new ArbitrageProblem.Ask(0, 0), ANN, 1, 0)),
                forbidden("an act", "belongs to another family of problems"));
        assertFound(judge(SLA, place(0, 0, 0, 0)), forbidden("an act", "belongs to another family of problems"));
        assertFound(judge(ARBITRAGE, place(0, 0, 0, 0)), forbidden("an act", "belongs to another family of problems"));
    }

    @Test
    void findsSupplyThatIsNotTheOwners() {
        assertFound(
                judge(ALLOCATION, new Filled(new AllocationProblem.Supply(1, 0, 0), ANN, 1, -2)),
                forbidden(
                        "supply of \"gpu\" by node \"unit\" in slot 0",
                        "the order is owned by \"ann\", not by \"bob\""));
        assertFound(
                judge(ALLOCATION, new Filled(new AllocationProblem.Supply(2, 0, 0), BOB, 1, 0)),
                forbidden("supply of \"gpu\" by node \"whole\" in slot 0", "the node is rented as a whole"));
        assertFound(
                judge(ALLOCATION, new Filled(new AllocationProblem.Rent(1, 0), BOB, 1, 0)),
                forbidden("rent of node \"unit\" in slot 0", "the node is paid by unit"));
    }

    @Test
    void findsCapacityOfNodesExceeded() {
        AllocationProblem.Job[] two = {
            job("a", List.of(), List.of(), List.of()), job("b", List.of(), List.of(), List.of())
        };
        AllocationProblem problem =
                new AllocationProblem("two", 3, ALLOCATION.resources(), ALLOCATION.nodes(), List.of(two), PEOPLE);
        assertFound(
                judge(problem, place(0, 0, 1, 30), place(1, 0, 1, 30)),
                new CapacityExceeded("\"gpu\" of node \"free\" in slot 1", 6, 5));
        assertFound(
                judge(problem, place(0, 1, 1, 30), supply(1, 2), supply(2, 3)),
                new CapacityExceeded("\"gpu\" of node \"unit\" in slot 1", 3, 2));
        assertFound(
                judge(problem, supply(0, 5)),
                new CapacityExceeded("supply of \"gpu\" of node \"unit\" in slot 0", 5, 4));
        assertEquals("here: 6 used, 5 available (over by 1)", new CapacityExceeded("here", 6, 5).message());
    }

    @Test
    void findsJobsDoneTwice() {
        assertFound(
                judge(ALLOCATION, place(0, 0, 1, 30), place(0, 2, 1, 30), rent(1), rent(2)),
                new DoneTwice("job \"easy\"", 2, 1));
        assertEquals("x is done 2 times, allowed are 1", new DoneTwice("x", 2, 1).message());
    }

    @Test
    void findsWrongValues() {
        String act = "job \"easy\" on node \"free\" from slot 1";
        assertFound(judge(ALLOCATION, place(0, 0, 1, 50)), new ValueMismatch(act, 50, 30));
        assertFound(
                judge(ALLOCATION, new Filled(new AllocationProblem.Rent(2, 0), BOB, 1, -6)),
                new ValueMismatch("rent of node \"whole\" in slot 0", -6, -7));
        assertEquals(
                "x is worth 30 micros in the problem but 50 in the market", new ValueMismatch("x", 50, 30).message());
    }

    private static Violation forbidden(String act, String reason) {
        return new ForbiddenAct("o0", act, reason);
    }

    // Arbitrage: ann sells 6 units here in slot 0 and buys 6 there in slot 1; bob runs a route and a storage.

    private static final ArbitrageProblem.Place HERE = new ArbitrageProblem.Place("here", "kWh");
    private static final ArbitrageProblem.Place THERE = new ArbitrageProblem.Place("there", "kWh");
    private static final ArbitrageProblem ARBITRAGE = new ArbitrageProblem(
            "arbitrage",
            2,
            List.of("here", "there"),
            List.of(new ArbitrageProblem.Commodity("kWh", "kWh")),
            List.of(new ArbitrageProblem.Curve("a", "ann", HERE, 0, List.of(new ArbitrageProblem.Step(6, 1)))),
            List.of(new ArbitrageProblem.Curve("b", "ann", THERE, 1, List.of(new ArbitrageProblem.Step(6, 9)))),
            List.of(new ArbitrageProblem.Route("line", "bob", HERE, THERE, 4, 2, new Ratio(1, 2), 1)),
            List.of(new ArbitrageProblem.Storage("tank", "bob", HERE, 3, 4, 1, new Ratio(1, 2), Ratio.ONE, 5, 1)),
            PEOPLE);

    private static Filled buy(long units) {
        return new Filled(new ArbitrageProblem.Ask(0, 0), ANN, units, -1);
    }

    private static Filled sell(long units) {
        return new Filled(new ArbitrageProblem.Bid(0, 0), ANN, units, 9);
    }

    private static Filled ship(int slot, long lots) {
        return new Filled(new ArbitrageProblem.Ship(0, slot), BOB, lots, -4);
    }

    private static Filled charge(int slot, long lots) {
        return new Filled(new ArbitrageProblem.Charge(0, slot), BOB, lots, 0);
    }

    private static Filled hold(int slot, long lots) {
        return new Filled(new ArbitrageProblem.Hold(0, slot), BOB, lots, -5);
    }

    private static Filled discharge(int slot, long lots) {
        return new Filled(new ArbitrageProblem.Discharge(0, slot), BOB, lots, 0);
    }

    @Test
    void allowsTradesWithinTheRules() {
        assertFound(judge(ARBITRAGE, buy(4), ship(0, 2), sell(2)));
        assertFound(judge(ARBITRAGE, buy(4), charge(0, 2), hold(0, 3), discharge(1, 1)));
    }

    @Test
    void findsUnitsFromNowhere() {
        assertFound(judge(ARBITRAGE, sell(2)), new CapacityExceeded("\"kWh\" at venue \"there\" in slot 1", 2, 0));
        assertFound(
                judge(ARBITRAGE, buy(3), ship(0, 2), sell(2)),
                new CapacityExceeded("\"kWh\" at venue \"here\" in slot 0", 1, 0));
        assertFound(judge(ARBITRAGE, hold(0, 2)), new CapacityExceeded("content of storage \"tank\" in slot 0", 2, 1));
        assertFound(
                judge(ARBITRAGE, buy(2), charge(0, 1), discharge(0, 1), hold(0, 2)),
                new CapacityExceeded("content of storage \"tank\" in slot 0", 3, 2));
    }

    @Test
    void findsLimitsOfTradeExceeded() {
        assertFound(judge(ARBITRAGE, buy(7)), new CapacityExceeded("step 0 of ask \"a\"", 7, 6));
        assertFound(judge(ARBITRAGE, buy(6), ship(0, 3)), new CapacityExceeded("route \"line\" in slot 0", 6, 4));
        assertFound(
                judge(ARBITRAGE, buy(6), charge(0, 2), charge(0, 1)),
                new CapacityExceeded("charge of storage \"tank\" in slot 0", 6, 4));
        assertFound(
                judge(ARBITRAGE, buy(6), charge(0, 2), charge(1, 0), hold(0, 4)),
                new CapacityExceeded("holding in storage \"tank\" from slot 0", 4, 3),
                new CapacityExceeded("content of storage \"tank\" in slot 0", 4, 3));
        assertFound(
                judge(ARBITRAGE, buy(2), charge(0, 1), discharge(0, 2)),
                new CapacityExceeded("discharge of storage \"tank\" in slot 0", 2, 1));
    }

    @Test
    void findsMovesBeyondTheLastSlot() {
        assertFound(
                judge(ARBITRAGE, ship(1, 1)),
                forbidden("route \"line\" in slot 1", "it would arrive in slot 2, after the last"));
        assertFound(
                judge(ARBITRAGE, hold(1, 1)),
                forbidden("holding in storage \"tank\" from slot 1", "there is no next slot"));
        assertFound(judge(ARBITRAGE, ship(2, 1)), forbidden("an act", "slot 2 does not exist; there are 2"));
        assertFound(
                judge(ARBITRAGE, new Filled(new ArbitrageProblem.Ask(0, 1), ANN, 1, 0)),
                forbidden("an act", "step of ask 1 does not exist; there are 1"));
    }

    @Test
    void findsWrongTradersAndPrices() {
        assertFound(
                judge(ARBITRAGE, new Filled(new ArbitrageProblem.Ask(0, 0), BOB, 1, -1)),
                forbidden("step 0 of ask \"a\"", "the order is owned by \"bob\", not by \"ann\""));
        assertFound(
                judge(ARBITRAGE, new Filled(new ArbitrageProblem.Ask(0, 0), ANN, 1, 1)),
                new ValueMismatch("step 0 of ask \"a\"", 1, -1));
        assertFound(
                judge(ARBITRAGE, buy(2), new Filled(new ArbitrageProblem.Ship(0, 0), BOB, 1, -2)),
                new ValueMismatch("route \"line\" in slot 0", -2, -4));
        assertFound(
                judge(ARBITRAGE, new Filled(new ArbitrageProblem.Hold(0, 0), BOB, 1, 0)),
                new ValueMismatch("holding in storage \"tank\" from slot 0", 0, -5));
    }

    // SLA: three offers, the first two of bob; request "one" of one and "two" of two replicas, both of ann.

    private static SlaMatchingProblem.Offer offer(String id, String provider, String region) {
        return new SlaMatchingProblem.Offer(
                id,
                provider,
                region,
                4,
                1,
                List.of(
                        new SlaMatchingProblem.Quality(500_001, 10, 0, 0, 0),
                        new SlaMatchingProblem.Quality(499_999, 30, 0, 0, 0)));
    }

    private static SlaMatchingProblem.Request request(String id, int replicas) {
        return new SlaMatchingProblem.Request(
                id,
                "ann",
                "eu",
                2,
                replicas,
                40,
                List.of(new SlaMatchingProblem.Term(
                        SlaMatchingProblem.Metric.LATENCY_MILLIS,
                        15,
                        35,
                        600_000,
                        List.of(new SlaMatchingProblem.Tier(1, 3), new SlaMatchingProblem.Tier(15, 5)))));
    }

    private static final SlaMatchingProblem SLA = new SlaMatchingProblem(
            "sla",
            new SlaMatchingProblem.Network(
                    List.of("eu", "us", "moon"),
                    List.of(
                            LongVector.of(0, 10, SlaMatchingProblem.Network.UNREACHABLE),
                            LongVector.of(10, 0, 0),
                            LongVector.of(0, 0, 0))),
            List.of(
                    offer("first", "bob", "eu"),
                    offer("second", "bob", "eu"),
                    offer("third", "ann", "eu"),
                    offer("far", "bob", "us"),
                    offer("lost", "bob", "moon")),
            List.of(request("one", 1), request("two", 2)),
            PEOPLE);

    private static Filled serve(int offer, long units) {
        return new Filled(new SlaMatchingProblem.Serve(offer), offer == 2 ? ANN : BOB, units, -1);
    }

    private static Filled assign(int request, int offer, long value) {
        return new Filled(new SlaMatchingProblem.Assign(request, offer), ANN, 1, value);
    }

    private static Filled complete(long lots) {
        return new Filled(new SlaMatchingProblem.Complete(1), ANN, lots, 40);
    }

    @Test
    void allowsServiceWithinTheTerms() {
        // Missed by 15 with probability 0.499999: 2.499995, rounded up to 3.
        assertFound(judge(SLA, serve(0, 2), assign(0, 0, 37)));
        assertFound(judge(SLA, serve(0, 2), serve(2, 2), assign(1, 0, -3), assign(1, 2, -3), complete(1)));
    }

    @Test
    void findsServiceThatTheTermsForbid() {
        // From far: 20 or 40, so the limit of 35 holds with 0.500001; missed by 5 or 25.
        assertFound(
                judge(SLA, assign(0, 3, 40 - 5), serve(3, 2)),
                forbidden(
                        "offer \"far\" serving request \"one\"",
                        "limit 35 on LATENCY_MILLIS holds with probability 500001 ppm, needed are 600000"),
                new ValueMismatch("the outcome", 35 - 2, 40 - 4 - 2));
    }

    @Test
    void findsServiceWithoutConnection() {
        assertFound(
                judge(SLA, assign(0, 4, 40), serve(4, 2)),
                forbidden("offer \"lost\" serving request \"one\"", "the regions are not connected"));
    }

    @Test
    void findsSeatsThatAreNotThere() {
        assertFound(
                judge(SLA, assign(0, 0, 37), serve(0, 1)),
                new CapacityExceeded("units served by offer \"first\"", 2, 1));
        assertFound(judge(SLA, serve(0, 5)), new CapacityExceeded("capacity of offer \"first\"", 5, 4));
    }

    @Test
    void findsRequestsServedTwice() {
        assertFound(
                judge(SLA, assign(0, 0, 37), assign(0, 1, 37), serve(0, 2), serve(1, 2)),
                new DoneTwice("request \"one\"", 2, 1),
                new ValueMismatch("the outcome", 70, 40 - 6 - 4));
        assertFound(
                judge(SLA, serve(0, 2), serve(2, 2), assign(1, 0, -3), assign(1, 2, -3), complete(2)),
                new DoneTwice("completion of request \"two\"", 2, 1),
                new ValueMismatch("the outcome", 70, 30));
    }

    @Test
    void findsReplicasThatAreMissingOrOfOneProvider() {
        assertFound(
                judge(SLA, serve(0, 2), assign(1, 0, -3), complete(1)),
                new CapacityExceeded("replicas of request \"two\"", 2, 1));
        assertFound(
                judge(SLA, serve(0, 2), serve(1, 2), assign(1, 0, -3), assign(1, 1, -3), complete(1)),
                new DoneTwice("request \"two\" served by the same provider", 2, 1),
                new CapacityExceeded("replicas of request \"two\"", 2, 1));
    }

    @Test
    void findsServiceOfOthersAndOfNothing() {
        assertFound(
                judge(SLA, new Filled(new SlaMatchingProblem.Serve(0), ANN, 1, -1)),
                forbidden("offer \"first\"", "the order is owned by \"ann\", not by \"bob\""));
        assertFound(judge(SLA, assign(2, 0, 0)), forbidden("an act", "request 2 does not exist; there are 2"));
        assertFound(judge(SLA, assign(0, 5, 0)), forbidden("an act", "offer 5 does not exist; there are 5"));
    }

    // Raw markets: what the problem's own market says counts.

    @Test
    void findsTradesThatTheProblemsMarketDoesNotHave() {
        MarketBuilder own = Market.builder("own");
        own.good("anything", "", 1_000_000);
        PEOPLE.forEach(own::add);
        own.order("bid", ANN, Bundle.of(0, 1), 2, 5);
        RawMarket problem = new RawMarket(own.build());
        assertFound(judge(problem, new Filled(new RawMarket.Trade(0), ANN, 2, 5)));
        assertFound(
                judge(problem, new Filled(new RawMarket.Trade(0), ANN, 3, 5)),
                new CapacityExceeded("lots of order \"bid\"", 3, 2));
        assertFound(
                judge(problem, new Filled(new RawMarket.Trade(0), ANN, 1, 6)), new ValueMismatch("order \"o0\"", 6, 5));
        assertFound(
                judge(problem, new Filled(new RawMarket.Trade(0), BOB, 1, 5)),
                forbidden("trade", "the order differs from the problem's"));
        assertFound(
                judge(problem, new Filled(new RawMarket.Trade(1), ANN, 1, 5)),
                forbidden("trade", "no such order in the problem"));
    }
}
