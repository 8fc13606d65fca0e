package dev.walras.solver.model;

import java.util.function.Supplier;

/**
 * Polls for cancellation while foreign code runs, and interrupts it, again and again: engines forget an interrupt that
 * comes before their search. When the call returns no poll is under way any more, so that the native object may be
 * freed.
 */
public final class Watch {
    private static final long POLL_MILLIS = 10;

    private final Run run;
    private final Runnable interrupt;
    private final Thread thread;
    private volatile boolean closed;

    /**
     * The result of {@code body}, during which cancellation calls {@code interrupt}.
     *
     * @param engine for the name of the polling thread
     */
    public static <T> T during(Run run, String engine, Runnable interrupt, Supplier<T> body) {
        Watch watch = new Watch(run, engine, interrupt);
        watch.thread.start();
        try {
            return body.get();
        } finally {
            watch.close();
        }
    }

    private Watch(Run run, String engine, Runnable interrupt) {
        this.run = run;
        this.interrupt = interrupt;
        this.thread = new Thread(this::poll, "walras-watch-" + engine);
        this.thread.setDaemon(true);
    }

    private void poll() {
        while (!closed) {
            if (run.cancelled()) {
                interrupt.run();
            }
            try {
                Thread.sleep(POLL_MILLIS);
            } catch (InterruptedException closing) {
                return;
            }
        }
    }

    private void close() {
        closed = true;
        thread.interrupt();
        boolean interrupted = false;
        while (thread.isAlive()) {
            try {
                thread.join();
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
