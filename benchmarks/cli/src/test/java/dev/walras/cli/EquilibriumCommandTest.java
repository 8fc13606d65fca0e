package dev.walras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import dev.walras.harness.Json;
import java.io.IOException;
import org.junit.jupiter.api.Test;

final class EquilibriumCommandTest {
    @Test
    void shadingIsTheEquilibriumOfTheKDoubleAuction() {
        Cli run = Cli.run("equilibrium", "auction.k-double", "toy.double-auction", "--samples", "5");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("equilibrium"), run.out());
    }

    @Test
    void truthIsAnEquilibriumOfMcAfee() throws IOException {
        Cli run = Cli.run(
                "equilibrium",
                "auction.mcafee",
                "exchange.double-auction",
                "--market-set",
                "buyers=3",
                "--market-set",
                "sellers=3",
                "--players",
                "6",
                "--samples",
                "5",
                "--behaviour",
                "truthful",
                "--behaviour",
                "shading-30",
                "--json");
        assertEquals(0, run.code(), run.err());
        JsonNode json = Json.read(run.out());
        assertEquals(7, json.path("profiles").size());
        assertEquals(1.0, json.path("equilibria").get(0).path("mixture").get(0).asDouble());
    }

    @Test
    void learningShowsSharesOfAll() {
        Cli run = Cli.run(
                "equilibrium",
                "auction.k-double",
                "toy.double-auction",
                "--learn",
                "best-response",
                "--learning-rounds",
                "5");
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("buyer9                 40 %"), run.out());
    }

    @Test
    void badInputIsOneMessage() {
        Cli players = Cli.run("equilibrium", "auction.vcg", "toy.double-auction", "--players", "1");
        assertEquals(2, players.code());
        assertEquals(
                2, Cli.run("equilibrium", "auction.k-double", "nothing.like-it").code());
        Cli learn = Cli.run("equilibrium", "auction.k-double", "toy.double-auction", "--learn", "guessing");
        assertEquals(2, learn.code());
        assertTrue(learn.err().contains("best-response"), learn.err());
    }
}
