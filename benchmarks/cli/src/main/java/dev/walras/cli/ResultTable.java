package dev.walras.cli;

import dev.walras.harness.Metric;
import dev.walras.harness.Results;
import dev.walras.harness.Status;
import dev.walras.harness.Summary;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/** The table of a comparison: for each family one line a mechanism, medians over instances. */
final class ResultTable {
    private ResultTable() {}

    static void print(PrintWriter out, Results results) {
        Map<String, List<Summary>> families = new LinkedHashMap<>();
        for (Summary summary : results.summaries()) {
            families.computeIfAbsent(summary.family(), family -> new ArrayList<>())
                    .add(summary);
        }
        List<Metric> metrics = results.experiment().metrics().stream()
                .map(Metric::byId)
                .filter(metric -> !metric.id().startsWith("efficiency"))
                .toList();
        boolean behaviours = results.experiment().behaviours().size() > 1;
        families.forEach((family, summaries) -> {
            out.println();
            out.println(family + ": medians over "
                    + results.trials().stream()
                            .filter(trial -> trial.family().equals(family))
                            .map(trial -> trial.instance())
                            .distinct()
                            .count()
                    + " instances");
            table(summaries, metrics, behaviours).print(out);
        });
        out.println();
        out.println(
                "efficiency: welfare / least audited bound (proved) to welfare / best welfare of any mechanism, in");
        out.println("percent; [95 % bootstrap interval]. Failed runs count as 0, unsupported ones not at all.");
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
