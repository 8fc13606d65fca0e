package dev.walras.report;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/** The page in a real browser; skipped where there is none. */
class ReportBrowserTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    /** 4 families x (efficiency, ranks, profile, messages, surplus), prices, gap, map, incentives, 2 of time. */
    private static final int CHARTS = 26;

    // The browser may write to its profile while it ends.
    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    Path folder;

    private Browser browser;

    @BeforeEach
    void findBrowser() {
        Path program = Browser.find();
        assumeTrue(program != null, "no Chromium on the path; -Dwalras.chromium=FILE names one");
        browser = new Browser(program, folder);
    }

    @Test
    void drawsEveryFigureWithoutAnError() throws Exception {
        String document = browser.document(page(ReportFixture.data(10, 1)), "");
        assertDrawn(document);
        assertEquals(CHARTS, occurrences(document, "class=\"chart\""));
        assertEquals(
                CHARTS, occurrences(document, "<div class=\"chart\"[^>]*aria-label=\"[^\"]{20,}[^>]*><div[^>]*><svg"));
        assertEquals(0, occurrences(document, "NaN|undefined|\\[object|Infinity"), "a number or text is missing");
        assertEquals(640, shownRows(document));
        assertEquals(50, occurrences(document, "<tr class=\"(ok|unsupported|timeout|infeasible|violation)\">"));
    }

    @Test
    void theAddressFiltersAndSorts() throws Exception {
        ObjectNode data = ReportFixture.data(10, 1);
        long infeasible = StreamSupport.stream(data.get("trials").spliterator(), false)
                .filter(trial -> trial.get("status").asText().equals("infeasible"))
                .count();
        String document = browser.document(page(data), "#status=infeasible&family=sla");
        assertDrawn(document);
        assertEquals(infeasible / 4, shownRows(document));
        assertEquals(infeasible / 4, occurrences(document, "<tr class=\"infeasible\">"));
        String sorted = browser.document(page(data), "#mechanism=trade.cda&sort=-messages&q=arbitrage");
        assertEquals(10, shownRows(sorted));
        assertTrue(sorted.contains("aria-sort=\"descending\""));
    }

    @Test
    void everyControlWorks() throws Exception {
        Path page = page(ReportFixture.data(5, 1));
        probe(page, """
                const root = document.documentElement;
                const pick = (select, value) => { select.value = value; select.dispatchEvent(new Event('change')); };
                for (let i = 0; i < document.querySelectorAll('select').length; i++) {
                  const select = document.querySelectorAll('select')[i];
                  for (const option of [...select.options].map(o => o.value)) pick(document.querySelectorAll('select')[i], option);
                  if (select.id.startsWith('filter')) pick(document.querySelectorAll('select')[i], '');
                }
                document.getElementById('theme').click();
                root.dataset.afterClick = root.dataset.theme;
                for (const button of [...document.querySelectorAll('.save button')].slice(0, 4)) button.click();
                for (let i = 0; i < document.querySelectorAll('#cells-table thead button').length; i++) {
                  document.querySelectorAll('#cells-table thead button')[i].click();
                }
                const [previous, next] = document.querySelectorAll('.pager button');
                next.click();
                root.dataset.page = document.querySelector('.pager output').textContent;
                previous.click();
                const search = document.getElementById('filter-q');
                search.value = 'TATONNEMENT arbitrage-3';
                search.dispatchEvent(new Event('input'));
                """);
        String document = browser.document(page, "");
        assertDrawn(document);
        assertTrue(document.contains("data-after-click=\"dark\""));
        assertTrue(document.contains("data-page=\"51–100 of 320 cells\""));
        assertEquals(1, shownRows(document));
        assertEquals(CHARTS, occurrences(document, "class=\"chart\""));
    }

    /** Two instances; worked out by hand: medians of welfare / bound are 1, 0.9 and 0.5, of messages 10, 5 and 100. */
    @Test
    void figuresSayWhatTheDataSay() throws Exception {
        String instance = "{'id':'i%1$d','family':'sla','orders':5,'bestWelfareMicros':100,'leastBoundMicros':100}";
        String trial = "{'instance':'i%d','family':'sla','mechanism':'%s','status':'%s','feasible':%b,"
                + "'welfareMicros':%d,'messages':%d,'wallMillis':2,'violations':[]}";
        String data = "{'instances':[" + instance.formatted(1) + "," + instance.formatted(2) + "],'mechanisms':["
                + "{'id':'opt.x','kind':'central'},{'id':'price.y','kind':'price'},{'id':'trade.z','kind':'trading'}],"
                + "'trials':[" + trial.formatted(1, "opt.x", "ok", true, 100, 10) + ","
                + trial.formatted(2, "opt.x", "ok", true, 100, 10) + ","
                + trial.formatted(1, "price.y", "ok", true, 80, 4) + ","
                + trial.formatted(2, "price.y", "ok", true, 100, 6) + ","
                + trial.formatted(1, "trade.z", "ok", true, 100, 100) + ","
                + trial.formatted(2, "trade.z", "infeasible", false, 300, 100) + "]}";
        String document = browser.document(page(MAPPER.readTree(data.replace('\'', '"'))), "");
        assertDrawn(document);
        String text = document.replaceAll("<[^>]*>", " ").replace('\u202f', ' ').replaceAll("\\s+", " ");
        for (String sentence : List.of(
                "SLA matching: the best decentralized mechanism, price.y, reaches 90.0 % (n = 2), 10 points less than the"
                        + " best central solver, opt.x, with 0.5 times the messages.",
                "SLA matching: opt.x has the highest median (100 %), trade.z the lowest (50.0 %).",
                "SLA matching: on the front are price.y (90.0 %, 5) and opt.x (100 %, 10).")) {
            assertTrue(text.contains(sentence), sentence);
        }
    }

    @Test
    void whatRanOnAPartOfTheInstancesIsMarkedAndComparedByDataset() throws Exception {
        String trial =
                "{'instance':'%s','dataset':'%s','family':'market','mechanism':'%s','status':'%s','welfareMicros':%s,"
                        + "'messages':3,'efficiencyLow':0.5,'efficiencyHigh':0.5}";
        String data = "{'trials':["
                + String.join(
                        ",",
                        trial.formatted("i", "goods", "whole", "ok", "1"),
                        trial.formatted("j", "items", "whole", "ok", "1"),
                        trial.formatted("i", "goods", "part", "ok", "1"),
                        trial.formatted("j", "items", "part", "unsupported", "null"))
                + "]}";
        Path page = page(MAPPER.readTree(data.replace('\'', '"')));
        String families = browser.document(page, "");
        assertDrawn(families);
        assertTrue(families.contains(">part\u2009\u2020<"));
        assertFalse(families.contains(">whole\u2009\u2020<"));
        assertEquals(1, occurrences(families, "<h4>Raw markets<span> . 2 mechanisms"));
        String datasets = browser.document(page, "#by=dataset");
        assertDrawn(datasets);
        assertEquals(1, occurrences(datasets, "<h4>Goods<span> . 2 mechanisms"));
        assertEquals(1, occurrences(datasets, "<h4>Items<span> . 1 mechanism<"));
    }

    @Test
    void theCsvHoldsTheRowsShownUnrounded() throws Exception {
        Path page = page(MAPPER.readTree("""
                {"trials":[{"instance":"a,\\"b\\"","mechanism":"m","status":"ok","welfareMicros":9007199254740993},
                           {"instance":"c","mechanism":"n","status":"ok","welfareMicros":1}]}"""));
        probe(page, """
                URL.createObjectURL = blob => {
                  blob.text().then(text => { document.documentElement.dataset.csv = text; });
                  return '#';
                };
                [...document.querySelectorAll('button')].find(button => button.textContent.includes('CSV')).click();
                """);
        Matcher csv = Pattern.compile("data-csv=\"([^\"]*)\"").matcher(browser.document(page, "#mechanism=m"));
        assertTrue(csv.find());
        List<String> lines = csv.group(1).replace("&quot;", "\"").lines().toList();
        assertEquals(2, lines.size(), () -> "a head and one row: " + lines);
        assertTrue(lines.get(0).startsWith("instance,dataset,family,mechanism,"), lines.get(0));
        assertTrue(lines.get(1).startsWith("\"a,\"\"b\"\"\",,market,m,"), lines.get(1));
        assertTrue(lines.get(1).contains(",9007199254740993,"), lines.get(1));
    }

    /** Data of which something is missing. */
    private static final List<String> HOLES = List.of(
            "{}",
            "{\"meta\":null,\"instances\":null,\"mechanisms\":null,\"trials\":null,\"summary\":null}",
            "{\"trials\":[{}]}",
            "{\"trials\":[{\"mechanism\":\"a\",\"instance\":\"i\",\"status\":\"ok\",\"welfareMicros\":5,\"wallMillis\":0}],"
                    + "\"instances\":[{\"id\":\"i\",\"leastBoundMicros\":5,\"bestWelfareMicros\":5}]}",
            "{\"instances\":[{\"id\":\"i\",\"family\":\"arbitrage\",\"map\":{\"venues\":[{\"id\":\"x\"}]}}],"
                    + "\"summary\":[{\"family\":\"arbitrage\",\"mechanism\":\"a\"}]}",
            "{\"trials\":[{\"mechanism\":\"a\",\"instance\":\"i\",\"trace\":{\"round\":[1,2],\"gap\":[0,null]}},"
                    + "{\"mechanism\":\"b\",\"instance\":\"i\",\"trace\":{\"round\":[1,2],\"prices\":[[1,2]]}}]}",
            "{\"trials\":[{\"mechanism\":\"a\",\"welfareMicros\":9223372036854775807,\"efficiencyLow\":\"NaN\"}]}");

    @Test
    void whatIsMissingIsLeftOut() throws Exception {
        List<Callable<String>> tasks = new ArrayList<>();
        for (String data : HOLES) {
            Path file = folder.resolve("hole" + tasks.size() + ".html");
            ReportWriter.write(MAPPER.readTree(data), file);
            tasks.add(() -> browser.document(file, ""));
        }
        List<String> documents = Browser.together(tasks);
        for (int i = 0; i < documents.size(); i++) {
            String data = HOLES.get(i);
            assertDrawn(documents.get(i));
            assertEquals(12, occurrences(documents.get(i), "<section id="), data);
            long odd = occurrences(documents.get(i), "NaN|undefined|\\[object|Infinity");
            assertEquals(0, odd, () -> "a number or text is missing: " + data);
        }
    }

    @Test
    void namesWithMarkupAreShownAsText() throws Exception {
        String name = "</script><img src=x onerror=\"document.title='owned'\"><b>bold</b>&amp;";
        ObjectNode data = ReportFixture.data(2, 1);
        data.withObject("/meta").put("title", name).put("machine", name);
        data.get("mechanisms")
                .forEach(mechanism -> ((ObjectNode) mechanism).put("name", name).put("reference", name));
        data.get("instances").forEach(instance -> ((ObjectNode) instance).put("dataset", name));
        data.get("trials")
                .forEach(trial -> ((ObjectNode) trial)
                        .put("reason", name)
                        .put("mechanism", name + "-" + trial.get("mechanism").asText()));
        String document = browser.document(page(data), "");
        assertDrawn(document);
        assertEquals(0, occurrences(document, "<img|<b>bold"));
    }

    @Test
    void lightAndDarkAreBothDrawnAndDiffer() throws Exception {
        Path page = page(ReportFixture.data(10, 1));
        List<BufferedImage> both = Browser.together(List.of(
                () -> browser.picture(page, "#theme=light", "1240,6000"),
                () -> browser.picture(page, "#theme=dark", "1240,6000")));
        BufferedImage light = both.getFirst();
        BufferedImage dark = both.getLast();
        assertTrue(colours(light) > 100, () -> "light has " + colours(light) + " colours");
        assertTrue(colours(dark) > 100, () -> "dark has " + colours(dark) + " colours");
        assertTrue(brightness(light) > 200, () -> "light has brightness " + brightness(light));
        assertTrue(brightness(dark) < 80, () -> "dark has brightness " + brightness(dark));
    }

    @Test
    void nothingIsWiderThanANarrowScreen() throws Exception {
        Path page = page(ReportFixture.data(3, 1));
        Path frame = folder.resolve("narrow.html");
        probe(
                page,
                "parent.postMessage({width: document.documentElement.scrollWidth, ready: "
                        + "document.documentElement.dataset.ready}, '*');");
        Files.writeString(frame, """
                <!DOCTYPE html><iframe src="report.html" style="width:400px;height:4000px;border:0"></iframe>
                <script>addEventListener('message', e => { document.documentElement.dataset.width = e.data.width;
                document.documentElement.dataset.ready = e.data.ready; });</script>
                """);
        String document = browser.document(frame, "");
        assertTrue(document.contains("data-ready=\"true\""));
        assertTrue(document.contains("data-width=\"400\""), () -> document.substring(0, 200));
    }

    private Path page(JsonNode data) throws IOException {
        Path file = folder.resolve("report.html");
        ReportWriter.write(data, file);
        return file;
    }

    /** Adds a script that runs after the page's own. */
    private static void probe(Path page, String script) throws IOException {
        String text = Files.readString(page);
        int end = text.lastIndexOf("</body>");
        Files.writeString(page, text.substring(0, end) + "<script>{" + script + "}</script>" + text.substring(end));
    }

    private static void assertDrawn(String document) {
        Matcher errors = Pattern.compile("data-errors=\"([^\"]*)\"").matcher(document);
        assertFalse(errors.find(), () -> errors.group(1));
        assertTrue(document.contains("data-ready=\"true\""), "the page did not come to its end");
    }

    private static int shownRows(String document) {
        Matcher rows = Pattern.compile("data-rows=\"(\\d+)\"").matcher(document);
        assertTrue(rows.find(), "the table says how many rows it has");
        return Integer.parseInt(rows.group(1));
    }

    /** How often {@code regex} occurs in the body, scripts left out. */
    private static long occurrences(String document, String regex) {
        String body = document.substring(document.indexOf("<body>")).replaceAll("(?s)<script.*?</script>", "");
        return Pattern.compile(regex).matcher(body).results().count();
    }

    private static long colours(BufferedImage image) {
        return pixels(image).distinct().count();
    }

    private static double brightness(BufferedImage image) {
        return pixels(image)
                .map(rgb -> ((rgb >> 16 & 255) + (rgb >> 8 & 255) + (rgb & 255)) / 3)
                .average()
                .orElseThrow();
    }

    private static IntStream pixels(BufferedImage image) {
        int[] rgb = image.getRGB(0, 0, image.getWidth(), image.getHeight(), null, 0, image.getWidth());
        return IntStream.of(rgb);
    }
}
