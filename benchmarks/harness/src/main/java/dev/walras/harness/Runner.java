package dev.walras.harness;

import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.Instance;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Runs cells, several at a time, and stores each as soon as it is finished. What a cell gives depends on the cell
 * alone, so neither their order nor the number of jobs changes a result; wall-clock times do depend on them.
 *
 * <p>Every cell runs in a thread of its own and is watched: one that outlasts its time limit by half and a grace period
 * is cancelled, and when it does not come back even then it is left behind and stored as a time-out. Exceptions of a
 * mechanism become rows.
 */
final class Runner {
    /** What a cell may take beyond its time limit before it is cancelled, and again before it is left behind. */
    private static final long GRACE_MILLIS = 5_000;

    private final Instances instances;
    private final ResultsStore store;
    private final Comparison.Progress progress;

    Runner(Instances instances, ResultsStore store, Comparison.Progress progress) {
        this.instances = instances;
        this.store = store;
        this.progress = progress;
    }

    /**
     * Runs {@code cells} with {@code jobs} at a time, in order of their list as far as that goes.
     *
     * @throws IOException when a result cannot be stored; cells that run at that moment are given up
     */
    void run(List<Cell> cells, int jobs) throws IOException {
        AtomicInteger next = new AtomicInteger();
        AtomicReference<@Nullable Throwable> failure = new AtomicReference<>();
        List<Thread> workers = new ArrayList<>();
        for (int j = 0; j < Math.min(jobs, cells.size()); j++) {
            Thread worker = new Thread(() -> work(cells, next, failure), "walras-worker-" + j);
            worker.setDaemon(true);
            worker.start();
            workers.add(worker);
        }
        for (Thread worker : workers) {
            join(worker);
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

    private void work(List<Cell> cells, AtomicInteger next, AtomicReference<@Nullable Throwable> failure) {
        try {
            for (int i = next.getAndIncrement();
                    i < cells.size() && failure.get() == null;
                    i = next.getAndIncrement()) {
                Cell cell = cells.get(i);
                Trial trial = trial(cell);
                store.append(trial);
                instances.release(cell);
                progress.finished(trial);
            }
        } catch (IOException e) {
            failure.compareAndSet(null, new UncheckedIOException(e));
        } catch (RuntimeException | Error e) {
            // A fault of the harness itself, not of a mechanism: handed to the caller, who is in another thread.
            failure.compareAndSet(null, e);
        }
    }

    private Trial trial(Cell cell) {
        Instance instance = instances.of(cell);
        Mechanism mechanism = Roster.make(cell.choice().id(), cell.choice().settings());
        AtomicBoolean cancelled = new AtomicBoolean();
        RunContext context = new RunContext(cell.seed(), cell.limits(), 1, cancelled::get, Observer.NONE);
        Execution.Request request = new Execution.Request(
                instance, cell.instance(), mechanism, cell.choice().label(), cell.behaviour(), cell.incentives());
        Row row = watched(request, context, cancelled, GRACE_MILLIS);
        row.json().put("dataset", cell.dataset().label());
        row.json().put("settings", Cell.text(cell.choice().settings()));
        row.json().put("version", cell.version());
        row.json().put("cell", cell.key());
        return new Trial(row.json());
    }

    /**
     * Runs in a thread of its own; always gives a row.
     *
     * @param cancelled set when the run has outlasted its limit
     * @param graceMillis what a run may take beyond its limit and a half, and again after it was cancelled
     */
    static Row watched(Execution.Request request, RunContext context, AtomicBoolean cancelled, long graceMillis) {
        FutureTask<Row> task = new FutureTask<>(() -> {
            Execution execution = Execution.run(request, context);
            Outcome outcome = execution.outcome();
            return execution.row().prices(outcome == null ? null : outcome.prices(), Row.MOST_PRICES);
        });
        Thread thread = new Thread(task, "walras-cell " + request.name() + " " + request.label());
        thread.setDaemon(true);
        thread.start();
        String reason;
        Status status = Status.ERROR;
        try {
            Row row = await(task, patience(context.limits(), graceMillis));
            if (row == null) {
                cancelled.set(true);
                row = await(task, graceMillis);
            }
            if (row != null) {
                return row;
            }
            thread.interrupt();
            status = Status.TIMEOUT;
            reason = "no answer within " + context.limits().timeMillis() + " ms and the grace period";
        } catch (ExecutionException e) {
            reason = reason(e.getCause());
        }
        Row row = new Row(request.instance(), request.name(), request.label()).failed(status, reason);
        Execution.finish(row, request, context);
        return row.prices(null, 0);
    }

    private static long patience(Limits limits, long graceMillis) {
        return limits.timeMillis() > Long.MAX_VALUE / 4
                ? Long.MAX_VALUE
                : limits.timeMillis() + limits.timeMillis() / 2 + graceMillis;
    }

    private static @Nullable Row await(FutureTask<Row> task, long millis) throws ExecutionException {
        try {
            return task.get(millis, TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            return null;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the run was interrupted", e);
        }
    }

    private static String reason(@Nullable Throwable cause) {
        if (cause instanceof OutOfMemoryError) {
            return "out of memory\nMaybe give the JVM more with WALRAS_OPTS=-Xmx8g, or use fewer jobs.";
        }
        if (cause == null) {
            return "unknown";
        }
        StackTraceElement[] trace = cause.getStackTrace();
        return cause.getClass().getSimpleName() + ": " + cause.getMessage()
                + (trace.length == 0 ? "" : " at " + trace[0]);
    }
}
