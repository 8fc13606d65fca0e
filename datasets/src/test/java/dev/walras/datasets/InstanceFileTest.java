package dev.walras.datasets;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.market.Bundle;
import dev.walras.market.Market;
import dev.walras.market.Participant;
import dev.walras.problem.AllocationProblem;
import dev.walras.problem.ArbitrageProblem;
import dev.walras.problem.Instance;
import dev.walras.problem.Problem;
import dev.walras.problem.Ratio;
import dev.walras.problem.RawMarket;
import dev.walras.problem.SlaMatchingProblem;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class InstanceFileTest {
    static IntStream seeds() {
        return IntStream.range(0, 200);
    }

    /** A market has no equality of its own; two markets are equal when all their records are. */
    private static List<Object> content(Problem problem) {
        if (!(problem instanceof RawMarket raw)) {
            return List.of(problem);
        }
        Market market = raw.market();
        return List.of(
                market.id(),
                String.valueOf(raw.objective()),
                IntStream.range(0, market.goods()).mapToObj(market::good).toList(),
                IntStream.range(0, market.participants())
                        .mapToObj(market::participant)
                        .toList(),
                market.groups(),
                IntStream.range(0, market.orders()).mapToObj(market::order).toList());
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void whatIsReadBackEqualsWhatWasWritten(int seed) {
        Problem problem = RandomProblems.of(seed);
        String text = InstanceFile.toJson(problem);
        Problem back = InstanceFile.read(text, "test.json");
        assertEquals(content(problem), content(back), text);
        assertEquals(text, InstanceFile.toJson(back));
    }

    @Test
    void writesOneLineForEachElement() {
        var builder = Market.builder("m");
        int good = builder.good("gpu", "hour", 3);
        int owner = builder.participant("ann");
        builder.order("bid", owner, Bundle.of(good, 1), 2, 5);
        assertEquals("""
                {
                  "walras": 1,
                  "family": "market",
                  "id": "m",
                  "goods": [
                    {"id": "gpu", "unit": "hour", "endowment": 3}
                  ],
                  "participants": [
                    {"id": "ann"}
                  ],
                  "orders": [
                    {"id": "bid", "participant": "ann", "perLot": {"gpu": 1}, "maxLots": 2, "valueMicrosPerLot": 5}
                  ]
                }
                """, InstanceFile.toJson(new RawMarket(builder.build())));
    }

    @Test
    void leftOutKeysOfAnAllocationTakeTheirDefaults() {
        AllocationProblem problem = (AllocationProblem) InstanceFile.read("""
                {"jobs": [{"id": "j", "owner": "ann", "requirement": {"cpu": 2}, "valueMicros": 7}],
                 "nodes": [{"id": "n", "capacity": {"cpu": 8000.0}, "labels": null}],
                 "slots": 3,
                 "resources": [{"id": "gpu"}, {"id": "cpu"}],
                 "id": "x", "family": "allocation", "walras": 1}""", "test.json");
        AllocationProblem.Job job = problem.jobs().get(0);
        assertEquals(1, job.durationSlots());
        assertEquals(3, job.deadlineSlot());
        assertEquals(3, job.dueSlot());
        assertEquals(8000, problem.nodes().get(0).capacity().get(0).get(1));
        assertEquals(List.of(new Participant("ann", Participant.NO_BUDGET, 0)), problem.participants());
    }

    @Test
    void gainsAreDecimalsOrFractions() {
        ArbitrageProblem problem = (ArbitrageProblem) InstanceFile.read("""
                {"walras": 1, "family": "arbitrage", "id": "x", "venues": ["a", "b"], "commodities": [{"id": "c"}],
                 "routes": [
                  {"id": "r1", "operator": "o", "from": {"venue": "a", "commodity": "c"},
                   "to": {"venue": "b", "commodity": "c"}, "capacityUnits": 1, "gain": 0.97},
                  {"id": "r2", "operator": "o", "from": {"venue": "a", "commodity": "c"},
                   "to": {"venue": "b", "commodity": "c"}, "capacityUnits": 1, "gain": "3/4"}]}""", "test.json");
        assertEquals(new Ratio(97, 100), problem.routes().get(0).gain());
        assertEquals(new Ratio(3, 4), problem.routes().get(1).gain());
    }

    @Test
    void aMatchingWithoutNetworkHasNoLatency() {
        SlaMatchingProblem problem = (SlaMatchingProblem) InstanceFile.read("""
                {"walras": 1, "family": "sla", "id": "x",
                 "offers": [{"id": "o", "provider": "p", "region": "eu", "capacityUnits": 1}],
                 "requests": [{"id": "r", "client": "c", "valueMicros": 5,
                   "terms": [{"metric": "LATENCY_MILLIS", "target": 3}]}]}""", "test.json");
        assertEquals(List.of("eu", "everywhere"), problem.network().regions());
        assertEquals(0, problem.network().latencyMillis().get(1).get(0));
        assertEquals(1_000_000, problem.requests().get(0).terms().get(0).confidencePpm());
    }

    @Test
    void ordersMayComeBeforeGoodsAndWithoutParticipants() {
        RawMarket raw = (RawMarket) InstanceFile.read("""
                {"family": "market", "walras": 1, "orders": [
                  {"participant": "bob", "perLot": {"g": 1}, "valueMicrosPerLot": 3, "group": "z"},
                  {"participant": "ann", "perLot": {"g": 1}, "valueMicrosPerLot": 4},
                  {"participant": "bob", "perLot": {"g": 2}, "valueMicrosPerLot": 5, "group": "z"}],
                 "goods": [{"id": "g", "endowment": 1}], "id": "m"}""", "test.json");
        assertEquals(List.of("bob", "ann"), List.copyOf(raw.market().participantIds()));
        assertEquals(0, raw.market().group(2));
        assertEquals("o1", raw.market().orderIds().get(1));
    }

    @Test
    void writesAndReadsCompressedFiles(@TempDir Path folder) throws IOException {
        Problem problem = RandomProblems.of(4);
        Path plain = folder.resolve("a.json");
        Path packed = folder.resolve("a.json.gz");
        InstanceFile.write(problem, plain);
        InstanceFile.write(problem, packed);
        InstanceFile.write(problem, packed);
        assertEquals(problem, InstanceFile.read(plain));
        assertEquals(problem, InstanceFile.read(packed));
        assertEquals(0x1f, Files.readAllBytes(packed)[0]);
        try (var files = Files.list(folder)) {
            assertEquals(2, files.count(), "no temporary file is left");
        }
    }

    @Test
    void aFailedWriteLeavesTheOldFile(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.json");
        Files.writeString(file, "old");
        assertThrows(
                java.io.UncheckedIOException.class,
                () -> FileAccess.write(file, stream -> {
                    stream.write('n');
                    throw new IOException("disk full");
                }));
        assertEquals("old", Files.readString(file));
        try (var files = Files.list(folder)) {
            assertEquals(1, files.count());
        }
    }

    @Test
    void readInstanceRefusesAMarketBeyondItsBounds(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.json");
        Files.writeString(file, """
                {"walras": 1, "family": "arbitrage", "id": "x", "venues": ["a"], "commodities": [{"id": "c"}],
                 "asks": [{"id": "s", "trader": "t", "place": {"venue": "a", "commodity": "c"},
                   "steps": [{"units": 9223372036854775807, "priceMicrosPerUnit": 5}]}]}""");
        var e = assertThrows(InstanceFormatException.class, () -> InstanceFile.readInstance(file));
        assertTrue(e.getMessage().contains("beyond 2^62"), e.getMessage());
    }

    @Test
    void readInstanceRefusesAMarketThatNoMemoryHolds(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.json");
        Files.writeString(file, """
                {"walras": 1, "family": "arbitrage", "id": "x", "slots": 1000000,
                 "venues": ["a", "b", "c", "d", "e", "f", "g", "h", "i", "j", "k"],
                 "commodities": [{"id": "c0"}, {"id": "c1"}, {"id": "c2"}, {"id": "c3"}, {"id": "c4"}, {"id": "c5"},
                   {"id": "c6"}, {"id": "c7"}, {"id": "c8"}, {"id": "c9"}],
                 "asks": [{"id": "s", "trader": "t", "place": {"venue": "a", "commodity": "c0"},
                   "steps": [{"units": 1, "priceMicrosPerUnit": 5}]}]}""");
        var e = assertThrows(InstanceFormatException.class, () -> InstanceFile.readInstance(file));
        assertTrue(e.getMessage().contains("would have 110000000 goods"), e.getMessage());
    }

    @Test
    void readInstanceRefusesAProblemWithoutAnyOrder(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("a.json");
        Files.writeString(file, """
                {"walras": 1, "family": "allocation", "id": "x", "resources": [{"id": "c"}],
                 "nodes": [{"id": "n", "capacity": {"c": 1}}],
                 "jobs": [{"id": "j", "owner": "a", "requirement": {"c": 2}, "valueMicros": 1}]}""");
        var e = assertThrows(InstanceFormatException.class, () -> InstanceFile.readInstance(file));
        assertTrue(e.getMessage().contains("no order can arise"), e.getMessage());
    }

    @Test
    void readsAMarketOfManyOrdersAsAStream(@TempDir Path folder) throws IOException {
        Path file = folder.resolve("many.json.gz");
        int orders = 100_000;
        try (OutputStream stream = new GZIPOutputStream(Files.newOutputStream(file))) {
            stream.write("""
                    {"walras": 1, "family": "market", "id": "m", "goods": [{"id": "g", "endowment": 9}],
                     "participants": [{"id": "p"}], "orders": [""".getBytes(java.nio.charset.StandardCharsets.UTF_8));
            for (int k = 0; k < orders; k++) {
                stream.write(((k == 0 ? "" : ",\n")
                                + "{\"participant\": \"p\", \"perLot\": {\"g\": 1}, \"valueMicrosPerLot\": " + k + "}")
                        .getBytes(java.nio.charset.StandardCharsets.UTF_8));
            }
            stream.write("]}".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        Instance instance = InstanceFile.readInstance(file);
        assertEquals(orders, instance.market().orders());
        assertEquals(orders - 1, instance.market().valueMicrosPerLot(orders - 1));
        assertFalse(instance.market().participants() > 1);
    }
}
