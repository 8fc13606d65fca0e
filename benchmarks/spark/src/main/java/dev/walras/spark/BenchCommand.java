package dev.walras.spark;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.bench.Stopwatch;
import dev.walras.harness.Json;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import org.apache.spark.api.java.JavaSparkContext;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

/** {@code walras spark bench}: what {@code walras bench spark} measures, as JSON. */
@Command(
        name = "bench",
        description = "Measures what a round of prices costs on Spark and in one process; prints one JSON object.",
        mixinStandardHelpOptions = true)
final class BenchCommand implements Callable<Integer> {
    @Spec
    private CommandSpec spec = CommandSpec.create();

    @Option(names = "--quick", description = "Tiny markets: seconds, and no number means anything.")
    private boolean quick;

    @Override
    public Integer call() throws IOException {
        PrintWriter err = spec.commandLine().getErr();
        Stopwatch watch = Stopwatch.start();
        JavaSparkContext context = Sessions.context("bench");
        ObjectNode result = Json.object();
        result.put("spark", context.version()).put("master", context.master());
        result.put("startWall", watch.wallSeconds()).put("startCpu", watch.cpuSeconds());
        RoundCosts costs = new RoundCosts(context, quick ? 1 : 3);
        ArrayNode rows = result.putArray("rows");
        int cores = context.defaultParallelism();
        // Many parts of a small market: what a task costs.
        err.println("round costs: tasks");
        rows.add(costs.at(quick ? 200_000 : 1_000_000, 100, cores));
        rows.add(costs.at(quick ? 200_000 : 1_000_000, 100, 8 * cores));
        for (long edges : quick ? new long[] {100_000} : new long[] {1_000_000, 10_000_000}) {
            err.println("round costs: " + edges + " edges");
            rows.add(costs.at(edges, 1_000, cores));
        }
        err.println("round costs: 10,000 offers");
        rows.add(costs.at(quick ? 100_000 : 10_000_000, 10_000, cores));
        spec.commandLine().getOut().println(Json.line(result));
        spec.commandLine().getOut().flush();
        return 0;
    }
}
