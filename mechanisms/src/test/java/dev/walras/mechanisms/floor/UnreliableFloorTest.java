package dev.walras.mechanisms.floor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.audit.Audit;
import dev.walras.audit.Auditor;
import dev.walras.market.Market;
import dev.walras.market.MarketBuilder;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Traffic;
import dev.walras.mechanisms.ContractMarkets;
import dev.walras.problem.Instance;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class UnreliableFloorTest {
    private static final RunContext CONTEXT = RunContext.seeded(3).withLimits(Limits.DEFAULT.withRounds(60));
    private static final List<String> TROUBLES = List.of(
            "stale=3",
            "delay=4",
            "loss=0.4",
            "delay=3,reorder=0.5",
            "duplicate=0.5",
            "leave=0.3,return=0.3",
            "stale=1,delay=2,loss=0.2,reorder=0.2,duplicate=0.2,leave=0.1");

    /** Buyers of one unit at 1 to 9: at price p, 9 - p of them want it. */
    private static Market ladder() {
        MarketBuilder market = Market.builder("ladder");
        int good = market.good("g", "unit", 4);
        for (int value = 1; value <= 9; value++) {
            market.buy(market.participant("p" + value), good, 1, value);
        }
        return market.build();
    }

    private static UnreliableFloor floor(String conditions) {
        return new UnreliableFloor(new ColumnFloor(ladder()), Conditions.parse(conditions), CONTEXT);
    }

    private static long[] at(long price) {
        return new long[] {price};
    }

    @Test
    void withoutTroubleItIsTheFloorWithin() {
        ColumnFloor plain = new ColumnFloor(ladder());
        UnreliableFloor floor = floor("reliable");
        for (long price = 0; price < 5; price++) {
            assertArrayEquals(plain.demand(at(price)), floor.demand(at(price)));
        }
        assertEquals(plain.replies(at(4)), floor.replies(at(4)));
        assertEquals(plain.bid(8, at(4), 1), floor.bid(8, at(4), 1));
        assertEquals(plain.ask(3, at(1), at(4), new int[0]), floor.ask(3, at(1), at(4), new int[0]));
        plain.tell(2, 20);
        floor.tell(2, 20);
        assertEquals(plain.traffic(), floor.traffic());
        assertEquals(9, floor.ticks());
    }

    @Test
    void staleDemandAnswersThePricesOfRoundsBefore() {
        UnreliableFloor floor = floor("stale=2");
        assertEquals(9, floor.demand(at(0))[0]);
        assertEquals(9, floor.demand(at(3))[0], "the first prices are the oldest there are");
        assertEquals(9, floor.demand(at(5))[0]);
        assertEquals(6, floor.demand(at(7))[0]);
        assertEquals(4, floor.demand(at(9))[0]);
        assertEquals(2, floor.demand(at(9))[0]);
        assertEquals(
                0,
                floor.replies(at(9)).stream()
                        .filter(reply -> !reply.trades().isEmpty())
                        .count());
    }

    @Test
    void lateAnswersAreOfEarlierPricesAndArriveWithinTheDelay() {
        UnreliableFloor floor = floor("delay=3");
        floor.demand(at(0));
        boolean late = false;
        for (int round = 0; round < 20; round++) {
            long demand = floor.demand(at(9))[0];
            late |= demand > 0;
            assertTrue(round < 3 || demand == 0, "round " + round + ": " + demand);
        }
        assertTrue(late);
    }

    @Test
    void duplicatesCostMessagesAndChangeNothing() {
        UnreliableFloor doubled = floor("duplicate=1");
        UnreliableFloor once = floor("reliable");
        for (long price = 0; price < 9; price++) {
            assertArrayEquals(once.demand(at(price)), doubled.demand(at(price)));
        }
        assertEquals(2 * once.traffic().messages(), doubled.traffic().messages());
        assertEquals(2 * once.traffic().bytes(), doubled.traffic().bytes());
    }

    /** A request and its answer both come through with probability (1 - q)^2. */
    @Test
    void lossCostsAsManyMessagesAsItShould() {
        UnreliableFloor floor = floor("loss=0.5");
        for (int i = 0; i < 500; i++) {
            floor.replies(at(4));
        }
        double perAnswer = floor.traffic().messages() / (500.0 * 9);
        assertEquals(1 / 0.25 + 1 / 0.5, perAnswer, 0.3, "four requests and two answers for each");
        assertTrue(floor.ticks() > 500);
    }

    @Test
    void whoHasLeftWantsNothingUntilItIsBack() {
        UnreliableFloor floor = floor("leave=1,return=1");
        assertEquals(0, floor.demand(at(0))[0]);
        assertEquals(List.of(), floor.ask(8, at(0), at(4), new int[0]).trades());
        assertEquals(9, floor.demand(at(0))[0]);
        assertEquals(0, floor.demand(at(0))[0]);
    }

    @ParameterizedTest
    @MethodSource("dev.walras.mechanisms.price.AllProcesses#processes")
    void everyProcessEndsWithAFeasibleOutcomeWhateverGoesWrong(PriceSignal process) {
        Set<Guarantee> money = new java.util.HashSet<>(process.spec().claims());
        money.retainAll(Set.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.BUDGET_BALANCED));
        for (Market market : ContractMarkets.handledBy(process.spec(), 12)) {
            for (String trouble : TROUBLES) {
                Conditions conditions = Conditions.parse(trouble);
                UnreliableFloor floor = new UnreliableFloor(new ColumnFloor(market), conditions, CONTEXT);
                Outcome outcome = process.run(floor, CONTEXT);
                Audit audit = Auditor.audit(Instance.of(market), outcome, money);
                assertEquals(List.of(), audit.violations(), market.id() + " under " + trouble);
                UnreliableFloor again = new UnreliableFloor(new ColumnFloor(market), conditions, CONTEXT);
                assertEquals(outcome, process.run(again, CONTEXT), market.id() + " under " + trouble);
                assertEquals(floor.traffic(), again.traffic(), market.id() + " under " + trouble);
            }
        }
    }

    @Test
    void anotherSeedIsAnotherCourseOfEvents() {
        Traffic[] traffic = new Traffic[2];
        for (int seed = 0; seed < 2; seed++) {
            UnreliableFloor floor = new UnreliableFloor(
                    new ColumnFloor(ladder()), Conditions.parse("loss=0.5"), RunContext.seeded(seed));
            floor.replies(at(4));
            traffic[seed] = floor.traffic();
        }
        assertNotEquals(traffic[0], traffic[1]);
    }

    @ParameterizedTest
    @ValueSource(strings = {"reliable", "stale=2", "delay=3,loss=0.1", "duplicate=0.25,leave=0.1,return=0.9"})
    void conditionsAreReadAsTheyAreWritten(String text) {
        assertEquals(text, Conditions.parse(text).text());
    }

    @Test
    void conditionsThatAreNoneAreRefused() {
        for (String text : List.of("loss=1", "delay=-1", "fog=1", "loss")) {
            assertThrows(IllegalArgumentException.class, () -> Conditions.parse(text), text);
        }
    }
}
