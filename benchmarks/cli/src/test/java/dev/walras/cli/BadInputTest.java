package dev.walras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.FieldSource;

/** Whatever is wrong with the input: exit code 2, one sentence with the place, perhaps a "Maybe", never a trace. */
final class BadInputTest {
    private static final String GOOD = """
            {"walras": 1, "family": "market", "id": "m",
             "participants": [{"id": "a"}, {"id": "b"}],
             "goods": [{"id": "g", "unit": "h", "endowment": 3}],
             "orders": [{"id": "x", "participant": "a", "perLot": {"g": 1}, "maxLots": 2, "valueMicrosPerLot": 5},
                        {"id": "y", "participant": "b", "perLot": {"g": 1}, "maxLots": 2, "valueMicrosPerLot": 4}]}
            """;

    static final List<Arguments> BROKEN = List.of(
            Arguments.of("truncated", GOOD.substring(0, GOOD.length() / 2)),
            Arguments.of("trailing text", GOOD + "x"),
            Arguments.of("unknown key", GOOD.replace("\"unit\"", "\"units\"")),
            Arguments.of("repeated key", GOOD.replace("\"id\": \"m\"", "\"id\": \"m\", \"id\": \"n\"")),
            Arguments.of("not a number", GOOD.replace("5}", "NaN}")),
            Arguments.of("a fraction", GOOD.replace("5}", "5.5}")),
            Arguments.of("negative endowment", GOOD.replace("3}", "-3}")),
            Arguments.of("dangling participant", GOOD.replace("\"participant\": \"b\"", "\"participant\": \"c\"")),
            Arguments.of("dangling good", GOOD.replace("{\"g\": 1}", "{\"h\": 1}")),
            Arguments.of("duplicate order", GOOD.replace("\"id\": \"y\"", "\"id\": \"x\"")),
            Arguments.of("duplicate participant", GOOD.replace("{\"id\": \"b\"}", "{\"id\": \"a\"}")),
            Arguments.of("overflow", GOOD.replace("5}", "9223372036854775807}")),
            Arguments.of("beyond 64 bits", GOOD.replace("5}", "99999999999999999999}")),
            Arguments.of("another version", GOOD.replace("\"walras\": 1", "\"walras\": 99")),
            Arguments.of("another family", GOOD.replace("\"market\"", "\"markt\"")),
            Arguments.of("no orders", GOOD.substring(0, GOOD.indexOf("\"orders\"")) + "\"orders\": []}"),
            Arguments.of("empty", ""),
            Arguments.of("a list", "[]"),
            Arguments.of("null", "null"),
            Arguments.of("deep", "[".repeat(100_000)));

    @TempDir
    private Path folder;

    private static void assertRefused(Cli run, String name) {
        assertEquals(ExitCode.BAD_INPUT, run.code(), run.err());
        assertEquals("", run.out());
        List<String> lines = run.err().lines().toList();
        assertTrue(lines.size() == 1 || (lines.size() == 2 && lines.get(1).startsWith("Maybe")), run.err());
        assertTrue(lines.get(0).contains(name), run.err());
        assertFalse(run.err().contains("Exception"), run.err());
    }

    @ParameterizedTest(name = "{0}")
    @FieldSource("BROKEN")
    void refusesABrokenInstance(String what, String text) throws IOException {
        Path file = folder.resolve("instance.json");
        Files.writeString(file, text);
        for (String[] command : new String[][] {
            {"solve", file.toString()},
            {"solve", file.toString(), "--json"},
            {"run", "base.no-trade", file.toString()},
            {"audit", file.toString(), "outcome.json"},
        }) {
            assertRefused(Cli.run(command), "instance.json");
        }
    }

    @Test
    void acceptsWhatIsNotBroken() throws IOException {
        Path file = folder.resolve("instance.json");
        Files.writeString(file, GOOD);
        assertEquals(
                ExitCode.DONE,
                Cli.run("solve", file.toString(), "--solver", "opt.exhaustive").code());
    }

    @Test
    void refusesAFolderABinaryAndWhatIsMissing() throws IOException {
        assertRefused(Cli.run("solve", folder.toString()), folder.toString());
        Path binary = folder.resolve("binary.json");
        Files.write(binary, new byte[] {0x7f, 'E', 'L', 'F', (byte) 0xff, (byte) 0xfe, 0, 1, 2});
        assertRefused(Cli.run("solve", binary.toString()), "binary.json");
        assertRefused(Cli.run("solve", folder.resolve("missing.json").toString()), "missing.json");
        assertRefused(Cli.run("report", folder.toString()), "experiment.json");
        assertRefused(Cli.run("known", folder.toString()), "known_optima.csv");
        assertRefused(Cli.run("compare", folder.toString()), folder.toString());
        assertRefused(Cli.run("convert", "cats", folder.resolve("missing.txt").toString()), "missing.txt");
    }

    @ParameterizedTest
    @FieldSource("SLIPS")
    void namesTheNearestOfAMistypedId(String command, String nearest) {
        Cli run = Cli.run(command.split(" "));
        assertEquals(ExitCode.BAD_INPUT, run.code(), run.err());
        assertEquals("", run.out());
        assertTrue(run.err().contains(nearest), run.err());
    }

    static final List<Arguments> SLIPS = List.of(
            Arguments.of("solve toy.sla --solver opt.merit-ordr", "opt.merit-order"),
            Arguments.of("run auction.vgc toy.sla", "auction.vcg"),
            Arguments.of("run base.no-trade toy.sla --behaviour truthfull", "truthful"),
            Arguments.of("run price.tatonnement toy.sla --set grwth=2", "growth"),
            Arguments.of("run price.tatonnement toy.sla --set growth=abc", "growth"),
            Arguments.of("run price.tatonnement toy.sla --set growth", "key=value"),
            Arguments.of("generate clutser", "cluster"),
            Arguments.of("generate cluster --set jobs=0", "jobs"),
            Arguments.of("convert cat x", "cats"),
            Arguments.of("compare quickstrat", "quickstart"),
            Arguments.of("compare smoke --jobs 0", "jobs"),
            Arguments.of("solve toy.sla --time-limit soon", "30s"),
            Arguments.of("solve toy.sla --threads 0", "threads"),
            Arguments.of("solve toy.sla --gap -1", "relativeGap"),
            Arguments.of("solve toy.sla --gap 2", "from 0 to 1"),
            Arguments.of("solve toy.sl", "toy.sla"),
            Arguments.of("list solver", "solvers"),
            Arguments.of("solv toy.sla", "solve"),
            Arguments.of("solve", "INSTANCE"));

    @Test
    void asksForACommand() {
        assertRefused(Cli.run(), "command");
    }

    @Test
    void anExperimentWithASlipIsRefusedBeforeItRuns() throws IOException {
        Path file = folder.resolve("experiment.yaml");
        Files.writeString(file, "{name: x, datasets: [toy.sal], mechanisms: [base.no-trade]}", StandardCharsets.UTF_8);
        Path out = folder.resolve("out");
        Cli run = Cli.run("compare", file.toString(), "--out", out.toString());
        assertRefused(run, "toy.sal");
        assertTrue(run.err().contains("toy.sla"), run.err());
        assertFalse(Files.exists(out));
    }

    @Test
    void aFolderThatCannotBeWrittenIsNamed() throws IOException {
        Path file = folder.resolve("a-file");
        Files.writeString(file, "");
        assertRefused(Cli.run("compare", "smoke", "--out", file.toString()), "a-file");
    }

    @Test
    void anOutputThatCannotBeWrittenIsRefusedBeforeTheWork() {
        String missing = folder.resolve("missing/out.json").toString();
        for (String[] command : new String[][] {
            {"solve", "toy.sla", "-o", missing},
            {"solve", "toy.sla", "--json", "-o", missing},
            {"run", "base.greedy", "toy.sla", "-o", missing},
            {"generate", "cluster", "-o", missing},
            {"convert", "cats", "in.txt", "-o", missing}
        }) {
            Cli run = Cli.run(command);
            assertRefused(run, missing);
            assertTrue(run.err().contains("its folder does not exist"), run.err());
        }
        assertRefused(Cli.run("solve", "toy.sla", "-o", folder.toString()), "it is a directory");
        assertRefused(Cli.run("generate", "cluster", "-o", folder.toString()), "it is a directory");
    }

    @Test
    void whatIsReadIsNotReplaced() throws IOException {
        Path file = folder.resolve("instance.json");
        Files.writeString(file, GOOD);
        String other = folder.resolve("./instance.json").toString();
        assertRefused(Cli.run("solve", file.toString(), "-o", other), "also what is read");
        assertRefused(Cli.run("run", "base.greedy", file.toString(), "-o", other), "also what is read");
        assertRefused(Cli.run("convert", "cats", file.toString(), "-o", other), "also what is read");
        assertEquals(GOOD, Files.readString(file));
    }

    @Test
    void namesTheExperimentAndThePlaceOfASlip() throws IOException {
        Path file = folder.resolve("experiment.yaml");
        Files.writeString(file, "{name: x, datasets: [toy.sla], mechanisms: [base.greedy, base.gredy]}");
        assertRefused(Cli.run("compare", file.toString()), file + ": /mechanisms/1: ");
        Files.writeString(
                file, "{name: x, datasets: [{generator: cluster, settings: {jobs: 0}}], mechanisms: [base.greedy]}");
        assertRefused(Cli.run("compare", file.toString()), file + ": /datasets/0: ");
    }

    @Test
    void filesOfOthersAreNotReplacedByResults() throws IOException {
        Path report = folder.resolve("report.html");
        Files.writeString(report, "my own");
        assertRefused(Cli.run("compare", "smoke", "--out", folder.toString()), "report.html");
        assertEquals("my own", Files.readString(report));
    }

    @Test
    void refusesAPatternAndAnEmptyName() {
        Cli run = Cli.run("known", folder.toString(), "--only", "[");
        assertRefused(run, "--only");
        assertRefused(Cli.run("solve", ""), "empty");
    }

    @Test
    void aWrongShardOrWorkersThatCannotBeLimitedAreRefused() throws IOException {
        Path experiment = folder.resolve("x.yaml");
        Files.writeString(
                experiment, "{name: x, datasets: [toy.sla], mechanisms: [base.no-trade], limits: {memory: 1GiB}}");
        String out = folder.resolve("out").toString();
        for (String shard : List.of("6/5", "0/2", "two", "1/0")) {
            assertRefused(Cli.run("compare", experiment.toString(), "--out", out, "--shard", shard), "shard");
        }
        assertRefused(
                Cli.run("compare", experiment.toString(), "--out", out, "--workers", "threads"), "memory is limited");
        assertRefused(Cli.run("merge", out, folder.resolve("nowhere").toString()), "nowhere");
    }

    @Test
    void whatIsNoFolderIsRefused() throws IOException {
        Path file = Files.writeString(folder.resolve("file.txt"), "no folder");
        String nowhere = folder.resolve("nowhere").toString();
        assertRefused(Cli.run("export", file.toString()), "file.txt: is not a folder with the results");
        assertRefused(
                Cli.run("export", nowhere, "--out", folder.resolve("out.csv").toString()), "nowhere");
        assertRefused(Cli.run("bench", "engine", "--quick", "--out", file.toString()), "file.txt");
    }
}
