package dev.walras.spark;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.columns.EdgeDemand;
import dev.walras.columns.EdgeMarket;
import dev.walras.datasets.generate.EdgeDraw;
import dev.walras.datasets.generate.EdgeMarkets;
import dev.walras.mechanism.SmoothDemand;
import dev.walras.mechanism.SmoothReply;
import dev.walras.mechanism.Termination;
import dev.walras.mechanisms.price.ascent.AcceleratedRule;
import dev.walras.mechanisms.price.ascent.Ascent;
import dev.walras.mechanisms.price.ascent.AscentRule;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Everything is compared to the last bit with one JVM, which the tests of the columns hold to slow, plain code. */
class SparkDemandTest {
    private static JavaSparkContext context;

    @BeforeAll
    static void open() {
        context = LocalContext.open();
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private static double[] prices(int goods, double level) {
        double[] prices = new double[goods];
        Arrays.setAll(prices, j -> level * (j % 7 + 1));
        return prices;
    }

    private static void assertSameReplies(SmoothDemand one, SmoothDemand other) {
        assertArrayEquals(one.curvature(), other.curvature());
        SmoothReply expected = new SmoothReply(one.goods());
        SmoothReply actual = new SmoothReply(one.goods());
        for (double smoothing : new double[] {0, 0.001, 0.5}) {
            one.respond(prices(one.goods(), 3_000), smoothing, expected);
            other.respond(prices(one.goods(), 3_000), smoothing, actual);
            assertTrue(expected.surplus() > 0);
            assertEquals(expected.surplus(), actual.surplus());
            assertEquals(expected.ridge(), actual.ridge());
            for (int j = 0; j < one.goods(); j++) {
                assertEquals(expected.load(j), actual.load(j));
                assertEquals(expected.worth(j), actual.worth(j));
            }
        }
        assertEquals(one.traffic(), other.traffic());
    }

    @ParameterizedTest
    @CsvSource({"GENERAL,1,9", "GENERAL,4,2", "UNIT,3,9", "TIES,64,9"})
    void repliesAreThoseOfOneProcess(EdgeDraw.Shape shape, int partitions, int treeFrom) {
        EdgeDraw draw = new EdgeDraw(shape, 70_000, 50, 3, 0.6, 5);
        EdgeMarket market = EdgeMarkets.draw(draw);
        assertTrue(market.blocks().size() >= 3, "several blocks a partition");
        try (EdgeDemand one = new EdgeDemand(market, 2)) {
            SparkMarket spread = SparkMarket.drawn(context, draw, partitions).cached();
            assertSameReplies(one, new SparkDemand(context, spread, treeFrom));
        }
    }

    @Test
    void aMarketReadFromTablesIsTheOneThatWasWritten(@TempDir Path folder) {
        EdgeDraw draw = new EdgeDraw(EdgeDraw.Shape.GENERAL, 30_000, 40, 4, 0.6, 6);
        SparkSession tables = Sessions.tables(context);
        EdgeTables stored = new EdgeTables(tables, folder.resolve("market").toString());
        stored.write(SparkMarket.drawn(context, draw, 2));
        SparkMarket read = stored.read(3);
        EdgeMarket market = EdgeMarkets.draw(draw);
        assertEquals(market.terms(), read.terms());
        try (EdgeDemand one = new EdgeDemand(market, 1)) {
            assertSameReplies(one, new SparkDemand(context, read.cached()));
        }
    }

    @Test
    void theWholeAllocationAndItsAuditAreThoseOfOneProcess(@TempDir Path folder) {
        EdgeDraw draw = new EdgeDraw(EdgeDraw.Shape.GENERAL, 70_000, 50, 3, 0.6, 9);
        Ascent ascent = ascent(draw);
        Answer expected = Answer.of(EdgeMarkets.draw(draw), ascent.certificate());
        assertTrue(expected.whole().overloaded().isEmpty());
        assertTrue(expected.whole().served() > 20_000 && expected.gap() < 0.05, expected.toString());
        SparkMarket spread = SparkMarket.drawn(context, draw, 3).cached();
        SparkRecovery recovery = new SparkRecovery(context, spread, Answer.prices(ascent.certificate()));
        Answer answer = Answer.of(context, spread, ascent.certificate(), recovery);
        assertEquals(expected, answer);
        SparkSession tables = Sessions.tables(context);
        new AnswerTables(tables, folder.toString())
                .write(spread.terms(), answer, recovery.fills().rows());
        Row sums = tables.read()
                .parquet(folder.resolve("fills").toString())
                .selectExpr("count(distinct buyer)", "count(*)", "sum(value)")
                .head();
        assertEquals(expected.whole().served(), sums.getLong(0));
        assertEquals(expected.whole().served(), sums.getLong(1));
        assertEquals(
                expected.whole().welfareMicros().longValueExact(),
                sums.getLong(2) * spread.terms().tickMicros());
        assertEquals(
                50, tables.read().parquet(folder.resolve("prices").toString()).count());
    }

    @Test
    void tablesOfOthersNeedNoTermsAndNoOrder(@TempDir Path folder) {
        SparkSession tables = Sessions.tables(context);
        StructType edges = new StructType()
                .add("size", DataTypes.IntegerType)
                .add("value", DataTypes.IntegerType)
                .add("offer", DataTypes.LongType)
                .add("buyer", DataTypes.IntegerType);
        List<Row> rows = List.of(
                RowFactory.create(2, 10, 1L, 2), RowFactory.create(1, 6, 0L, 2), RowFactory.create(3, 9, 0L, 0));
        tables.createDataFrame(rows, edges)
                .write()
                .parquet(folder.resolve("edges").toString());
        StructType offers =
                new StructType().add("capacity", DataTypes.IntegerType).add("offer", DataTypes.IntegerType);
        tables.createDataFrame(List.of(RowFactory.create(5, 1), RowFactory.create(4, 0)), offers)
                .write()
                .parquet(folder.resolve("offers").toString());
        SparkMarket market = new EdgeTables(tables, folder.toString()).read(2);
        assertEquals(3, market.terms().buyers());
        assertEquals(4, market.terms().capacity(0));
        SmoothReply reply = new SmoothReply(2);
        // At 1 tick a unit buyer 2 gains 8 by offer 1 and 5 by offer 0, buyer 0 gains 6; buyer 1 has no edge.
        new SparkDemand(context, market).respond(new double[] {1_000, 1_000}, 0, reply);
        assertEquals(14_000, reply.surplus());
        assertEquals(3, reply.load(0));
        assertEquals(2, reply.load(1));
        assertEquals(10_000, reply.worth(1));
    }

    @Test
    void anAscentThatGoesOnFromItsStateEndsAsIfNothingHadHappened(@TempDir Path folder) throws IOException {
        EdgeDraw draw = new EdgeDraw(EdgeDraw.Shape.GENERAL, 20_000, 30, 4, 0.6, 8);
        SparkMarket market = SparkMarket.drawn(context, draw, 2).cached();
        Ascent whole = ascent(draw);
        Checkpoint kept = new Checkpoint(context.hadoopConfiguration(), folder.toString(), "m");
        assertNull(kept.latest());
        Clearing first = clearing(market, 13, kept);
        assertEquals(Termination.ROUND_LIMIT, first.run(state -> {}));
        // The newest file is torn, as by a kill: the one before it counts.
        Path newest = folder.resolve("ascent-0.state");
        Files.write(newest, Arrays.copyOf(Files.readAllBytes(newest), 200));
        Files.deleteIfExists(folder.resolve(".ascent-0.state.crc"));
        Checkpoint reopened = new Checkpoint(context.hadoopConfiguration(), folder.toString(), "m");
        Clearing second = clearing(market, 1_000, reopened);
        assertEquals(8, second.rounds());
        assertEquals(Termination.TOLERANCE, second.run(state -> {}));
        assertEquals(whole.rounds(), second.rounds());
        assertArrayEquals(whole.certificate().prices(), second.certificate().prices());
        assertEquals(whole.certificate().below(), second.certificate().below());
        Checkpoint other = new Checkpoint(context.hadoopConfiguration(), folder.toString(), "another market");
        assertThrows(IllegalArgumentException.class, other::latest);
    }

    /** The other rules keep a state too, and a run by another rule does not go on from it. */
    @ParameterizedTest
    @EnumSource(names = "ACCELERATED", mode = EnumSource.Mode.EXCLUDE)
    void everyRuleGoesOnFromItsOwnState(AscentRule rule, @TempDir Path folder) {
        EdgeDraw draw = new EdgeDraw(EdgeDraw.Shape.GENERAL, 20_000, 30, 4, 0.6, 8);
        SparkMarket market = SparkMarket.drawn(context, draw, 2).cached();
        Clearing.Limits few = new Clearing.Limits(rule, 0, 8, 4);
        Checkpoint kept = new Checkpoint(context.hadoopConfiguration(), folder.toString(), "m " + rule);
        assertEquals(
                Termination.ROUND_LIMIT,
                new Clearing(context, new SparkDemand(context, market), few, kept).run(state -> {}));
        Clearing.Limits more = new Clearing.Limits(rule, 0, 30, 4);
        Clearing second = new Clearing(context, new SparkDemand(context, market), more, kept);
        assertEquals(8, second.rounds());
        second.run(state -> {});
        try (EdgeDemand demand = new EdgeDemand(EdgeMarkets.draw(draw), 1)) {
            Ascent whole = new Ascent(demand, rule.of(demand));
            whole.run(new Ascent.Stop(0, 30));
            assertArrayEquals(whole.certificate().prices(), second.certificate().prices());
            assertEquals(whole.certificate().below(), second.certificate().below());
        }
        Checkpoint other = new Checkpoint(context.hadoopConfiguration(), folder.toString(), "m ACCELERATED");
        assertThrows(IllegalArgumentException.class, other::latest);
    }

    private static Clearing clearing(SparkMarket market, int rounds, Checkpoint kept) {
        return new Clearing(
                context,
                new SparkDemand(context, market),
                new Clearing.Limits(AscentRule.ACCELERATED, 0.01, rounds, 4),
                kept);
    }

    private static Ascent ascent(EdgeDraw draw) {
        try (EdgeDemand demand = new EdgeDemand(EdgeMarkets.draw(draw), 1)) {
            Ascent ascent = new Ascent(demand, new AcceleratedRule(demand));
            assertEquals(Termination.TOLERANCE, ascent.run(new Ascent.Stop(0.01, 1_000)));
            return ascent;
        }
    }
}
