package dev.walras.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.columns.EdgeBuyers;
import dev.walras.columns.EdgeDemand;
import dev.walras.columns.EdgeMarket;
import dev.walras.datasets.generate.EdgeDraw;
import dev.walras.datasets.generate.EdgeMarkets;
import dev.walras.harness.FloorClearing;
import dev.walras.harness.Json;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanisms.price.ascent.AcceleratedRule;
import dev.walras.mechanisms.price.ascent.Ascent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/**
 * The packed job on a real cluster: master, two workers, their executors and the driver are JVMs of their own. Runs
 * after packing.
 */
class ClusterTest {
    private static final long PATIENCE_SECONDS = 240;
    private static final double GAP = 0.002;
    private static final int EDGES = 1_000_000;

    private static final Map<String, String> SETTINGS = Map.of(
            "spark.driver.host", "127.0.0.1",
            "spark.driver.bindAddress", "127.0.0.1",
            "spark.ui.enabled", "false",
            "spark.executor.memory", "640m");

    /** What one JVM answers, with threads and no Spark. */
    private static ObjectNode inOneProcess() {
        EdgeMarket market = EdgeMarkets.draw(EdgeDraw.of(EdgeDraw.Shape.GENERAL, EDGES, 1_000, 7));
        try (EdgeDemand demand = new EdgeDemand(market, 2)) {
            Ascent ascent = new Ascent(demand, new AcceleratedRule(demand));
            ascent.run(new Ascent.Stop(GAP, 500));
            return Answer.of(market, ascent.certificate()).json().put("rounds", ascent.rounds());
        }
    }

    @Test
    void aWorkerKilledBetweenRoundsChangesNoBit() throws IOException, InterruptedException {
        Path target = Path.of(System.getProperty("walras.spark.target", "target"));
        assumeTrue(Files.exists(target.resolve(JobFiles.JAR)), "the job is not packed: run mvn verify");
        assumeTrue(canFork(), "no process can be started here: the cluster test is skipped");
        ObjectNode expected = inOneProcess();
        try (StandaloneCluster cluster = new StandaloneCluster(target, 2)) {
            Process driver = cluster.submit(
                    SETTINGS,
                    "clear",
                    "--edges",
                    "" + EDGES,
                    "--seed",
                    "7",
                    "--gap",
                    "" + GAP,
                    "--rounds",
                    "500",
                    "--partitions",
                    "8",
                    "--json");
            await(cluster, driver, "round 20,");
            cluster.killWorker(1);
            assertTrue(driver.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "no end: " + log(cluster));
            assertEquals(0, driver.exitValue(), () -> log(cluster));
            assertTrue(log(cluster).contains("Lost executor"), () -> "nobody was missed: " + log(cluster));
            JsonNode answer = Json.read(cluster.written("driver", "out").strip());
            assertEquals("tolerance", answer.path("termination").asText());
            expected.properties()
                    .forEach(field -> assertEquals(
                            Json.line(field.getValue()), Json.line(answer.path(field.getKey())), field.getKey()));
            assertFalse(expected.isEmpty());
            anyPriceProcessRunsOnWhatIsLeft(cluster);
        }
    }

    /** A few rounds of tatonnement, message by message, on the worker that lives. */
    private static void anyPriceProcessRunsOnWhatIsLeft(StandaloneCluster cluster)
            throws IOException, InterruptedException {
        EdgeMarket market = EdgeMarkets.draw(EdgeDraw.of(EdgeDraw.Shape.GENERAL, 150_000, 50, 7));
        FloorClearing expected;
        try (EdgeBuyers buyers = new EdgeBuyers(market, 2)) {
            Limits limits = new Limits(Long.MAX_VALUE, 5, Long.MAX_VALUE, 0.01);
            expected = FloorClearing.run(
                    FloorClearing.process("price.tatonnement", Map.of()),
                    buyers,
                    FloorClearing.judge(market),
                    RunContext.seeded(7).withLimits(limits));
        }
        Process driver = cluster.submit(
                SETTINGS,
                "clear",
                "--edges",
                "150000",
                "--offers",
                "50",
                "--seed",
                "7",
                "--rounds",
                "5",
                "--mechanism",
                "price.tatonnement",
                "--partitions",
                "3",
                "--json");
        assertTrue(driver.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS), () -> "no end: " + log(cluster));
        assertEquals(0, driver.exitValue(), () -> log(cluster));
        JsonNode answer = Json.read(cluster.written("driver", "out").strip());
        Answer.of(expected)
                .json()
                .properties()
                .forEach(field -> assertEquals(
                        Json.line(field.getValue()), Json.line(answer.path(field.getKey())), field.getKey()));
        assertEquals(expected.traffic().messages(), answer.path("messages").asLong());
        assertEquals(5, answer.path("rounds").asInt());
    }

    private static boolean canFork() throws InterruptedException {
        try {
            return new ProcessBuilder(
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                                    "-version")
                            .redirectErrorStream(true)
                            .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                            .start()
                            .waitFor()
                    == 0;
        } catch (IOException e) {
            return false;
        }
    }

    private static void await(StandaloneCluster cluster, Process driver, String line)
            throws IOException, InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(PATIENCE_SECONDS);
        while (!cluster.written("driver", "log").contains(line)) {
            assertTrue(driver.isAlive() && System.nanoTime() < end, () -> "never at " + line + " " + log(cluster));
            TimeUnit.MILLISECONDS.sleep(50);
        }
    }

    private static String log(StandaloneCluster cluster) {
        try {
            return cluster.written("driver", "log");
        } catch (IOException e) {
            return "no log: " + e;
        }
    }
}
