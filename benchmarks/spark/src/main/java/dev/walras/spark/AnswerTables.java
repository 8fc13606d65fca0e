package dev.walras.spark;

import dev.walras.columns.EdgeTerms;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.api.java.JavaRDD;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SparkSession;
import org.apache.spark.sql.types.DataTypes;
import org.apache.spark.sql.types.StructType;

/**
 * What was found, as Parquet tables in a folder: {@code prices} ({@code offer}, {@code microsPerUnit},
 * {@code capacity}).
 */
final class AnswerTables {
    private static final StructType PRICES = new StructType()
            .add("offer", DataTypes.IntegerType, false)
            .add("microsPerUnit", DataTypes.LongType, false)
            .add("capacity", DataTypes.LongType, false);

    private static final StructType FILLS = new StructType()
            .add("buyer", DataTypes.LongType, false)
            .add("offer", DataTypes.IntegerType, false)
            .add("value", DataTypes.IntegerType, false)
            .add("size", DataTypes.IntegerType, false);

    private final SparkSession tables;
    private final TableFolder folder;

    AnswerTables(SparkSession tables, String folder) {
        this.tables = tables;
        this.folder = new TableFolder(tables, folder);
    }

    /**
     * Refuses a folder that has an answer.
     *
     * @throws IllegalArgumentException when there is one
     */
    void requireFree() {
        folder.requireFree("prices", "fills");
    }

    /** Writes prices and fills of an answer; refuses a folder that has some. */
    void write(EdgeTerms terms, Answer answer, JavaRDD<Row> fills) {
        List<Row> rows = IntStream.range(0, terms.offers())
                .mapToObj(j -> RowFactory.create(j, answer.pricesMicros().get(j), terms.capacity(j)))
                .toList();
        folder.write(tables.createDataFrame(rows, PRICES).coalesce(1), "prices");
        folder.write(tables.createDataFrame(fills, FILLS), "fills");
    }
}
