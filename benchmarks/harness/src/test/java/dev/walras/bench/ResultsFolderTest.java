package dev.walras.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What suites tell is kept without loss, and shown without hiding a miss. */
class ResultsFolderTest {
    private static final Target MISS =
            Target.atMost("toy.slow", "ours / theirs", 1.5, "x").reached(1.6, "cache misses");

    private static SuiteResult sample() throws IOException, InterruptedException {
        Benchmark toy = new Benchmark() {
            @Override
            public String id() {
                return "toy";
            }

            @Override
            public String title() {
                return "A toy";
            }

            @Override
            public void run(Bench bench) {
                bench.target(Target.atLeast("toy.good", "gain", 2, "x").reached(2, "unused"));
                bench.target(MISS);
                bench.target(Target.atMost("toy.none", "peer", 1, "s").missing("the peer is not installed"));
                bench.table("Sizes", "name", "count", "share").row("a|b", 1_000_000L, 0.123456);
                bench.series("crossing", "ours", new double[] {1, 10}, new double[] {0.1, 0.25});
                bench.note("Said once.");
            }
        };
        return SuiteResult.of(toy, new Bench(Bench.Size.QUICK, Optional.empty(), line -> {}));
    }

    @Test
    void numberOnTheLimitIsReachedAndAnyNumberBeyondOrNoNumberIsNot() {
        assertEquals(
                Target.Verdict.REACHED,
                Target.atMost("a", "", 1.5, "").reached(1.5, "").verdict());
        assertEquals(Target.Verdict.MISSED, MISS.verdict());
        assertEquals(
                Target.Verdict.MISSED,
                Target.atLeast("a", "", 2, "").reached(1.99, "").verdict());
        assertEquals(
                Target.Verdict.MISSED,
                Target.atMost("a", "", 1, "").reached(Double.NaN, "").verdict());
        assertEquals(
                Target.Verdict.NOT_MEASURED,
                Target.atMost("a", "", 1, "").missing("b").verdict());
    }

    @Test
    void resultIsReadBackAsItWasWritten(@TempDir Path folder) throws Exception {
        SuiteResult result = sample();
        Path file = folder.resolve("toy.json");
        result.write(file);
        assertEquals(result, SuiteResult.read(file));
    }

    @Test
    void otherFileIsRefusedByName(@TempDir Path folder) throws Exception {
        Path file = folder.resolve("toy.json");
        Files.writeString(file, "{\"id\": 3}");
        String message =
                assertThrows(IOException.class, () -> SuiteResult.read(file)).getMessage();
        assertTrue(message.contains("toy.json") && message.contains("\"id\""), message);
    }

    @Test
    void missesAreCountedShownAndExplained() throws Exception {
        List<SuiteResult> results = List.of(sample());
        String table = ResultsPage.targets(results);
        assertTrue(table.startsWith("1 targets reached, 1 missed, 1 not measured."), table);
        assertTrue(table.contains("| toy | ours / theirs | at most 1.50 x | 1.60 x | **missed** |"), table);
        assertEquals("""
                - **ours / theirs** (toy), **missed**: cache misses
                - **peer** (toy), not measured: the peer is not installed
                """, ResultsPage.reasons(results));
    }

    @Test
    void sectionShowsTablesNotesAndConditions() throws Exception {
        String section = ResultsPage.section(sample());
        assertTrue(section.contains("| a\\|b | 1000000 | 0.123 |"), section);
        assertTrue(section.contains("Said once."), section);
        assertTrue(section.contains("- command: `./walras bench toy --quick`"), section);
    }

    @Test
    void onlyThePartBetweenTheMarksIsReplaced() {
        String page = "before\n<!-- bench: all -->\nold\n<!-- bench: end -->\nafter\n";
        String replaced = ResultsPage.replace(page, "all", "new");
        assertEquals("before\n<!-- bench: all -->\n\nnew\n\n<!-- bench: end -->\nafter\n", replaced);
        assertThrows(IllegalArgumentException.class, () -> ResultsPage.replace(page, "targets", "new"));
    }

    @Test
    void suitesWithoutResultsAreNamed(@TempDir Path folder) throws Exception {
        ResultsFolder.apart(folder).render();
        String page = Files.readString(folder.resolve("RESULTS.md"));
        assertTrue(page.contains("Not run yet: `" + Benchmarks.LIST.getFirst().id() + "`, "), page);
    }

    @Test
    void targetOfTheSameNameTwiceIsRefused() {
        Bench bench = new Bench(Bench.Size.QUICK, Optional.empty(), line -> {});
        bench.target(MISS);
        assertThrows(IllegalArgumentException.class, () -> bench.target(MISS));
    }

    @Test
    void numbersHaveThreeDigits() {
        assertEquals("0.00123", Bench.digits(0.001234));
        assertEquals("12.3", Bench.digits(12.34));
        assertEquals("12,346", Bench.digits(12345.6));
        assertEquals("0", Bench.digits(0));
        assertEquals("-", Bench.digits(Double.NaN));
    }

    /** Answers its argument; run in a virtual machine of its own. */
    static final class Echo {
        public static void main(String[] args) {
            if (args[0].equals("die")) {
                Runtime.getRuntime().halt(7);
            }
            byte[][] held = new byte[100][];
            for (int i = 0; i < held.length; i++) {
                held[i] = new byte[1 << 20];
            }
            Child.answer(args[0] + held.length);
        }
    }

    @Test
    void childAnswersItsMemoryAndItsEnd() throws Exception {
        Child.Result result = Child.run(Echo.class, List.of("-Xmx256m"), "x");
        assertEquals("x100", result.answered());
        assertTrue(result.peakRssBytes() == 0 || result.peakRssBytes() > 100L << 20, "peak " + result.peakRssBytes());
        Child.Result dead = Child.run(Echo.class, List.of(), "die");
        assertEquals(7, dead.exit());
        assertThrows(IllegalStateException.class, dead::answered);
    }

    @Test
    void suitesHaveDifferentIds() {
        List<String> ids = new ArrayList<>();
        Benchmarks.LIST.forEach(suite -> ids.add(suite.id()));
        assertEquals(ids.stream().distinct().toList(), ids);
        assertFalse(ids.contains(""));
    }
}
