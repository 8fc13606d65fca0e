package dev.walras.problem;

import static dev.walras.problem.Mistakes.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.LongVector;
import dev.walras.market.Market;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.problem.AllocationProblem.Job;
import dev.walras.problem.AllocationProblem.Node;
import dev.walras.problem.AllocationProblem.Place;
import dev.walras.problem.AllocationProblem.Rent;
import dev.walras.problem.AllocationProblem.Resource;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class AllocationProblemTest {
    private static final Node NODE =
            new Node("n", "prov", "a100", "eu", List.of("ssd"), List.of(LongVector.of(4)), LongVector.of(0), 9);
    private static final Job JOB =
            new Job("j", "user", LongVector.of(3), 2, 0, 3, List.of("a100"), List.of("eu"), List.of("ssd"), 100, 2, 30);
    private static final AllocationProblem PROBLEM = new AllocationProblem(
            "p",
            3,
            List.of(new Resource("gpu", "GPU-hour")),
            List.of(NODE),
            List.of(JOB),
            List.of(new Participant("prov", Participant.NO_BUDGET, 0), new Participant("user", 70, 4)));

    /** The message of the refusal; reflection wraps what a record's constructor throws. */
    private static String refusal(Executable executable) {
        LinkageError error = assertThrows(LinkageError.class, executable);
        Throwable refused = error.getCause().getCause();
        assertEquals(IllegalArgumentException.class, refused.getClass());
        return refused.getMessage();
    }

    private static String refusedNode(String component, Object value) {
        return refusal(() -> with(PROBLEM, "nodes", List.of(with(NODE, component, value))));
    }

    private static String refusedJob(String component, Object value) {
        return refusal(() -> with(PROBLEM, "jobs", List.of(with(JOB, component, value))));
    }

    @Test
    void formulatesOneGoodASlotAndOneOrderAStart() {
        Instance instance = PROBLEM.instance();
        Market market = instance.market();
        assertEquals(List.of("n/0/gpu", "n/1/gpu", "n/2/gpu"), market.goodIds());
        assertEquals(
                List.of(new Rent(0, 0), new Rent(0, 1), new Rent(0, 2), new Place(0, 0, 0), new Place(0, 0, 1)),
                instance.acts());
        assertEquals(new Order("o1", 0, Bundle.of(1, -4), 1, 1, -9, Order.NO_GROUP), market.order(1));
        assertEquals(new Order("o3", 1, Bundle.of(new int[] {0, 1}, new long[] {3, 3}), 1, 1, 100, 0), market.order(3));
        assertEquals(new Order("o4", 1, Bundle.of(new int[] {1, 2}, new long[] {3, 3}), 1, 1, 70, 0), market.order(4));
        assertEquals(new Participant("user", 70, 4), market.participant(1));
    }

    @Test
    void namesWhatIsWrongWithANode() {
        assertEquals("a node needs an id", refusedNode("id", " "));
        assertEquals(
                "node \"n\": owner \"porv\" is not a participant of this problem\nMaybe \"prov\" was meant.",
                refusedNode("owner", "porv"));
        assertEquals("node \"n\" has costs but no owner to bear them", refusedNode("owner", ""));
        assertEquals(
                "node \"n\": capacity of resource 0 is -1; it must be 0 or more",
                refusedNode("capacity", List.of(LongVector.of(-1))));
        assertEquals(
                "node \"n\": capacity is given for 2 slots; give it once, or for each of the 3 slots",
                refusedNode("capacity", List.of(LongVector.of(1), LongVector.of(1))));
        assertEquals(
                "node \"n\": number of capacities is 2; it must be 1 or more and at most 1",
                refusedNode("capacity", List.of(LongVector.of(1, 1))));
        assertEquals(
                "node \"n\": costMicrosPerSlot is -9; it must be 0 or more", refusedNode("costMicrosPerSlot", -9L));
        assertEquals(
                "node \"n\" has costs by unit and a cost for the whole node; give one of the two",
                refusedNode("costMicrosPerUnitSlot", LongVector.of(2)));
        assertEquals(
                "node \"n\": cost of resource 0 is -2; it must be 0 or more",
                refusedNode("costMicrosPerUnitSlot", LongVector.of(-2)));
        assertEquals(
                "node \"n\": number of costs by unit is 0; it must be 1 or more and at most 1",
                refusedNode("costMicrosPerUnitSlot", LongVector.of()));
    }

    @Test
    void namesWhatIsWrongWithAJob() {
        assertEquals("a job needs an id", refusedJob("id", ""));
        assertEquals("job \"j\": owner \"zzzzzz\" is not a participant of this problem", refusedJob("owner", "zzzzzz"));
        assertEquals("job \"j\" needs nothing of any resource", refusedJob("requirement", LongVector.of(0)));
        assertEquals(
                "job \"j\": requirement of resource 0 is -3; it must be 0 or more",
                refusedJob("requirement", LongVector.of(-3)));
        assertEquals(
                "job \"j\": number of requirements is 2; it must be 1 or more and at most 1",
                refusedJob("requirement", LongVector.of(1, 1)));
        assertEquals(
                "job \"j\": durationSlots is 0; it must be 1 or more and at most 1000000",
                refusedJob("durationSlots", 0));
        assertEquals(
                "job \"j\": releaseSlot is -1; it must be 0 or more and at most 1000000",
                refusedJob("releaseSlot", -1));
        assertEquals("job \"j\": deadlineSlot is 4; it must be 0 or more and at most 3", refusedJob("deadlineSlot", 4));
        assertEquals("job \"j\": valueMicros is -1; it must be 0 or more", refusedJob("valueMicros", -1L));
        assertEquals("job \"j\": dueSlot is -1; it must be 0 or more and at most 1000000", refusedJob("dueSlot", -1));
        assertEquals(
                "job \"j\": decayMicrosPerSlot is -1; it must be 0 or more", refusedJob("decayMicrosPerSlot", -1L));
    }

    @Test
    void namesWhatIsWrongWithTheProblem() {
        assertEquals("a problem needs an id", refusal(() -> with(PROBLEM, "id", "")));
        assertEquals(
                "problem \"p\": slots is 0; it must be 1 or more and at most 1000000",
                refusal(() -> with(PROBLEM, "slots", 0)));
        assertEquals(
                "duplicate node id \"n\" (number 0 and number 1)",
                refusal(() -> with(PROBLEM, "nodes", List.of(NODE, NODE))));
        assertEquals(
                "duplicate job id \"j\" (number 0 and number 1)",
                refusal(() -> with(PROBLEM, "jobs", List.of(JOB, JOB))));
        Resource gpu = PROBLEM.resources().get(0);
        assertEquals(
                "duplicate resource id \"gpu\" (number 0 and number 1)",
                refusal(() -> with(PROBLEM, "resources", List.of(gpu, gpu))));
    }

    @Test
    void idsThatJoinToTheSameTextAreDifferentGoods() {
        Node bare = new Node("a", "", "", "", List.of(), List.of(LongVector.of(1, 1)), LongVector.zeros(2), 0);
        AllocationProblem problem = new AllocationProblem(
                "p",
                1,
                List.of(new Resource("c", ""), new Resource("b/c", "")),
                List.of(bare, with(bare, "id", "a/b"), with(bare, "id", "a%2Fb")),
                List.of(),
                List.of());
        assertEquals(
                List.of("a/c", "a/b%2Fc", "a%2Fb/c", "a%2Fb/b%2Fc", "a%252Fb/c", "a%252Fb/b%2Fc"),
                problem.instance().market().goodIds());
    }

    @Test
    void problemsTooLargeForAMarketAreRefusedBeforeWork() {
        Node bare = new Node("n", "", "", "", List.of(), List.of(LongVector.of(1)), LongVector.of(0), 0);
        List<Node> nodes = java.util.stream.IntStream.range(0, 2_000)
                .mapToObj(i -> with(bare, "id", "n" + i))
                .toList();
        AllocationProblem problem =
                new AllocationProblem("huge", 1_000_000, PROBLEM.resources(), nodes, List.of(), List.of());
        assertEquals(
                "problem \"huge\" has 2000000000 goods; a market has at most 2^30 - 1\n"
                        + "Maybe the slots are finer than needed.",
                assertThrows(IllegalArgumentException.class, problem::instance).getMessage());
    }

    @Test
    void aProblemWithoutResourcesHasAnEmptyMarket() {
        AllocationProblem problem = new AllocationProblem(
                "none",
                2,
                List.of(),
                List.of(new Node("n", "prov", "", "", List.of(), List.of(LongVector.of()), LongVector.of(), 5)),
                List.of(),
                PROBLEM.participants());
        assertEquals(0, problem.instance().market().orders());
        assertEquals(0, problem.instance().market().goods());
    }

    @Test
    void decayIsExactForTheLargestNumbers() {
        Job job = new Job(
                "j",
                "user",
                LongVector.of(1),
                1,
                0,
                3,
                List.of(),
                List.of(),
                List.of(),
                Market.LIMIT / 8,
                0,
                Long.MAX_VALUE);
        Market market = with(PROBLEM, "jobs", List.of(job)).instance().market();
        assertEquals(0, market.valueMicrosPerLot(market.orders() - 1));
        Job patient = with(job, "decayMicrosPerSlot", Market.LIMIT / 24);
        market = with(PROBLEM, "jobs", List.of(patient)).instance().market();
        assertEquals(Market.LIMIT / 8 - 3 * (Market.LIMIT / 24), market.valueMicrosPerLot(market.orders() - 1));
    }

    @Test
    void actsCannotBeChanged() {
        List<Act> acts = PROBLEM.instance().acts();
        assertThrows(UnsupportedOperationException.class, () -> acts.set(0, new Rent(0, 0)));
        assertTrue(acts.size() > 0);
    }
}
