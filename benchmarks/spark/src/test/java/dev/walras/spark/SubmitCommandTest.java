package dev.walras.spark;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import org.junit.jupiter.api.Test;

class SubmitCommandTest {
    @Test
    void quotesWhatAShellWouldChange() {
        String line = SubmitCommand.line("--master yarn", List.of("clear", "--out", "a b's", "s3://bucket/key"));
        assertEquals(
                "clear --out 'a b'\\''s' s3://bucket/key", line.substring(line.indexOf(".jar ") + ".jar ".length()));
    }

    @Test
    void carriesTheOptionsOfTheCommand() {
        String line = SubmitCommand.line(
                "--master yarn", List.of("clear", "--mechanism", "price.ridge", "--set", "rule=subgradient"));
        assertEquals(
                "clear --mechanism price.ridge --set rule=subgradient",
                line.substring(line.indexOf(".jar ") + ".jar ".length()));
    }
}
