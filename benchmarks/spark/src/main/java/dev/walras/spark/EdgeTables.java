package dev.walras.spark;

import static org.apache.spark.sql.functions.col;
import static org.apache.spark.sql.functions.max;

import dev.walras.columns.EdgeBlock;
import dev.walras.columns.EdgeTerms;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Column;
import org.apache.spark.sql.Dataset;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * Markets of choice as Parquet tables in a folder (any file system that Spark knows):
 *
 * <ul>
 *   <li>{@code edges}: {@code buyer} (from 0), {@code offer} (from 0), {@code value} (ticks, 1 or more), {@code size}
 *       (units, 1 or more) and, optionally, {@code edge} (their order within a buyer; by offer without it);
 *   <li>{@code offers}: {@code offer}, {@code capacity} (units);
 *   <li>{@code terms}, optional, one row: {@code tickMicros}, {@code buyers}, {@code buyersPerBlock},
 *       {@code mostValue}, {@code mostSize}. Without it a tick is a thousandth of the unit of money and the rest is
 *       read off the edges.
 * </ul>
 */
final class EdgeTables {
    /** Buyers of a block where a market does not say. */
    private static final int PER_BLOCK = 1 << 13;

    private static final long TICK_MICROS = 1000;

    private static final StructType EDGES = new StructType()
            .add("buyer", DataTypes.LongType, false)
            .add("edge", DataTypes.IntegerType, false)
            .add("offer", DataTypes.IntegerType, false)
            .add("value", DataTypes.IntegerType, false)
            .add("size", DataTypes.IntegerType, false);

    private static final StructType OFFERS =
            new StructType().add("offer", DataTypes.IntegerType, false).add("capacity", DataTypes.LongType, false);

    private static final StructType TERMS = new StructType()
            .add("tickMicros", DataTypes.LongType, false)
            .add("buyers", DataTypes.LongType, false)
            .add("buyersPerBlock", DataTypes.IntegerType, false)
            .add("mostValue", DataTypes.IntegerType, false)
            .add("mostSize", DataTypes.IntegerType, false);

    private final SparkSession tables;
    private final TableFolder folder;

    /** The tables in {@code folder}, there or to be written. */
    EdgeTables(SparkSession tables, String folder) {
        this.tables = tables;
        this.folder = new TableFolder(tables, folder);
    }

    /** Buyers of a full block. */
    static int perBlock(EdgeTerms terms) {
        return Math.max(1, terms.blocks() == 0 ? 1 : terms.buyersOf(0));
    }

    /**
     * Refuses a folder that has a market.
     *
     * @throws IllegalArgumentException when there is one
     */
    void requireFree() {
        folder.requireFree("edges", "offers", "terms");
    }

    /** Writes a market; refuses a folder that has one. */
    void write(SparkMarket market) {
        EdgeTerms terms = market.terms();
        JavaRDD<Row> rows = market.blocks().flatMap(placed -> rows(terms, placed));
        folder.write(tables.createDataFrame(rows, EDGES), "edges");
        List<Row> offers = IntStream.range(0, terms.offers())
                .mapToObj(j -> RowFactory.create(j, terms.capacity(j)))
                .toList();
        folder.write(tables.createDataFrame(offers, OFFERS).coalesce(1), "offers");
        Row row = RowFactory.create(
                terms.tickMicros(), terms.buyers(), perBlock(terms), terms.mostValue(), terms.mostSize());
        folder.write(tables.createDataFrame(List.of(row), TERMS).coalesce(1), "terms");
    }

    private static Iterator<Row> rows(EdgeTerms terms, PlacedBlock placed) {
        EdgeBlock block = placed.block();
        long first = terms.firstBuyer(placed.index());
        List<Row> rows = new ArrayList<>((int) block.edges());
        for (int position = 0; position < block.buyers(); position++) {
            int degree = block.degree(position);
            for (int i = 0; i < degree; i++) {
                int slot = block.slot(position, i);
                rows.add(RowFactory.create(
                        first + placed.buyer(position), i, block.offer(slot), block.value(slot), block.size(slot)));
            }
        }
        return rows.iterator();
    }

    /**
     * The market in the tables; its blocks are made of the rows when they are needed.
     *
     * @param partitions into how many the blocks are put
     * @throws IllegalArgumentException when the tables are no market
     */
    SparkMarket read(int partitions) {
        Dataset<Row> edges = folder.read("edges", "buyer", "offer", "value", "size");
        EdgeTerms terms = terms(edges);
        Column order = Arrays.asList(edges.columns()).contains("edge") ? col("edge") : col("offer");
        Dataset<Row> sorted = edges.select(
                        col("buyer").cast("long").as("buyer"),
                        col("offer").cast("int").as("offer"),
                        col("value").cast("int").as("value"),
                        col("size").cast("int").as("size"),
                        order.cast("long").as("nth"))
                .repartitionByRange(
                        partitions, col("buyer").divide(perBlock(terms)).cast("long"))
                .sortWithinPartitions("buyer", "nth");
        return new SparkMarket(terms, sorted.javaRDD().mapPartitions(rows -> new BlockAssembler(terms, rows)));
    }

    private EdgeTerms terms(Dataset<Row> edges) {
        long[] capacity = capacities();
        if (folder.exists("terms")) {
            Row row = folder.read("terms", "tickMicros", "buyers", "buyersPerBlock", "mostValue", "mostSize")
                    .select("tickMicros", "buyers", "buyersPerBlock", "mostValue", "mostSize")
                    .head();
            return new EdgeTerms(
                    capacity,
                    row.getLong(0),
                    new EdgeTerms.Extent(row.getLong(1), row.getInt(2), row.getInt(3), row.getInt(4)));
        }
        Row most = edges.agg(
                        max(col("buyer").cast("long")),
                        max(col("value").cast("int")),
                        max(col("size").cast("int")))
                .head();
        if (most.isNullAt(0)) {
            throw new IllegalArgumentException(folder.of("edges") + ": has no rows");
        }
        return new EdgeTerms(
                capacity,
                TICK_MICROS,
                new EdgeTerms.Extent(most.getLong(0) + 1, PER_BLOCK, most.getInt(1), most.getInt(2)));
    }

    private long[] capacities() {
        List<Row> rows = folder.read("offers", "offer", "capacity")
                .select(col("offer").cast("int"), col("capacity").cast("long"))
                .orderBy("offer")
                .collectAsList();
        long[] capacity = new long[rows.size()];
        for (int j = 0; j < capacity.length; j++) {
            if (rows.get(j).getInt(0) != j) {
                throw new IllegalArgumentException(folder.of("offers")
                        + ": offers must be numbered from 0 without a gap or a" + " repetition; where " + j
                        + " should be is " + rows.get(j).getInt(0));
            }
            capacity[j] = rows.get(j).getLong(1);
        }
        return capacity;
    }
}
