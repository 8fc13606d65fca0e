package dev.walras.harness;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Runs cells, several at a time, and stores each as soon as it is finished. What a cell gives depends on the cell
 * alone, so neither their order nor the number of jobs changes a result; wall-clock times do depend on them.
 */
public final class Runner {
    private final Supplier<Worker> workers;
    private final ResultsStore store;
    private final Comparison.Progress progress;

    /**
     * A runner.
     *
     * @param workers gives one worker for each of the jobs
     * @param store where rows go
     * @param progress is told of each
     */
    public Runner(Supplier<Worker> workers, ResultsStore store, Comparison.Progress progress) {
        this.workers = workers;
        this.store = store;
        this.progress = progress;
    }

    /**
     * Runs {@code cells} with {@code jobs} at a time, in order of their instances as far as that goes.
     *
     * @throws IOException when a result cannot be stored; cells that run at that moment are given up
     */
    public void run(List<Cell> cells, int jobs) throws IOException {
        CellQueue queue = new CellQueue(cells);
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> threads = new ArrayList<>();
        for (int j = 0; j < Math.min(jobs, cells.size()); j++) {
            Thread thread = new Thread(() -> work(queue, failure), "walras-worker-" + j);
            thread.setDaemon(true);
            thread.start();
            threads.add(thread);
        }
        for (Thread thread : threads) {
            join(thread);
        }
        Throwable thrown = failure.get();
        if (thrown instanceof UncheckedIOException io) {
            throw io.getCause();
        }
        if (thrown instanceof RuntimeException runtime) {
            throw runtime;
        }
        if (thrown instanceof Error error) {
            throw error;
        }
    }

    private static void join(Thread worker) {
        boolean interrupted = false;
        while (true) {
            try {
                worker.join();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    private void work(CellQueue queue, AtomicReference<@Nullable Throwable> failure) {
        CellQueue.Taker taker = queue.new Taker();
        try (Worker worker = workers.get()) {
            for (Cell cell = taker.next(); cell != null && failure.get() == null; cell = taker.next()) {
                Trial trial = worker.run(cell);
                store.append(trial);
                progress.finished(trial);
            }
        } catch (IOException e) {
            failure.compareAndSet(null, new UncheckedIOException(e));
        } catch (RuntimeException | Error e) {
            // A fault of the harness itself, not of a mechanism: handed to the caller, who is in another thread.
            failure.compareAndSet(null, e);
        }
    }
}
