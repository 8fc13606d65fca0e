package dev.walras.models;

import java.util.List;

/** Trading, traders and decisions as participants arrive. */
final class TradingModels {
    static final List<Model> LIST = List.of();

    private TradingModels() {}
}
