package dev.walras.models;

import dev.walras.market.Nearest;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** The list of models, group by group; each group is a file of its own. */
public final class Models {
    private static final List<Model> ALL = Stream.of(
                    AuctionModels.LIST,
                    TradingModels.LIST,
                    PackageModels.LIST,
                    IterativeModels.LIST,
                    DivisibleModels.LIST,
                    MatchingModels.LIST,
                    FlowModels.LIST,
                    PriceModels.LIST,
                    PriceNetworkModels.LIST,
                    MetricModels.LIST,
                    GameModels.LIST)
            .flatMap(List::stream)
            .toList();

    /** Other names under which models are asked for. */
    private static final Map<String, String> SYNONYMS = Map.ofEntries(
            Map.entry("asymmetric_first_price_bne", "first_price_bne_uniform"),
            Map.entry("asymmetric_nash_bargaining", "nash_bargaining"),
            Map.entry("cfmm_optimal_routing", "cfmm_routing"),
            Map.entry("college_admissions", "deferred_acceptance"),
            Map.entry("dc_opf_lmp", "lmp_network"),
            Map.entry("first_price_reserve_bne", "first_price_bne_uniform"),
            Map.entry("first_price_bne_reserve", "first_price_bne_uniform"),
            Map.entry("first_price_asymmetric_bne", "first_price_bne_uniform"),
            Map.entry("hospitals_residents", "deferred_acceptance"),
            Map.entry("kalai_smorodinsky_bargaining", "kalai_smorodinsky"),
            Map.entry("kuhn_exploitability", "exploitability_nashconv"),
            Map.entry("q_learning", "q_learning_update"),
            Map.entry("rubinstein_finite_horizon", "rubinstein_bargaining"),
            Map.entry("tatonnement_additive", "tatonnement_multiplicative"),
            Map.entry("tatonnement_exponential", "tatonnement_multiplicative"),
            Map.entry("tullock_contest_bne", "tullock_contest"),
            Map.entry("wilcoxon_signed_rank", "wilcoxon_signed_rank_exact"));

    private Models() {}

    /** Every model, in a fixed order. */
    public static List<Model> all() {
        return ALL;
    }

    /** The model called {@code name}, or known by it as well; null when there is none. */
    public static @Nullable Model find(String name) {
        String known = SYNONYMS.getOrDefault(name, name);
        return ALL.stream()
                .filter(model -> model.name().equals(known))
                .findFirst()
                .orElse(null);
    }

    /**
     * The model called {@code name}.
     *
     * @throws IllegalArgumentException when there is none; the message names the nearest
     */
    public static Model byName(String name) {
        Model model = find(name);
        if (model == null) {
            throw new IllegalArgumentException("there is no model \"" + name + "\"; walras list models shows them"
                    + Nearest.hint(name, ALL.stream().map(Model::name).toList()));
        }
        return model;
    }
}
