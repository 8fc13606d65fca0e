package dev.walras.mechanisms;

import dev.walras.mechanisms.flow.CycleCancelling;
import dev.walras.mechanisms.flow.NegativeCycle;
import java.util.List;

/** Arbitrage and flows. */
final class FlowList {
    static final List<Mechanisms.Entry> ENTRIES = List.of(
            new Mechanisms.Entry(NegativeCycle.SPEC, List.of(), request -> new NegativeCycle()),
            new Mechanisms.Entry(CycleCancelling.SPEC, List.of(), request -> new CycleCancelling()));

    private FlowList() {}
}
