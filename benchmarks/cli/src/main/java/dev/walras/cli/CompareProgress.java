package dev.walras.cli;

import dev.walras.harness.Comparison;
import dev.walras.harness.Trial;
import java.io.PrintWriter;
import java.nio.file.Path;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/** How far a comparison has come: a bar with the time left on a terminal, elsewhere a line every few seconds. */
final class CompareProgress implements Comparison.Progress, AutoCloseable {
    private static final long LINE_MILLIS = 5_000;

    private final PrintWriter err;
    private final Path folder;
    private final boolean terminal = Terminal.watchesErrors();
    private @Nullable ProgressBar bar;
    private long start;
    private long nextMillis = LINE_MILLIS;
    private int total;
    private int before;
    private int done;

    CompareProgress(PrintWriter err, Path folder) {
        this.err = err;
        this.folder = folder;
    }

    @Override
    public synchronized void started(int cells, int finished) {
        start = System.nanoTime();
        total = cells;
        before = finished;
        done = finished;
        if (finished > 0) {
            err.println("Going on in " + folder + ": " + finished + " of " + cells + " runs are finished.");
        } else {
            err.println(cells + " runs; what is finished is safe in " + folder + " (--resume goes on after a stop).");
        }
        err.flush();
        if (terminal && finished < cells) {
            bar = new ProgressBarBuilder()
                    .setTaskName("runs")
                    .setInitialMax(cells)
                    .startsFrom(finished, java.time.Duration.ZERO)
                    .setStyle(ProgressBarStyle.ASCII)
                    .setUpdateIntervalMillis(200)
                    .setMaxRenderedLength(100)
                    .setConsumer(new ConsoleProgressBarConsumer(System.err))
                    .build();
        }
    }

    @Override
    public synchronized void setAside(Path file) {
        err.println(
                "Starting over; the earlier trials are kept in " + file + ".\nMaybe use --resume to go on with them.");
        err.flush();
    }

    @Override
    public synchronized void finished(Trial trial) {
        done++;
        ProgressBar shown = bar;
        if (shown != null) {
            shown.stepTo(done);
            shown.setExtraMessage(" " + trial.mechanism());
            return;
        }
        long millis = (System.nanoTime() - start) / 1_000_000;
        if (!terminal && millis >= nextMillis) {
            nextMillis = millis + LINE_MILLIS;
            long left = millis * (total - done) / Math.max(1, done - before);
            err.println(done + " of " + total + " runs, about " + Numbers.time((double) left) + " left");
            err.flush();
        }
    }

    @Override
    public synchronized void close() {
        ProgressBar shown = bar;
        if (shown != null) {
            shown.close();
            bar = null;
        }
    }
}
