package dev.walras.harness;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.datasets.InstanceFormatException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The option {@code incentives} of experiments. */
final class IncentivesOptionTest {
    private static final String TEXT = """
            name: lies
            datasets: [toy.double-auction]
            mechanisms: [auction.k-double, auction.mcafee]
            behaviours: [truthful, shading-20]
            """;

    @TempDir
    private Path folder;

    private static Experiment experiment(String more) {
        return ExperimentReader.parse("lies.yaml", TEXT + more, Path.of(""));
    }

    @Test
    void isOffUnlessAskedFor() {
        assertEquals(0, experiment("").incentives());
        assertTrue(experiment("incentives: 10\n").metrics().contains("regret"));
        assertThrows(InstanceFormatException.class, () -> experiment("incentives: -1\n"));
    }

    @Test
    void isPartOfTheKeyOfACell() {
        String with =
                Cell.of(experiment("incentives: 60\n"), "v", file -> "").get(0).key();
        String without = Cell.of(experiment(""), "v", file -> "").get(0).key();
        assertTrue(!with.equals(without), with);
    }

    @Test
    void givesRowsOfTruthfulParticipantsTheirRegret() throws IOException {
        Comparison.Options options = new Comparison.Options(folder, 1, Comparison.Start.OVER, "test");
        List<Trial> trials = Comparison.run(experiment("incentives: 60\n"), options, Comparison.Progress.NONE)
                .trials();
        Metric regret = Metric.byId("regret");
        for (Trial trial : trials) {
            double expected = !trial.behaviour().equals("truthful")
                    ? Double.NaN
                    : trial.mechanism().equals("auction.mcafee") ? 0 : 0.5;
            assertEquals(expected, regret.value().applyAsDouble(trial), 1e-9, trial.toString());
        }
        assertTrue(trials.get(0).text("regretWitness").contains("buyer9 states order o0 at 5"));
        assertEquals(4, trials.get(0).number("regretProfitable"));
    }
}
