package dev.walras.datasets;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.datasets.catalog.Catalog;
import dev.walras.datasets.generate.Generator;
import dev.walras.datasets.generate.Generators;
import dev.walras.mechanism.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The page "datasets" of the documentation says what the code says. */
class DatasetsPageTest {
    private static String page() throws IOException {
        return Files.readString(Path.of("..", "src", "site", "markdown", "datasets.md"));
    }

    @Test
    void listsEverySettingOfEveryGeneratorWithItsDefault() throws IOException {
        String page = page();
        for (Generator generator : Generators.all()) {
            assertTrue(page.contains("`" + generator.id() + "`"), generator.id());
            for (Settings.Setting setting : generator.settings()) {
                String start = "| `" + setting.key() + "` | " + setting.meaning() + " | ";
                assertTrue(page.contains(start), generator.id() + ": " + start);
                assertTrue(
                        setting.key().equals("dominated") || page.contains(start + "`" + setting.defaultValue() + "`"),
                        generator.id() + ": " + setting);
            }
        }
    }

    @Test
    void listsEveryEntryOfTheCatalog() throws IOException {
        String page = page();
        for (Catalog.Entry entry : Catalog.all()) {
            assertTrue(
                    page.contains("| `" + entry.id() + "` | " + entry.family() + " | " + entry.description()),
                    entry.id());
        }
    }
}
