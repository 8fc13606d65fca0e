package dev.walras.book;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.market.Nearest;
import dev.walras.mechanism.Side;
import dev.walras.mechanisms.book.Command;
import dev.walras.mechanisms.book.Commands;
import dev.walras.mechanisms.book.OrderFlow;
import java.io.BufferedReader;
import java.io.BufferedWriter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * A stream of commands as comma-separated text: a heading, then a command a line. What a command does not have is left
 * empty. The line {@code # filling N} tells that the first N commands fill the books; other lines that begin with a
 * hash are passed over.
 */
public final class CommandCsv {
    static final String HEADING = "command,side,book,user,id,price,quantity";

    private static final String FILLING = "# filling ";
    private static final int COLUMNS = 7;

    private CommandCsv() {}

    private static String name(Command.Kind kind) {
        return kind.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Writes a stream; an old file is replaced. */
    public static void write(OrderFlow.Stream stream, Path file) {
        try (BufferedWriter out = Files.newBufferedWriter(file)) {
            out.write(HEADING + "\n" + FILLING + stream.filling() + "\n");
            for (int i = 0; i < stream.commands().size(); i++) {
                out.write(line(stream.commands().get(i)));
                out.write('\n');
            }
        } catch (IOException e) {
            throw new UncheckedIOException(file + ": cannot be written: " + e.getMessage(), e);
        }
    }

    private static String line(Command command) {
        Command.Kind kind = command.kind();
        return name(kind) + "," + (kind.isOrder() ? command.side().name().toLowerCase(Locale.ROOT) : "") + ","
                + command.book() + "," + command.user() + "," + command.id() + ","
                + (kind.hasPrice() ? command.price() : "") + "," + (kind.hasQuantity() ? command.quantity() : "");
    }

    /** Reads a stream. */
    public static OrderFlow.Stream read(Path file) {
        try (BufferedReader in = Files.newBufferedReader(file)) {
            return new Reader(file, in).stream();
        } catch (IOException e) {
            throw new InstanceFormatException(file.toString(), "", "cannot be read: " + e.getMessage(), e);
        }
    }

    /** A file and how far it is read. */
    private static final class Reader {
        private final Path file;
        private final BufferedReader in;
        private int number;

        Reader(Path file, BufferedReader in) {
            this.file = file;
            this.in = in;
        }

        private InstanceFormatException error(String what) {
            return new InstanceFormatException(file.toString(), "line " + number, what);
        }

        private @Nullable String next() throws IOException {
            number++;
            return in.readLine();
        }

        private OrderFlow.Stream stream() throws IOException {
            if (!HEADING.equals(Objects.requireNonNullElse(next(), "").strip())) {
                throw error("must be the heading " + HEADING);
            }
            Commands commands = new Commands();
            long filling = 0;
            for (String line = next(); line != null; line = next()) {
                if (line.startsWith(FILLING)) {
                    filling = whole("number of commands", line.substring(FILLING.length()), Integer.MAX_VALUE);
                } else if (!line.isBlank() && !line.startsWith("#")) {
                    commands.add(command(line.split(",", -1)));
                }
            }
            if (filling > commands.size()) {
                throw error("the file ends after " + commands.size() + " commands, but " + filling
                        + " fill the books\nMaybe it was cut short.");
            }
            return new OrderFlow.Stream(commands, (int) filling);
        }

        private Command command(String[] cells) {
            if (cells.length != COLUMNS) {
                throw error("has " + cells.length + " cells; there must be " + COLUMNS);
            }
            Command.Kind kind = kind(cells[0].strip());
            return new Command(
                    kind,
                    kind.isOrder() ? side(cells[1].strip()) : absent("side", cells[1], Side.BUY),
                    (int) whole("book", cells[2], Command.MOST_BOOKS - 1),
                    (int) whole("user", cells[3], Integer.MAX_VALUE),
                    whole("id", cells[4], Long.MAX_VALUE),
                    kind.hasPrice() ? whole("price", cells[5], Long.MAX_VALUE) : absent("price", cells[5], 0L),
                    kind.hasQuantity()
                            ? whole("quantity", cells[6], Long.MAX_VALUE)
                            : absent("quantity", cells[6], 0L));
        }

        private <T> T absent(String what, String cell, T none) {
            if (!cell.isBlank()) {
                throw error(
                        "the " + what + " \"" + cell.strip() + "\" has no meaning for this command; leave it empty");
            }
            return none;
        }

        private Command.Kind kind(String text) {
            List<String> names =
                    Arrays.stream(Command.Kind.values()).map(CommandCsv::name).collect(Collectors.toList());
            int at = names.indexOf(text.toLowerCase(Locale.ROOT));
            if (at < 0) {
                throw error("there is no command \"" + text + "\", but " + String.join(", ", names)
                        + Nearest.hint(text, names));
            }
            return Command.Kind.ALL.get(at);
        }

        private Side side(String text) {
            return switch (text.toLowerCase(Locale.ROOT)) {
                case "buy" -> Side.BUY;
                case "sell" -> Side.SELL;
                default -> throw error("the side is \"" + text + "\"; it must be buy or sell");
            };
        }

        /** Ids, prices and quantities may be negative; a quantity that may not be is refused by the engine. */
        private long whole(String what, String cell, long most) {
            long least = most == Long.MAX_VALUE ? Long.MIN_VALUE : 0;
            try {
                long value = Long.parseLong(cell.strip());
                if (value >= least && value <= most) {
                    return value;
                }
            } catch (NumberFormatException e) {
                throw error("the " + what + " is \"" + cell.strip() + "\"; it must be a whole number");
            }
            throw error("the " + what + " is " + cell.strip() + "; it must be " + least + " to " + most);
        }
    }
}
