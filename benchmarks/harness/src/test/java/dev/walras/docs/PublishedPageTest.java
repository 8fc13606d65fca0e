package dev.walras.docs;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.walras.models.Published;
import dev.walras.models.PublishedTable;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Every number of a paper comes out again, and the page shows what came out. */
class PublishedPageTest {
    @Test
    void everyPublishedNumberComesOutAgain() throws IOException {
        StringBuilder text = new StringBuilder();
        List<Published.Row> wrong =
                PublishedTable.write(Published.all(), line -> text.append(line).append('\n'));
        assertEquals(List.of(), wrong);
        GeneratedPage.check("published.md", text.toString());
    }

    @Test
    void noQuantityIsListedTwiceAndToleranceIsNotTheWholeNumber() {
        Set<String> seen = new HashSet<>();
        for (Published published : Published.all()) {
            assertTrue(seen.add(published.group() + published.quantity() + published.source()), published.quantity());
            assertTrue(
                    published.published() == 0 || published.tolerance() <= 0.2 * Math.abs(published.published()),
                    () -> published.quantity() + ": anything agrees within " + published.tolerance());
        }
    }
}
