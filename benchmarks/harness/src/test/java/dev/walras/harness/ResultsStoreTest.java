package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.datasets.InstanceFormatException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ResultsStoreTest {
    @TempDir
    private Path folder;

    private static Trial trial(String cell) {
        ObjectNode json = Json.object();
        json.put("cell", cell);
        json.put("status", "ok");
        json.put("reason", "line\nbreak, \"quotes\" and \u00e4\u20ac");
        return new Trial(json);
    }

    private void store(String... cells) throws IOException {
        try (ResultsStore store = ResultsStore.open(folder)) {
            for (String cell : cells) {
                store.append(trial(cell));
            }
        }
    }

    private List<String> cells() throws IOException {
        try (ResultsStore store = ResultsStore.open(folder)) {
            return List.copyOf(store.trials().keySet());
        }
    }

    @Test
    void givesBackWhatWasAppended() throws IOException {
        store("a", "b");
        assertEquals(List.of("a", "b"), cells());
        assertEquals(trial("b").json(), ResultsStore.read(folder).get(1).json());
    }

    @Test
    void goesOnAfterACutAtAnyByteOfTheLastTwoLines() throws IOException {
        store("a", "b", "c");
        Path file = folder.resolve(ResultsStore.FILE);
        byte[] whole = Files.readAllBytes(file);
        int line = whole.length / 3;
        for (int length = line; length <= whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            List<String> expected = List.of("a", "b", "c").subList(0, length / line);
            assertEquals(
                    expected,
                    ResultsStore.read(folder).stream().map(Trial::cell).toList());
            assertEquals(expected, cells(), "cut to " + length + " bytes");
            store("d");
            assertEquals(expected.size() + 1, cells().size());
            String text = Files.readString(file, StandardCharsets.UTF_8);
            assertEquals(expected.size() + 1, text.lines().count());
            assertTrue(text.endsWith("\n"));
        }
    }

    @Test
    void refusesTwoWriters() throws IOException {
        try (ResultsStore first = ResultsStore.open(folder)) {
            first.append(trial("a"));
            assertThrows(ResultsStore.InUseException.class, () -> ResultsStore.open(folder));
        }
        assertEquals(List.of("a"), cells());
    }

    @Test
    void refusesACellTwice() throws IOException {
        try (ResultsStore store = ResultsStore.open(folder)) {
            store.append(trial("a"));
            assertThrows(IllegalStateException.class, () -> store.append(trial("a")));
        }
    }

    @Test
    void namesTheLineThatIsNoTrial() throws IOException {
        store("a");
        Files.writeString(
                folder.resolve(ResultsStore.FILE), Json.line(trial("a").json()) + "\n{\"cell\": 3}\n");
        InstanceFormatException failure = assertThrows(InstanceFormatException.class, () -> ResultsStore.open(folder));
        assertEquals("line 2", failure.where());
        // The failed attempt has let go of the lock.
        Files.writeString(folder.resolve(ResultsStore.FILE), "");
        assertEquals(List.of(), cells());
    }

    @Test
    void refusesAStatusThereIsNot() throws IOException {
        store("a");
        Files.writeString(folder.resolve(ResultsStore.FILE), "{\"cell\": \"a\", \"status\": \"fine\"}\n");
        InstanceFormatException failure = assertThrows(InstanceFormatException.class, () -> ResultsStore.open(folder));
        assertEquals("line 1", failure.where());
    }

    @Test
    void saysWhenAFileIsInTheWayOfTheFolder() throws IOException {
        Path file = folder.resolve("file");
        Files.writeString(file, "mine");
        IOException failure = assertThrows(IOException.class, () -> ResultsStore.open(file));
        assertEquals(file + ": cannot be made a folder: a file is in the way", failure.getMessage());
        assertEquals("mine", Files.readString(file));
    }

    @Test
    void setsEarlierTrialsAsideUnderFreeNumbers() throws IOException {
        for (int round = 1; round <= 2; round++) {
            store("a" + round);
            try (ResultsStore store = ResultsStore.open(folder)) {
                assertEquals(folder.resolve("trials." + round + ".jsonl"), store.setAside());
                assertTrue(store.trials().isEmpty());
            }
            assertTrue(Files.readString(folder.resolve("trials." + round + ".jsonl"))
                    .contains("a" + round));
        }
        assertEquals(List.of(), cells());
    }

    @Test
    void replacesAllTrialsAtOnceAndGoesOn() throws IOException {
        store("a", "b", "c");
        try (ResultsStore store = ResultsStore.open(folder)) {
            store.replace(List.of(trial("c"), trial("a")));
            store.append(trial("d"));
        }
        assertEquals(List.of("c", "a", "d"), cells());
    }
}
