package dev.walras.solver.model;

import dev.walras.mechanism.Observer;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Termination;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/** One run of an engine: the caller's context, with the clock that its time limit is measured by. Immutable. */
public final class Run {
    private static final long NEVER = Long.MAX_VALUE;
    /** A limit beyond this many milliseconds (about 100 years) is none. */
    private static final long LONGEST_MILLIS = 1L << 42;

    private final RunContext context;
    private final long startNanos;

    private Run(RunContext context, long startNanos) {
        this.context = context;
        this.startNanos = startNanos;
    }

    /** A run that starts now. */
    public static Run start(RunContext context) {
        return new Run(context, System.nanoTime());
    }

    /** The caller's context. */
    public RunContext context() {
        return context;
    }

    /** Milliseconds to the time limit, 0 or more; {@link Long#MAX_VALUE} when there is none. */
    public long remainingMillis() {
        long limit = context.limits().timeMillis();
        if (limit >= LONGEST_MILLIS) {
            return NEVER;
        }
        return Math.max(0, limit - (System.nanoTime() - startNanos) / 1_000_000);
    }

    /** Milliseconds since the run started. */
    public long elapsedMillis() {
        return (System.nanoTime() - startNanos) / 1_000_000;
    }

    /** Whether the time limit has passed or the caller has cancelled. */
    public boolean stopped() {
        return cancelled() || remainingMillis() == 0;
    }

    /** Whether the caller has cancelled. */
    public boolean cancelled() {
        return context.cancelled().getAsBoolean();
    }

    /** Why a search that did not come to its own end stopped. */
    public Termination cutReason() {
        return cancelled() ? Termination.CANCELLED : Termination.TIME_LIMIT;
    }

    /** Whether the work is limited, so that results must be reproducible. */
    public boolean workLimited() {
        return context.limits().work() != Long.MAX_VALUE;
    }

    /** Whether {@code bound} is close enough to {@code welfare} for the relative gap asked for. */
    public boolean closeEnough(long welfare, long bound) {
        return bound != Answer.NO_BOUND
                && (bound <= welfare
                        || (double) bound - welfare
                                <= context.limits().relativeGap() * Math.max(1.0, Math.abs((double) bound)));
    }

    /** This run, on the same clock, with a share of its work: {@code part / whole} of it, at least 1 unit. */
    public Run withShareOfWork(long part, long whole) {
        if (!workLimited() || whole <= 0) {
            return this;
        }
        long work = Math.max(1, (long) (context.limits().work() * ((double) part / whole)));
        return new Run(context.withLimits(context.limits().withWork(work)), startNanos);
    }

    /** This run, on the same clock, with at most {@code units} of work. */
    public Run withWork(long units) {
        long work = Math.max(1, Math.min(units, context.limits().work()));
        return new Run(context.withLimits(context.limits().withWork(work)), startNanos);
    }

    /** This run, on the same clock, with at most {@code millis} left from now on. */
    public Run withinMillis(long millis) {
        if (millis >= remainingMillis()) {
            return this;
        }
        long limit = Math.max(1, elapsedMillis() + millis);
        return new Run(context.withLimits(context.limits().withTimeMillis(limit)), startNanos);
    }

    /** This run, which also ends as if cancelled when {@code other} turns true. */
    public Run cancelledBy(BooleanSupplier other) {
        BooleanSupplier either =
                () -> other.getAsBoolean() || context.cancelled().getAsBoolean();
        RunContext both =
                new RunContext(context.seed(), context.limits(), context.threads(), either, context.observer());
        return new Run(both, startNanos);
    }

    /** This run without its observer. */
    public Run quietly() {
        return new Run(context.withObserver(Observer.NONE), startNanos);
    }

    /** This run with another number of threads. */
    public Run withThreads(int threads) {
        return new Run(context.withThreads(Math.max(1, threads)), startNanos);
    }

    /** Reports progress to the observer. */
    public void progress(String engine, @Nullable Long incumbent, @Nullable Long bound) {
        context.observer().progress(engine, incumbent, bound);
    }
}
