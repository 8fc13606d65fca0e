package dev.walras.harness;

import java.util.ArrayList;
import java.util.List;

/** The summaries as comma-separated values (RFC 4180), one line a family, behaviour and mechanism. */
final class SummaryCsv {
    private SummaryCsv() {}

    static String of(List<Summary> summaries) {
        StringBuilder text = new StringBuilder();
        List<String> header = new ArrayList<>(List.of(
                "family",
                "mechanism",
                "behaviour",
                "n",
                "failures",
                "efficiencyLow",
                "efficiencyHigh",
                "efficiencyCiLow",
                "efficiencyCiHigh",
                "revenueShare",
                "versus",
                "versusMedian",
                "versusCiLow",
                "versusCiHigh",
                "versusBcaLow",
                "versusBcaHigh",
                "versusP",
                "versusPHolm"));
        List<Metric> metrics = Metric.all().stream()
                .filter(metric -> !metric.id().startsWith("efficiency"))
                .toList();
        metrics.forEach(metric -> header.add(metric.id() + " (" + metric.unit() + ")"));
        for (Status status : Status.values()) {
            header.add(status.code());
        }
        line(text, header);
        for (Summary summary : summaries) {
            line(text, fields(summary, metrics));
        }
        return text.toString();
    }

    private static List<String> fields(Summary summary, List<Metric> metrics) {
        Summary.Efficiency efficiency = summary.efficiency();
        List<String> fields = new ArrayList<>(List.of(
                summary.family(),
                summary.mechanism(),
                summary.behaviour(),
                String.valueOf(summary.n()),
                String.valueOf(summary.failures()),
                number(efficiency.low()),
                number(efficiency.high()),
                number(efficiency.ciLow()),
                number(efficiency.ciHigh()),
                number(summary.revenueShare())));
        Summary.Versus versus = summary.versus();
        if (versus == null) {
            fields.addAll(List.of("", "", "", "", "", "", "", ""));
        } else {
            fields.addAll(List.of(
                    versus.yardstick(),
                    number(versus.median()),
                    number(versus.interval().low()),
                    number(versus.interval().high()),
                    number(versus.corrected().low()),
                    number(versus.corrected().high()),
                    number(versus.p()),
                    number(versus.holm())));
        }
        metrics.forEach(metric -> fields.add(number(summary.median(metric.id()))));
        for (Status status : Status.values()) {
            fields.add(String.valueOf(summary.statusCounts().getOrDefault(status, 0)));
        }
        return fields;
    }

    private static String number(double value) {
        return Double.isFinite(value) ? String.valueOf(value) : "";
    }

    private static void line(StringBuilder text, List<String> fields) {
        for (int i = 0; i < fields.size(); i++) {
            String field = fields.get(i);
            boolean quote = field.chars().anyMatch(c -> c == ',' || c == '"' || c == '\n' || c == '\r');
            text.append(i == 0 ? "" : ",").append(quote ? '"' + field.replace("\"", "\"\"") + '"' : field);
        }
        text.append("\r\n");
    }
}
