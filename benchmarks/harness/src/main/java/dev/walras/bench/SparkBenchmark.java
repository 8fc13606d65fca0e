package dev.walras.bench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import dev.walras.harness.CodeVersion;
import dev.walras.harness.Json;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A round of prices on Apache Spark beside the same round in one process, and what that means for a market of 10^9
 * edges on 100 machines. Runs {@code walras spark bench} as a process of its own, for nothing here knows Spark.
 */
public final class SparkBenchmark implements Benchmark {
    private static final long MOST_MINUTES = 20;

    private static final Target EQUAL = Target.atMost(
            "spark.equal", "numbers of a reply on Spark that differ from one process in any bit", 0, "numbers");

    private final @Nullable Path root;

    /** Looks for the launcher {@code walras} above this program, then above the working directory. */
    public SparkBenchmark() {
        this(root());
    }

    /** Uses the launcher in {@code root}; null for none. */
    SparkBenchmark(@Nullable Path root) {
        this.root = root;
    }

    @Override
    public String id() {
        return "spark";
    }

    @Override
    public String title() {
        return "Beyond one machine: Apache Spark";
    }

    @Override
    public List<String> jvm() {
        return List.of("-Xmx256m");
    }

    private static @Nullable Path root() {
        List<Path> starts = new ArrayList<>();
        try {
            starts.add(Path.of(SparkBenchmark.class
                    .getProtectionDomain()
                    .getCodeSource()
                    .getLocation()
                    .toURI()));
        } catch (URISyntaxException e) {
            throw new IllegalStateException("the place of this program is no path", e);
        }
        starts.add(Path.of("").toAbsolutePath());
        for (Path start : starts) {
            for (Path at = start; at != null; at = at.getParent()) {
                if (Files.isExecutable(at.resolve("walras")) && Files.exists(at.resolve("benchmarks/spark/pom.xml"))) {
                    return at;
                }
            }
        }
        return null;
    }

    @Override
    public void run(Bench bench) throws IOException, InterruptedException {
        Path folder = root;
        if (folder == null) {
            bench.target(EQUAL.missing(
                    "the launcher walras was not found above " + Path.of("").toAbsolutePath()));
            return;
        }
        // A quick run is part of the tests of the build, and must not start a build itself.
        if (bench.quick() && !Files.exists(folder.resolve("benchmarks/spark/target/walras-spark.jar"))) {
            bench.target(EQUAL.missing("benchmarks/spark is not packed, and a quick run does not build"));
            return;
        }
        bench.say("starting walras spark bench (its first use fetches the jars of Spark)");
        Path log = Files.createTempFile("walras-spark", ".log");
        try {
            String answer = answer(folder, bench, log);
            if (answer.isEmpty()) {
                bench.target(EQUAL.missing("walras spark bench failed: " + tail(log)));
                return;
            }
            report(Json.read(answer), bench);
        } catch (JsonProcessingException e) {
            bench.target(EQUAL.missing("walras spark bench did not print JSON: " + e.getOriginalMessage()));
        } finally {
            Files.deleteIfExists(log);
        }
    }

    /** The last line that the command prints; empty when it fails. */
    private static String answer(Path folder, Bench bench, Path log) throws IOException, InterruptedException {
        List<String> command = new ArrayList<>(List.of(folder.resolve("walras").toString(), "spark", "bench"));
        if (bench.quick()) {
            command.add("--quick");
        }
        Path out = Files.createTempFile("walras-spark", ".json");
        Process process = new ProcessBuilder(command)
                .redirectError(log.toFile())
                .redirectOutput(out.toFile())
                .start();
        try {
            boolean ended = process.waitFor(MOST_MINUTES, TimeUnit.MINUTES);
            List<String> lines = Files.readAllLines(out, StandardCharsets.UTF_8);
            return ended && process.exitValue() == 0 && !lines.isEmpty() ? lines.getLast() : "";
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly().waitFor();
            Files.deleteIfExists(out);
        }
    }

    private static String tail(Path log) throws IOException {
        List<String> lines = Files.readAllLines(log, StandardCharsets.ISO_8859_1);
        return String.join(" ", lines.subList(Math.max(0, lines.size() - 3), lines.size()));
    }

    /** Tells what was measured. */
    static void report(JsonNode result, Bench bench) {
        Bench.Table table = bench.table(
                "A round of prices in one process and on Spark "
                        + result.path("spark").asText() + " ("
                        + result.path("master").asText() + "), milliseconds",
                "edges",
                "offers",
                "parts",
                "one process, wall",
                "CPU",
                "Spark, wall",
                "CPU",
                "Spark costs more: wall",
                "CPU",
                "rounds to 1 %");
        long different = 0;
        for (JsonNode row : result.path("rows")) {
            different += row.path("different").asLong();
            table.row(
                    row.path("edges").asLong(),
                    row.path("offers").asLong(),
                    row.path("partitions").asLong(),
                    row.path("wall").asDouble(),
                    row.path("cpu").asDouble(),
                    row.path("sparkWall").asDouble(),
                    row.path("sparkCpu").asDouble(),
                    row.path("sparkWall").asDouble() - row.path("wall").asDouble(),
                    row.path("sparkCpu").asDouble() - row.path("cpu").asDouble(),
                    row.path("rounds").asLong());
        }
        bench.target(EQUAL.reached(
                (double) different, "the tallies of blocks are whole numbers and must merge exactly: this is a fault"));
        SparkModel model = SparkModel.of(result.path("rows"));
        model.tell(bench);
        bench.note("Both run the same ascent to a certified 1 % on the same market with the same kernel, in one process"
                + " with the same cores; the cheapest of three ascents counts, after one to warm up. Spark runs in local"
                + " mode, so bytes do not cross a network here. A context starts in "
                + Bench.digits(result.path("startWall").asDouble()) + " s ("
                + Bench.digits(result.path("startCpu").asDouble()) + " s of CPU). Code " + CodeVersion.RELEASE + ".");
    }
}
