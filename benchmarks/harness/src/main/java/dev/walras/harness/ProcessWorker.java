package dev.walras.harness;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Runs cells in a process of its own, which is started with the first and replaced when it has to be. */
final class ProcessWorker implements Worker {
    /** How often a cell is tried whose process somebody else stopped. */
    private static final int TRIES = 3;

    private final ProcessCrew crew;
    private final List<Integer> cores;
    private @Nullable WorkerProcess child;

    /** @param cores that the process is bound to; empty when it is not */
    ProcessWorker(ProcessCrew crew, List<Integer> cores) {
        this.crew = crew;
        this.cores = List.copyOf(cores);
    }

    @Override
    public Trial run(Cell cell) throws IOException {
        Attempt attempt = new Attempt(cell);
        for (int tries = 1; ; tries++) {
            WorkerProcess running = running();
            if (attempt.on(running)) {
                return stamped(attempt.row);
            }
            child = null;
            WorkerProcess.Death death = running.death();
            crew.end(running);
            if (!death.fromOutside() || tries == TRIES) {
                ObjectNode row = attempt.row;
                row.put("status", death.status().code());
                row.put("reason", death.reason());
                return stamped(row);
            }
        }
    }

    /** The process, started anew when there is none. */
    private WorkerProcess running() throws IOException {
        for (int tries = 1; child == null; tries++) {
            WorkerProcess started = crew.start(cores);
            if (started.read() != null) {
                child = started;
                return started;
            }
            WorkerProcess.Death death = started.death();
            crew.end(started);
            if (!death.fromOutside() || tries == TRIES) {
                throw new IOException("a worker process does not start: " + death.reason()
                        + "\nMaybe --workers threads does, or another WALRAS_OPTS.");
            }
        }
        return child;
    }

    private Trial stamped(ObjectNode row) {
        row.put("workers", "processes");
        row.put("timing", crew.resources().timing().name().toLowerCase(Locale.ROOT));
        if (!cores.isEmpty()) {
            row.put(
                    "cores",
                    String.join(",", cores.stream().map(String::valueOf).toList()));
        }
        return Trial.owning(row);
    }

    /** A cell on its way. */
    private final class Attempt {
        private final Cell cell;
        /** What is known so far: at the end, the result. */
        private ObjectNode row;

        Attempt(Cell cell) {
            this.cell = cell;
            this.row = CellRunner.blank(cell, null, Status.CRASHED, "");
        }

        /** Runs the cell; false when the process died of it. */
        boolean on(WorkerProcess running) {
            long grace = crew.launch().graceMillis();
            running.mustRestWithin(
                    crew.launch().buildMillis(),
                    "the instance was not built within " + crew.launch().buildMillis() + " ms");
            running.send(cell.json());
            for (JsonNode message = running.read(); message != null; message = running.read()) {
                if (message.get("begun") instanceof ObjectNode begun) {
                    row = begun;
                    running.mustRestWithin(
                            CellRunner.patience(cell.limits(), grace) + 2 * grace, CellRunner.late(cell.limits()));
                } else if (message.get("trial") instanceof ObjectNode trial) {
                    row = trial;
                    boolean lives = running.rest();
                    if (!lives || spent(message.path("memory").asLong())) {
                        crew.end(running);
                        child = null;
                    }
                    return true;
                }
            }
            return false;
        }

        /** Whether the process had better not run another cell. */
        private boolean spent(long memory) {
            Status status = Status.of(row.path("status").asText());
            // A thread that did not come back may still be running, and a heap that was full may be in any state.
            return status == Status.TIMEOUT
                    || status == Status.OUT_OF_MEMORY
                    || memory > crew.resources().memoryBytes() / 2;
        }
    }

    @Override
    public void close() {
        if (child != null) {
            crew.end(child);
            child = null;
        }
    }
}
