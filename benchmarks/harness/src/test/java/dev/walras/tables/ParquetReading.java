package dev.walras.tables;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.GZIPInputStream;

/**
 * Reads flat Parquet files of optional columns, plain values and gzip pages, from the specification: metadata are
 * decoded generically, into maps by field number, so that nothing is shared with the writer.
 */
final class ParquetReading {
    private final byte[] file;
    private final List<String> names = new ArrayList<>();
    private final List<Integer> types = new ArrayList<>();
    private final List<List<Object>> columns = new ArrayList<>();
    private long rows;
    private int groups;

    private ParquetReading(byte[] file) {
        this.file = file;
    }

    static ParquetReading of(byte[] file) throws IOException {
        ParquetReading reading = new ParquetReading(file);
        reading.read();
        return reading;
    }

    long rows() {
        return rows;
    }

    int groups() {
        return groups;
    }

    List<String> names() {
        return names;
    }

    List<List<Object>> columns() {
        return columns;
    }

    private ByteBuffer at(long offset) {
        return ByteBuffer.wrap(file).order(ByteOrder.LITTLE_ENDIAN).position((int) offset);
    }

    private void read() throws IOException {
        int length = at(file.length - 8).getInt();
        Map<Integer, Object> footer = struct(at(file.length - 8 - length));
        List<?> schema = (List<?>) footer.get(2);
        for (Object element : schema.subList(1, schema.size())) {
            Map<?, ?> fields = (Map<?, ?>) element;
            types.add(((Long) fields.get(1)).intValue());
            names.add(text(fields.get(4)));
            columns.add(new ArrayList<>());
        }
        rows = (Long) footer.get(3);
        for (Object group : (List<?>) footer.get(4)) {
            groups++;
            List<?> chunks = (List<?>) ((Map<?, ?>) group).get(1);
            for (int c = 0; c < chunks.size(); c++) {
                page((Map<?, ?>) ((Map<?, ?>) chunks.get(c)).get(3), c);
            }
        }
    }

    private void page(Map<?, ?> chunk, int column) throws IOException {
        if (!names.get(column).equals(text(((List<?>) chunk.get(3)).get(0))) || (Long) chunk.get(4) != 2) {
            throw new IOException("chunk of another column, or not of gzip: " + chunk);
        }
        ByteBuffer in = at((Long) chunk.get(9));
        int start = in.position();
        Map<Integer, Object> header = struct(in);
        byte[] packed = new byte[((Long) header.get(3)).intValue()];
        in.get(packed);
        byte[] plain;
        try (GZIPInputStream gzip = new GZIPInputStream(new ByteArrayInputStream(packed))) {
            plain = gzip.readAllBytes();
        }
        if (plain.length != (Long) header.get(2) || in.position() - start != (Long) chunk.get(7)) {
            throw new IOException("sizes do not agree: " + header + " " + chunk);
        }
        int count = ((Long) ((Map<?, ?>) header.get(5)).get(1)).intValue();
        values(ByteBuffer.wrap(plain).order(ByteOrder.LITTLE_ENDIAN), count, column);
    }

    private void values(ByteBuffer page, int count, int column) throws IOException {
        int end = page.getInt() + 4;
        List<Boolean> present = new ArrayList<>();
        while (page.position() < end) {
            long header = varint(page);
            if ((header & 1) != 0) {
                throw new IOException("bit-packed levels are not expected");
            }
            byte level = page.get();
            for (long i = 0; i < header >> 1; i++) {
                present.add(level == 1);
            }
        }
        if (present.size() != count) {
            throw new IOException(present.size() + " levels for " + count + " rows");
        }
        int bit = 0;
        for (boolean there : present) {
            if (!there) {
                columns.get(column).add(null);
                continue;
            }
            columns.get(column).add(value(page, types.get(column), bit++));
        }
    }

    private static Object value(ByteBuffer page, int type, int bit) {
        return switch (type) {
            case 0 -> (page.get(page.position() + bit / 8) >> (bit % 8) & 1) == 1;
            case 2 -> page.getLong();
            case 5 -> page.getDouble();
            case 6 -> {
                byte[] bytes = new byte[page.getInt()];
                page.get(bytes);
                yield new String(bytes, StandardCharsets.UTF_8);
            }
            default -> throw new IllegalStateException("type " + type);
        };
    }

    private static String text(Object bytes) {
        return new String((byte[]) bytes, StandardCharsets.UTF_8);
    }

    private static long varint(ByteBuffer in) {
        long value = 0;
        int shift = 0;
        byte next = in.get();
        while (next < 0) {
            value |= (next & 0x7FL) << shift;
            shift += 7;
            next = in.get();
        }
        return value | ((long) next << shift);
    }

    /** A structure of the compact protocol, by field number. */
    private static Map<Integer, Object> struct(ByteBuffer in) throws IOException {
        Map<Integer, Object> fields = new HashMap<>();
        int field = 0;
        for (byte header = in.get(); header != 0; header = in.get()) {
            int delta = (header & 0xF0) >> 4;
            if (delta == 0) {
                throw new IOException("long field headers are not expected");
            }
            field += delta;
            fields.put(field, element(in, header & 0x0F));
        }
        return fields;
    }

    private static Object element(ByteBuffer in, int type) throws IOException {
        return switch (type) {
            case 5, 6 -> {
                long zigzag = varint(in);
                yield (zigzag >>> 1) ^ -(zigzag & 1);
            }
            case 8 -> {
                byte[] bytes = new byte[(int) varint(in)];
                in.get(bytes);
                yield bytes;
            }
            case 9 -> {
                byte header = in.get();
                int size = (header & 0xF0) >> 4;
                size = size == 15 ? (int) varint(in) : size;
                List<Object> list = new ArrayList<>();
                for (int i = 0; i < size; i++) {
                    list.add(element(in, header & 0x0F));
                }
                yield list;
            }
            case 12 -> struct(in);
            default -> throw new IOException("type " + type + " is not expected");
        };
    }
}
