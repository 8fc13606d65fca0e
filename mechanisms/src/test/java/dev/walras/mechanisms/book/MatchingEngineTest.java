package dev.walras.mechanisms.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Side;
import dev.walras.mechanisms.book.Command.Kind;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.MethodSource;

class MatchingEngineTest {
    private final MatchingEngine engine = new MatchingEngine(2, 3);

    private Reply send(Kind kind, Side side, long id, long price, long quantity) {
        return engine.execute(new Command(kind, side, 0, 7, id, price, quantity));
    }

    static IntStream seeds() {
        return IntStream.range(0, 120);
    }

    /** Where prices lie: close together, so that the window serves; far apart, so that the tree does; at the ends. */
    private static long price(SplittableRandom random, int seed) {
        return switch (seed % 6) {
            case 0 -> random.nextInt(12);
            case 1 -> 1000 + random.nextInt(300);
            case 2 -> random.nextLong(-1L << 40, 1L << 40);
            case 3 -> random.nextInt(20) * (1L << 57) + random.nextInt(3);
            case 4 -> (random.nextBoolean() ? Long.MAX_VALUE - 100 : Long.MIN_VALUE) + random.nextInt(101);
            default -> Math.floorDiv(random.nextLong(-1L << 34, 1L << 34), 1L << random.nextInt(34));
        };
    }

    private static Command draw(SplittableRandom random, int seed, int books) {
        Kind kind = random.nextInt(3) == 0 ? Kind.LIMIT : Kind.ALL.get(random.nextInt(Kind.ALL.size()));
        Side side = random.nextBoolean() ? Side.BUY : Side.SELL;
        int book = random.nextInt(50) == 0 ? books : random.nextInt(books);
        int user = random.nextInt(10) == 0 ? 2 : random.nextInt(2);
        long quantity = random.nextInt(20) == 0 ? -1 : random.nextInt(10);
        long price = price(random, seed);
        long id = random.nextInt(60) * (seed % 5 == 0 ? 1L << 33 : 1) - 10;
        return new Command(kind, side, book, user, id, price, quantity);
    }

    /** All replies, all events, and all that rests, after every command, refused ones among them. */
    @ParameterizedTest
    @MethodSource("seeds")
    void doesWhatThePlainRulesSay(int seed) {
        SplittableRandom random = RunContext.seeded(seed).random("commands");
        int books = 1 + seed % 3;
        ReferenceBooks plain = new ReferenceBooks(books, 40);
        MatchingEngine fast = new MatchingEngine(books, 40);
        for (int step = 0; step < 1500; step++) {
            Command command = draw(random, seed, books);
            Reply reply = fast.execute(command);
            assertEquals(
                    plain.execute(command),
                    ReferenceBooks.describe(reply, fast.events()),
                    "seed " + seed + " step " + step + " " + command);
            fast.events().clear();
            for (int b = 0; b < books; b++) {
                for (Side side : Side.values()) {
                    assertEquals(plain.resting(b, side), fast.book(b).resting(side), "seed " + seed + " step " + step);
                }
            }
        }
    }

    /** On streams whose windows move and widen. */
    @ParameterizedTest
    @CsvSource({"1, 400, 3000, QUOTES", "3, 300, 80, ARRIVALS", "2, 500, 40000, ALL"})
    void doesWhatThePlainRulesSayOnStreams(int books, int depth, int spread, OrderFlow.Mix mix) {
        Commands commands =
                new OrderFlow(books, depth, 5, spread, mix).generate(4000, 3).commands();
        ReferenceBooks plain = new ReferenceBooks(books, 1 << 20);
        MatchingEngine fast = new MatchingEngine(books, 1 << 20);
        for (int i = 0; i < commands.size(); i++) {
            Reply reply = fast.execute(commands, i);
            assertEquals(
                    plain.execute(commands.get(i)),
                    ReferenceBooks.describe(reply, fast.events()),
                    "command " + i + ": " + commands.get(i));
            fast.events().clear();
        }
        for (int b = 0; b < books; b++) {
            for (Side side : Side.values()) {
                assertEquals(plain.resting(b, side), fast.book(b).resting(side));
            }
        }
    }

    @Test
    void looksAheadWithoutChangingAnything() {
        Commands commands = new OrderFlow(1, 20_000, 50, 2000, OrderFlow.Mix.ALL)
                .generate(20_000, 1)
                .commands();
        Tally single = new Tally(commands);
        MatchingEngine one = new MatchingEngine(1, 1 << 20);
        for (int i = 0; i < commands.size(); i++) {
            single.read(i, one.execute(commands, i), one.events());
            one.events().clear();
        }
        Tally ahead = new Tally(commands);
        MatchingEngine other = new MatchingEngine(1, 1 << 20);
        other.executeAll(commands, 0, commands.size(), ahead);
        assertEquals(single.hash(), ahead.hash());
        assertEquals(one.book(0).resting(Side.BUY), other.book(0).resting(Side.BUY));
        assertTrue(single.trades() > 1000);
    }

    @ParameterizedTest
    @CsvSource({
        // what is done to the older of two asks of 4 at 10; who sells first then
        "REDUCE, 0, 3, 1",
        "MOVE, 10, 0, 2",
        "MOVE, 9, 0, 1",
        "REPLACE, 10, 4, 1",
        "REPLACE, 10, 3, 1",
        "REPLACE, 10, 5, 2",
        "REPLACE, 9, 4, 1",
        "REPLACE, 11, 1, 2",
    })
    void keepsOrLosesItsPlace(Kind kind, long price, long quantity, long first) {
        send(Kind.LIMIT, Side.SELL, 1, 10, 4);
        send(Kind.LIMIT, Side.SELL, 2, 10, 4);
        assertEquals(Reply.DONE, send(kind, Side.BUY, 1, price, quantity));
        assertEquals(first, engine.book(0).bestOrder(Side.SELL));
        assertEquals(2, engine.size());
    }

    @Test
    void fillsOrKills() {
        send(Kind.LIMIT, Side.SELL, 1, 10, 4);
        send(Kind.LIMIT, Side.SELL, 2, 12, 4);
        send(Kind.FILL_OR_KILL, Side.BUY, 3, 11, 5);
        assertEquals(8, engine.book(0).units());
        send(Kind.FILL_OR_KILL, Side.BUY, 3, 12, 5);
        assertEquals(3, engine.book(0).units());
    }

    @Test
    void refusesAndChangesNothing() {
        send(Kind.LIMIT, Side.SELL, 1, 10, 4);
        assertEquals(Reply.ORDER_EXISTS, send(Kind.MARKET, Side.BUY, 1, 0, 1));
        assertEquals(Reply.BAD_QUANTITY, send(Kind.LIMIT, Side.BUY, 2, 9, 0));
        assertEquals(Reply.BAD_QUANTITY, send(Kind.REDUCE, Side.BUY, 1, 0, 0));
        assertEquals(Reply.BAD_QUANTITY, send(Kind.REPLACE, Side.BUY, 1, 9, -1));
        assertEquals(Reply.UNKNOWN_ORDER, send(Kind.CANCEL, Side.BUY, 2, 0, 0));
        assertEquals(Reply.FOREIGN_ORDER, engine.execute(new Command(Kind.CANCEL, Side.BUY, 0, 8, 1, 0, 0)));
        assertEquals(Reply.UNKNOWN_BOOK, engine.execute(new Command(Kind.CANCEL, Side.BUY, 2, 7, 1, 0, 0)));
        long most = MatchingEngine.MOST_UNITS;
        assertEquals(Reply.TOO_MANY_UNITS, send(Kind.LIMIT, Side.SELL, 2, 9, most - 3));
        assertEquals(Reply.DONE, send(Kind.LIMIT, Side.SELL, 2, 9, most - 4));
        assertEquals(Reply.TOO_MANY_UNITS, send(Kind.REPLACE, Side.SELL, 1, 10, 5));
        assertEquals(Reply.TOO_MANY_UNITS, send(Kind.REPLACE, Side.SELL, 1, 10, Long.MAX_VALUE));
        assertEquals(Reply.DONE, send(Kind.REPLACE, Side.SELL, 1, 10, 4));
        assertEquals(Reply.DONE, engine.execute(new Command(Kind.LIMIT, Side.BUY, 1, 7, 1, 10, 4)), "another book");
        assertEquals(Reply.TOO_MANY_ORDERS, engine.execute(new Command(Kind.LIMIT, Side.BUY, 1, 7, 3, 8, 1)));
        assertEquals(3, engine.size());
        assertEquals(0, engine.events().size());
    }

    @Test
    void refusesMeaninglessSizes() {
        assertThrows(IllegalArgumentException.class, () -> new MatchingEngine(0, 1));
        assertThrows(IllegalArgumentException.class, () -> new MatchingEngine(1, 0));
        assertThrows(IllegalArgumentException.class, () -> new Command(Kind.LIMIT, Side.BUY, -1, 0, 0, 0, 1));
        assertThrows(IllegalArgumentException.class, () -> new Command(Kind.LIMIT, Side.BUY, 0, -1, 0, 0, 1));
        assertThrows(IndexOutOfBoundsException.class, () -> new Commands().get(0));
        assertThrows(IllegalStateException.class, () -> engine.book(0).bestPrice(Side.BUY));
    }

    @Test
    void idsServeAgain() {
        for (int round = 0; round < 1000; round++) {
            assertEquals(Reply.DONE, send(Kind.LIMIT, Side.SELL, 5, 10, 1));
            assertEquals(Reply.DONE, send(round % 2 == 0 ? Kind.CANCEL : Kind.REDUCE, Side.BUY, 5, 0, 1));
        }
        assertEquals(0, engine.size());
    }

    @ParameterizedTest
    @EnumSource
    void flowsKeepTheirDepthAndMix(OrderFlow.Mix mix) {
        OrderFlow flow = new OrderFlow(3, 3000, 20, 500, mix);
        OrderFlow.Stream stream = flow.generate(30_000, 5);
        MatchingEngine books = new MatchingEngine(3, 1 << 20);
        Set<Kind> seen = EnumSet.noneOf(Kind.class);
        books.executeAll(stream.commands(), 0, stream.commands().size(), (i, reply, events) -> {
            assertEquals(Reply.DONE, reply);
            seen.add(stream.commands().get(i).kind());
        });
        assertEquals(3000, books.size(), 600, mix + ": depth");
        assertEquals(
                List.of(),
                mix == OrderFlow.Mix.ALL
                        ? EnumSet.complementOf(EnumSet.copyOf(seen)).stream().toList()
                        : List.of());
        Commands again = flow.generate(30_000, 5).commands();
        assertEquals(stream.commands().size(), again.size());
        for (int i = 0; i < again.size(); i += 100) {
            assertEquals(stream.commands().get(i), again.get(i));
        }
    }
}
