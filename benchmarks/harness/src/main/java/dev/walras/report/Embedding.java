package dev.walras.report;

import com.fasterxml.jackson.databind.JsonNode;

/** Puts foreign text into a page so that no part of it can be taken for markup. */
final class Embedding {
    private Embedding() {}

    /** {@code text} as the content of an element or of a quoted attribute. */
    static String text(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;")
                .replace("'", "&#39;");
    }

    /**
     * {@code node} as the content of a script element that is not run. A {@code <} occurs in JSON only within strings,
     * where its escaped form means the same; without it neither an end tag nor a comment can begin.
     */
    static String json(JsonNode node) {
        return node.toString().replace("<", "\\u003c");
    }
}
