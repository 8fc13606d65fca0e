package dev.walras.models;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** Numbers of papers beside ours, as Markdown tables, one a group. */
public final class PublishedTable {
    private PublishedTable() {}

    /**
     * Computes rows and passes each line on as soon as it is known.
     *
     * @param chosen what to compute
     * @param line takes the lines
     * @return the rows that do not agree
     */
    public static List<Published.Row> write(List<Published> chosen, Consumer<String> line) {
        List<Published.Row> wrong = new ArrayList<>();
        String group = "";
        for (Published published : chosen) {
            if (!published.group().equals(group)) {
                group = published.group();
                line.accept("");
                line.accept("## " + group);
                line.accept("");
                line.accept("| quantity | published | Walras | allowed | agrees | source |");
                line.accept("|---|---:|---:|---:|---|---|");
            }
            Published.Row row = published.compute();
            if (!row.agrees()) {
                wrong.add(row);
            }
            line.accept(String.join(
                    " | ",
                    "| " + published.quantity(),
                    number(published.published()),
                    number(row.ours()),
                    number(published.tolerance()),
                    row.agrees() ? "yes" : "**no**",
                    published.source() + " |"));
        }
        return wrong;
    }

    /** Seven significant digits, without zeros at the end. */
    private static String number(double value) {
        String text = String.format(Locale.ROOT, "%.7g", value);
        int exponent = text.indexOf('e');
        String digits = exponent < 0 ? text : text.substring(0, exponent);
        if (digits.contains(".")) {
            digits = digits.replaceAll("0+$", "").replaceAll("\\.$", "");
        }
        return exponent < 0 ? digits : digits + text.substring(exponent);
    }
}
