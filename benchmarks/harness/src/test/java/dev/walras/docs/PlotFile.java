package dev.walras.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.walras.report.SvgPlot;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Plots of the documentation, kept in {@code src/site/resources/images}. A test computes each and compares; with
 * {@code -Dwalras.plots=write} it writes instead.
 */
final class PlotFile {
    private static final Path FOLDER = Path.of("../../src/site/resources/images");

    private PlotFile() {}

    /** Holds the file {@code name}.svg against {@code plot}. */
    static void check(String name, SvgPlot plot) throws IOException {
        Path file = FOLDER.resolve(name + ".svg");
        if ("write".equals(System.getProperty("walras.plots"))) {
            Files.createDirectories(FOLDER);
            Files.writeString(file, plot.svg(), StandardCharsets.UTF_8);
        }
        assertEquals(Files.readString(file, StandardCharsets.UTF_8), plot.svg(), file.toString());
    }
}
