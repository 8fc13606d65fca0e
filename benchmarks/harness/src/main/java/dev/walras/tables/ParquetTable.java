package dev.walras.tables;

import dev.walras.tables.Column.Kind;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;

/**
 * Writes a table as an Apache Parquet file: every column optional, texts as UTF-8, whole numbers as INT64, real ones as
 * DOUBLE; plain encoding, one gzip page a column and row group. The same table gives the same bytes.
 *
 * <p>The subset of the format is small on purpose: tables here are flat and of at most some hundred thousand rows, and
 * a general library weighs many times what the rest of the harness does. Any reader takes it.
 *
 * <p>Source: the Parquet format specification, version 2.
 */
public final class ParquetTable {
    private static final byte[] MAGIC = "PAR1".getBytes(StandardCharsets.US_ASCII);
    private static final int ROWS_IN_GROUP = 50_000;

    private static final int OPTIONAL = 1;
    private static final int UTF8 = 0;
    private static final int PLAIN = 0;
    private static final int RUN_LENGTHS = 3;
    private static final int GZIP = 2;
    private static final int DATA_PAGE = 0;

    private final List<Column> columns;
    private final List<List<Chunk>> groups = new ArrayList<>();
    private final List<Integer> rowsOfGroups = new ArrayList<>();

    /** A column of a row group: where it is and how large. */
    private record Chunk(long offset, int rows, int plainBytes, int packedBytes) {}

    private ParquetTable(List<Column> columns) {
        this.columns = columns;
    }

    /** Writes a table; does not close {@code out}. */
    public static void write(List<Column> columns, OutputStream out) throws IOException {
        new ParquetTable(columns).write(out);
    }

    private void write(OutputStream out) throws IOException {
        out.write(MAGIC);
        long at = MAGIC.length;
        int rows = columns.isEmpty() ? 0 : columns.get(0).values().size();
        for (int from = 0; from < rows; from += ROWS_IN_GROUP) {
            int to = Math.min(rows, from + ROWS_IN_GROUP);
            List<Chunk> chunks = new ArrayList<>();
            for (Column column : columns) {
                byte[] plain = page(column.kind(), column.values().subList(from, to));
                byte[] packed = gzip(plain);
                byte[] header = header(to - from, plain.length, packed.length);
                out.write(header);
                out.write(packed);
                chunks.add(new Chunk(at, to - from, header.length + plain.length, header.length + packed.length));
                at += header.length + packed.length;
            }
            groups.add(chunks);
            rowsOfGroups.add(to - from);
        }
        byte[] footer = footer(rows);
        out.write(footer);
        out.write(littleEndian(4).putInt(footer.length).array());
        out.write(MAGIC);
    }

    private static ByteBuffer littleEndian(int bytes) {
        return ByteBuffer.allocate(bytes).order(ByteOrder.LITTLE_ENDIAN);
    }

    /** Which values are there, as runs, then those values. */
    private static byte[] page(Kind kind, List<@Nullable Object> values) {
        ByteArrayOutputStream page = new ByteArrayOutputStream();
        byte[] levels = levels(values);
        page.writeBytes(littleEndian(4).putInt(levels.length).array());
        page.writeBytes(levels);
        Bits bits = new Bits(page);
        for (Object value : values) {
            if (value == null) {
                continue;
            }
            switch (value) {
                case String text -> {
                    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
                    page.writeBytes(littleEndian(4).putInt(bytes.length).array());
                    page.writeBytes(bytes);
                }
                case Long whole ->
                    page.writeBytes(littleEndian(8).putLong(whole).array());
                case Double real ->
                    page.writeBytes(littleEndian(8).putDouble(real).array());
                case Boolean truth -> bits.add(truth);
                default -> throw new IllegalStateException("a column of kind " + kind + " has " + value);
            }
        }
        bits.flush();
        return page.toByteArray();
    }

    /** Truth values, eight a byte, the first in the lowest bit. */
    private static final class Bits {
        private final ByteArrayOutputStream out;
        private int bits;
        private int count;

        Bits(ByteArrayOutputStream out) {
            this.out = out;
        }

        void add(boolean bit) {
            bits |= (bit ? 1 : 0) << count;
            if (++count == 8) {
                flush();
            }
        }

        void flush() {
            if (count > 0) {
                out.write(bits);
                bits = 0;
                count = 0;
            }
        }
    }

    /** Runs of values that are there (1) or not (0): twice the length, then the level. */
    private static byte[] levels(List<@Nullable Object> values) {
        ByteArrayOutputStream runs = new ByteArrayOutputStream();
        int start = 0;
        while (start < values.size()) {
            boolean present = values.get(start) != null;
            int end = start + 1;
            while (end < values.size() && (values.get(end) != null) == present) {
                end++;
            }
            int rest = (end - start) << 1;
            while (rest > 0x7F) {
                runs.write((rest & 0x7F) | 0x80);
                rest >>>= 7;
            }
            runs.write(rest);
            runs.write(present ? 1 : 0);
            start = end;
        }
        return runs.toByteArray();
    }

    private static byte[] gzip(byte[] plain) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(plain);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return packed.toByteArray();
    }

    private static byte[] header(int rows, int plainBytes, int packedBytes) {
        CompactProtocol header = new CompactProtocol();
        header.struct(() -> {
            header.number(1, DATA_PAGE);
            header.number(2, plainBytes);
            header.number(3, packedBytes);
            header.struct(5, () -> {
                header.number(1, rows);
                header.number(2, PLAIN);
                header.number(3, RUN_LENGTHS);
                header.number(4, RUN_LENGTHS);
            });
        });
        return header.bytes();
    }

    private byte[] footer(int rows) {
        CompactProtocol footer = new CompactProtocol();
        footer.struct(() -> {
            footer.number(1, 1);
            footer.list(2, CompactProtocol.STRUCT, columns.size() + 1);
            footer.struct(() -> {
                footer.text(4, "row");
                footer.number(5, columns.size());
            });
            for (Column column : columns) {
                footer.struct(() -> {
                    footer.number(1, type(column.kind()));
                    footer.number(3, OPTIONAL);
                    footer.text(4, column.name());
                    if (column.kind() == Kind.TEXT) {
                        footer.number(6, UTF8);
                    }
                });
            }
            footer.number(3, (long) rows);
            footer.list(4, CompactProtocol.STRUCT, groups.size());
            for (int g = 0; g < groups.size(); g++) {
                group(footer, groups.get(g), rowsOfGroups.get(g));
            }
            footer.text(6, "walras");
        });
        return footer.bytes();
    }

    private void group(CompactProtocol footer, List<Chunk> chunks, long rows) {
        footer.struct(() -> {
            footer.list(1, CompactProtocol.STRUCT, chunks.size());
            for (int c = 0; c < chunks.size(); c++) {
                chunk(footer, columns.get(c), chunks.get(c));
            }
            footer.number(2, chunks.stream().mapToLong(Chunk::plainBytes).sum());
            footer.number(3, rows);
        });
    }

    private static void chunk(CompactProtocol footer, Column column, Chunk chunk) {
        footer.struct(() -> {
            footer.number(2, chunk.offset);
            footer.struct(3, () -> {
                footer.number(1, type(column.kind()));
                footer.list(2, CompactProtocol.INT, 2);
                footer.number(PLAIN);
                footer.number(RUN_LENGTHS);
                footer.list(3, CompactProtocol.TEXT, 1);
                footer.text(column.name());
                footer.number(4, GZIP);
                footer.number(5, (long) chunk.rows);
                footer.number(6, (long) chunk.plainBytes);
                footer.number(7, (long) chunk.packedBytes);
                footer.number(9, chunk.offset);
            });
        });
    }

    /** The physical type. */
    private static int type(Kind kind) {
        return switch (kind) {
            case TRUTH -> 0;
            case WHOLE -> 2;
            case REAL -> 5;
            case TEXT -> 6;
        };
    }
}
