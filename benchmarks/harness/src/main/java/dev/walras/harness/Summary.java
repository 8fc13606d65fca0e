package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.harness.Statistics.Interval;
import dev.walras.mechanism.RunContext;
import dev.walras.statistics.Bootstrap;
import dev.walras.statistics.Holm;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;
import org.jspecify.annotations.Nullable;

/**
 * What the trials of one mechanism on one family of instances amount to.
 *
 * <p>The value of an instance is the median over its runs, and the sample is one value an instance. Trials that failed
 * (time-out, error, nothing found, infeasible) count with an efficiency of 0: leaving them out would reward failing.
 * Unsupported cells do not count.
 *
 * @param family the short name of the problem family
 * @param mechanism the label of the mechanism
 * @param behaviour the id of the behaviour
 * @param n how many trials count
 * @param failures how many of those gave no clean outcome
 * @param efficiency medians and interval of the efficiency
 * @param revenueShare median of revenue over best welfare
 * @param medians medians over the trials with an outcome, by metric id
 * @param statusCounts how many trials of each status
 * @param versus the paired difference to the yardstick, null for the yardstick itself
 */
public record Summary(
        String family,
        String mechanism,
        String behaviour,
        int n,
        int failures,
        Efficiency efficiency,
        double revenueShare,
        Map<String, Double> medians,
        Map<Status, Integer> statusCounts,
        @Nullable Versus versus) {
    /** Coverage of the intervals. */
    public static final double CONFIDENCE = 0.95;

    /**
     * Efficiency, as shares.
     *
     * @param low the median of welfare over bound, of the instances that have a bound: what is proved
     * @param high the median of welfare over the best welfare known
     * @param ciLow lower end of the bootstrap interval of {@code low}; of {@code high} when there is no bound
     * @param ciHigh upper end of the bootstrap interval of {@code high}
     */
    public record Efficiency(double low, double high, double ciLow, double ciHigh) {}

    /**
     * A paired comparison on common instances.
     *
     * @param yardstick the label of the mechanism compared with
     * @param pairs how many instances both were run on
     * @param median of the differences in efficiency; negative is worse than the yardstick
     * @param interval bootstrap interval of that median, by percentiles
     * @param corrected the bias-corrected and accelerated one
     * @param p two-sided p-value of Wilcoxon's signed-rank test
     * @param holm the same, corrected by Holm for all mechanisms compared on the family under the behaviour
     */
    public record Versus(
            String yardstick, int pairs, double median, Interval interval, Interval corrected, double p, double holm) {}

    /**
     * The summaries of rated trials, by family, behaviour and mechanism in the order of the trials.
     *
     * @param trials with efficiency
     * @param references by instance
     */
    public static List<Summary> of(List<Trial> trials, Map<String, Reference> references) {
        return of(trials, references, Trial::family);
    }

    /** As {@link #of(List, Map)}, with the label of the dataset in place of the family. */
    static List<Summary> byDataset(List<Trial> trials, Map<String, Reference> references) {
        return of(trials, references, Trial::dataset);
    }

    private static List<Summary> of(
            List<Trial> trials, Map<String, Reference> references, Function<Trial, String> family) {
        Map<List<String>, List<Trial>> groups = new LinkedHashMap<>();
        for (Trial trial : trials) {
            List<String> key = List.of(family.apply(trial), trial.behaviour(), trial.mechanism());
            groups.computeIfAbsent(key, k -> new ArrayList<>()).add(trial);
        }
        List<Summary> summaries = new ArrayList<>();
        groups.forEach((key, own) -> {
            String yardstick = yardstick(groups, key);
            List<Trial> other = groups.getOrDefault(List.of(key.get(0), key.get(1), yardstick), List.of());
            summaries.add(summarize(key, own, references, yardstick, other));
        });
        return holm(summaries);
    }

    /** With p-values corrected among the mechanisms of one family and behaviour. */
    private static List<Summary> holm(List<Summary> summaries) {
        Map<List<String>, List<Integer>> families = new LinkedHashMap<>();
        for (int i = 0; i < summaries.size(); i++) {
            Summary summary = summaries.get(i);
            if (summary.versus != null) {
                families.computeIfAbsent(List.of(summary.family, summary.behaviour), key -> new ArrayList<>())
                        .add(i);
            }
        }
        List<Summary> corrected = new ArrayList<>(summaries);
        for (List<Integer> members : families.values()) {
            double[] adjusted = Holm.adjust(
                    members.stream().mapToDouble(i -> p(summaries.get(i))).toArray());
            for (int j = 0; j < adjusted.length; j++) {
                corrected.set(members.get(j), summaries.get(members.get(j)).withHolm(adjusted[j]));
            }
        }
        return corrected;
    }

    private static double p(Summary summary) {
        return summary.versus == null ? Double.NaN : summary.versus.p;
    }

    private Summary withHolm(double holm) {
        Versus old = versus;
        Versus corrected = old == null
                ? null
                : new Versus(old.yardstick, old.pairs, old.median, old.interval, old.corrected, old.p, holm);
        return new Summary(
                family, mechanism, behaviour, n, failures, efficiency, revenueShare, medians, statusCounts, corrected);
    }

    /** The mechanism others are compared with: the first central solver of the family, else the first mechanism. */
    private static String yardstick(Map<List<String>, List<Trial>> groups, List<String> of) {
        String first = "";
        for (List<String> key : groups.keySet()) {
            if (key.subList(0, 2).equals(of.subList(0, 2))) {
                first = first.isEmpty() ? key.get(2) : first;
                if (key.get(2).startsWith("opt.")) {
                    return key.get(2);
                }
            }
        }
        return first;
    }

    private static Summary summarize(
            List<String> key,
            List<Trial> trials,
            Map<String, Reference> references,
            String yardstick,
            List<Trial> yardstickTrials) {
        List<Trial> counted =
                trials.stream().filter(t -> t.status() != Status.UNSUPPORTED).toList();
        Map<Status, Integer> counts = new LinkedHashMap<>();
        for (Status status : Status.values()) {
            int count = (int) trials.stream().filter(t -> t.status() == status).count();
            if (count > 0) {
                counts.put(status, count);
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        for (Metric metric : Metric.all()) {
            medians.put(
                    metric.id(),
                    Statistics.median(counted.stream()
                            .mapToDouble(metric.value())
                            .filter(Double::isFinite)
                            .toArray()));
        }
        String purpose = String.join("/", key);
        return new Summary(
                key.get(0),
                key.get(2),
                key.get(1),
                counted.size(),
                (int) counted.stream().filter(t -> t.status() != Status.OK).count(),
                efficiency(counted, references, purpose),
                revenueShare(counted, references),
                medians,
                counts,
                key.get(2).equals(yardstick) ? null : versus(counted, yardstickTrials, yardstick, purpose));
    }

    private static Efficiency efficiency(List<Trial> trials, Map<String, Reference> references, String purpose) {
        // Where nobody gave prices nothing is proved of anybody: failures do not count there either.
        List<Trial> bounded = trials.stream()
                .filter(t -> {
                    Reference reference = references.get(t.instance());
                    return reference != null && reference.leastBoundMicros() != null;
                })
                .toList();
        double[] lows = sample(perInstance(bounded, t -> rated(t, "efficiencyLow")));
        double[] highs = sample(perInstance(trials, t -> rated(t, "efficiencyHigh")));
        RunContext context = RunContext.seeded(1);
        Interval high = Statistics.bootstrapMedian(highs, CONFIDENCE, context.random("high/" + purpose));
        Interval low = lows.length == 0
                ? high
                : Statistics.bootstrapMedian(lows, CONFIDENCE, context.random("low/" + purpose));
        return new Efficiency(Statistics.median(lows), Statistics.median(highs), low.low(), high.high());
    }

    /** The efficiency of a trial; 0 when it failed. */
    private static double rated(Trial trial, String field) {
        return trial.feasible() ? trial.real(field) : 0;
    }

    private static double revenueShare(List<Trial> trials, Map<String, Reference> references) {
        return Statistics.median(trials.stream()
                .filter(Trial::feasible)
                .mapToDouble(t -> {
                    Reference reference = references.get(t.instance());
                    return reference == null || reference.bestWelfareMicros() <= 0
                            ? Double.NaN
                            : t.real("revenueMicros") / reference.bestWelfareMicros();
                })
                .filter(Double::isFinite)
                .toArray());
    }

    private static Versus versus(List<Trial> trials, List<Trial> others, String yardstick, String purpose) {
        Map<String, Double> own = perInstance(trials, t -> rated(t, "efficiencyHigh"));
        Map<String, Double> other = perInstance(
                others.stream().filter(t -> t.status() != Status.UNSUPPORTED).toList(),
                t -> rated(t, "efficiencyHigh"));
        double[] differences = own.entrySet().stream()
                .filter(entry -> other.containsKey(entry.getKey()))
                .mapToDouble(entry -> entry.getValue() - other.getOrDefault(entry.getKey(), Double.NaN))
                .toArray();
        if (differences.length == 0) {
            Interval none = new Interval(Double.NaN, Double.NaN);
            return new Versus(yardstick, 0, Double.NaN, none, none, Double.NaN, Double.NaN);
        }
        Bootstrap bootstrap = Bootstrap.drawn(
                differences,
                Statistics::median,
                Statistics.RESAMPLES,
                RunContext.seeded(1).random("versus/" + purpose));
        double p = Statistics.wilcoxon(differences);
        return new Versus(
                yardstick,
                differences.length,
                Statistics.median(differences),
                interval(bootstrap.percentile(CONFIDENCE)),
                interval(bootstrap.biasCorrected(CONFIDENCE)),
                p,
                p);
    }

    private static Interval interval(Bootstrap.Interval interval) {
        return new Interval(interval.low(), interval.high());
    }

    /** The median over the runs of each instance, by instance; instances without a finite value are left out. */
    private static Map<String, Double> perInstance(List<Trial> trials, ToDoubleFunction<Trial> value) {
        Map<String, List<Double>> values = new LinkedHashMap<>();
        for (Trial trial : trials) {
            double v = value.applyAsDouble(trial);
            if (Double.isFinite(v)) {
                values.computeIfAbsent(trial.instance(), name -> new ArrayList<>())
                        .add(v);
            }
        }
        Map<String, Double> medians = new LinkedHashMap<>();
        values.forEach((name, own) -> medians.put(
                name,
                Statistics.median(own.stream().mapToDouble(Double::doubleValue).toArray())));
        return medians;
    }

    private static double[] sample(Map<String, Double> perInstance) {
        return perInstance.values().stream().mapToDouble(Double::doubleValue).toArray();
    }

    /** The median of a metric, not-a-number when no trial has it. */
    public double median(String metric) {
        return medians.getOrDefault(metric, Double.NaN);
    }

    /** The summary as an object of the report's data. */
    ObjectNode json() {
        ObjectNode json = Json.object();
        json.put("family", family);
        json.put("mechanism", mechanism);
        json.put("behaviour", behaviour);
        json.put("n", n);
        json.put("failures", failures);
        json.put("feasible", !statusCounts.containsKey(Status.INFEASIBLE));
        ObjectNode shares = json.putObject("efficiency");
        Json.put(shares, "median", efficiency.high);
        Json.put(shares, "low", efficiency.low);
        Json.put(shares, "high", efficiency.high);
        Json.put(shares, "ciLow", efficiency.ciLow);
        Json.put(shares, "ciHigh", efficiency.ciHigh);
        Json.put(json, "revenueShare", revenueShare);
        for (Metric metric : Metric.all()) {
            if (!metric.id().startsWith("efficiency")) {
                String key = metric.id().equals("time") ? "wallMillis" : metric.id();
                Json.put(json.putObject(key), "median", median(metric.id()));
            }
        }
        ObjectNode counts = json.putObject("statusCounts");
        statusCounts.forEach((status, count) -> counts.put(status.code(), count));
        Versus pair = versus;
        if (pair == null) {
            json.putNull("versus");
        } else {
            ObjectNode paired = json.putObject("versus");
            paired.put("mechanism", pair.yardstick);
            paired.put("pairs", pair.pairs);
            Json.put(paired, "median", pair.median);
            Json.put(paired, "ciLow", pair.interval.low());
            Json.put(paired, "ciHigh", pair.interval.high());
            Json.put(paired, "bcaLow", pair.corrected.low());
            Json.put(paired, "bcaHigh", pair.corrected.high());
            Json.put(paired, "p", pair.p);
            Json.put(paired, "pHolm", pair.holm);
        }
        return json;
    }
}
