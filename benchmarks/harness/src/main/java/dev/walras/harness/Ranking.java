package dev.walras.harness;

import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.walras.mechanisms.behaviour.Behaviours;
import dev.walras.statistics.PerformanceProfile;
import dev.walras.statistics.RankComparison;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;

/**
 * The mechanisms of one family (or dataset) ranked on each of its instances by efficiency: average ranks with Nemenyi's
 * critical difference, and performance profiles of best known welfare over welfare.
 *
 * <p>The efficiency on an instance is the median over its runs, 0 where a run failed. Only mechanisms that support
 * every instance are ranked, under truthful participants where there are several behaviours. A mechanism without
 * welfare is infinitely far from the best.
 */
final class Ranking {
    /** The level of the tests. */
    static final double LEVEL = 0.05;

    private final String by;
    private final String group;
    private final Map<String, Map<String, Double>> efficiency = new LinkedHashMap<>();
    private final Set<String> instances = new LinkedHashSet<>();

    private Ranking(String by, String group) {
        this.by = by;
        this.group = group;
    }

    /** The rankings by family and by dataset, as a list of objects. */
    static ArrayNode all(List<Trial> trials) {
        ArrayNode list = Json.object().putArray("rankings");
        of("family", trials, Trial::family).forEach(list::add);
        of("dataset", trials, Trial::dataset).forEach(list::add);
        return list;
    }

    private static List<ObjectNode> of(String by, List<Trial> trials, Function<Trial, String> group) {
        Set<String> behaviours = new LinkedHashSet<>();
        trials.forEach(trial -> behaviours.add(trial.behaviour()));
        String behaviour = behaviours.contains(Behaviours.TRUTHFUL)
                ? Behaviours.TRUTHFUL
                : behaviours.stream().findFirst().orElse("");
        Map<String, List<Trial>> groups = new LinkedHashMap<>();
        for (Trial trial : trials) {
            if (trial.behaviour().equals(behaviour)) {
                groups.computeIfAbsent(group.apply(trial), name -> new ArrayList<>())
                        .add(trial);
            }
        }
        List<ObjectNode> rankings = new ArrayList<>();
        groups.forEach((name, own) -> {
            Ranking ranking = new Ranking(by, name);
            ranking.read(own);
            if (ranking.efficiency.size() > 1) {
                rankings.add(ranking.json());
            }
        });
        return rankings;
    }

    private void read(List<Trial> trials) {
        Map<String, Map<String, List<Double>>> runs = new LinkedHashMap<>();
        for (Trial trial : trials) {
            instances.add(trial.instance());
            if (trial.status() != Status.UNSUPPORTED) {
                double share = trial.feasible() ? trial.real("efficiencyHigh") : 0;
                runs.computeIfAbsent(trial.mechanism(), id -> new LinkedHashMap<>())
                        .computeIfAbsent(trial.instance(), id -> new ArrayList<>())
                        .add(Double.isFinite(share) ? share : 0);
            }
        }
        runs.forEach((mechanism, own) -> {
            if (own.keySet().containsAll(instances)) {
                Map<String, Double> medians = new LinkedHashMap<>();
                own.forEach((instance, values) -> medians.put(
                        instance,
                        Statistics.median(
                                values.stream().mapToDouble(Double::doubleValue).toArray())));
                efficiency.put(mechanism, medians);
            }
        });
    }

    private double[][] byInstance() {
        double[][] scores = new double[instances.size()][efficiency.size()];
        int i = 0;
        for (String instance : instances) {
            int m = 0;
            for (Map<String, Double> own : efficiency.values()) {
                scores[i][m++] = own.getOrDefault(instance, 0.0);
            }
            i++;
        }
        return scores;
    }

    private ObjectNode json() {
        double[][] scores = byInstance();
        RankComparison ranks = RankComparison.ofScores(scores);
        List<String> methods = List.copyOf(efficiency.keySet());
        ObjectNode json = Json.object();
        json.put("by", by);
        json.put("group", group);
        json.put("instances", instances.size());
        ArrayNode ids = json.putArray("mechanisms");
        methods.forEach(ids::add);
        ArrayNode averages = json.putArray("averageRanks");
        ranks.averageRanks().forEach(averages::add);
        Json.put(json, "friedman", ranks.friedman());
        Json.put(json, "imanDavenport", ranks.imanDavenport());
        Json.put(json, "p", ranks.imanDavenportP());
        json.put("level", LEVEL);
        Json.put(json, "criticalDifference", ranks.nemenyiDifference(LEVEL));
        ArrayNode cliques = json.putArray("alike");
        ranks.cliques(LEVEL).forEach(clique -> {
            ArrayNode members = cliques.addArray();
            clique.forEach(m -> members.add(methods.get(m)));
        });
        putRatios(json.putArray("ratios"), scores);
        return json;
    }

    /** For each mechanism the factors to the best in ascending order; null where it is infinitely far. */
    private static void putRatios(ArrayNode list, double[][] scores) {
        double[][] costs = new double[scores[0].length][scores.length];
        for (int i = 0; i < scores.length; i++) {
            for (int m = 0; m < costs.length; m++) {
                costs[m][i] = scores[i][m] > 0 ? 1 / scores[i][m] : Double.NaN;
            }
        }
        for (PerformanceProfile profile : PerformanceProfile.of(costs)) {
            ArrayNode ratios = list.addArray();
            for (double ratio : profile.ratios()) {
                if (Double.isInfinite(ratio)) {
                    ratios.addNull();
                } else {
                    ratios.add(ratio);
                }
            }
        }
    }
}
