package dev.walras.spark;

import dev.walras.columns.EdgeTerms;
import java.util.List;
import java.util.stream.IntStream;
import org.apache.spark.sql.Row;
import org.apache.spark.sql.RowFactory;
import org.apache.spark.sql.SaveMode;
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

    private final SparkSession tables;
    private final String folder;

    AnswerTables(SparkSession tables, String folder) {
        this.tables = tables;
        this.folder = folder;
    }

    /** Writes the prices of an answer; refuses a folder that has some. */
    void write(EdgeTerms terms, Answer answer) {
        List<Row> rows = IntStream.range(0, terms.offers())
                .mapToObj(j -> RowFactory.create(j, answer.pricesMicros().get(j), terms.capacity(j)))
                .toList();
        tables.createDataFrame(rows, PRICES)
                .coalesce(1)
                .write()
                .mode(SaveMode.ErrorIfExists)
                .parquet(folder + "/prices");
    }
}
