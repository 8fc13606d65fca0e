package dev.walras.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.harness.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SparkBenchmarkTest {
    /** Costs a job of 10 ms, a task of 0.5 ms; 2 ns an edge; one number differs in the second row. */
    private static final String ANSWER = """
            {"spark":"4.2.0","master":"local[2,4]","startWall":3,"startCpu":4,"rows":[
            {"edges":1000000,"offers":100,"wall":1,"cpu":2,"sparkWall":11,"sparkCpu":20,"partitions":2,
             "rounds":50,"tallyBytes":1800,"quoteBytes":500,"different":0},
            {"edges":1000000,"offers":100,"wall":1,"cpu":2,"sparkWall":18,"sparkCpu":30,"partitions":16,
             "rounds":50,"tallyBytes":1800,"quoteBytes":500,"different":1},
            {"edges":10000000,"offers":10000,"wall":10,"cpu":20,"sparkWall":20,"sparkCpu":40,"partitions":2,
             "rounds":60,"tallyBytes":160000,"quoteBytes":40000,"different":0}]}
            """;

    private static Bench bench() {
        return new Bench(Bench.Size.QUICK, Optional.empty(), line -> {});
    }

    @Test
    void sparkThatIsNotPackedIsATargetNotMeasured(@TempDir Path root) throws IOException, InterruptedException {
        Bench bench = bench();
        new SparkBenchmark(root).run(bench);
        assertEquals(1, bench.targets().size());
        assertEquals(Target.Verdict.NOT_MEASURED, bench.targets().get(0).verdict());
        assertTrue(bench.targets().get(0).remark().contains("not packed"));
    }

    @Test
    void anAnswerBecomesTablesAndADifferentBitAMiss(@TempDir Path root) throws IOException, InterruptedException {
        Path launcher = root.resolve("walras");
        Files.writeString(launcher, "#!/bin/sh\ncat <<'E'\n" + ANSWER.replace("\n", " ") + "\nE\n");
        assertTrue(launcher.toFile().setExecutable(true));
        Files.createDirectories(root.resolve("benchmarks/spark/target"));
        Files.writeString(root.resolve("benchmarks/spark/target/walras-spark.jar"), "");
        Bench bench = bench();
        new SparkBenchmark(root).run(bench);
        assertEquals(Target.Verdict.MISSED, bench.targets().get(0).verdict());
        assertEquals(2, bench.tables().size());
        assertEquals(3, bench.tables().get(0).rows().size());
        assertTrue(bench.notes().size() >= 2);
    }

    @Test
    void aLauncherThatFailsIsATargetNotMeasured(@TempDir Path root) throws IOException, InterruptedException {
        Path launcher = root.resolve("walras");
        Files.writeString(launcher, "#!/bin/sh\necho no JDK >&2\nexit 2\n");
        assertTrue(launcher.toFile().setExecutable(true));
        Files.createDirectories(root.resolve("benchmarks/spark/target"));
        Files.writeString(root.resolve("benchmarks/spark/target/walras-spark.jar"), "");
        List<String> said = new ArrayList<>();
        Bench bench = new Bench(Bench.Size.QUICK, Optional.empty(), said::add);
        new SparkBenchmark(root).run(bench);
        assertEquals(Target.Verdict.NOT_MEASURED, bench.targets().get(0).verdict());
        assertTrue(bench.targets().get(0).remark().contains("no JDK"));
        assertTrue(said.size() >= 2);
    }

    @Test
    void theModelAddsAnswersJobsTasksAndBytes() throws IOException {
        SparkModel model = SparkModel.of(Json.read(ANSWER).path("rows"));
        assertEquals(2, model.nanosPerEdge(), 1e-12);
        assertEquals(10, model.jobMillis(), 1e-12);
        assertEquals(0.5, model.taskMillis(), 1e-12);
        // 1.25e6 edges a core x 2 ns = 2.5 ms; two stages 20 ms; (800 + 28.28) x 0.5 ms; 6.64 x 40 kB and 2 x 28.28 x
        // 160 kB at 1.25 MB a millisecond.
        double network = (40_000 * (Math.log(100) / Math.log(2)) + 2 * Math.sqrt(800) * 160_000) / 1.25e6;
        assertEquals(2.5 + 20 + (800 + Math.sqrt(800)) * 0.5 + network, model.roundMillis(), 1e-9);
    }
}
