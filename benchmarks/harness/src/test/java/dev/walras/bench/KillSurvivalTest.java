package dev.walras.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runner and workers are killed by signal 9 at random moments; in the end nothing is lost, twice or different. */
final class KillSurvivalTest {
    @TempDir
    private Path folder;

    private void survives(int kills, long seed) throws IOException, InterruptedException {
        KillSurvival.Survived survived = KillSurvival.run(folder, kills, 40, seed);
        assertEquals(kills, survived.kills());
        assertTrue(survived.sweeps() > 0);
        assertEquals(0, survived.wrong(), survived.toString());
    }

    @Test
    void losesNothingInSixKills() throws IOException, InterruptedException {
        survives(6, 7);
    }

    @Test
    @Tag("slow")
    void losesNothingInAHundredKills() throws IOException, InterruptedException {
        survives(100, 1);
    }
}
