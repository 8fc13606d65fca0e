package dev.walras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.walras.harness.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class IncentivesCommandTest {
    /** Bids 9 7 5 3, asks 2 4 6 8, price 5.5: nobody of the trading gets the price beyond the next bid or ask. */
    @Test
    void witnessesOfTheKDoubleAuctionAreShown() {
        Cli run = Cli.run("incentives", "auction.k-double", "toy.double-auction");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("buyer9 gains 0.5 when it states order o0 at 5 instead of 9"), run.out());
        assertTrue(run.out().contains("4 of 8 participants gain by a misreport"), run.out());
    }

    @Test
    void aTruthfulAuctionShowsNone() {
        Cli run = Cli.run("incentives", "auction.mcafee", "toy.double-auction", "--threads", "1");
        assertTrue(run.out().contains("No misreport found that pays"), run.out());
    }

    @Test
    void theObjectHasWitnesses() throws IOException {
        Cli run = Cli.run("incentives", "auction.k-double", "toy.double-auction", "--json", "--participants", "2");
        JsonNode json = Json.read(run.out());
        assertEquals(2, json.path("searched").asInt());
        assertEquals(500_000, json.path("maxRegretMicros").asLong());
        JsonNode change =
                json.path("participants").get(0).path("witness").path("changes").get(0);
        assertEquals("o0", change.path("order").asText());
    }

    @Test
    void badInputIsOneMessage() {
        assertEquals(
                2, Cli.run("incentives", "auction.mcafe", "toy.double-auction").code());
        assertEquals(
                2,
                Cli.run("incentives", "auction.mcafee", "toy.double-auction", "--budget", "0")
                        .code());
        Cli unsupported = Cli.run("incentives", "auction.mcafee", "toy.combinatorial");
        assertEquals(2, unsupported.code());
        assertTrue(unsupported.err().contains("does not handle"), unsupported.err());
    }
}
