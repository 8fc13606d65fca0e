package dev.walras.gallery;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** Runs every lesson, so that the examples people read compile and say what they are said to. */
class GalleryTest {
    @Test
    void firstMarketIsClearedAloneByThePriceSignalAndByThePlanner() {
        List<String> lines = linesOf(Lesson01_FirstMarket::run);
        // 60 GPU-hours go to the startup: 40 from the lab and 20 from the cloud, worth 60 x 3.10 - 40 x 1.90 - 20 x
        // 2.60.
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith("opt.auto           welfare 58.00, at most 58.00"), lines.get(0));
        assertTrue(lines.get(1).startsWith("price.tatonnement  welfare 58.00, at most 58.00"), lines.get(1));
        assertTrue(lines.stream().allMatch(line -> line.endsWith("clean true")), lines.toString());
    }

    @Test
    void pricesBoundTheWelfareFromAbove() {
        assertEquals(
                List.of(
                        "free of charge: at most 112",
                        "GPU 26, GiB 1: at most 116",
                        "GPU 26, GiB 0: at most 112",
                        "GPU 60, GiB 0: at most 132"),
                linesOf(Lesson02_PricesCertify::run));
    }

    @Test
    void winnersPayWhatTheyCostTheOthers() {
        // Without first the others reach 11, with it they have 7: it pays 4. Without second 11 are reached, others have
        // 6: 5.
        assertEquals(
                List.of("first pays 4", "both pays 0", "second pays 5"), linesOf(Lesson03_VickreyClarkeGroves::run));
    }

    @Test
    void schedulesServingBeforeTraining() {
        // Training needs both GPUs in slots 1 and 2, so serving, due in slot 0, and the batch share slot 0.
        assertEquals(
                List.of(
                        "train starts in slot 1",
                        "serve starts in slot 0",
                        "batch starts in slot 0",
                        "welfare 1400, feasible true"),
                linesOf(Lesson04_ComputeAllocation::run));
    }

    @Test
    void readmeShowsTheFirstLessonAsItIsCompiled() throws IOException {
        String source = Files.readString(
                Path.of("src/test/java/dev/walras/gallery/Lesson01_FirstMarket.java"), StandardCharsets.UTF_8);
        String body = source.substring(source.indexOf("// readme:begin"), source.indexOf("// readme:end"));
        String example =
                body.substring(body.indexOf('\n')).stripTrailing().stripIndent().strip();
        String readme = Files.readString(Path.of("../../README.md"), StandardCharsets.UTF_8);
        assertTrue(readme.contains(example), "README.md does not show this:\n" + example);
    }

    private static List<String> linesOf(Consumer<PrintStream> lesson) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        lesson.accept(new PrintStream(bytes, true, StandardCharsets.UTF_8));
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }
}
