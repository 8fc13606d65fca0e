package dev.walras.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.harness.Json;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BookCommandTest {
    @TempDir
    private Path folder;

    private String generate(String name) {
        String file = folder.resolve(name).toString();
        Cli made = Cli.run("book", "generate", file, "--books=3", "--depth=60", "--commands=2000", "--mix=all");
        assertEquals(0, made.code(), made.err());
        return file;
    }

    @Test
    void bothFormatsReplayAlike() throws Exception {
        Cli binary = Cli.run("book", "replay", generate("a"), "--repeat=1", "--json");
        Cli text = Cli.run("book", "replay", generate("a.csv"), "--repeat=1", "--json", "--positions");
        assertEquals(0, binary.code(), binary.err());
        assertEquals(
                Json.read(binary.out()).path("hash").asText(),
                Json.read(text.out()).path("hash").asText());
        assertTrue(Json.read(text.out()).path("trades").asLong() > 10);
        assertEquals(0, Json.read(text.out()).path("violations").asInt(-1));
    }

    @Test
    void audits() {
        Cli run = Cli.run("book", "replay", generate("a"), "--repeat=1");
        assertTrue(run.out().contains("all accounted for"), run.out());
    }

    @Test
    void refusesWhatMakesNoSense() throws Exception {
        Path file = folder.resolve("other");
        Files.writeString(file, "no stream");
        assertEquals(2, Cli.run("book", "replay", file.toString()).code());
        assertEquals(
                2, Cli.run("book", "replay", folder.resolve("none").toString()).code());
        assertEquals(
                2, Cli.run("book", "generate", file.toString(), "--books=0").code());
        assertEquals(
                2, Cli.run("book", "generate", file.toString(), "--commands=-1").code());
        assertEquals(2, Cli.run("book", "replay", generate("b"), "--repeat=0").code());
        assertEquals(2, Cli.run("book").code());
    }
}
