package dev.walras.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.sql.Encoders;
import org.apache.spark.sql.SparkSession;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is wrong with tables is said in a sentence that names the table; the exit code is that of bad input. */
class BadTablesTest {
    private static JavaSparkContext context;
    private static SparkSession tables;

    @TempDir
    private Path folder;

    @BeforeAll
    static void open() {
        context = LocalContext.open();
        tables = Sessions.tables(context);
    }

    @AfterAll
    static void close() {
        context.close();
    }

    private static String refused(Callable<?> command) {
        StringWriter said = new StringWriter();
        try {
            command.call();
        } catch (Exception failure) {
            assertEquals(Failures.BAD_INPUT, Failures.report(failure, new PrintWriter(said, true)), said::toString);
        }
        assertFalse(said.toString().isEmpty(), "not refused");
        assertFalse(said.toString().contains("\tat "), said::toString);
        return said.toString();
    }

    private String read() {
        return refused(() -> new EdgeTables(tables, folder.toString()).read(2));
    }

    @Test
    void aMissingTableAColumnThatLacksAndWhatIsNoTable() throws IOException {
        assertTrue(read().startsWith(folder + "/edges: does not exist"), read());
        tables.createDataset(List.of(1L, 2L), Encoders.LONG())
                .toDF("buyer")
                .write()
                .parquet(folder + "/edges");
        assertTrue(read().contains("/edges: has no column \"offer\"; its columns are buyer"), read());
        Path other = Files.createDirectories(folder.resolve("other/edges"));
        Files.writeString(other.resolve("part.parquet"), "buyer,offer\n1,2\n");
        String text = refused(() -> new EdgeTables(tables, other.getParent().toString()).read(2));
        assertTrue(text.contains("part.parquet") && text.contains("Parquet"), text);
    }

    @Test
    void tablesAreNotOverwritten() throws IOException {
        Files.createDirectories(folder.resolve("prices"));
        String text = refused(() -> {
            new AnswerTables(tables, folder.toString()).requireFree();
            return 0;
        });
        assertTrue(text.contains("/prices: is there already"), text);
    }
}
