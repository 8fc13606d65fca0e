package dev.walras.peers;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/** A recorded stream of commands in columns; the format is told in {@code dev.walras.book.CommandFile}. */
final class RecordedStream {
    static final int LIMIT = 0;
    static final int IMMEDIATE = 1;
    static final int FILL_OR_KILL = 2;
    static final int MARKET = 3;
    static final int CANCEL = 4;
    static final int REDUCE = 5;
    static final int MOVE = 6;
    static final int REPLACE = 7;

    private static final String MAGIC = "WALRASC1";

    private final byte[] bytes;
    private int at = MAGIC.length();

    final int size;
    final int filling;
    final int books;
    final byte[] kind;
    final boolean[] sells;
    final int[] book;
    final int[] user;
    final long[] id;
    final long[] price;
    final long[] quantity;

    RecordedStream(Path file) throws IOException {
        bytes = Files.readAllBytes(file);
        CRC32 check = new CRC32();
        check.update(bytes, 0, bytes.length - 4);
        long sum = 0;
        for (int i = 1; i <= 4; i++) {
            sum = sum << 8 | bytes[bytes.length - i] & 255;
        }
        if (!new String(bytes, 0, at, StandardCharsets.US_ASCII).equals(MAGIC) || sum != check.getValue()) {
            throw new IOException(file + ": is no recorded stream, or was changed");
        }
        size = (int) number();
        filling = (int) number();
        books = (int) number();
        kind = new byte[size];
        sells = new boolean[size];
        book = new int[size];
        user = new int[size];
        id = new long[size];
        price = new long[size];
        quantity = new long[size];
        read();
    }

    private void read() {
        int lastBook = -1;
        long lastId = 0;
        long lastPrice = 0;
        for (int i = 0; i < size; i++) {
            int head = bytes[at++];
            kind[i] = (byte) (head & 7);
            sells[i] = (head & 8) != 0;
            lastBook = (head & 16) != 0 ? lastBook : (int) number();
            book[i] = lastBook;
            user[i] = (int) number();
            lastId += signed();
            id[i] = lastId;
            if (kind[i] != MARKET && kind[i] != CANCEL && kind[i] != REDUCE) {
                lastPrice += signed();
                price[i] = lastPrice;
            }
            quantity[i] = kind[i] == CANCEL || kind[i] == MOVE ? 0 : number();
            if (kind[i] == FILL_OR_KILL || kind[i] == REPLACE) {
                throw new IllegalArgumentException("command " + i + ": exchange-core has no command of kind " + kind[i]);
            }
        }
    }

    private long number() {
        long value = 0;
        for (int shift = 0; ; shift += 7) {
            int part = bytes[at++];
            value |= (long) (part & 127) << shift;
            if (part >= 0) {
                return value;
            }
        }
    }

    private long signed() {
        long value = number();
        return value >>> 1 ^ -(value & 1);
    }

    /** The most orders that can rest. */
    int orders() {
        int orders = 0;
        for (byte each : kind) {
            orders += each == LIMIT ? 1 : 0;
        }
        return orders;
    }

    @Override
    public String toString() {
        return size + " commands, " + filling + " of them filling " + books + " books " + Arrays.hashCode(id);
    }
}
