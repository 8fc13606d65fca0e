package dev.walras.spark;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.harness.Json;
import dev.walras.harness.Trial;
import java.util.List;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SaveMode;
import org.apache.spark.sql.SparkSession;

/** Rows of trials as a Parquet table: all fields that are numbers, texts or truth values; lists as text. */
final class TrialTable {
    private TrialTable() {}

    /** Writes the table; refuses a folder that has one. */
    static void write(SparkSession tables, List<Trial> trials, String folder) {
        List<String> rows = trials.stream().map(TrialTable::flat).toList();
        tables.read()
                .json(tables.createDataset(rows, Encoders.STRING()).coalesce(1))
                .write()
                .mode(SaveMode.ErrorIfExists)
                .parquet(folder);
    }

    private static String flat(Trial trial) {
        ObjectNode row = Json.object();
        trial.json().properties().forEach(field -> {
            JsonNode value = field.getValue();
            if (value.isArray()) {
                row.put(field.getKey(), Json.line(value));
            } else if (!value.isObject()) {
                row.set(field.getKey(), value);
            }
        });
        return Json.line(row);
    }
}
