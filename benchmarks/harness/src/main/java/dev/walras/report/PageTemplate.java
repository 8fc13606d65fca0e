package dev.walras.report;

import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Text with holes, written {@code {{name}}}. Holes are found in the template alone, never in what fills them.
 *
 * @param text the text, with its holes
 */
record PageTemplate(String text) {
    private static final Pattern HOLE = Pattern.compile("\\{\\{([a-z]+)}}");

    /**
     * The text with every hole filled.
     *
     * @throws IllegalArgumentException if {@code parts} lacks the name of a hole
     */
    String fill(Map<String, String> parts) {
        Matcher hole = HOLE.matcher(text);
        StringBuilder page = new StringBuilder();
        int from = 0;
        while (hole.find()) {
            String part = parts.get(hole.group(1));
            if (part == null) {
                throw new IllegalArgumentException("no part \"" + hole.group(1) + "\" among " + parts.keySet());
            }
            page.append(text, from, hole.start()).append(part);
            from = hole.end();
        }
        return page.append(text, from, text.length()).toString();
    }
}
