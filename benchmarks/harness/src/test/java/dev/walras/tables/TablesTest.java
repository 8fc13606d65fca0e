package dev.walras.tables;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class TablesTest {
    private static Column column(String name, Column.Kind kind, Object... values) {
        Column column = new Column(name, kind);
        for (Object value : values) {
            column.add(value);
        }
        return column;
    }

    private static byte[] parquet(List<Column> columns) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ParquetTable.write(columns, out);
        return out.toByteArray();
    }

    @Test
    void csvQuotesWhatMustBe() {
        String text = CsvTable.of(List.of(
                column("a,b", Column.Kind.TEXT, "x", null, "", "say \"no\"\nnow"),
                column("n", Column.Kind.WHOLE, 1L, null, -3L, Long.MIN_VALUE),
                column("r", Column.Kind.REAL, 0.1, null, 1e-300, 2.0),
                column("t", Column.Kind.TRUTH, true, null, false, true)));
        assertEquals("""
                "a,b",n,r,t
                x,1,0.1,true
                ,,,
                "",-3,1.0E-300,false
                "say ""no""\nnow",-9223372036854775808,2.0,true
                """, text);
    }

    @Test
    void aColumnRefusesWhatIsNotOfItsKind() {
        assertThrows(IllegalArgumentException.class, () -> column("n", Column.Kind.WHOLE, 1));
        assertThrows(IllegalArgumentException.class, () -> column("r", Column.Kind.REAL, Double.NaN));
    }

    /** Reads back by a reader that was written from the specification, apart from the writer. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1, 7, 8, 9, 200, 1_000})
    void parquetComesBackAsItWas(int rows) throws IOException {
        SplittableRandom random = new SplittableRandom(rows);
        Column text = new Column("text", Column.Kind.TEXT);
        Column whole = new Column("whole", Column.Kind.WHOLE);
        Column real = new Column("real", Column.Kind.REAL);
        Column truth = new Column("truth", Column.Kind.TRUTH);
        Column none = new Column("none", Column.Kind.WHOLE);
        for (int row = 0; row < rows; row++) {
            text.add(random.nextInt(4) == 0 ? null : "\u00e4\u20ac" + "x".repeat(random.nextInt(300)));
            whole.add(random.nextInt(300) == 0 ? null : random.nextLong());
            real.add(random.nextInt(2) == 0 ? null : random.nextDouble() - 0.5);
            truth.add(random.nextInt(3) == 0 ? null : random.nextBoolean());
            none.add(null);
        }
        List<Column> columns = List.of(text, whole, real, truth, none);
        ParquetReading read = ParquetReading.of(parquet(columns));
        assertEquals(rows, read.rows());
        assertEquals(List.of("text", "whole", "real", "truth", "none"), read.names());
        List<List<Object>> expected = new ArrayList<>();
        columns.forEach(column -> expected.add(column.values()));
        assertEquals(expected, read.columns());
    }

    @Test
    void manyRowsAreSeveralGroups() throws IOException {
        Column column = new Column("n", Column.Kind.WHOLE);
        for (long row = 0; row < 120_000; row++) {
            column.add(row % 3 == 0 ? null : row);
        }
        ParquetReading read = ParquetReading.of(parquet(List.of(column)));
        assertEquals(3, read.groups());
        assertEquals(column.values(), read.columns().get(0));
    }

    @Test
    void theSameTableGivesTheSameBytes() throws IOException {
        List<Column> columns = List.of(column("n", Column.Kind.WHOLE, 1L, null));
        assertArrayEquals(parquet(columns), parquet(columns));
    }

    /** Magic words and length of the footer, as the specification has them. */
    @Test
    void parquetFilesAreFramed() throws IOException {
        byte[] bytes = parquet(List.of(column("n", Column.Kind.WHOLE, 1L)));
        byte[] magic = "PAR1".getBytes(StandardCharsets.US_ASCII);
        assertArrayEquals(magic, Arrays.copyOf(bytes, 4));
        assertArrayEquals(magic, Arrays.copyOfRange(bytes, bytes.length - 4, bytes.length));
        assertEquals(
                Collections.nCopies(1, 1L), ParquetReading.of(bytes).columns().get(0));
    }
}
