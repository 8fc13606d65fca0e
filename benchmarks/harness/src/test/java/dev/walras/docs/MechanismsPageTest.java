package dev.walras.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.walras.market.Trait;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanisms.Mechanisms;
import dev.walras.models.GoldenFile;
import dev.walras.models.Model;
import dev.walras.models.Models;
import dev.walras.models.Verification;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The table of mechanisms is made from the code, and each has its place on a page of its group. */
class MechanismsPageTest {
    @Test
    void theTableSaysWhatTheCodeSays() throws IOException {
        StringBuilder text = new StringBuilder("""

                | mechanism | sees | claims | cannot clear | verified by | source |
                |---|---|---|---|---|---|
                """);
        Verification verification = new Verification(GoldenFile.shipped());
        for (Mechanisms.Entry entry : Mechanisms.all()) {
            MechanismSpec spec = entry.spec();
            EnumSet<Trait> refused = EnumSet.allOf(Trait.class);
            refused.removeAll(spec.handles());
            text.append(String.join(
                            " | ",
                            "| `" + spec.id() + "`<br>" + spec.name(),
                            spec.information().code(),
                            words(spec.claims()),
                            words(refused),
                            verification.of(spec.id()),
                            spec.reference() + " |"))
                    .append('\n');
        }
        text.append("\n## Textbook models\n\n| model | computes | runs | keys |\n|---|---|---|---|\n");
        for (Model model : Models.all()) {
            String runs = model.mechanisms().stream().map(id -> "`" + id + "`").collect(Collectors.joining(" "));
            text.append("| `" + model.name() + "` | " + model.meaning() + " | " + (runs.isEmpty() ? "-" : runs) + " | "
                    + model.keys().replace("|", "\\|") + " |\n");
        }
        GeneratedPage.check("mechanisms.md", text.toString());
    }

    private static String words(Iterable<? extends Enum<?>> constants) {
        List<String> words = new ArrayList<>();
        constants.forEach(
                constant -> words.add(constant.name().toLowerCase(Locale.ROOT).replace('_', '-')));
        return words.isEmpty() ? "-" : String.join(", ", words);
    }

    @Test
    void everyMechanismHasItsPlaceOnAPageOfItsGroup() throws IOException {
        StringBuilder pages = new StringBuilder();
        try (Stream<Path> files = Files.list(Path.of("../../src/site/markdown"))) {
            for (Path file : files.filter(path -> path.getFileName().toString().startsWith("mechanisms-"))
                    .sorted()
                    .toList()) {
                pages.append(Files.readString(file, StandardCharsets.UTF_8));
            }
        }
        List<String> missing = Mechanisms.all().stream()
                .map(entry -> entry.spec().id())
                .filter(id -> pages.indexOf("`" + id + "`") < 0)
                .toList();
        assertEquals(List.of(), missing);
    }
}
