package dev.walras.problem;

import static dev.walras.problem.Mistakes.with;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.Order;
import dev.walras.market.Participant;
import dev.walras.problem.ArbitrageProblem.Ask;
import dev.walras.problem.ArbitrageProblem.Bid;
import dev.walras.problem.ArbitrageProblem.Charge;
import dev.walras.problem.ArbitrageProblem.Commodity;
import dev.walras.problem.ArbitrageProblem.Curve;
import dev.walras.problem.ArbitrageProblem.Discharge;
import dev.walras.problem.ArbitrageProblem.Hold;
import dev.walras.problem.ArbitrageProblem.Place;
import dev.walras.problem.ArbitrageProblem.Route;
import dev.walras.problem.ArbitrageProblem.Ship;
import dev.walras.problem.ArbitrageProblem.Step;
import dev.walras.problem.ArbitrageProblem.Storage;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;

class ArbitrageProblemTest {
    private static final Place HERE = new Place("here", "kWh");
    private static final Place THERE = new Place("there", "kWh");
    private static final Route ROUTE = new Route("line", "ann", HERE, THERE, 10, 2, new Ratio(9, 10), 0);
    private static final Storage STORAGE =
            new Storage("tank", "ann", HERE, 6, 7, 3, new Ratio(1, 2), new Ratio(2, 3), 4, 5);
    private static final ArbitrageProblem PROBLEM = new ArbitrageProblem(
            "p",
            2,
            List.of("here", "there"),
            List.of(new Commodity("kWh", "kWh")),
            List.of(new Curve("a", "ann", HERE, 0, List.of(new Step(8, 1), new Step(2, 3)))),
            List.of(new Curve("b", "ann", THERE, 1, List.of(new Step(4, 9)))),
            List.of(ROUTE),
            List.of(STORAGE),
            List.of(new Participant("ann", Participant.NO_BUDGET, 0)));

    private static String refusal(Executable executable) {
        LinkageError error = assertThrows(LinkageError.class, executable);
        Throwable refused = error.getCause().getCause();
        assertEquals(IllegalArgumentException.class, refused.getClass());
        return refused.getMessage();
    }

    private static String refusedRoute(String component, Object value) {
        return refusal(() -> with(PROBLEM, "routes", List.of(with(ROUTE, component, value))));
    }

    private static String refusedStorage(String component, Object value) {
        return refusal(() -> with(PROBLEM, "storages", List.of(with(STORAGE, component, value))));
    }

    private static String refusedAsk(String component, Object value) {
        return refusal(() -> with(PROBLEM, "asks", List.of(with(PROBLEM.asks().get(0), component, value))));
    }

    /** Whoever moves a good receives it where it is taken and gives it where it is delivered. */
    @Test
    void movesGoodsForward() {
        Instance instance = PROBLEM.instance();
        Market market = instance.market();
        assertEquals(
                List.of("here/kWh/0", "there/kWh/0", "here/kWh/1", "there/kWh/1", "stock:tank/0", "stock:tank/1"),
                market.goodIds());
        assertEquals(5, market.endowment(4));
        assertEquals(
                List.of(
                        new Ask(0, 0),
                        new Ask(0, 1),
                        new Bid(0, 0),
                        new Ship(0, 0),
                        new Ship(0, 1),
                        new Charge(0, 0),
                        new Hold(0, 0),
                        new Discharge(0, 0),
                        new Charge(0, 1),
                        new Discharge(0, 1)),
                instance.acts());
        assertOrder(market, 1, Bundle.of(0, -1), 2, -3);
        assertOrder(market, 2, Bundle.of(3, 1), 4, 9);
        assertOrder(market, 3, Bundle.of(new int[] {0, 1}, new long[] {10, -9}), 1, -20);
        assertOrder(market, 5, Bundle.of(new int[] {0, 4}, new long[] {2, -1}), 3, 0);
        assertOrder(market, 6, Bundle.of(new int[] {4, 5}, new long[] {3, -2}), 2, -12);
        assertOrder(market, 7, Bundle.of(new int[] {4, 0}, new long[] {1, -1}), 3, 0);
    }

    private static void assertOrder(Market market, int k, Bundle perLot, long lots, long value) {
        assertEquals(new Order("o" + k, 0, perLot, 1, lots, value, Order.NO_GROUP), market.order(k));
    }

    @Test
    void aVenueNamedLikeAStockIsAnotherGood() {
        ArbitrageProblem problem = new ArbitrageProblem(
                "p",
                1,
                List.of("stock:tank", "stock:tank/0"),
                List.of(new Commodity("0", "")),
                List.of(),
                List.of(),
                List.of(),
                List.of(with(STORAGE, "place", new Place("stock:tank", "0"))),
                PROBLEM.participants());
        assertEquals(
                List.of("stock:tank/0", "stock:tank%2F0/0", "stock:tank"),
                problem.instance().market().goodIds());
    }

    @Test
    void namesWhatIsWrong() {
        assertEquals("a venue needs an id", refusal(() -> with(PROBLEM, "venues", List.of("here", "there", ""))));
        assertEquals(
                "duplicate venue id \"here\" (number 0 and number 1)",
                refusal(() -> with(PROBLEM, "venues", List.of("here", "here", "there"))));
        assertEquals(
                "problem \"p\": slots is 0; it must be 1 or more and at most 1000000",
                refusal(() -> with(PROBLEM, "slots", 0)));
        assertEquals("step: units is 0; it must be 1 or more", message(() -> new Step(0, 1)));
        assertEquals("step: priceMicrosPerUnit is -1; it must be 0 or more", message(() -> new Step(1, -1)));
        assertEquals("ask \"a\": slot is 2; it must be 0 or more and at most 1", refusedAsk("slot", 2));
        assertEquals("ask \"a\": trader \"bob\" is not a participant of this problem", refusedAsk("trader", "bob"));
        assertEquals(
                "ask \"a\": venue \"her\" is not a venue of this problem\nMaybe \"here\" was meant.",
                refusedAsk("place", new Place("her", "kWh")));
        assertEquals(
                "ask \"a\": the price of step 1 is 1 after 3 micros; prices of asks must not fall along the curve\n"
                        + "Maybe the steps are in reverse.",
                refusedAsk("steps", List.of(new Step(1, 3), new Step(1, 1))));
        assertEquals(
                "bid \"b\": the price of step 1 is 3 after 1 micros; prices of bids must not rise along the curve\n"
                        + "Maybe the steps are in reverse.",
                refusal(() -> with(
                        PROBLEM,
                        "bids",
                        List.of(with(PROBLEM.bids().get(0), "steps", List.of(new Step(1, 1), new Step(1, 3)))))));
    }

    @Test
    void namesWhatIsWrongWithRoutesAndStorages() {
        assertEquals("route \"line\": capacityUnits is -1; it must be 0 or more", refusedRoute("capacityUnits", -1L));
        assertEquals(
                "route \"line\": transitSlots is -1; it must be 0 or more and at most 1000000",
                refusedRoute("transitSlots", -1));
        assertEquals(
                "route \"line\" leads from Place[venue=there, commodity=kWh] to itself", refusedRoute("from", THERE));
        assertEquals(
                "route \"line\": commodity \"gas\" is not a commodity of this problem",
                refusedRoute("from", new Place("here", "gas")));
        assertEquals("storage \"tank\": initialUnits is -1; it must be 0 or more", refusedStorage("initialUnits", -1L));
        assertEquals(
                "storage \"tank\": operator \"bob\" is not a participant of this problem",
                refusedStorage("operator", "bob"));
    }

    @Test
    void namesCostsThatOverflow() {
        Route dear = with(with(ROUTE, "feeMicrosPerUnit", 1L << 60), "gain", new Ratio(1, 5));
        assertEquals(
                "route \"line\": fee x denominator of the gain is 1152921504606846976 x 5; it must be at most 2^62",
                message(with(PROBLEM, "routes", List.of(dear))::instance));
        Storage costly = with(STORAGE, "holdingCostMicrosPerUnit", Long.MAX_VALUE);
        assertEquals(
                "storage \"tank\": holding cost x denominator of the retention is 9223372036854775807 x 3; it must be at"
                        + " most 2^62",
                message(with(PROBLEM, "storages", List.of(costly))::instance));
    }

    @Test
    void leavesOutWhatCannotArriveOrMoveAWholeLot() {
        ArbitrageProblem late = with(PROBLEM, "routes", List.of(with(ROUTE, "transitSlots", 2)));
        ArbitrageProblem small = with(PROBLEM, "routes", List.of(with(ROUTE, "capacityUnits", 9L)));
        for (ArbitrageProblem problem : List.of(late, small)) {
            assertEquals(
                    0,
                    problem.instance().acts().stream()
                            .filter(act -> act instanceof Ship)
                            .count());
        }
    }

    private static String message(Executable executable) {
        return assertThrows(IllegalArgumentException.class, executable).getMessage();
    }
}
