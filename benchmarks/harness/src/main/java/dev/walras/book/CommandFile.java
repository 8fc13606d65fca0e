package dev.walras.book;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.mechanism.Side;
import dev.walras.mechanisms.book.Command;
import dev.walras.mechanisms.book.Commands;
import dev.walras.mechanisms.book.OrderFlow;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.zip.CRC32;

/**
 * A stream of commands as a compact binary file, some 6 to 9 bytes a command.
 *
 * <p>The file: the eight letters {@value #MAGIC}; how many commands there are, how many of them fill the books, and one
 * more than the greatest number of a book; the commands; the CRC-32 of all this in four bytes, the least significant
 * first. Whole numbers are written seven bits a byte, the least significant first, with the eighth bit set while more
 * follow; signed ones (z) as twice the number, or as -2n-1 when negative.
 *
 * <p>A command: a byte with its kind by number in the lowest three bits, 8 when it sells, 16 when it is of the same
 * book as the one before; its book unless it is the same; its user; its id less the id before (z); its price less the
 * price before (z), if its kind has one; its quantity, if its kind has one. Before the first the book is -1, id and
 * price are 0.
 */
public final class CommandFile {
    static final String MAGIC = "WALRASC1";

    private static final int SELLS = 8;
    private static final int SAME_BOOK = 16;

    private CommandFile() {}

    /** Writes a stream; an old file is replaced. */
    public static void write(OrderFlow.Stream stream, Path file) {
        Writer writer = new Writer();
        writer.letters();
        Commands commands = stream.commands();
        writer.number(commands.size());
        writer.number(stream.filling());
        writer.number(commands.books());
        for (int i = 0; i < commands.size(); i++) {
            writer.command(commands.get(i));
        }
        try {
            Files.write(file, writer.finished());
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    /** Reads a stream. */
    public static OrderFlow.Stream read(Path file) {
        byte[] bytes;
        try {
            bytes = Files.readAllBytes(file);
        } catch (IOException e) {
            throw new InstanceFormatException(file.toString(), "", "cannot be read: " + e.getMessage(), e);
        }
        return new Reader(file, bytes).stream();
    }

    /** Whether a file begins like one of these. */
    public static boolean isOne(Path file) throws IOException {
        try (var in = Files.newInputStream(file)) {
            return Arrays.equals(in.readNBytes(MAGIC.length()), MAGIC.getBytes(StandardCharsets.US_ASCII));
        }
    }

    /** Bytes as they are written, and what commands are told relative to. */
    private static final class Writer {
        private byte[] bytes = new byte[1 << 16];
        private int size;
        private int book = -1;
        private long id;
        private long price;

        private void letters() {
            for (byte letter : MAGIC.getBytes(StandardCharsets.US_ASCII)) {
                put(letter);
            }
        }

        private void put(long value) {
            if (size == bytes.length) {
                bytes = Arrays.copyOf(bytes, Math.multiplyExact(2, size));
            }
            bytes[size++] = (byte) value;
        }

        private void number(long value) {
            long rest = value;
            while ((rest & ~127L) != 0) {
                put((rest & 127) | 128);
                rest >>>= 7;
            }
            put(rest);
        }

        private void signed(long value) {
            number((value << 1) ^ (value >> 63));
        }

        private void command(Command command) {
            boolean same = command.book() == book;
            put(command.kind().code() | (command.side() == Side.SELL ? SELLS : 0) | (same ? SAME_BOOK : 0));
            if (!same) {
                number(command.book());
            }
            number(command.user());
            signed(command.id() - id);
            if (command.kind().hasPrice()) {
                signed(command.price() - price);
                price = command.price();
            }
            if (command.kind().hasQuantity()) {
                number(command.quantity());
            }
            book = command.book();
            id = command.id();
        }

        private byte[] finished() {
            CRC32 check = new CRC32();
            check.update(bytes, 0, size);
            long sum = check.getValue();
            for (int i = 0; i < 4; i++) {
                put(sum >>> (8 * i));
            }
            return Arrays.copyOf(bytes, size);
        }
    }

    /** Bytes as they are read. */
    private static final class Reader {
        private final Path file;
        private final byte[] bytes;
        private int at = MAGIC.length();
        private int end;
        private int book = -1;
        private long id;
        private long price;

        Reader(Path file, byte[] bytes) {
            this.file = file;
            this.bytes = bytes;
            this.end = bytes.length - 4;
        }

        private InstanceFormatException error(String what) {
            return new InstanceFormatException(file.toString(), "byte " + at, what);
        }

        private OrderFlow.Stream stream() {
            byte[] letters = MAGIC.getBytes(StandardCharsets.US_ASCII);
            if (end < letters.length || !Arrays.equals(bytes, 0, letters.length, letters, 0, letters.length)) {
                throw new InstanceFormatException(
                        file.toString(),
                        "",
                        "does not begin with " + MAGIC
                                + "\nMaybe it is another format; streams are written by walras book generate.");
            }
            CRC32 check = new CRC32();
            check.update(bytes, 0, end);
            long sum = 0;
            for (int i = 3; i >= 0; i--) {
                sum = (sum << 8) | (bytes[end + i] & 255);
            }
            if (sum != check.getValue()) {
                throw new InstanceFormatException(
                        file.toString(), "", "its check sum is wrong\nMaybe it was cut short or changed.");
            }
            int count = whole("number of commands", Integer.MAX_VALUE);
            int filling = whole("number of commands that fill the books", count);
            int books = whole("number of books", Command.MOST_BOOKS);
            Commands commands = new Commands();
            for (int i = 0; i < count; i++) {
                commands.add(command(books));
            }
            if (at != end) {
                throw error("more follows after " + count + " commands");
            }
            return new OrderFlow.Stream(commands, filling);
        }

        private int next() {
            if (at >= end) {
                throw error("ends within a command");
            }
            return bytes[at++] & 255;
        }

        private long number() {
            long value = 0;
            for (int shift = 0; shift < 64; shift += 7) {
                int part = next();
                value |= (long) (part & 127) << shift;
                if (part < 128) {
                    return value;
                }
            }
            throw error("a number has more than ten bytes");
        }

        private long signed() {
            long value = number();
            return (value >>> 1) ^ -(value & 1);
        }

        private int whole(String what, int most) {
            long value = number();
            if (value < 0 || value > most) {
                throw error("the " + what + " is " + value + "; it must be 0 to " + most);
            }
            return (int) value;
        }

        private Command command(int books) {
            int head = next();
            if (head >= 2 * SAME_BOOK) {
                throw error("a command begins with " + head + "; it must be 0 to " + (2 * SAME_BOOK - 1));
            }
            Command.Kind kind = Command.Kind.ALL.get(head & 7);
            if ((head & SAME_BOOK) == 0) {
                book = whole("book", books - 1);
            } else if (book < 0) {
                throw error("the first command is of the same book as the one before");
            }
            int user = whole("user", Integer.MAX_VALUE);
            id += signed();
            if (kind.hasPrice()) {
                price += signed();
            }
            long quantity = kind.hasQuantity() ? number() : 0;
            Side side = (head & SELLS) != 0 ? Side.SELL : Side.BUY;
            return new Command(kind, side, book, user, id, kind.hasPrice() ? price : 0, quantity);
        }
    }
}
