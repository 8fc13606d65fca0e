package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.datasets.InstanceFormatException;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.Observer;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.problem.Instance;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Runs cells in this process, one after the other, and gives a row for each, whatever happens. What a cell gives
 * depends on the cell alone ({@link Trial#decided}); times do not.
 *
 * <p>Every cell runs in a thread of its own and is watched: one that outlasts its time limit by half and a grace period
 * is cancelled, and when it does not come back even then it is left behind and becomes a time-out. Exceptions of a
 * mechanism become rows, as does an instance that cannot be built.
 *
 * <p>One is for one thread; it remembers the instance of its last cell, so that cells of one instance should follow one
 * another.
 */
public final class CellRunner implements CellBody {
    /** What a cell may take beyond its time limit before it is cancelled, and again before it is left behind. */
    static final long GRACE_MILLIS = 5_000;

    private final Function<Cell, Instance> instances;
    private final long graceMillis;

    /** Builds instances itself. */
    public CellRunner() {
        this(new LastInstance(), GRACE_MILLIS);
    }

    /** Builds instances itself, with another grace period. */
    CellRunner(long graceMillis) {
        this(new LastInstance(), graceMillis);
    }

    CellRunner(Function<Cell, Instance> instances, long graceMillis) {
        this.instances = instances;
        this.graceMillis = graceMillis;
    }

    /** Builds the instance of a cell, unless it is that of the cell before. */
    private static final class LastInstance implements Function<Cell, Instance> {
        private String name = "";
        private @Nullable Instance instance;

        @Override
        public Instance apply(Cell cell) {
            String wanted = cell.source() + "\n" + cell.instance();
            Instance last = instance;
            if (last == null || !name.equals(wanted)) {
                // Not two at a time: the last one goes before the next is built.
                instance = null;
                last = Sources.open(cell.dataset().source(), cell.instanceSeed());
                instance = last;
                name = wanted;
            }
            return last;
        }
    }

    /** Runs a cell. */
    public Trial run(Cell cell) {
        return run(cell, begun -> {});
    }

    @Override
    public Trial run(Cell cell, Consumer<ObjectNode> begun) {
        Instance instance;
        try {
            instance = instances.apply(cell);
        } catch (IllegalArgumentException | InstanceFormatException | UncheckedIOException e) {
            return Trial.owning(blank(cell, null, Status.ERROR, "the instance cannot be built: " + e.getMessage()));
        }
        begun.accept(blank(cell, instance, Status.ERROR, ""));
        Mechanism mechanism = Roster.make(cell.choice().id(), cell.choice().settings());
        AtomicBoolean cancelled = new AtomicBoolean();
        RunContext context =
                new RunContext(cell.seed(), cell.limits(), cell.resources().threads(), cancelled::get, Observer.NONE);
        Execution.Request request = new Execution.Request(
                instance, cell.instance(), mechanism, cell.choice().label(), cell.behaviour(), cell.incentives());
        double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
        ObjectNode row = watched(request, context, cancelled, graceMillis).json();
        stamp(row, cell);
        Json.put(row, "loadAverage", load < 0 ? Double.NaN : load);
        return Trial.owning(row);
    }

    /** The trial of a cell whose run left nothing behind, such as one whose process died. */
    public static Trial failed(Cell cell, Status status, String reason) {
        return Trial.owning(blank(cell, null, status, reason));
    }

    /** The row of a run that gave no outcome, where it has none of its own. */
    static ObjectNode blank(Cell cell, @Nullable Instance instance, Status status, String reason) {
        ObjectNode row = Json.object();
        row.put("instance", cell.instance());
        row.put("family", instance == null ? "unknown" : instance.problem().family());
        row.put("mechanism", cell.choice().label());
        Row.fail(row, status, reason);
        row.put("engine", "");
        row.put("seed", cell.seed());
        row.put("behaviour", cell.behaviour());
        if (instance == null) {
            row.putNull("goods").putNull("participants").putNull("orders").putNull("traits");
        } else {
            Row.size(row, instance.market());
        }
        row.putNull("prices");
        stamp(row, cell);
        return row;
    }

    private static void stamp(ObjectNode row, Cell cell) {
        row.put("dataset", cell.dataset().label());
        row.put("settings", Cell.text(cell.choice().settings()));
        row.put("version", cell.version());
        row.put("cell", cell.key());
        row.put("threads", cell.resources().threads());
        row.putNull("cpuMillis").putNull("peakRssBytes").putNull("loadAverage");
        row.put("workers", "threads").put("timing", "shared").putNull("cores");
        row.put("host", Machine.host());
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
        Status status;
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
            reason = late(context.limits());
        } catch (ExecutionException e) {
            status = e.getCause() instanceof OutOfMemoryError ? Status.OUT_OF_MEMORY : Status.ERROR;
            reason = reason(e.getCause());
        }
        Row row = new Row(request.instance(), request.name(), request.label()).failed(status, reason);
        Execution.finish(row, request, context);
        return row.prices(null, 0);
    }

    /** How long a run may take before it is cancelled, in milliseconds. */
    static long patience(Limits limits, long graceMillis) {
        return limits.timeMillis() > Long.MAX_VALUE / 4
                ? Long.MAX_VALUE / 2
                : limits.timeMillis() + limits.timeMillis() / 2 + graceMillis;
    }

    /** Why a run that did not come back is a time-out. */
    static String late(Limits limits) {
        return "no answer within " + limits.timeMillis() + " ms and the grace period";
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
