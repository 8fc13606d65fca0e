package dev.walras.models;

import dev.walras.harness.Statistics;
import dev.walras.mechanisms.trading.TradeStatistics;
import dev.walras.statistics.Bootstrap;
import dev.walras.statistics.DivisionAudit;
import dev.walras.statistics.Holm;
import dev.walras.statistics.Inequality;
import dev.walras.statistics.PerformanceProfile;
import dev.walras.statistics.RankComparison;
import dev.walras.statistics.StudentizedRange;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.math3.fraction.BigFraction;

/** Metrics and statistics. */
final class MetricModels {
    private static final List<Double> LEVELS = List.of(0.05, 0.10);
    private static final List<Double> CONFIDENCES = List.of(0.80, 0.90, 0.95, 0.99);

    static final List<Model> LIST = List.of(
            new Model(
                    "jain_index",
                    "Jain's index and Gini's coefficient of amounts",
                    "vectors -> jain, gini",
                    List.of(),
                    MetricModels::inequality),
            new Model(
                    "fairness_audit",
                    "envy, maximin shares and Nash welfare of a division of items with additive values",
                    "values, allocation -> envy_matrix, ef1, nash_welfare_product, maximin_shares, ...",
                    List.of(),
                    MetricModels::fairness),
            new Model(
                    "friedman_nemenyi",
                    "Friedman's test with Iman and Davenport's correction, and critical differences of ranks",
                    "average_ranks and datasets, or scores -> chi2_F, F_F, q_*, CD_*, ...",
                    List.of(),
                    MetricModels::ranks),
            new Model(
                    "nemenyi_critical_values",
                    "critical values of Nemenyi's test",
                    "alpha, k -> q",
                    List.of(),
                    MetricModels::nemenyi),
            new Model(
                    "wilcoxon_signed_rank_exact",
                    "Wilcoxon's signed-rank test and the sign test, two-sided",
                    "differences -> W, p_two_sided, sign_test_p",
                    List.of(),
                    MetricModels::wilcoxon),
            new Model(
                    "performance_profile",
                    "shares of instances within factors of the best; failures are infinite",
                    "times (null: failure), taus -> shares by method",
                    List.of(),
                    MetricModels::profile),
            new Model(
                    "paired_bootstrap_exact",
                    "the bootstrap of a mean over all resamples",
                    "paired_differences -> mean, bootstrap_sd, ci80, ci90, ci95, ci99, bca90, ..., P_boot_mean_le_0",
                    List.of(),
                    MetricModels::bootstrap),
            new Model(
                    "price_convergence_metrics",
                    "how near prices and profits of a market come to equilibrium",
                    "prices, p0, actual_profits, equilibrium_profits -> smith_alpha_percent, profit_dispersion, ...",
                    List.of(),
                    MetricModels::convergence),
            new Model(
                    "holm_correction",
                    "p-values corrected for several tests at once",
                    "p_values -> adjusted",
                    List.of(),
                    instance -> new Answer()
                            .put("adjusted", Holm.adjust(instance.at("p_values").reals()))));

    private MetricModels() {}

    private static Answer inequality(Input instance) {
        List<BigFraction> jain = new ArrayList<>();
        List<BigFraction> gini = new ArrayList<>();
        for (Input vector : instance.at("vectors").items()) {
            jain.add(Inequality.jain(vector.exacts()));
            gini.add(Inequality.gini(vector.exacts()));
        }
        return new Answer().put("jain", jain).put("gini", gini);
    }

    private static Answer fairness(Input instance) {
        List<List<BigFraction>> values =
                instance.at("values").items().stream().map(Input::exacts).toList();
        List<List<Integer>> bundles = new ArrayList<>();
        for (Input bundle : instance.at("allocation").items()) {
            bundles.add(
                    Arrays.stream(bundle.wholes()).mapToObj(Math::toIntExact).toList());
        }
        DivisionAudit audit = new DivisionAudit(values, bundles);
        return new Answer()
                .put("utilities", audit.utilities())
                .put("envy_matrix", audit.envy())
                .put("envy_free", audit.envyFree())
                .put("ef1", audit.envyFreeUpToOne())
                .put("nash_welfare_product", audit.nashWelfare())
                .put("max_nash_welfare_product", audit.largestNashWelfare())
                .put("maximin_shares", audit.maximinShares())
                .put("proportional_share", audit.proportionalShares());
    }

    private static Answer ranks(Input instance) {
        RankComparison ranks;
        if (instance.has("scores") || instance.has("ranks")) {
            boolean given = instance.has("ranks");
            Input higher = instance.find("higher_is_better");
            boolean falls = given || (higher != null && !higher.flag());
            double[][] scores = instance.at(given ? "ranks" : "scores").matrix();
            for (double[] row : scores) {
                Arrays.setAll(row, i -> falls ? -row[i] : row[i]);
            }
            ranks = RankComparison.ofScores(scores);
        } else {
            List<Double> averages =
                    Arrays.stream(instance.at("average_ranks").reals()).boxed().toList();
            ranks = RankComparison.ofAverageRanks(
                    averages, (int) instance.at("datasets").whole(1, Integer.MAX_VALUE));
            Input algorithms = instance.find("algorithms");
            if (algorithms != null && algorithms.whole() != averages.size()) {
                throw algorithms.error(
                        "is " + algorithms.whole() + "; there are " + averages.size() + " average ranks");
            }
        }
        int k = ranks.averageRanks().size();
        Answer answer = new Answer()
                .put("average_ranks", ranks.averageRanks())
                .put("chi2_F", ranks.friedman())
                .put("chi2_p", ranks.friedmanP())
                .put("F_F", ranks.imanDavenport())
                .put("F_p", ranks.imanDavenportP());
        for (double level : LEVELS) {
            String suffix = String.format(Locale.ROOT, "%.2f", level);
            answer.put("q_" + suffix, StudentizedRange.nemenyi(level, k));
            answer.put("CD_" + suffix, ranks.nemenyiDifference(level));
            answer.put("bonferroni_dunn_q_" + suffix, StudentizedRange.bonferroniDunn(level, k));
            answer.put("bonferroni_dunn_CD_" + suffix, ranks.bonferroniDunnDifference(level));
        }
        return answer;
    }

    private static Answer nemenyi(Input instance) {
        double alpha = instance.at("alpha").real();
        Map<String, Double> q = new LinkedHashMap<>();
        for (Input k : instance.at("k").items()) {
            int methods = (int) k.whole(2, 1_000);
            q.put(String.valueOf(methods), StudentizedRange.nemenyi(alpha, methods));
        }
        return new Answer().put("q", q);
    }

    private static Answer wilcoxon(Input instance) {
        double[] differences = DivisibleModels.first(instance, "differences", "paired_differences")
                .reals();
        return new Answer()
                .put("W", Statistics.signedRanks(differences))
                .put("p_two_sided", Statistics.wilcoxon(differences))
                .put("sign_test_p", Statistics.signTest(differences));
    }

    private static Answer profile(Input instance) {
        Map<String, Input> times = instance.at("times").fields();
        double[][] costs = new double[times.size()][];
        int row = 0;
        for (Input method : times.values()) {
            costs[row++] = method.items().stream()
                    .mapToDouble(time -> time.isNumber() ? time.real() : Double.NaN)
                    .toArray();
        }
        List<PerformanceProfile> profiles = PerformanceProfile.of(costs);
        Answer answer = new Answer();
        row = 0;
        for (String method : times.keySet()) {
            PerformanceProfile profile = profiles.get(row++);
            List<BigFraction> shares = new ArrayList<>();
            for (double tau : instance.at("taus").reals()) {
                shares.add(new BigFraction(profile.countWithin(tau), profile.instances()));
            }
            answer.put(method, shares);
        }
        return answer;
    }

    private static Answer bootstrap(Input instance) {
        Input list = instance.at("paired_differences");
        double[] differences = list.reals();
        Bootstrap bootstrap = Bootstrap.exact(
                differences, sample -> Arrays.stream(sample).average().orElse(Double.NaN));
        BigFraction mean = list.exacts().stream()
                .reduce(BigFraction.ZERO, BigFraction::add)
                .divide(differences.length);
        Answer answer = new Answer().put("mean", mean).put("bootstrap_sd", bootstrap.standardError());
        for (double confidence : CONFIDENCES) {
            Bootstrap.Interval percentile = bootstrap.percentile(confidence);
            Bootstrap.Interval corrected = bootstrap.biasCorrected(confidence);
            long percent = Math.round(100 * confidence);
            answer.put("ci" + percent, new double[] {percentile.low(), percentile.high()});
            answer.put("bca" + percent, new double[] {corrected.low(), corrected.high()});
        }
        return answer.put("P_boot_mean_le_0", bootstrap.shareAtMost(0));
    }

    private static Answer convergence(Input instance) {
        double[] prices = instance.at("prices").reals();
        double equilibrium = instance.at("p0").real();
        double[] constant = new double[prices.length];
        Arrays.fill(constant, equilibrium);
        Answer answer = new Answer()
                .put("smith_alpha_percent", TradeStatistics.smithAlphaPercent(prices, equilibrium))
                .put("rmsd", TradeStatistics.rootMeanSquare(prices, constant))
                .put("log_return_volatility_sample", TradeStatistics.logReturnVolatility(prices))
                .put("max_drawdown", TradeStatistics.maxDrawdown(prices));
        if (instance.has("actual_profits")) {
            answer.put(
                    "profit_dispersion",
                    TradeStatistics.rootMeanSquare(
                            instance.at("actual_profits").reals(),
                            instance.at("equilibrium_profits").reals()));
        }
        return answer;
    }
}
