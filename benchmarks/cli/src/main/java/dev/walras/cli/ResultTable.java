package dev.walras.cli;

import dev.walras.harness.Metric;
import dev.walras.harness.Results;
import dev.walras.harness.Status;
import dev.walras.harness.Summary;
import dev.walras.harness.Trial;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * The tables of a comparison: for each dataset, in the order of families, one line a mechanism with medians over
 * instances. Mechanisms that do not handle the dataset are named below it.
 */
final class ResultTable {
    private ResultTable() {}

    static void print(PrintWriter out, Results results) {
        Map<String, List<Summary>> datasets = new LinkedHashMap<>();
        for (Summary summary : results.datasetSummaries()) {
            datasets.computeIfAbsent(summary.family(), dataset -> new ArrayList<>())
                    .add(summary);
        }
        List<Metric> metrics = results.experiment().metrics().stream()
                .map(Metric::byId)
                .filter(metric -> !metric.id().startsWith("efficiency"))
                .toList();
        boolean behaviours = results.experiment().behaviours().size() > 1;
        datasets.forEach((dataset, summaries) -> {
            List<Trial> own = results.trials().stream()
                    .filter(trial -> trial.dataset().equals(dataset))
                    .toList();
            long instances = own.stream().map(Trial::instance).distinct().count();
            String family = own.get(0).family();
            out.println();
            out.println(dataset + (family.equals(dataset) ? "" : " (" + family + ")") + ": "
                    + (instances == 1 ? "one instance" : "medians over " + instances + " instances"));
            table(summaries.stream().filter(summary -> summary.n() > 0).toList(), metrics, behaviours)
                    .print(out);
            String unsupported = summaries.stream()
                    .filter(summary -> summary.n() == 0)
                    .map(Summary::mechanism)
                    .distinct()
                    .collect(Collectors.joining(", "));
            if (!unsupported.isEmpty()) {
                out.println(wrapped("not for such markets: " + unsupported));
            }
        });
        out.println();
        out.println(
                "efficiency: welfare / least audited bound (proved) to welfare / best welfare of any mechanism, in");
        out.println("percent; [95 % bootstrap interval]. Failed runs count as 0, unsupported ones not at all.");
    }

    /** The text, broken at spaces into lines of about a hundred characters. */
    private static String wrapped(String text) {
        return text.replaceAll("(.{1,100})(?: |$)", "$1\n  ").strip();
    }

    private static Table table(List<Summary> summaries, List<Metric> metrics, boolean behaviours) {
        List<String> header = new ArrayList<>(List.of("mechanism"));
        if (behaviours) {
            header.add("behaviour");
        }
        header.add("efficiency %");
        header.add("interval");
        for (Metric metric : metrics) {
            header.add(metric.unit().equals("ms") ? metric.id() + " ms" : metric.id());
        }
        header.add("runs");
        Table table = new Table(behaviours ? 2 : 1, header);
        for (Summary summary : summaries) {
            List<String> row = new ArrayList<>(List.of(summary.mechanism()));
            if (behaviours) {
                row.add(summary.behaviour());
            }
            row.add(efficiency(summary.efficiency()));
            row.add(interval(summary.efficiency()));
            metrics.forEach(metric -> row.add(Numbers.shortly(summary.median(metric.id()))));
            row.add(statuses(summary.statusCounts()));
            table.add(row);
        }
        return table;
    }

    private static String efficiency(Summary.Efficiency efficiency) {
        String high = Numbers.percent(efficiency.high());
        String low = Numbers.percent(efficiency.low());
        return low.equals(high) || low.equals("-") ? high : low + " - " + high;
    }

    private static String interval(Summary.Efficiency efficiency) {
        return Double.isFinite(efficiency.ciHigh())
                ? "[" + Numbers.percent(efficiency.ciLow()) + ", " + Numbers.percent(efficiency.ciHigh()) + "]"
                : "-";
    }

    private static String statuses(Map<Status, Integer> counts) {
        return counts.entrySet().stream()
                .map(entry -> entry.getValue() + " " + entry.getKey().code())
                .collect(Collectors.joining(", "));
    }
}
