package dev.walras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
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

    @Test
    void refusesWhatItCannotRead() {
        for (String[] wrong : new String[][] {
            {"clear", "--gap", "much"},
            {"clear", "--gap", "2"},
            {"clear", "--edges", "0"},
            {"clear", "--rounds", "0"},
            {"clear", "no-such-instance"}
        }) {
            Cli run = Cli.run(wrong);
            assertEquals(ExitCode.BAD_INPUT, run.code(), String.join(" ", wrong));
            assertTrue(run.out().isEmpty() && !run.err().isEmpty());
        }
    }
}
