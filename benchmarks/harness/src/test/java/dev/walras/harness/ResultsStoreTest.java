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

    private Path file() {
        return folder.resolve("results/main.jsonl");
    }

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
        assertEquals(trial("b").decided(), ResultsStore.read(folder).get(1).decided());
    }

    @Test
    void goesOnAfterACutAtAnyByteOfTheLastTwoLines() throws IOException {
        store("a", "b", "c");
        Path file = file();
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
                file(), sealed(Json.object().put("cell", 3)) + sealed(trial("b").json()));
        InstanceFormatException failure = assertThrows(InstanceFormatException.class, () -> ResultsStore.open(folder));
        assertEquals("line 1", failure.where());
        // The failed attempt has let go of the lock.
        Files.writeString(file(), "");
        assertEquals(List.of(), cells());
    }

    @Test
    void refusesAStatusThereIsNot() throws IOException {
        store("a");
        Files.writeString(file(), sealed(Json.object().put("cell", "a").put("status", "fine")));
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

    private static String sealed(ObjectNode row) {
        return new String(RowLines.sealed(row), StandardCharsets.UTF_8);
    }

    @Test
    void everyDamagedByteBeforeTheLastLineIsFound() throws IOException {
        store("a", "b", "c");
        byte[] whole = Files.readAllBytes(file());
        int line = whole.length / 3;
        for (int at = line; at < 2 * line - 1; at++) {
            byte[] damaged = whole.clone();
            damaged[at] ^= 1;
            Files.write(file(), damaged);
            InstanceFormatException failure =
                    assertThrows(InstanceFormatException.class, () -> ResultsStore.read(folder), "byte " + at);
            assertEquals(file().toString(), failure.file());
            assertEquals("line 2", failure.where(), failure.getMessage());
        }
    }

    /** A power cut can write the end of a line and not its middle; such a line was never acknowledged. */
    @Test
    void aDamagedLastLineIsTorn() throws IOException {
        store("a", "b");
        byte[] damaged = Files.readAllBytes(file());
        damaged[damaged.length - 40] = 0;
        Files.write(file(), damaged);
        assertEquals(1, ResultsStore.read(folder).size());
        store("b");
        assertEquals(List.of("a", "b"), cells());
    }

    @Test
    void everyWriterHasAFileOfItsOwn() throws IOException {
        try (ResultsStore one = ResultsStore.open(folder, "one");
                ResultsStore two = ResultsStore.open(folder, "two")) {
            two.append(trial("b"));
            one.append(trial("a"));
            assertThrows(ResultsStore.InUseException.class, () -> ResultsStore.open(folder, "one"));
            assertThrows(ResultsStore.InUseException.class, one::setAside);
            assertEquals(List.of("a", "b"), List.copyOf(one.trials().keySet()));
        }
        assertThrows(IllegalArgumentException.class, () -> ResultsStore.open(folder, "../x"));
    }

    /** Whichever comes first, a row that did not fail decides over one that did, and a later one over an earlier. */
    @Test
    void theLastRowThatDidNotFailDecides() throws IOException {
        String[][] histories = {
            {"error", "ok"}, {"timeout", "crashed"}, {"out-of-memory", "ok"},
        };
        for (String[] history : histories) {
            String cell = history[0];
            try (ResultsStore store = ResultsStore.open(folder)) {
                for (String status : history) {
                    store.append(new Trial(trial(cell).json().put("status", status)));
                }
            }
            Trial last = ResultsStore.read(folder).stream()
                    .filter(trial -> trial.cell().equals(cell))
                    .findFirst()
                    .orElseThrow();
            assertEquals(history[1], last.status().code());
            assertEquals(2L, last.number("attempt"));
        }
        try (ResultsStore other = ResultsStore.open(folder, "z")) {
            other.append(new Trial(trial("timeout").json().put("status", "ok")));
        }
        try (ResultsStore main = ResultsStore.open(folder)) {
            assertEquals(Status.OK, main.statuses().get("timeout"));
            assertThrows(IllegalStateException.class, () -> main.append(trial("timeout")));
        }
    }

    @Test
    void takesOverThePlainFileOfAnEarlierVersion() throws IOException {
        Path plain = folder.resolve(ResultsStore.FILE);
        Files.writeString(
                plain,
                Json.line(trial("a").json()) + "\n" + Json.line(trial("b").json()) + "\n{\"cell\": \"torn");
        assertEquals(2, ResultsStore.read(folder).size());
        store("c");
        assertEquals(List.of("a", "b", "c"), cells());
        Files.writeString(plain, "no longer read");
        assertEquals(3, ResultsStore.read(folder).size());
    }

    @Test
    void manyThreadsLoseNothing() throws IOException, InterruptedException {
        try (ResultsStore store = ResultsStore.open(folder)) {
            List<Thread> threads = new java.util.ArrayList<>();
            for (int t = 0; t < 8; t++) {
                int number = t;
                Thread thread = new Thread(() -> {
                    for (int i = 0; i < 50; i++) {
                        try {
                            store.append(trial(number + "-" + i));
                        } catch (IOException e) {
                            throw new java.io.UncheckedIOException(e);
                        }
                    }
                });
                thread.start();
                threads.add(thread);
            }
            for (Thread thread : threads) {
                thread.join();
            }
        }
        assertEquals(400, ResultsStore.read(folder).size());
    }

    @Test
    void setsEarlierTrialsAsideUnderFreeNumbers() throws IOException {
        for (int round = 1; round <= 2; round++) {
            store("a" + round);
            try (ResultsStore store = ResultsStore.open(folder)) {
                assertEquals(folder.resolve("results." + round), store.setAside());
                assertTrue(store.trials().isEmpty());
                store.append(trial("new"));
            }
            assertTrue(Files.readString(folder.resolve("results." + round + "/main.jsonl"))
                    .contains("a" + round));
        }
        assertEquals(List.of("new"), cells());
    }
}
