package dev.walras.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReportWriterTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final Pattern DATA =
            Pattern.compile("<script type=\"application/json\" id=\"data\">(.*?)</script>", Pattern.DOTALL);

    @TempDir
    Path folder;

    @Test
    void theSameDataGiveTheSamePage() {
        assertEquals(
                ReportWriter.page(ReportFixture.data(2, 5)),
                ReportWriter.page(ReportFixture.data(2, 5).deepCopy()));
    }

    @Test
    void everyDatumIsInThePage() throws IOException {
        ObjectNode data = ReportFixture.data(2, 5);
        JsonNode embedded = embedded(ReportWriter.page(data));
        assertEquals(data.get("meta"), embedded.get("meta"));
        assertEquals(data.get("instances").size(), embedded.get("instances").size());
        assertEquals(data.get("trials").size(), embedded.get("trials").get("n").asInt());
    }

    @Test
    void aNameWithMarkupStaysText() throws IOException {
        String name = "</script><script>alert('x')</script><!--\u2028{{echarts}}";
        ObjectNode data = ReportFixture.data(1, 5);
        data.withObject("/meta").put("title", name);
        ((ObjectNode) data.get("mechanisms").get(0)).put("name", name);
        String page = ReportWriter.page(data);
        assertFalse(page.contains("<script>alert"));
        assertEquals(4, occurrences(page, "</script>"), "one end tag for each of the page's own scripts");
        assertEquals(name, embedded(page).get("mechanisms").get(0).get("name").asText());
        assertTrue(page.contains("<title>&lt;/script&gt;&lt;script&gt;alert(&#39;x&#39;)"));
    }

    @Test
    void thePageForbidsItselfTheNetworkAndRefersToNothingElse() {
        String page = ReportWriter.page(ReportFixture.data(1, 5));
        assertTrue(page.contains("content=\"default-src 'none'; script-src 'unsafe-inline'"));
        for (String reference :
                List.of("\\bsrc\\s*=\\s*[\"']?(https?:)?//", "<link\\b", "@import", "url\\(\\s*[\"']?http")) {
            Matcher match = Pattern.compile(reference).matcher(page);
            assertFalse(match.find(), () -> reference + " at " + match.start());
        }
        String own = page.replace(PageParts.plotLibrary(), "");
        for (String call : List.of("fetch(", "XMLHttpRequest", "WebSocket", "sendBeacon", "EventSource", "import(")) {
            assertFalse(own.contains(call), call);
        }
    }

    @Test
    void anEmptyExperimentIsAPage() throws IOException {
        String page = ReportWriter.page(JsonNodeFactory.instance.objectNode());
        assertTrue(page.contains("<h1>Comparison of market mechanisms</h1>"));
        assertEquals(0, embedded(page).size());
    }

    @Test
    void whatIsNotAnObjectIsRefused() {
        assertThrows(IllegalArgumentException.class, () -> ReportWriter.page(JsonNodeFactory.instance.arrayNode()));
    }

    @Test
    void anOldPageIsReplacedAndNothingElseIsLeft() throws IOException {
        Path file = folder.resolve("new/report.html");
        ReportWriter.write(ReportFixture.data(1, 1), file);
        ReportWriter.write(ReportFixture.data(1, 2), file);
        assertEquals(ReportWriter.page(ReportFixture.data(1, 2)), Files.readString(file));
        try (var files = Files.list(file.getParent())) {
            assertEquals(List.of(file), files.toList());
        }
    }

    static JsonNode embedded(String page) throws IOException {
        Matcher match = DATA.matcher(page);
        assertTrue(match.find(), "the page holds its data");
        return MAPPER.readTree(match.group(1));
    }

    private static int occurrences(String text, String part) {
        return text.split(Pattern.quote(part), -1).length - 1;
    }
}
