package dev.walras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.walras.harness.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

final class CommandsTest {
    private static final List<String> FIELDS = List.of(
            "instance",
            "family",
            "mechanism",
            "status",
            "feasible",
            "violations",
            "objective",
            "welfareMicros",
            "boundMicros",
            "claimedBoundMicros",
            "gap",
            "revenueMicros",
            "budgetBalanceMicros",
            "rounds",
            "messages",
            "bytes",
            "wallMillis",
            "engine",
            "prices",
            "seed",
            "version");

    @TempDir
    private Path folder;

    private static JsonNode json(Cli run) throws IOException {
        assertEquals(1, run.out().lines().count(), run.out());
        JsonNode json = Json.read(run.out());
        for (String field : FIELDS) {
            assertTrue(json.has(field), "the field " + field + " is missing");
        }
        return json;
    }

    /** Buyers 9 and 7 trade with sellers 2 and 4, 9 + 7 - 2 - 4 = 10; the third pair (5, 6) does not. */
    @Test
    void solvePrintsOneObjectAndWritesAnOutcomeThatPassesTheAudit() throws IOException {
        Path outcome = folder.resolve("outcome.json");
        JsonNode solved = json(Cli.run("solve", "toy.double-auction", "--json", "-o", outcome.toString()));
        assertEquals("ok", solved.path("status").asText());
        assertEquals(10_000_000, solved.path("welfareMicros").asLong());
        assertEquals(10_000_000, solved.path("boundMicros").asLong());
        assertEquals("10", solved.path("objective").asText());
        assertTrue(solved.path("prices").path("gpu-hour").isIntegralNumber());
        Cli audited = Cli.run("audit", "toy.double-auction", outcome.toString(), "--json");
        assertEquals(ExitCode.DONE, audited.code());
        assertEquals(solved.path("welfareMicros"), json(audited).path("welfareMicros"));
    }

    /** Who bids above its value may lose by it; no rule promises otherwise, so the audit must agree with the run. */
    @Test
    void auditHoldsAnOutcomeToWhatItsRunIsHeldTo() throws IOException {
        boolean someoneLost = false;
        for (int seed = 1; seed <= 20; seed++) {
            Path outcome = folder.resolve("zi-u-" + seed + ".json");
            String[] run = {
                "run", "auction.k-double", "toy.double-auction", "--behaviour", "zi-u", "--seed", "" + seed, "--json"
            };
            String[] words = java.util.Arrays.copyOf(run, run.length + 2);
            words[run.length] = "-o";
            words[run.length + 1] = outcome.toString();
            Cli ran = Cli.run(words);
            assertEquals(ExitCode.DONE, ran.code(), ran.err());
            someoneLost |= json(ran).path("minUtilityMicros").asLong() < 0;
            Cli audited = Cli.run("audit", "toy.double-auction", outcome.toString(), "--json");
            assertEquals(ExitCode.DONE, audited.code(), audited.out());
        }
        assertTrue(someoneLost, "somebody of the traders without intelligence makes a loss");
    }

    @Test
    void auditFindsAViolation() throws IOException {
        Path outcome = folder.resolve("outcome.json");
        Files.writeString(outcome, """
                {"walras": 1, "instance": "toy.double-auction", "fills": {"o0": 2}}
                """);
        Cli run = Cli.run("audit", "toy.double-auction", outcome.toString());
        assertEquals(ExitCode.VIOLATION, run.code());
        assertTrue(run.out().contains("2 lots"), run.out());
        Cli asJson = Cli.run("audit", "toy.double-auction", outcome.toString(), "--json");
        assertEquals(ExitCode.VIOLATION, asJson.code());
        assertFalse(json(asJson).path("feasible").asBoolean());
    }

    @Test
    void anUnsupportedMarketIsBadInputWithAReason() throws IOException {
        Cli run = Cli.run("solve", "toy.sla", "--solver", "opt.merit-order", "--json");
        assertEquals(ExitCode.BAD_INPUT, run.code());
        JsonNode json = json(run);
        assertEquals("unsupported", json.path("status").asText());
        assertTrue(json.path("welfareMicros").isNull());
        assertTrue(run.err().contains("does not handle"), run.err());
    }

    @Test
    void runIsAFunctionOfItsSeed() throws IOException {
        String[] command = {"run", "trade.posted-price", "toy.double-auction", "--json", "--seed", "3"};
        com.fasterxml.jackson.databind.node.ObjectNode once =
                (com.fasterxml.jackson.databind.node.ObjectNode) json(Cli.run(command));
        com.fasterxml.jackson.databind.node.ObjectNode again =
                (com.fasterxml.jackson.databind.node.ObjectNode) json(Cli.run(command));
        once.remove("wallMillis");
        again.remove("wallMillis");
        assertEquals(once, again);
        assertEquals(3, once.path("seed").asLong());
    }

    @Test
    void whatIsGeneratedCanBeSolvedAndConvertedTextToo() throws IOException {
        Path file = folder.resolve("generated.json");
        String[] generate = {"generate", "exchange.double-auction", "--set", "buyers=5", "--seed", "9"};
        Cli printed = Cli.run(generate);
        assertEquals(ExitCode.DONE, printed.code(), printed.err());
        Files.writeString(file, printed.out());
        assertEquals(printed.out(), Cli.run(generate).out());
        assertEquals(
                ExitCode.DONE,
                Cli.run("solve", file.toString(), "--solver", "opt.merit-order").code());
    }

    @Test
    void convertReadsAPublicFormat() throws IOException {
        // The format of CATS 2.1: goods, bids, dummies, then one bid a line: number, price, goods, "#".
        Path file = folder.resolve("two.txt");
        Files.writeString(file, "goods 2\nbids 2\ndummy 0\n\n0\t3.5\t0\t1\t#\n1\t2\t0\t#\n");
        Path instance = folder.resolve("two.json");
        Cli run = Cli.run("convert", "cats", file.toString(), "-o", instance.toString());
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertEquals(
                3_500_000,
                json(Cli.run("solve", instance.toString(), "--solver", "opt.exhaustive", "--json"))
                        .path("welfareMicros")
                        .asLong());
    }

    @ParameterizedTest
    @EnumSource
    void listsEverything(ListCommand.Kind kind) {
        Cli run = Cli.run("list", kind.toString());
        assertEquals(ExitCode.DONE, run.code(), run.err());
        assertTrue(run.out().lines().count() > 2, run.out());
    }

    @Test
    void compareWritesItsFilesAndReportReadsThem() throws IOException {
        Path experiment = folder.resolve("x.yaml");
        Files.writeString(experiment, """
                name: x
                datasets: [toy.double-auction, toy.sla]
                mechanisms: [opt.exhaustive, price.tatonnement, base.no-trade]
                """);
        Path out = folder.resolve("out");
        Cli run = Cli.run("compare", experiment.toString(), "--out", out.toString(), "--jobs", "2");
        assertEquals(ExitCode.DONE, run.code(), run.err() + run.out());
        assertTrue(run.out().contains("price.tatonnement"), run.out());
        for (String file : List.of("trials.jsonl", "summary.json", "summary.csv", "report.html", "experiment.json")) {
            assertTrue(Files.size(out.resolve(file)) > 0, file);
        }
        JsonNode summary = Json.read(Files.readString(out.resolve("summary.json")));
        assertTrue(summary.path("meta").path("command").asText().startsWith("walras compare"));
        assertEquals(2, summary.path("instances").size());
        assertEquals(3, summary.path("mechanisms").size());
        Cli report = Cli.run("report", out.toString());
        assertEquals(ExitCode.DONE, report.code(), report.err());
        assertTrue(run.out().contains(report.out()), "the table is the same");
        Cli resumed = Cli.run("compare", experiment.toString(), "--out", out.toString(), "--resume");
        assertTrue(resumed.err().contains("6 of 6"), resumed.err());
        for (String format : List.of("csv", "parquet")) {
            Cli export = Cli.run("export", out.toString(), "--format", format);
            assertEquals("6 rows of 67 columns: " + out.resolve("trials." + format) + "\n", export.out(), export.err());
        }
        assertEquals(7, Files.readAllLines(out.resolve("trials.csv")).size());
    }

    @Test
    void shardsInFoldersOfTheirOwnAreMerged() throws IOException {
        Path experiment = folder.resolve("x.yaml");
        Files.writeString(experiment, """
                name: x
                datasets: [toy.double-auction, toy.sla]
                mechanisms: [opt.exhaustive, base.no-trade, base.fifo]
                """);
        Path all = folder.resolve("all");
        List<String> merge = new java.util.ArrayList<>(List.of("merge", all.toString()));
        for (String shard : List.of("1/2", "2/2")) {
            Path out = folder.resolve("machine-" + shard.charAt(0));
            Cli run = Cli.run("compare", experiment.toString(), "--out", out.toString(), "--shard", shard);
            assertEquals(ExitCode.DONE, run.code(), run.err());
            assertTrue(run.out().startsWith("Shard " + shard + " is finished"), run.out());
            merge.add(out.toString());
        }
        Cli merged = Cli.run(merge.toArray(new String[0]));
        assertEquals(ExitCode.DONE, merged.code(), merged.err());
        assertTrue(merged.out().contains("Report: " + all.resolve("report.html")), merged.out());
        assertEquals(6, Files.readAllLines(all.resolve("trials.jsonl")).size());
        Cli again = Cli.run(merge.toArray(new String[0]));
        assertEquals(ExitCode.BAD_INPUT, again.code());
        assertTrue(again.err().startsWith(all + ": has results already"), again.err());
    }

    @Test
    void everyCommandHasHelp() {
        for (String command : List.of(
                "compare",
                "solve",
                "run",
                "audit",
                "convert",
                "generate",
                "list",
                "report",
                "known",
                "merge",
                "export")) {
            Cli run = Cli.run(command, "--help");
            assertEquals(ExitCode.DONE, run.code());
            assertTrue(run.out().contains("Usage: walras " + command), run.out());
        }
        assertTrue(Cli.run("--version").out().startsWith("walras 0.1"));
    }

    @Test
    void numbersAreCutSoThatOnlyWhatIsCompleteReads100() {
        assertEquals("100", Numbers.percent(1));
        assertEquals("99.99", Numbers.percent(0.999999));
        assertEquals("-0.01", Numbers.percent(-0.000001));
        assertEquals("-", Numbers.percent(Double.NaN));
        assertEquals("-1.5", Numbers.money(-1_500_000L));
        assertEquals("2 min 5 s", Numbers.time(125_000));
    }
}
