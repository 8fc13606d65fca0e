package dev.walras.models;

import dev.walras.market.Nearest;
import java.util.List;
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

    private Models() {}

    /** Every model, in a fixed order. */
    public static List<Model> all() {
        return ALL;
    }

    /** The model called {@code name}, null when there is none. */
    public static @Nullable Model find(String name) {
        return ALL.stream()
                .filter(model -> model.name().equals(name))
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
