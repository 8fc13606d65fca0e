package dev.walras.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.awt.image.BufferedImage;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import javax.imageio.ImageIO;
import org.jspecify.annotations.Nullable;

/**
 * Chromium without a window, in virtual time: a page is done when nothing is left to do, however slow the machine.
 *
 * @param program the executable
 * @param folder where profiles and pictures go
 */
record Browser(Path program, Path folder) {
    private static final int AT_ONCE = 4;
    private static final List<String> NAMES = List.of("chromium", "chromium-browser", "google-chrome");

    private static final List<String> FLAGS = List.of(
            "--headless",
            "--no-sandbox",
            "--disable-gpu",
            "--disable-dev-shm-usage",
            "--disable-quic",
            "--no-first-run",
            "--disable-background-networking",
            "--disable-component-update",
            "--disable-sync",
            "--hide-scrollbars",
            "--virtual-time-budget=20000");

    /** The program named by the system property {@code walras.chromium}, else the first on the path; null without. */
    static @Nullable Path find() {
        String given = System.getProperty("walras.chromium");
        if (given != null) {
            return Path.of(given);
        }
        String path = System.getenv().getOrDefault("PATH", "");
        return Stream.of(path.split(File.pathSeparator))
                .flatMap(folder -> NAMES.stream().map(name -> Path.of(folder, name)))
                .filter(Files::isExecutable)
                .findFirst()
                .orElse(null);
    }

    /** What tasks give, in their order. Browsers run side by side, some at a time: they wait more than they compute. */
    static <T> List<T> together(List<Callable<T>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE)) {
            List<T> results = new ArrayList<>();
            for (Future<T> result : threads.invokeAll(tasks)) {
                results.add(result.get());
            }
            return results;
        }
    }

    /** The document as it is when all scripts have run. */
    String document(Path page, String hash) throws IOException, InterruptedException {
        return run("1280,900", page, hash, "--dump-dom");
    }

    /** What a window of {@code size}, "width,height", shows. */
    BufferedImage picture(Path page, String hash, String size) throws IOException, InterruptedException {
        Path file = Files.createTempFile(folder, "picture", ".png");
        run(size, page, hash, "--screenshot=" + file);
        return ImageIO.read(file.toFile());
    }

    private String run(String size, Path page, String hash, String task) throws IOException, InterruptedException {
        Path profile = Files.createTempDirectory(folder, "profile");
        Path out = profile.resolve("out");
        Path err = profile.resolve("err");
        List<String> command = new ArrayList<>(List.of(program.toString()));
        command.addAll(FLAGS);
        command.add("--user-data-dir=" + profile);
        command.add("--window-size=" + size);
        command.add(task);
        command.add(page.toUri() + hash);
        Process process = new ProcessBuilder(command)
                .redirectOutput(out.toFile())
                .redirectError(err.toFile())
                .start();
        try {
            assertTrue(process.waitFor(5, TimeUnit.MINUTES), () -> "the browser hangs: " + command);
        } finally {
            process.destroyForcibly();
        }
        assertEquals(0, process.exitValue(), () -> "the browser failed: " + command);
        return Files.readString(out);
    }
}
