package dev.walras.mechanisms.floor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.columns.EdgeAudit;
import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeBuyers;
import dev.walras.columns.EdgeChoice;
import dev.walras.columns.EdgeFacts;
import dev.walras.columns.EdgeHandles;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeSource;
import dev.walras.columns.EdgeTerms;
import dev.walras.columns.EdgeWants;
import dev.walras.columns.EdgeWishes;
import dev.walras.market.Fills;
import dev.walras.market.Good;
import dev.walras.market.Market;
import dev.walras.market.Prices;
import dev.walras.market.Trait;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.Traffic;
import dev.walras.mechanism.UnsupportedMarketException;
import dev.walras.mechanisms.Enumeration;
import dev.walras.mechanisms.Mechanisms;
import dev.walras.testing.EdgeOrders;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The floor over columns is held to the floor over orders, which shares no code with it but sizes of messages. */
class EdgeFloorTest {
    private static final RunContext CONTEXT =
            RunContext.seeded(1).withLimits(new Limits(Long.MAX_VALUE, 60, Long.MAX_VALUE, 0));

    /** Every price process of the list that handles the traits of a floor, with default settings. */
    private static List<PriceSignal> processes(Set<Trait> traits) {
        List<PriceSignal> found = new ArrayList<>();
        for (Mechanisms.Entry entry : Mechanisms.all()) {
            if (entry.spec().handles().containsAll(traits)
                    && Mechanisms.make(entry.spec().id(), Map.of(), new Enumeration()) instanceof PriceSignal process) {
                found.add(process);
            }
        }
        return found;
    }

    /** What a run shows: the outcome, all traffic, and each round's prices and messages. */
    private record Shown(Outcome outcome, Traffic traffic, List<String> rounds) {
        static Shown of(PriceSignal process, Floor floor) {
            List<String> rounds = new ArrayList<>();
            Observer observer = new Observer() {
                @Override
                public void round(int round, Prices prices, long messages, @Nullable Fills provisional) {
                    rounds.add(round + " " + prices + " " + messages);
                }
            };
            return new Shown(process.run(floor, CONTEXT.withObserver(observer)), floor.traffic(), rounds);
        }
    }

    @ParameterizedTest
    @CsvSource({"1,60,5,1", "2,60,5,4", "3,40,1,1", "4,40,1,3", "5,90,12,9", "6,30,8,1"})
    void everyPriceProcessDoesTheSameOnColumnsAsOnOrders(long seed, int buyers, int offers, int mostSize) {
        EdgeMarket columns = EdgeOrders.random(seed, buyers, offers, mostSize);
        Market orders = EdgeOrders.market(columns);
        List<PriceSignal> processes = processes(orders.traits());
        assertTrue(processes.size() >= 5, () -> "only " + processes);
        for (PriceSignal process : processes) {
            try (EdgeBuyers buyersOfColumns = new EdgeBuyers(columns, 3)) {
                Shown expected = Shown.of(process, new SmoothedBy(new ColumnFloor(orders), buyersOfColumns));
                Shown actual = Shown.of(process, new EdgeFloor(buyersOfColumns));
                if (process.spec().id().equals("price.ridge")) {
                    // One smooth demand served both runs, and has counted its rounds twice in the second.
                    assertEquals(expected.outcome, actual.outcome);
                } else {
                    assertEquals(expected, actual, process.spec().id());
                }
                judge(columns, new EdgeFloor(buyersOfColumns), actual.outcome);
            }
        }
    }

    /** The auditor of columns finds an outcome feasible, and worth no more than the bound of its prices. */
    private static void judge(EdgeMarket columns, EdgeFloor floor, Outcome outcome) {
        long[] load = new long[columns.terms().offers()];
        EdgeAudit.Taken taken = EdgeAudit.Taken.NONE;
        List<int[]> edges = floor.taken(outcome.fills());
        for (int b = 0; b < edges.size(); b++) {
            EdgeBlock block = columns.blocks().get(b);
            taken = taken.plus(EdgeAudit.taken(block, EdgeHandles.choices(block, edges.get(b)), load));
        }
        assertTrue(EdgeAudit.overloaded(columns.terms(), load).isEmpty());
        assertEquals(
                IntStream.range(0, outcome.fills().lots().size())
                        .filter(h -> outcome.fills().lots().get(h) > 0)
                        .count(),
                taken.served());
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6})
    void everyMessageIsThatOfTheOrders(long seed) {
        int offers = 6;
        EdgeMarket columns = EdgeOrders.random(seed, 70, offers, seed % 2 == 0 ? 1 : 5);
        Floor orders = new ColumnFloor(EdgeOrders.market(columns));
        try (EdgeBuyers buyers = new EdgeBuyers(columns, 2)) {
            Floor floor = new EdgeFloor(buyers);
            assertEquals(orders.goods(), floor.goods());
            assertEquals(orders.participants(), floor.participants());
            assertEquals(orders.orders(), floor.orders());
            assertEquals(orders.traits(), floor.traits());
            SplittableRandom random = RunContext.seeded(seed).random("messages");
            for (int round = 0; round < 40; round++) {
                long most = round % 8 == 0 ? Long.MAX_VALUE : 60_000;
                long[] prices = random.longs(offers, 0, most).toArray();
                assertArrayEquals(orders.demand(prices), floor.demand(prices));
                assertEquals(orders.replies(prices), floor.replies(prices));
                long[] available = random.longs(offers, 0, 6).toArray();
                for (int p = 0; p < floor.participants(); p++) {
                    int[] skip = random.ints(random.nextInt(4), 0, floor.orders())
                            .sorted()
                            .distinct()
                            .toArray();
                    assertEquals(orders.ask(p, prices, available, skip), floor.ask(p, prices, available, skip));
                    if (seed % 2 == 0 && most < Long.MAX_VALUE) {
                        assertEquals(orders.bid(p, prices, 7), floor.bid(p, prices, 7));
                    }
                }
                floor.tell(0, round);
                orders.tell(0, round);
                assertEquals(orders.traffic(), floor.traffic());
            }
        }
    }

    /** A seeded fault: block 1 answers the prices of the round before. */
    @Test
    void aBlockThatAnswersStalePricesIsFound() {
        EdgeMarket columns = EdgeOrders.random(2, 60, 5, 4);
        PriceSignal process = (PriceSignal) Mechanisms.make("price.tatonnement", Map.of(), new Enumeration());
        Shown expected = Shown.of(process, new ColumnFloor(EdgeOrders.market(columns)));
        try (EdgeBuyers buyers = new EdgeBuyers(columns, 1)) {
            assertEquals(expected, Shown.of(process, new EdgeFloor(new Stale(buyers, columns, -1))));
            assertNotEquals(expected, Shown.of(process, new EdgeFloor(new Stale(buyers, columns, 1))));
        }
    }

    @Test
    void refusesWhatIsNoPrice() {
        EdgeMarket columns = EdgeOrders.random(1, 20, 3, 1);
        try (EdgeBuyers buyers = new EdgeBuyers(columns, 1)) {
            Floor floor = new EdgeFloor(buyers);
            assertThrows(IllegalArgumentException.class, () -> floor.demand(new long[2]));
            assertThrows(IllegalArgumentException.class, () -> floor.replies(new long[] {0, -1, 0}));
        }
    }

    @Test
    void refusesValuesWhoseMarginsMayNotFit() {
        EdgeTerms terms = new EdgeTerms(new long[] {1}, 1L << 40, new EdgeTerms.Extent(0, 1, 1 << 23, 1));
        EdgeMarket columns = new EdgeMarket(terms, List.of());
        assertThrows(IllegalArgumentException.class, () -> new EdgeBuyers(columns, 1));
    }

    @Test
    void refusesMoreBuyersThanMessagesCanCount() {
        EdgeTerms terms = new EdgeTerms(new long[] {1}, 1, new EdgeTerms.Extent(1L << 32, 1 << 20, 100, 1));
        EdgeMarket columns = EdgeOrders.random(1, 20, 1, 1);
        try (EdgeBuyers buyers = new EdgeBuyers(columns, 1)) {
            EdgeSource many = new Stale(buyers, columns, -1) {
                @Override
                public EdgeTerms terms() {
                    return terms;
                }
            };
            assertThrows(UnsupportedMarketException.class, () -> new EdgeFloor(many));
        }
    }

    @Test
    void aMarketWithoutBuyersIsAFloorWithoutParticipants() {
        EdgeTerms terms = new EdgeTerms(new long[] {3, 0}, 1, new EdgeTerms.Extent(0, 4, 1, 1));
        try (EdgeBuyers buyers = new EdgeBuyers(new EdgeMarket(terms, List.of()), 2)) {
            Floor floor = new EdgeFloor(buyers);
            assertEquals(0, floor.participants());
            assertArrayEquals(new long[2], floor.demand(new long[2]));
            assertEquals(List.of(), floor.replies(new long[2]));
            assertEquals(Set.of(Trait.MANY_GOODS, Trait.ENDOWMENT), floor.traits());
        }
    }

    /** The floor of the orders, but for smoothed replies, which columns give in fixed fractions. */
    private static final class SmoothedBy implements Floor {
        private final Floor orders;
        private final EdgeSource columns;

        SmoothedBy(Floor orders, EdgeSource columns) {
            this.orders = orders;
            this.columns = columns;
        }

        @Override
        public List<Good> goods() {
            return orders.goods();
        }

        @Override
        public int participants() {
            return orders.participants();
        }

        @Override
        public int orders() {
            return orders.orders();
        }

        @Override
        public Set<Trait> traits() {
            return orders.traits();
        }

        @Override
        public long[] demand(long[] prices) {
            return orders.demand(prices);
        }

        @Override
        public SmoothDemand smooth() {
            return columns.smooth();
        }

        @Override
        public List<Reply> replies(long[] prices) {
            return orders.replies(prices);
        }

        @Override
        public Reply ask(int participant, long[] prices, long[] available, int[] skip) {
            return orders.ask(participant, prices, available, skip);
        }

        @Override
        public @Nullable Bid bid(int participant, long[] prices, long increment) {
            return orders.bid(participant, prices, increment);
        }

        @Override
        public void tell(int participant, long payloadBytes) {
            orders.tell(participant, payloadBytes);
        }

        @Override
        public Traffic traffic() {
            return orders.traffic();
        }
    }

    /** A source of which one block may answer what was announced before. */
    private static class Stale implements EdgeSource {
        private final EdgeBuyers fresh;
        private final EdgeMarket market;
        private final int late;
        private long[] before;

        Stale(EdgeBuyers fresh, EdgeMarket market, int late) {
            this.fresh = fresh;
            this.market = market;
            this.late = late;
            this.before = new long[market.terms().offers()];
        }

        @Override
        public EdgeTerms terms() {
            return market.terms();
        }

        @Override
        public List<EdgeFacts> facts() {
            return fresh.facts();
        }

        @Override
        public EdgeWants wants(long[] prices) {
            EdgeWants sum = new EdgeWants(prices.length);
            for (int b = 0; b < market.blocks().size(); b++) {
                EdgeChoice.demand(terms(), market.blocks().get(b), b == late ? before : prices, sum);
            }
            before = prices.clone();
            return sum;
        }

        @Override
        public List<EdgeWishes> wishes(long[] prices) {
            return fresh.wishes(prices);
        }

        @Override
        public EdgeBlock block(int index) {
            return fresh.block(index);
        }

        @Override
        public SmoothDemand smooth() {
            return fresh.smooth();
        }
    }
}
