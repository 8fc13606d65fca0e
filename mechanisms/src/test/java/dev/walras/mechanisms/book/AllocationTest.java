package dev.walras.mechanisms.book;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Once an engine has grown over a stream, it allocates nothing in another run over a million commands. */
class AllocationTest {
    @ParameterizedTest
    @CsvSource({"1, 1000, QUOTES", "1, 20000, ARRIVALS", "20, 4000, ALL"})
    void allocatesNothingInTheSteadyState(int books, int depth, OrderFlow.Mix mix) {
        OrderFlow.Stream stream = new OrderFlow(books, depth, 100, 2000, mix).generate(1_000_000, 1);
        Commands commands = stream.commands();
        MatchingEngine engine = new MatchingEngine(books, 1 << 20).keep(new Positions());
        Tally tally = new Tally(commands);
        ThreadMXBean thread = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        for (int warm = 0; warm < 3; warm++) {
            engine.clear();
            engine.executeAll(commands, 0, commands.size(), tally);
        }
        long trades = tally.trades() / 3;
        engine.clear();
        engine.executeAll(commands, 0, stream.filling(), tally);
        long before = thread.getCurrentThreadAllocatedBytes();
        engine.executeAll(commands, stream.filling(), commands.size(), tally);
        long bytes = thread.getCurrentThreadAllocatedBytes() - before;
        assertEquals(4 * trades, tally.trades());
        assertEquals(0, tally.refused());
        assertTrue(trades > 10_000);
        // The compiler may move the making of an exception or a box; a byte a thousand commands would be 1000.
        assertTrue(bytes < 500, bytes + " bytes for " + (commands.size() - stream.filling()) + " commands");
    }
}
