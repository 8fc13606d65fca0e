package dev.walras.report;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Writes the results of an experiment as one HTML file that needs nothing else: data, style, scripts and the plot
 * library (Apache ECharts) are inside, and the page forbids itself the network.
 *
 * <p>The data are an object with the fields {@code meta}, {@code instances}, {@code mechanisms}, {@code trials} and
 * {@code summary}. Every field may be missing or null, at any depth: the page shows what is there and says what is not.
 * Money is in micros. The same data give the same bytes.
 *
 * <p>Time and memory grow with the size of the data; the page stays quick up to some 100,000 trials.
 */
public final class ReportWriter {
    private ReportWriter() {}

    /**
     * Writes the page for {@code data} to {@code reportHtml}. A reader of the file sees the old page or the new one,
     * never half of it; missing folders are made.
     *
     * @throws IllegalArgumentException if {@code data} is not an object
     * @throws IOException if the file cannot be written
     */
    public static void write(JsonNode data, Path reportHtml) throws IOException {
        byte[] page = page(data).getBytes(StandardCharsets.UTF_8);
        Path file = reportHtml.toAbsolutePath();
        Path folder = file.getParent();
        if (folder == null) {
            throw new IllegalArgumentException("reportHtml " + reportHtml + " is not a file");
        }
        Files.createDirectories(folder);
        Path draft = folder.resolve(file.getFileName() + ".part");
        try {
            Files.write(draft, page);
            move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }

    /** The page for {@code data}. */
    static String page(JsonNode data) {
        if (!data.isObject()) {
            throw new IllegalArgumentException("data is " + data.getNodeType() + ", not an object"
                    + "\nMaybe the fields meta, instances, mechanisms, trials and summary were not wrapped.");
        }
        Map<String, String> parts = new LinkedHashMap<>();
        parts.put("title", Embedding.text(title(data)));
        parts.put("style", PageParts.style());
        parts.put("data", Embedding.json(PackedData.of(data)));
        parts.put("echarts", PageParts.plotLibrary());
        parts.put("script", PageParts.script());
        return PageParts.template().fill(parts);
    }

    private static String title(JsonNode data) {
        String title = data.path("meta").path("title").asText("");
        return title.isBlank() ? "Comparison of market mechanisms" : title;
    }

    private static void move(Path draft, Path file) throws IOException {
        try {
            Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(draft, file, StandardCopyOption.REPLACE_EXISTING);
        }
    }
}
