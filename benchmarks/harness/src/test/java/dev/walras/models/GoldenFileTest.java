package dev.walras.models;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.datasets.InstanceFormatException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFileTest {
    @TempDir
    Path folder;

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("f.json"), text);
    }

    @Test
    void whatIsNoJsonIsSaidInOneShortSentence() throws IOException {
        Path cut = file("{\"a\": 1");
        String message = assertThrows(InstanceFormatException.class, () -> GoldenFile.instance(cut))
                .getMessage();
        assertEquals(
                cut
                        + ": line 1, column 8: is not valid JSON: Unexpected end-of-input: expected close marker for Object",
                message);
    }

    @Test
    void aCaseIsReadWithItsToleranceAndLevel() throws IOException {
        Path file = file("{\"id\": \"x\", \"mechanism\": \"jain_index\", \"instance\": {\"vectors\": [[1, 1]]},"
                + " \"expected\": {\"jain\": [1], \"gini\": [\"0\"]}, \"tolerance\": {\"type\": \"rel\", \"value\": 0.1},"
                + " \"verification_level\": \"published_read_and_reproduced\"}");
        List<GoldenCase> cases = GoldenFile.read(file);
        assertEquals(new GoldenCase.Tolerance(0, 0.1, 0), cases.get(0).tolerance());
        assertEquals("published", cases.get(0).level());
        assertTrue(GoldenCheck.run(cases.get(0)).passed());
    }
}
