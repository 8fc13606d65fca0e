package dev.walras.mechanisms.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.mechanism.Side;
import dev.walras.mechanisms.book.Command.Kind;
import java.math.BigInteger;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class BookAuditTest {
    private final BookAudit audit = new BookAudit();

    @ParameterizedTest
    @EnumSource
    void findsNothingWrong(OrderFlow.Mix mix) {
        Commands commands =
                new OrderFlow(4, 400, 10, 100, mix).generate(40_000, 2).commands();
        Positions positions = new Positions();
        MatchingEngine engine = new MatchingEngine(4, 1 << 16).keep(positions);
        engine.executeAll(
                commands, 0, commands.size(), (i, reply, events) -> audit.hear(commands.get(i), reply, events));
        assertEquals(List.of(), audit.compare(engine));
        assertEquals(List.of(), audit.compare(positions));
        assertTrue(audit.trades() > 1000);
        BookAudit.Units units = audit.units();
        assertEquals(
                units.submitted(),
                units.traded().add(units.takenOut()).add(units.rejected()).add(units.atRest()));
        assertTrue(units.takenOut().signum() > 0);
        assertEquals(0, audit.refused());
    }

    /** An engine whose books are told one thing, and the audit another. */
    private List<String> afterFault(int fault) {
        MatchingEngine engine = new MatchingEngine(1, 100);
        Positions positions = new Positions();
        engine.keep(positions);
        Command ask = new Command(Kind.LIMIT, Side.SELL, 0, 1, 1, 10, 5);
        Command bid = new Command(Kind.LIMIT, Side.BUY, 0, 2, 2, 12, 3);
        hear(engine, ask, fault == 1 ? new Command(Kind.LIMIT, Side.SELL, 0, 1, 1, 10, 6) : ask);
        Command heard = switch (fault) {
            case 2 -> new Command(Kind.LIMIT, Side.BUY, 0, 3, 2, 12, 3);
            case 3 -> new Command(Kind.LIMIT, Side.BUY, 0, 2, 2, 9, 3);
            case 4 -> new Command(Kind.LIMIT, Side.BUY, 0, 2, 2, 12, 4);
            case 5 -> new Command(Kind.LIMIT, Side.SELL, 0, 2, 2, 9, 3);
            case 6 -> new Command(Kind.LIMIT, Side.BUY, 0, 2, 2, 12, 2);
            default -> bid;
        };
        hear(engine, bid, heard);
        Command reduce = new Command(Kind.REDUCE, Side.BUY, 0, 1, 1, 0, 1);
        hear(engine, reduce, fault == 7 ? new Command(Kind.CANCEL, Side.BUY, 0, 1, 1, 0, 0) : reduce);
        if (fault == 8) {
            engine.cancel(0, 1);
        }
        if (fault == 9) {
            engine.execute(new Command(Kind.LIMIT, Side.BUY, 0, 4, 9, 10, 1));
        }
        if (fault == 10) {
            engine.events().add(1, 10, 1, Events.REDUCED);
            audit.hear(reduce, Reply.UNKNOWN_ORDER, engine.events());
        }
        if (fault == 11) {
            positions.trade(Positions.key(0, 2), Positions.key(0, 1), 10, 1);
        }
        if (fault == 12) {
            positions.trade(Positions.key(0, 2), Positions.key(0, 1), Long.MAX_VALUE, 4);
        }
        if (fault == 13) {
            engine.execute(new Command(Kind.MOVE, Side.BUY, 0, 1, 1, 11, 0));
        }
        audit.compare(engine);
        return audit.compare(positions);
    }

    private void hear(MatchingEngine engine, Command done, Command heard) {
        Reply reply = engine.execute(done);
        audit.hear(heard, reply, engine.events());
        engine.events().clear();
    }

    @Test
    void acceptsTheRunWithoutAFault() {
        assertEquals(List.of(), afterFault(0));
        assertEquals(BigInteger.valueOf(8), audit.units().submitted());
        assertEquals(BigInteger.valueOf(6), audit.units().traded());
        assertEquals(BigInteger.ONE, audit.units().takenOut());
        assertEquals(BigInteger.ONE, audit.units().atRest());
    }

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13})
    void findsEachFault(int fault) {
        assertFalse(afterFault(fault).isEmpty());
    }
}
