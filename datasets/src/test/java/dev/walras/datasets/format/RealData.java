package dev.walras.datasets.format;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.nio.file.Files;
import java.nio.file.Path;

/** The folder of real data that {@code WALRAS_DATA} names, as environment variable or system property. */
final class RealData {
    private RealData() {}

    /** A file or folder of the data; the test is skipped when it is not there. */
    static Path path(String name) {
        String folder = System.getProperty("WALRAS_DATA", System.getenv().getOrDefault("WALRAS_DATA", ""));
        assumeTrue(!folder.isEmpty(), "WALRAS_DATA names no folder of real data");
        Path path = Path.of(folder).resolve(name);
        assumeTrue(Files.exists(path), "the folder of real data has no " + name);
        return path;
    }
}
