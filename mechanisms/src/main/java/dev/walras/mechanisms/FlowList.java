package dev.walras.mechanisms;

import java.util.List;

/** Arbitrage and flows. */
final class FlowList {
    static final List<Mechanisms.Entry> ENTRIES = List.of();

    private FlowList() {}
}
