package dev.walras.harness;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.datasets.InstanceFormatException;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.Consumer;
import java.util.zip.CRC32C;
import org.jspecify.annotations.Nullable;

/**
 * Rows as lines of text, each one JSON object whose last field {@code crc} is the CRC-32C, in eight hexadecimal digits,
 * of the bytes before it.
 *
 * <p>A file is appended to line by line and forced to the disk after each, so only its last line can be torn: without a
 * line break, or with bytes missing. A torn last line was never acknowledged and is left out; a line before it that
 * does not match its checksum was damaged later, and is an error.
 */
final class RowLines {
    private static final String FIELD = "crc";
    /** {@code ,"crc":"01234567"}} */
    private static final int SEAL = 8 + 8 + 2;

    private static final byte[] SEAL_START = ",\"crc\":\"".getBytes(StandardCharsets.UTF_8);
    private static final int BUFFER = 1 << 16;

    private RowLines() {}

    /** The line of a row, with its checksum and line break. */
    static byte[] sealed(ObjectNode row) {
        ObjectNode plain = row.has(FIELD) ? row.deepCopy().without(FIELD) : row;
        byte[] text = Json.line(plain).getBytes(StandardCharsets.UTF_8);
        int length = text.length - 1;
        byte[] line = Arrays.copyOf(text, length + SEAL + 1);
        String seal = String.format(",\"crc\":\"%08x\"}\n", checksum(text, length));
        byte[] end = seal.getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(end, 0, line, length, end.length);
        return line;
    }

    /**
     * Reads rows from a file of sealed lines.
     *
     * @param rows told every row, without its checksum
     * @return how many bytes are whole: what follows is a torn line
     * @throws InstanceFormatException when a line before the last is damaged, or is no row
     */
    static long scan(Path file, Consumer<ObjectNode> rows) throws IOException {
        return new Scan(file, true, rows).run();
    }

    /** Reads rows from a file of lines without checksums; the same otherwise. */
    static long scanPlain(Path file, Consumer<ObjectNode> rows) throws IOException {
        return new Scan(file, false, rows).run();
    }

    private static int checksum(byte[] bytes, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, 0, length);
        return (int) crc.getValue();
    }

    /** The text of a sealed line without its seal; null when the two do not match. */
    private static byte @Nullable [] unsealed(byte[] line) {
        int length = line.length - SEAL;
        if (length < 1
                || !Arrays.equals(line, length, length + SEAL_START.length, SEAL_START, 0, SEAL_START.length)
                || line[line.length - 1] != '}'
                || line[line.length - 2] != '"') {
            return null;
        }
        String stated = new String(line, length + SEAL_START.length, 8, StandardCharsets.US_ASCII);
        if (!stated.equals(String.format("%08x", checksum(line, length)))) {
            return null;
        }
        byte[] text = Arrays.copyOf(line, length + 1);
        text[length] = '}';
        return text;
    }

    /** One pass over a file. */
    private static final class Scan {
        private final Path file;
        private final boolean sealed;
        private final Consumer<ObjectNode> rows;
        private int number;
        private long whole;
        /** What is wrong with the line before, which is only allowed to the last. */
        private @Nullable String fault;

        Scan(Path file, boolean sealed, Consumer<ObjectNode> rows) {
            this.file = file;
            this.sealed = sealed;
            this.rows = rows;
        }

        long run() throws IOException {
            try (InputStream in = new BufferedInputStream(Files.newInputStream(file), BUFFER)) {
                ByteArrayOutputStream line = new ByteArrayOutputStream(4_096);
                byte[] buffer = new byte[BUFFER];
                for (int read = in.read(buffer); read >= 0; read = in.read(buffer)) {
                    int start = 0;
                    for (int i = 0; i < read; i++) {
                        if (buffer[i] == '\n') {
                            line.write(buffer, start, i - start);
                            take(line.toByteArray());
                            line.reset();
                            start = i + 1;
                        }
                    }
                    line.write(buffer, start, read - start);
                }
                if (line.size() > 0) {
                    // Torn; but then the line before was finished, and must be whole.
                    refuseFault();
                }
            }
            return whole;
        }

        private void take(byte[] line) {
            refuseFault();
            number++;
            byte[] text = sealed ? unsealed(line) : line;
            if (text == null) {
                fault = "the line does not match its checksum\nMaybe the file was edited, or the disk is failing;"
                        + " without the line its run is done again.";
                return;
            }
            rows.accept(parse(text));
            whole += line.length + 1L;
        }

        private void refuseFault() {
            if (fault != null) {
                throw new InstanceFormatException(file.toString(), "line " + number, fault);
            }
        }

        private ObjectNode parse(byte[] text) {
            try {
                JsonNode json = Json.read(new String(text, StandardCharsets.UTF_8));
                if (json.isObject()
                        && json.path("cell").isTextual()
                        && Status.isCode(json.path("status").asText())) {
                    return (ObjectNode) json;
                }
            } catch (JsonProcessingException e) {
                throw new InstanceFormatException(
                        file.toString(), "line " + number, "this is not JSON\nMaybe the file was edited.", e);
            }
            throw new InstanceFormatException(file.toString(), "line " + number, "this is not a trial");
        }
    }
}
