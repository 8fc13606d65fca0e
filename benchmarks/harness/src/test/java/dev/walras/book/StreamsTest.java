package dev.walras.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.mechanism.Side;
import dev.walras.mechanisms.book.Command;
import dev.walras.mechanisms.book.Commands;
import dev.walras.mechanisms.book.MatchingEngine;
import dev.walras.mechanisms.book.OrderFlow;
import dev.walras.mechanisms.book.Tally;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Files give back what was written, and the replay of a file is the replay of what was written. */
class StreamsTest {
    @TempDir
    private Path folder;

    private static OrderFlow.Stream sample() {
        return new OrderFlow(5, 200, 30, 100, OrderFlow.Mix.ALL).generate(5000, 4);
    }

    private static List<Command> list(Commands commands) {
        return IntStream.range(0, commands.size()).mapToObj(commands::get).toList();
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "stream.csv"})
    void fileGivesBackTheStream(String name) throws IOException {
        OrderFlow.Stream stream = sample();
        Path file = folder.resolve(name);
        Streams.write(stream, file);
        OrderFlow.Stream back = Streams.read(file);
        assertEquals(stream.filling(), back.filling());
        assertEquals(list(stream.commands()), list(back.commands()));
        assertEquals(
                name.equals("stream"),
                Files.size(file) < 10L * stream.commands().size());
    }

    @ParameterizedTest
    @ValueSource(strings = {"stream", "stream.csv"})
    void keepsTheGreatestNumbers(String name) {
        Commands commands = new Commands();
        for (long extreme : new long[] {Long.MIN_VALUE, Long.MAX_VALUE, 0, -1, 1}) {
            for (Command.Kind kind : Command.Kind.values()) {
                long price = kind.hasPrice() ? extreme : 0;
                long quantity = kind.hasQuantity() ? extreme : 0;
                Side side = kind.isOrder() ? Side.SELL : Side.BUY;
                commands.add(new Command(kind, side, (1 << 24) - 1, Integer.MAX_VALUE, extreme, price, quantity));
            }
        }
        Path file = folder.resolve(name);
        Streams.write(new OrderFlow.Stream(commands, 3), file);
        assertEquals(list(commands), list(Streams.read(file).commands()));
    }

    @Test
    void replayOfTheFileIsTheReplayInMemory() {
        OrderFlow.Stream stream = sample();
        Path file = folder.resolve("stream");
        Streams.write(stream, file);
        Tally tally = new Tally(stream.commands());
        new MatchingEngine(5, 1 << 20)
                .executeAll(stream.commands(), 0, stream.commands().size(), tally);
        Replayed replayed = Replay.run(Streams.read(file), EnumSet.allOf(Replay.Extra.class), 1);
        assertEquals(tally.hash(), replayed.hash());
        assertEquals(tally.volume(), replayed.volume());
        Replay.Audited audited = Replay.audit(Streams.read(file));
        assertEquals(List.of(), audited.violations());
        assertEquals(tally.hash(), audited.hash());
        assertTrue(tally.trades() > 100);
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 9, 2000, -1})
    void changedByteIsFound(int at) throws IOException {
        Path file = folder.resolve("stream");
        Streams.write(sample(), file);
        byte[] bytes = Files.readAllBytes(file);
        bytes[Math.floorMod(at, bytes.length)] ^= 4;
        Files.write(file, bytes);
        assertThrows(InstanceFormatException.class, () -> Streams.read(file));
    }

    @Test
    void fileCutShortIsFound() throws IOException {
        Path file = folder.resolve("stream");
        Streams.write(sample(), file);
        byte[] bytes = Files.readAllBytes(file);
        for (int length : new int[] {0, 5, 12, bytes.length - 1}) {
            Files.write(file, Arrays.copyOf(bytes, length));
            assertThrows(InstanceFormatException.class, () -> Streams.read(file));
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "limit,buy,0,1,2,3 | line 2: has 6 cells",
                "limits,buy,0,1,2,3,4 | Maybe",
                "limit,bid,0,1,2,3,4 | \"bid\"",
                "limit,buy,0,-1,2,3,4 | user is -1",
                "limit,buy,0,1,2,x,4 | price is \"x\"",
                "cancel,,0,1,2,3, | no meaning",
                "# filling 7 | cut short",
            })
    void textThatMakesNoSenseIsRefusedWithItsPlace(String line, String part) throws IOException {
        Path file = folder.resolve("stream.csv");
        Files.writeString(file, CommandCsv.HEADING + "\n" + line + "\n");
        String message = assertThrows(InstanceFormatException.class, () -> Streams.read(file))
                .getMessage();
        assertTrue(message.contains(part) && message.contains("stream.csv"), message);
    }

    @Test
    void quantilesAreThoseOfASortedList() {
        Latencies latencies = new Latencies();
        for (int i = 1; i <= 1000; i++) {
            latencies.add(i);
        }
        latencies.add(1L << 40);
        assertEquals(500, (double) latencies.quantile(0.5), 500 / 32.0);
        assertEquals(990, (double) latencies.quantile(0.99), 990 / 32.0);
        assertEquals(1, latencies.quantile(0));
        assertEquals(1L << 40, latencies.quantile(1));
        assertEquals(1L << 40, latencies.most());
    }
}
