package dev.walras.datasets.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.datasets.InstanceFormatException;
import dev.walras.market.LongVector;
import dev.walras.mechanism.Settings;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.Problem;
import dev.walras.problem.SlaMatchingProblem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TraceFormatsTest {
    private static final String NODES = """
            sn,cpu_milli,memory_mib,gpu,model
            n0,64000,1000,2,T4
            n1,32000,2000,0,
            """;
    private static final String PODS = """
            name,cpu_milli,memory_mib,num_gpu,gpu_milli,gpu_spec,qos,pod_phase,creation_time,deletion_time,scheduled_time
            a,4000,512,1,250,T4|P100,LS,Running,500,4100,
            b,8000,1024,2,1000,,BE,Running,100,3700,100
            c,1000,0,0,0,,BE,Failed,900,800,900
            d,0,0,0,0,,BE,Failed,1,2,1
            e,short
            """;
    private static final String PRICES = """
            provider,model,base_model,context,input_usd_per_mtok,output_usd_per_mtok
            cheap,m,org/m,,1,2
            dear,m,org/m,9000,2.5,10
            dear,m-fast,org/m,9000,3,12
            free,m,org/m,9000,0,0
            router,m,org/m,9000,-1,-1
            short,m,org/m,100,1,1
            unknown,m,org/m,9000,,
            other,x,org/x,9000,1,1
            """;
    private static final String TRACE = """
            TIMESTAMP,ContextTokens,GeneratedTokens
            2023-11-16 18:00:00,1000,100
            2023-11-16 18:00:01,250,50
            2023-11-16 18:00:02,0,0
            """;

    @TempDir
    private Path folder;

    private final List<String> warnings = new ArrayList<>();

    private Path file(String name, String text) {
        Path file = folder.resolve(name);
        try {
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new AssertionError(e);
        }
        return file;
    }

    private Problem read(String format, List<Path> files, String... settings) {
        return Formats.byId(format).read(files, new Settings(format, Settings.parse(settings)), warnings::add);
    }

    @Test
    void podsTakeSharesOfOneGpuOrSeveralWholeOnes() {
        AllocationProblem problem =
                (AllocationProblem) read("openb", List.of(file("nodes.csv", NODES), file("pods.csv", PODS)));
        assertEquals(2, problem.nodes().size());
        assertEquals(
                LongVector.of(64_000, 1_000, 2_000),
                problem.nodes().get(0).capacity().get(0));
        assertEquals(2, problem.jobs().size());
        assertEquals(LongVector.of(4_000, 512, 250), problem.jobs().get(0).requirement());
        assertEquals(List.of("T4", "P100"), problem.jobs().get(0).nodeTypes());
        assertEquals(LongVector.of(8_000, 1_024, 2_000), problem.jobs().get(1).requirement());
        assertEquals(1, problem.participants().get(0).arrival(), "a was created after b");
        assertEquals(3, warnings.size(), warnings.toString());
    }

    @Test
    void aPodIsWorthItsHoursAtReferencePrices() {
        // By hand: pod b ran one hour with 8 cores at 0.1, 1 GiB at 0.2 and 2 GPUs at 1: 3 USD; class BE; times 0.5 to
        // 2.
        AllocationProblem problem = (AllocationProblem) read(
                "openb",
                List.of(file("nodes.csv", NODES), file("pods.csv", PODS)),
                "core-hour=0.1",
                "gib-hour=0.2",
                "gpu-hour=1");
        long value = problem.jobs().get(1).valueMicros();
        assertTrue(value >= 1_500_000 && value <= 6_000_000, "value " + value);
    }

    @Test
    void twoPodsOfOneNameAreAnError() {
        List<Path> files = List.of(file("nodes.csv", NODES), file("pods.csv", PODS + "a,1,1,0,0,,LS,Running,1,2,1\n"));
        var e = assertThrows(InstanceFormatException.class, () -> read("openb", files));
        assertTrue(e.getMessage().contains("pods.csv: duplicate"), e.getMessage());
    }

    @Test
    void theSameSeedGivesTheSameSampleAndValues() {
        List<Path> files = List.of(file("nodes.csv", NODES), file("pods.csv", PODS));
        Problem one = read("openb", files, "sample=random", "pods=1", "nodes=1", "seed=5");
        assertEquals(one, read("openb", files, "sample=random", "pods=1", "nodes=1", "seed=5"));
        assertNotEquals(one, read("openb", files, "sample=random", "pods=1", "nodes=1", "seed=6"));
    }

    @Test
    void missingResponseTimesConnectNobody() {
        Path matrix = file("rt.txt", "0.25 -1\n1.5 0.0015\n");
        SlaMatchingProblem problem = (SlaMatchingProblem) read("wsdream", List.of(matrix), "target=200", "limit=1000");
        assertEquals(
                List.of("user0", "user1", "service0", "service1"),
                problem.network().regions());
        assertEquals(
                LongVector.of(-1, -1, 250, -1),
                problem.network().latencyMillis().get(0));
        assertEquals(
                LongVector.of(-1, -1, 1500, 2),
                problem.network().latencyMillis().get(1));
        // Two offers, and the pairs (0, 0) and (1, 1): 1500 ms is beyond the limit.
        assertEquals(4, problem.instance().market().orders());
    }

    @Test
    void serviceListsOfAnotherLengthAreNotUsed() {
        Path matrix = file("rt.txt", "0.25 0.5\n");
        Path users = file("users.txt", "[User ID]\t[Country]\n=====\t\n0\tUnited States\n");
        Path services = file("services.tsv", "service_id\tcountry\n0\tFrance\n");
        SlaMatchingProblem problem = (SlaMatchingProblem) read("wsdream", List.of(matrix, users, services));
        assertEquals("user0-United-States", problem.requests().get(0).id());
        assertEquals("service0", problem.offers().get(0).id());
        assertEquals(1, warnings.size());
    }

    @Test
    void costsOfProvidersAreExactOnAverage() {
        SlaMatchingProblem problem = (SlaMatchingProblem) read(
                "llm-routing",
                List.of(file("prices.csv", PRICES), file("trace.csv", TRACE)),
                "tokens-per-unit=100",
                "output-weight=4",
                "capacity=2");
        assertEquals("trace/org/m", problem.id());
        // By hand: 1000 + 4 x 100 tokens are 14 units, 250 + 4 x 50 are 4.5, rounded up to 5.
        assertEquals(14, problem.requests().get(0).units());
        assertEquals(5, problem.requests().get(1).units());
        // 1250 input and 150 output tokens cost 1250 + 300 micros at "cheap", 3125 + 1500 at "dear", over 19 units.
        assertEquals(2, problem.offers().size());
        assertEquals(82, problem.offers().get(0).costMicrosPerUnit());
        assertEquals(243, problem.offers().get(1).costMicrosPerUnit());
        assertEquals(19, problem.offers().get(0).capacityUnits());
        assertEquals(5, warnings.size(), warnings.toString());
    }

    @Test
    void anUnknownModelIsAnError() {
        var e = assertThrows(
                InstanceFormatException.class,
                () -> read(
                        "llm-routing", List.of(file("prices.csv", PRICES), file("trace.csv", TRACE)), "model=org/n"));
        assertTrue(e.getMessage().contains("Maybe \"org/m\" was meant."), e.getMessage());
    }

    @Test
    void workMovesOnlyBetweenNearRegions() {
        Path prices = file("prices.csv", "machine_type,region,usd_hour\nbig,eu,2\nbig,us,1\nbig,mars,9\nsmall,eu,1\n");
        Path latency = file("rtt.csv", "src,eu,us,asia\neu,1,90,200\nus,400,1,150\nasia,1,1,1\n");
        Path costs = file("egress.csv", "src,dst,cost\neu,us,0.02\neu,internet,0.09\n");
        ArbitrageProblem problem = (ArbitrageProblem)
                read("price-latency", List.of(prices, latency, costs), "gb-per-hour=3", "max-latency=100");
        assertEquals(List.of("eu", "us"), problem.venues());
        assertEquals(1, problem.routes().size());
        assertEquals("eu>us", problem.routes().get(0).id());
        assertEquals(60_000, problem.routes().get(0).feeMicrosPerUnit());
        assertEquals(2_000_000, problem.asks().get(0).steps().get(0).priceMicrosPerUnit());
        assertEquals(4, problem.bids().get(0).steps().size());
        assertTrue(problem.instance().market().orders() > 0);
    }

    @Test
    void priceMatricesAreReadByRegion() {
        Path prices = file("prices.csv", "vm_size,eu,us\nbig,2,\nsmall,0.000,1\n");
        Path latency = file("rtt.csv", "src,eu,us\neu,1,90\nus,90,1\n");
        ArbitrageProblem problem = (ArbitrageProblem) read("price-latency", List.of(prices, latency), "machine=small");
        assertEquals(List.of("us"), problem.venues());
        assertEquals(1, warnings.size(), warnings.toString());
    }

    @Test
    void twoPricesForOneMachineAreAnError() {
        Path prices = file("prices.csv", "machine_type,region,usd_hour\nbig,eu,2\nbig,eu,16\n");
        Path latency = file("rtt.csv", "src,eu\neu,1\n");
        var e = assertThrows(InstanceFormatException.class, () -> read("price-latency", List.of(prices, latency)));
        assertTrue(e.getMessage().contains("prices.csv: line 3: states a second price of big in eu"), e.getMessage());
    }

    @Test
    void marksOfAConflictAreSkippedAndCounted() {
        Path trace = file("trace.csv", "ContextTokens,GeneratedTokens\n<<<<<<< HEAD\n1,2\n=======\n1,3\n>>>>>>> x\n");
        SlaMatchingProblem problem =
                (SlaMatchingProblem) read("llm-routing", List.of(file("prices.csv", PRICES), trace));
        assertEquals(2, problem.requests().size());
        assertTrue(warnings.get(0).contains("3 rows are marks of a version control conflict"), warnings.get(0));
    }

    @Test
    void aMissingHeaderIsAnError() {
        Path trace = file("trace.csv", "2023-11-16 18:00:00,1000,100\n");
        var e = assertThrows(
                InstanceFormatException.class, () -> read("llm-routing", List.of(file("prices.csv", PRICES), trace)));
        assertTrue(e.getMessage().contains("line 1: has no column \"ContextTokens\""), e.getMessage());
    }
}
