package dev.walras.bench;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.harness.Cell;
import dev.walras.harness.CellServer;
import dev.walras.harness.Json;
import dev.walras.harness.Status;
import dev.walras.harness.Trial;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.ThreadMXBean;
import java.util.function.Consumer;

/** A worker process whose cells burn a core for as long as their setting {@code millis} says, and nothing else. */
final class BurnWorker {
    /** The field of the processor time that a cell burnt, in milliseconds. */
    static final String BURNT = "burntMillis";

    private BurnWorker() {}

    public static void main(String[] args) throws IOException {
        CellServer.serve(args, BurnWorker::burn);
    }

    /** Burns, and says for how long. */
    static Trial burn(Cell cell, Consumer<ObjectNode> begun) {
        long nanos = 1_000_000L * Long.parseLong(cell.choice().settings().getOrDefault("millis", "0"));
        ObjectNode row = Json.object();
        row.put("cell", cell.key());
        row.put("instance", cell.instance());
        row.put("mechanism", cell.choice().label());
        row.put("status", Status.OK.code());
        begun.accept(row);
        ThreadMXBean threads = ManagementFactory.getThreadMXBean();
        long cpu = threads.getCurrentThreadCpuTime();
        long start = System.nanoTime();
        long now = start;
        while (now - start < nanos) {
            Thread.onSpinWait();
            now = System.nanoTime();
        }
        row.put("wallMillis", (now - start) / 1e6);
        row.put(BURNT, (threads.getCurrentThreadCpuTime() - cpu) / 1e6);
        return new Trial(row);
    }
}
