package dev.walras.bench;

import java.io.IOException;
import java.util.List;

/** Exact engines at the limit: merit order, assignment, payments of all, and what our path adds to a native engine. */
public final class ExactBenchmark implements Benchmark {
    @Override
    public String id() {
        return "exact";
    }

    @Override
    public String title() {
        return "Exact engines";
    }

    @Override
    public List<String> jvm() {
        return List.of("-Xmx5g");
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        bench.note("Times are seconds of processor time of the one thread that works, the least of several runs where"
                + " they are short; both sides of a ratio run alternately in one process. Memory is the high-water"
                + " mark of the resident set of a process of its own.");
        new ExactOrders(bench).run();
        new ExactAssignments(bench).run();
        new ExactOverhead(bench).run();
    }
}
