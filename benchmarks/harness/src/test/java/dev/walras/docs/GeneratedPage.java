package dev.walras.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Pages of the documentation that end with tables made from the code, below a line {@code <!-- generated -->}. A test
 * makes the tables and compares; with {@code -Dwalras.plots=write} it writes them instead.
 */
final class GeneratedPage {
    private static final Path FOLDER = Path.of("../../src/site/markdown");
    private static final String MARK = "<!-- generated -->\n";

    private GeneratedPage() {}

    /** Holds what is below the mark in {@code name} against {@code text}. */
    static void check(String name, String text) throws IOException {
        Path file = FOLDER.resolve(name);
        String page = Files.readString(file, StandardCharsets.UTF_8);
        int mark = page.indexOf(MARK) + MARK.length();
        if ("write".equals(System.getProperty("walras.plots"))) {
            page = page.substring(0, mark) + text;
            Files.writeString(file, page, StandardCharsets.UTF_8);
        }
        assertEquals(text, page.substring(mark), name + ": walras.plots=write writes it anew");
    }
}
