package dev.walras.columns;

import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Threads that share out the numbered pieces of a task, again and again without allocating anything. The caller works
 * too, as worker 0. Not for use by several threads at once.
 */
final class Crew implements AutoCloseable {
    /** A task in numbered pieces, done by numbered workers. */
    @FunctionalInterface
    interface Task {
        /** Does piece {@code piece}; no two pieces are done by one worker at the same time. */
        void work(int worker, int piece);
    }

    private final AtomicInteger next = new AtomicInteger();
    private final int workers;
    private final Object turn = new Object();
    private Task task = (worker, piece) -> {};
    private int pieces;
    private long round;
    private int busy;
    private boolean closed;
    private @Nullable Throwable failure;

    Crew(int workers) {
        this.workers = workers;
        for (int worker = 1; worker < workers; worker++) {
            int number = worker;
            Thread.ofPlatform().daemon().name("walras-crew-" + worker).start(() -> serve(number));
        }
    }

    int workers() {
        return workers;
    }

    /** Does all pieces of a task; returns when they are done. */
    void run(Task whole, int count) {
        synchronized (turn) {
            task = whole;
            pieces = count;
            next.set(0);
            round++;
            busy = workers - 1;
            failure = null;
            turn.notifyAll();
        }
        work(0);
        synchronized (turn) {
            while (busy > 0) {
                await();
            }
            if (failure != null) {
                throw new IllegalStateException("a worker failed", failure);
            }
        }
    }

    /** Waits for news; every caller does so in a loop. A monitor allocates nothing, unlike a condition. */
    @SuppressWarnings("WaitNotInLoop")
    private void await() {
        try {
            turn.wait();
        } catch (InterruptedException e) {
            // The pieces under way are short: finish them, and leave the news to the caller.
            Thread.currentThread().interrupt();
            Thread.onSpinWait();
        }
    }

    private void work(int worker) {
        try {
            for (int piece = next.getAndIncrement(); piece < pieces; piece = next.getAndIncrement()) {
                task.work(worker, piece);
            }
        } catch (RuntimeException | Error e) {
            synchronized (turn) {
                failure = e;
                next.set(pieces);
            }
        }
    }

    private void serve(int worker) {
        long served = 0;
        while (true) {
            synchronized (turn) {
                while (round == served && !closed) {
                    await();
                }
                if (closed) {
                    return;
                }
                served = round;
            }
            work(worker);
            synchronized (turn) {
                busy--;
                turn.notifyAll();
            }
        }
    }

    @Override
    public void close() {
        synchronized (turn) {
            closed = true;
            turn.notifyAll();
        }
    }
}
