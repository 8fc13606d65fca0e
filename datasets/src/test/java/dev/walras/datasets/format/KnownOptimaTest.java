package dev.walras.datasets.format;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.datasets.InstanceFile;
import dev.walras.problem.Objective;
import dev.walras.problem.RawMarket;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KnownOptimaTest {
    @Test
    void readsATableWithOpenInstances(@TempDir Path folder) throws IOException {
        Path table = folder.resolve(KnownOptima.TABLE);
        Files.writeString(table, """
                instance,family,file,sense,size,optimum,best_known,best_bound,source
                a#3,mkp,a.txt,max,2x2,,12.5,13,"me, here"
                b,gap,b.txt,min,1x1,4,4,4,me
                c,tsp,c.txt,min,9,1,1,1,me
                short,row
                """);
        List<String> warnings = new java.util.ArrayList<>();
        List<KnownOptima.KnownOptimum> rows = KnownOptima.read(table, warnings::add);
        assertEquals(3, rows.size());
        assertNull(rows.get(0).optimum());
        assertEquals(new BigDecimal("12.5"), rows.get(0).bestKnown());
        assertEquals("me, here", rows.get(0).source());
        assertEquals(Map.of("index", "3"), rows.get(0).settings());
        assertEquals(Map.of("sense", "min"), rows.get(1).settings());
        assertTrue(!rows.get(2).isSupported());
        assertEquals(1, warnings.size());
        assertEquals(List.of(), KnownOptima.supported(folder, warnings::add), "no file is there");
    }

    @Test
    void everyRealInstanceWithAKnownOptimumIsRead() {
        Path folder = RealData.path(".");
        RealData.path(KnownOptima.TABLE);
        List<KnownOptima.KnownOptimum> rows = KnownOptima.supported(folder, warning -> {});
        assertEquals(142, rows.size());
        for (KnownOptima.KnownOptimum known : rows) {
            RawMarket raw = (RawMarket) known.problem(folder);
            assertTrue(raw.market().orders() > 0, known.instance());
            Objective objective = raw.objective();
            assertEquals(known.family().equals("wdp-cats"), objective == null, known.instance());
            assertTrue(objective == null || objective.sense() == known.sense(), known.instance());
            assertNotNull(known.bestKnown(), known.instance());
        }
    }

    @Test
    void theSmallestRealFlowReachesItsPublishedOptimum() {
        Path folder = RealData.path(".");
        RealData.path("mcf/sample.dmx");
        for (KnownOptima.KnownOptimum known : KnownOptima.supported(folder, warning -> {})) {
            if (known.instance().equals("sample")) {
                RawMarket raw = (RawMarket) known.problem(folder);
                long best = BenchmarkFormatsTest.best(raw).orElseThrow();
                assertEquals(
                        known.optimum(), Objects.requireNonNull(raw.objective()).inUnits(best));
                return;
            }
        }
        throw new AssertionError("no instance sample");
    }

    @Test
    void realFilesHaveTheSizesTheirSourcesState() {
        Path folder = RealData.path(".");
        assertSizes(folder, "matching_400_50_1", 400, 53);
        assertSizes(folder, "assign800", 800, 640_000);
        assertSizes(folder, "mknapcb1#29", 5, 100);
        // 4008 arcs and 30 sinks; arcs without capacity make no order.
        assertSizes(folder, "Network1", 501, 4038);
        assertSizes(folder, "chu1997_a20200", 20, 4000);
    }

    private static void assertSizes(Path folder, String instance, int goods, int orders) {
        for (KnownOptima.KnownOptimum known : KnownOptima.supported(folder, warning -> {})) {
            if (known.instance().equals(instance)) {
                RawMarket raw = (RawMarket) known.problem(folder);
                assertEquals(goods, raw.market().goods(), instance);
                assertEquals(orders, raw.market().orders(), instance);
                RawMarket back = (RawMarket) InstanceFile.read(InstanceFile.toJson(raw), instance);
                assertEquals(orders, back.market().orders(), instance);
                return;
            }
        }
        throw new AssertionError("no instance " + instance);
    }
}
