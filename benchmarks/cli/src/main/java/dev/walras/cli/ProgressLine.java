package dev.walras.cli;

import dev.walras.market.Fills;
import dev.walras.market.Prices;
import dev.walras.mechanism.Observer;
import java.io.PrintWriter;
import org.jspecify.annotations.Nullable;

/**
 * One line on standard error that says how far a run has come, rewritten in place on a terminal. Elsewhere a new line
 * every few seconds. Quick runs print nothing.
 */
final class ProgressLine implements Observer {
    private static final long FIRST_MILLIS = 1_000;

    private final PrintWriter err;
    private final boolean terminal = Terminal.watchesErrors();
    private final long start = System.nanoTime();
    private long nextMillis = FIRST_MILLIS;
    private int width;

    ProgressLine(PrintWriter err) {
        this.err = err;
    }

    @Override
    public void round(int round, Prices prices, long messages, @Nullable Fills provisional) {
        show("round " + round + ", " + messages + " messages");
    }

    @Override
    public void progress(String engine, @Nullable Long incumbentMicros, @Nullable Long boundMicros) {
        show(engine + ": welfare " + Numbers.money(incumbentMicros) + ", bound " + Numbers.money(boundMicros));
    }

    private synchronized void show(String text) {
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (millis < nextMillis) {
            return;
        }
        nextMillis = millis + (terminal ? 100 : 5_000);
        String line = Numbers.time((double) millis) + "  " + text;
        if (terminal) {
            err.print("\r" + line + " ".repeat(Math.max(0, width - line.length())));
            width = line.length();
        } else {
            err.println(line);
        }
        err.flush();
    }

    /** Wipes the line away. */
    synchronized void clear() {
        if (width > 0) {
            err.print("\r" + " ".repeat(width) + "\r");
            err.flush();
            width = 0;
        }
    }
}
