package dev.walras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ClearCommandTest {
    @Test
    void certifiesWhatItClears() throws IOException {
        Cli run = Cli.run("clear", "--edges", "2e4", "--offers", "40", "--gap", "0.5%", "--threads", "2", "--json");
        assertEquals(ExitCode.DONE, run.code());
        JsonNode result = new ObjectMapper().readTree(run.out());
        assertTrue(result.path("gap").asDouble() <= 0.005);
        assertTrue(result.path("feasible").asBoolean());
        assertTrue(result.path("bytesPerEdge").asDouble() <= 16);
        assertTrue(result.path("boundMicros").asDouble()
                >= result.path("wholeMicros").asDouble());
    }

    /** Additive steps prove as much as accelerated ones, later; multiplicative ones end at the last round. */
    @Test
    void pricesMoveByTheRuleAskedFor() throws IOException {
        String[] common = {"clear", "--edges", "2e4", "--offers", "40", "--gap", "2%", "--threads", "2", "--json"};
        for (String rule : new String[] {"accelerated", "subgradient", "multiplicative"}) {
            String[] words =
                    Stream.concat(Stream.of(common), Stream.of("--rule", rule)).toArray(String[]::new);
            JsonNode result = new ObjectMapper().readTree(Cli.run(words).out());
            assertEquals(rule, result.path("rule").asText());
            assertTrue(result.path("gap").asDouble() <= (rule.equals("multiplicative") ? 0.2 : 0.02), rule);
        }
    }

    /** Any price process runs on the columns in place of the ascent; the auditor of columns says how far it got. */
    @Test
    void anyPriceProcessClearsIt() throws IOException {
        for (String id : new String[] {"price.tatonnement", "price.subgradient-average", "price.ridge"}) {
            Cli run = Cli.run(
                    "clear",
                    "--edges",
                    "2e4",
                    "--offers",
                    "40",
                    "--threads",
                    "2",
                    "--mechanism",
                    id,
                    "--set",
                    "rounds=150",
                    "--json");
            assertEquals(ExitCode.DONE, run.code(), run.err());
            JsonNode result = new ObjectMapper().readTree(run.out());
            assertEquals(id, result.path("mechanism").asText());
            assertTrue(result.path("rounds").asInt() <= 150
                    && result.path("messages").asLong() > 0);
            assertTrue(result.path("gap").asDouble() >= 0 && result.path("gap").asDouble() < 0.1, run.out());
            assertTrue(result.path("feasible").asBoolean());
        }
        Cli text = Cli.run("clear", "--edges", "2e3", "--offers", "9", "--mechanism", "price.tatonnement");
        assertTrue(text.out().contains("to and from buyers") && text.out().contains("feasible"), text.out());
    }

    @Test
    void namesWhatWasPerhapsMeant() {
        assertTrue(Cli.run("clear", "--mechanism", "price.tatonement").err().contains("price.tatonnement"));
        assertTrue(Cli.run("clear", "--mechanism", "auction.vcg").err().contains("no price process"));
    }

    @Test
    void refusesWhatItCannotRead() {
        for (String[] wrong : new String[][] {
            {"clear", "--gap", "much"},
            {"clear", "--gap", "2"},
            {"clear", "--edges", "0"},
            {"clear", "--rounds", "0"},
            {"clear", "--rule", "fast"},
            {"clear", "--mechanism", "price.tatonement"},
            {"clear", "--mechanism", "auction.vcg"},
            {"clear", "--mechanism", "opt.cp-sat"},
            {"clear", "--mechanism", "price.bertsekas-auction"},
            {"clear", "--mechanism", "price.ridge", "--rule", "subgradient"},
            {"clear", "--set", "speed=2", "--mechanism", "price.tatonnement"},
            {"clear", "--mechanism", "price.tatonnement", "--set", "speed"},
            {"clear", "--set", "rounds=2"},
            {"clear", "--threads", "0"},
            {"clear", "--tightness", "-1"},
            {"clear", "no-such-instance"}
        }) {
            Cli run = Cli.run(wrong);
            assertEquals(ExitCode.BAD_INPUT, run.code(), String.join(" ", wrong));
            assertTrue(run.out().isEmpty(), run.out());
            String value = wrong[wrong.length - 1];
            assertTrue(run.err().contains(value), run.err());
        }
    }
}
