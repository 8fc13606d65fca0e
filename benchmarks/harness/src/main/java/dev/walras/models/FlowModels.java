package dev.walras.models;

import java.util.List;
import java.util.stream.Stream;

/** Arbitrage, flows and power, and sharing. */
final class FlowModels {
    static final List<Model> LIST = Stream.of(
                    TransportModels.LIST, MinimumCostFlowModel.LIST, ArbitrageModels.LIST, SharingModels.LIST)
            .flatMap(List::stream)
            .toList();

    private FlowModels() {}
}
