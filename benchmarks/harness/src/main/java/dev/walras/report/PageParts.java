package dev.walras.report;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** What every page has in common: resources beside this class. */
final class PageParts {
    /** In the order in which they need one another. */
    private static final List<String> SCRIPTS = List.of(
            "format.js",
            "model.js",
            "figure.js",
            "labels.js",
            "overview.js",
            "intervals.js",
            "efficiency.js",
            "medians.js",
            "ranks.js",
            "tradeoff.js",
            "convergence.js",
            "layout.js",
            "map.js",
            "surplus.js",
            "incentives.js",
            "time.js",
            "table.js",
            "report.js");

    private PageParts() {}

    static PageTemplate template() {
        return new PageTemplate(read("report.html"));
    }

    static String style() {
        return read("report.css");
    }

    /** Apache ECharts, which the build puts beside this class. */
    static String plotLibrary() {
        return inlineScript("echarts.min.js");
    }

    /** The page's own scripts, in one scope of their own. */
    static String script() {
        StringBuilder script = new StringBuilder("(() => {\n'use strict';\n");
        SCRIPTS.forEach(name -> script.append(inlineScript(name)));
        return script.append("})();").toString();
    }

    private static String inlineScript(String name) {
        String script = read(name);
        if (script.contains("</script")) {
            throw new IllegalStateException(name + " would end the script element it is put into");
        }
        return script;
    }

    private static String read(String name) {
        try (InputStream in = PageParts.class.getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("resource " + name + " is not beside " + PageParts.class.getName()
                        + "\nMaybe the module was compiled without Maven's phase generate-resources.");
            }
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException("resource " + name, e);
        }
    }
}
