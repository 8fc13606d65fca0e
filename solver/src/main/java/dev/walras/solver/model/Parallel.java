package dev.walras.solver.model;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;

/** Runs independent tasks on a few threads, and waits for all of them. */
public final class Parallel {
    private Parallel() {}

    /**
     * Runs all tasks, at most {@code threads} at a time, in order of the list; then fails with the first failure in
     * that order.
     *
     * @param afterEach called after every task, on its thread
     */
    public static void run(List<Runnable> tasks, int threads, Runnable afterEach) {
        int width = Math.min(threads, tasks.size());
        if (width <= 1) {
            for (Runnable task : tasks) {
                task.run();
                afterEach.run();
            }
            return;
        }
        AtomicInteger next = new AtomicInteger();
        ExecutorService pool = Executors.newFixedThreadPool(width, work -> {
            Thread thread = new Thread(work, "walras-solver-" + next.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        try {
            List<Future<?>> futures = new ArrayList<>();
            for (Runnable task : tasks) {
                futures.add(pool.submit(() -> {
                    try {
                        task.run();
                    } finally {
                        afterEach.run();
                    }
                }));
            }
            waitFor(futures);
        } finally {
            pool.shutdown();
        }
    }

    /** Waits for all, also when interrupted: native code may be at work on what the tasks share. */
    private static void waitFor(List<Future<?>> futures) {
        boolean interrupted = false;
        Throwable failure = null;
        for (int i = 0; i < futures.size(); ) {
            try {
                futures.get(i).get();
                i++;
            } catch (InterruptedException e) {
                interrupted = true;
            } catch (ExecutionException e) {
                failure = failure == null ? e.getCause() : failure;
                i++;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure instanceof RuntimeException exception) {
            throw exception;
        }
        if (failure instanceof Error error) {
            throw error;
        }
    }
}
