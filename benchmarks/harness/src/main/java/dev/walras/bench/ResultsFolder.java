package dev.walras.bench;

import dev.walras.harness.CodeVersion;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where results of suites are kept, and the pages that show them. */
public final class ResultsFolder {
    private static final String PAGE = "RESULTS.md";

    private final Path results;
    private final Path page;
    private final Path images;
    private final Optional<Path> readme;

    private ResultsFolder(Path results, Path page, Path images, Optional<Path> readme) {
        this.results = results;
        this.page = page;
        this.images = images;
        this.readme = readme;
    }

    /** A folder of its own: results, RESULTS.md and plots side by side. */
    public static ResultsFolder apart(Path folder) {
        return new ResultsFolder(folder, folder.resolve(PAGE), folder, Optional.empty());
    }

    /** The folders of the checkout that the running code lies in, if it does. */
    public static Optional<ResultsFolder> ofCheckout() {
        for (Path at = CodeVersion.place(); at != null; at = at.getParent()) {
            Path benchmarks = at.resolve("benchmarks");
            if (Files.isRegularFile(benchmarks.resolve(PAGE)) && Files.isRegularFile(at.resolve("README.md"))) {
                return Optional.of(new ResultsFolder(
                        benchmarks.resolve("results"),
                        benchmarks.resolve(PAGE),
                        at.resolve("src/site/resources/images"),
                        Optional.of(at.resolve("README.md"))));
            }
        }
        return Optional.empty();
    }

    /**
     * Makes the folders, before hours of measuring.
     *
     * @throws IOException when there can be none, or nothing can be written in them
     */
    public void requireWritable() throws IOException {
        for (Path folder : List.of(results, images)) {
            Files.createDirectories(folder);
            if (!Files.isWritable(folder)) {
                throw new AccessDeniedException(folder.toString());
            }
        }
    }

    /** Keeps the result of a suite in place of its last one. */
    public void keep(SuiteResult result) throws IOException {
        Files.createDirectories(results);
        result.write(results.resolve(result.id() + ".json"));
    }

    /** The results kept, in the order of {@link Benchmarks#LIST}. */
    public List<SuiteResult> kept() throws IOException {
        List<SuiteResult> kept = new ArrayList<>();
        for (Benchmark suite : Benchmarks.LIST) {
            Path file = results.resolve(suite.id() + ".json");
            if (Files.isRegularFile(file)) {
                kept.add(SuiteResult.read(file));
            }
        }
        return kept;
    }

    /** Writes the pages and plots anew from the results kept. */
    public void render() throws IOException {
        List<SuiteResult> kept = kept();
        Files.createDirectories(results);
        String table = ResultsPage.targets(kept) + missing(kept);
        StringBuilder all = new StringBuilder("## Targets\n\n" + table + "\n" + ResultsPage.reasons(kept) + "\n");
        kept.forEach(result -> all.append(ResultsPage.section(result)));
        String before = Files.isRegularFile(page)
                ? Files.readString(page)
                : "# Measured\n\n<!-- bench: all -->\n<!-- bench: end -->\n";
        Files.writeString(page, replaced(page, before, "all", all.toString()));
        if (readme.isPresent()) {
            String text = Files.readString(readme.get());
            Files.writeString(readme.get(), replaced(readme.get(), text, "targets", table));
        }
        Files.createDirectories(images);
        for (Plots.Plot plot : Plots.of(kept)) {
            Files.writeString(images.resolve(plot.name() + ".svg"), plot.svg());
        }
    }

    /** Names the suites without results, so that nobody takes the table for the whole; empty when all have run. */
    private static String missing(List<SuiteResult> kept) {
        List<String> ids = kept.stream().map(SuiteResult::id).toList();
        List<String> names = Benchmarks.LIST.stream()
                .map(Benchmark::id)
                .filter(id -> !ids.contains(id))
                .map(id -> "`" + id + "`")
                .toList();
        return names.isEmpty() ? "" : "\nNot run yet: " + String.join(", ", names) + ".\n";
    }

    private static String replaced(Path file, String page, String name, String content) throws IOException {
        try {
            return ResultsPage.replace(page, name, content);
        } catch (IllegalArgumentException e) {
            throw new IOException(file + ": " + e.getMessage(), e);
        }
    }

    @Override
    public String toString() {
        return page + " and " + results;
    }
}
