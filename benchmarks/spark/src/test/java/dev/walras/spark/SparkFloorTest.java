package dev.walras.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.columns.EdgeBuyers;
import dev.walras.columns.EdgeMarket;
import dev.walras.columns.EdgeSource;
import dev.walras.datasets.generate.EdgeDraw;
import dev.walras.datasets.generate.EdgeMarkets;
import dev.walras.harness.FloorClearing;
import dev.walras.market.Fills;
import dev.walras.market.Prices;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Traffic;
import dev.walras.mechanisms.floor.EdgeFloor;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.SparkSession;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * Price processes on a cluster are compared with one JVM, unit by unit; that one is held to the floor over orders by
 * the tests of the mechanisms.
 */
class SparkFloorTest {
    private static JavaSparkContext context;

    @BeforeAll
    static void open() {
        context = LocalContext.open();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private static EdgeDraw draw(EdgeDraw.Shape shape) {
        return new EdgeDraw(shape, 3_000, 120, 60, 0.6, 5);
    }

    private static RunContext limits(int rounds) {
        return RunContext.seeded(1).withLimits(new Limits(Long.MAX_VALUE, rounds, Long.MAX_VALUE, 0.01));
    }

    /** What a run shows: the outcome, all traffic, and each round's prices and messages. */
    private record Shown(Outcome outcome, Traffic traffic, List<String> rounds) {
        static Shown of(String id, EdgeSource source) {
            List<String> rounds = new ArrayList<>();
            Observer observer = new Observer() {
                @Override
                public void round(int round, Prices prices, long messages, @Nullable Fills provisional) {
                    rounds.add(round + " " + prices + " " + messages);
                }
            };
            Floor floor = new EdgeFloor(source);
            Outcome outcome =
                    FloorClearing.process(id, Map.of()).run(floor, limits(8).withObserver(observer));
            return new Shown(outcome, floor.traffic(), rounds);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "price.tatonnement,GENERAL,1,64",
        "price.tatonnement,UNIT,5,2",
        "price.subgradient-average,GENERAL,3,64",
        "price.ridge,GENERAL,2,64",
        "price.ridge,TIES,5,2"
    })
    void aPriceProcessEndsAsInOneProcess(String id, EdgeDraw.Shape shape, int partitions, int treeFrom) {
        EdgeDraw draw = draw(shape);
        EdgeMarket market = EdgeMarkets.draw(draw);
        assertTrue(market.blocks().size() >= 2);
        SparkMarket spread = SparkMarket.drawn(context, draw, partitions).cached();
        try (EdgeBuyers one = new EdgeBuyers(market, 2)) {
            Shown expected = Shown.of(id, one);
            assertEquals(expected, Shown.of(id, new SparkFloor(context, spread, Long.MAX_VALUE, treeFrom)));
        } finally {
            spread.release();
        }
    }

    /** Where the driver keeps one block only, those that single buyers need come and go, and answers stay. */
    @Test
    void aDriverThatKeepsOneBlockAnswersTheSame() {
        EdgeDraw draw = draw(EdgeDraw.Shape.UNIT);
        SparkMarket spread = SparkMarket.drawn(context, draw, 2).cached();
        try (EdgeBuyers one = new EdgeBuyers(EdgeMarkets.draw(draw), 1)) {
            Floor expected = new EdgeFloor(one);
            SparkFloor source = new SparkFloor(context, spread, 1);
            Floor floor = new EdgeFloor(source);
            long[] prices = new long[floor.goods().size()];
            Arrays.setAll(prices, j -> 1_000_000 * (j % 9));
            long[] available = new long[prices.length];
            Arrays.fill(available, 1);
            for (int turn = 0; turn < 4; turn++) {
                for (int p = turn; p < floor.participants(); p += 997) {
                    assertEquals(
                            expected.ask(p, prices, available, new int[0]),
                            floor.ask(p, prices, available, new int[0]));
                    assertEquals(expected.bid(p, prices, 3), floor.bid(p, prices, 3));
                    assertEquals(1, source.keptBlocks());
                }
            }
            assertEquals(expected.traffic(), floor.traffic());
        } finally {
            spread.release();
        }
    }

    /** Blocks without any edge are in no table; their buyers are participants all the same. */
    @Test
    void blocksThatAreMissingHaveBuyersWithoutEdges() {
        EdgeDraw draw = draw(EdgeDraw.Shape.GENERAL);
        SparkMarket drawn = SparkMarket.drawn(context, draw, 2);
        SparkMarket spread = new SparkMarket(drawn.terms(), drawn.blocks().filter(placed -> placed.index() != 1));
        Floor floor = new EdgeFloor(new SparkFloor(context, spread));
        EdgeMarket market = EdgeMarkets.draw(draw);
        assertEquals(3_000, floor.participants());
        assertEquals(market.edges() - market.blocks().get(1).edges(), floor.orders());
        long[] free = new long[floor.goods().size()];
        int first = (int) market.terms().firstBuyer(1);
        List<Reply> replies = floor.replies(free);
        assertEquals(3_000, replies.size());
        assertTrue(replies.get(first).trades().isEmpty());
        assertFalse(replies.get(first - 1).trades().isEmpty());
        assertFalse(replies.get((int) market.terms().firstBuyer(2)).trades().isEmpty());
        assertTrue(floor.ask(first, free, new long[free.length], new int[0])
                .trades()
                .isEmpty());
        assertArrayEquals(
                replies.stream()
                        .flatMap(reply -> reply.trades().stream())
                        .collect(
                                () -> new long[free.length],
                                (sum, trade) -> sum[trade.perLot().good(0)] +=
                                        trade.perLot().units(0),
                                (a, b) -> {}),
                floor.demand(free));
    }

    /** Bound, judgement and tables of fills are what the auditor of one process says of the same outcome. */
    @Test
    void theOutcomeIsJudgedByTheExecutors(@TempDir Path folder) {
        EdgeDraw draw = draw(EdgeDraw.Shape.GENERAL);
        EdgeMarket market = EdgeMarkets.draw(draw);
        PriceSignal process = FloorClearing.process("price.tatonnement", Map.of());
        SparkMarket spread = SparkMarket.drawn(context, draw, 3).cached();
        try (EdgeBuyers one = new EdgeBuyers(market, 2)) {
            FloorClearing expected = FloorClearing.run(process, one, FloorClearing.judge(market), limits(30));
            List<Integer> rounds = new ArrayList<>();
            FloorClearing played = new Playing(context, spread).run(process, limits(30), rounds::add);
            assertEquals(expected.boundMicros(), played.boundMicros());
            assertEquals(expected.whole(), played.whole());
            assertEquals(expected.traffic(), played.traffic());
            assertEquals(expected.recovery(), played.recovery());
            assertEquals(expected.prices(), played.prices());
            assertEquals(played.rounds(), rounds.size());
            assertTrue(played.whole().overloaded().isEmpty() && played.gap() >= 0 && played.gap() < 0.5);
            SparkSession tables = Sessions.tables(context);
            new AnswerTables(tables, folder.toString())
                    .write(
                            spread.terms(),
                            Answer.of(played),
                            SparkFills.of(context, spread, played.taken()).rows());
            Row sums = tables.read()
                    .parquet(folder.resolve("fills").toString())
                    .selectExpr("count(distinct buyer)", "count(*)", "sum(value)")
                    .head();
            assertEquals(expected.whole().served(), sums.getLong(0));
            assertEquals(expected.whole().served(), sums.getLong(1));
            assertEquals(
                    expected.whole().welfareMicros().longValueExact(),
                    sums.getLong(2) * spread.terms().tickMicros());
        } finally {
            spread.release();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "clear --mechanism price.tatonement",
                "clear --mechanism auction.vcg",
                "clear --mechanism price.ridge --rule subgradient",
                "clear --mechanism price.tatonnement --checkpoint here",
                "clear --mechanism price.tatonnement --set speed=1",
                "clear --set rounds=2"
            })
    void whatDoesNotGoTogetherIsRefusedBeforeAnyWork(String words) {
        assertEquals(Failures.BAD_INPUT, SparkJob.run(words.split(" ")));
    }
}
