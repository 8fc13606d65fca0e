package dev.walras.models;

import java.util.List;

/** Arbitrage, flows and power. */
final class FlowModels {
    static final List<Model> LIST = List.of();

    private FlowModels() {}
}
