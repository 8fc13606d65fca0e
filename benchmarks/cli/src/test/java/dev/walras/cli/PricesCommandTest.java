package dev.walras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.walras.harness.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PricesCommandTest {
    @TempDir
    private Path folder;

    private String converted(String bids) throws IOException {
        Path book = folder.resolve("book.txt");
        Path instance = folder.resolve("book.json");
        Files.writeString(book, bids);
        Cli converted = Cli.run("convert", "bids", book.toString(), "-o", instance.toString());
        assertEquals(ExitCode.DONE, converted.code(), converted.err());
        return instance.toString();
    }

    @Test
    void anOptimumWithoutWalrasianPricesIsPricedAllTheSame() throws IOException {
        // Case B16 of the project's reference.
        String instance = converted("good A\ngood B\nbidder one: A + B: 3\nbidder two: XOR{A: 2; B: 2; A + B: 2}\n");
        Cli asJson = Cli.run("prices", instance, "--json");
        assertEquals(ExitCode.DONE, asJson.code(), asJson.err());
        JsonNode json = Json.read(asJson.out());
        assertFalse(json.path("walrasian").asBoolean());
        assertEquals("3.5", json.path("relaxation").asText());
        JsonNode hull = json.path("rules").path("convex-hull");
        assertEquals("1.5", hull.path("prices").path("A").asText());
        assertEquals("0.5", hull.path("lostOpportunity").asText());
        assertEquals("0.5", hull.path("regrets").path("two").asText());
        assertEquals(3, json.path("rules").size());
        Cli text = Cli.run("prices", instance);
        assertTrue(text.out().contains("no prices of goods support this outcome"), text.out());
        assertTrue(text.out().contains("regret of"), text.out());
    }

    @Test
    void intervalsAreShownWhereWalrasianPricesExist() throws IOException {
        // Buyers 9 and 7 trade with sellers 2 and 4; 5 and 6 do not: any price from 5 to 6.
        JsonNode json =
                Json.read(Cli.run("prices", "toy.double-auction", "--json").out());
        assertTrue(json.path("walrasian").asBoolean() && json.path("proved").asBoolean());
        assertEquals("5", json.path("intervals").path("gpu-hour").path(0).asText());
        assertEquals("6", json.path("intervals").path("gpu-hour").path(1).asText());
    }

    @Test
    void budgetsAreBadInput() throws IOException {
        Cli run = Cli.run("prices", converted("good A\nbidder one budget 2: A: 3\n"));
        assertEquals(ExitCode.BAD_INPUT, run.code());
        assertTrue(run.err().contains("does not handle budgets"), run.err());
    }
}
