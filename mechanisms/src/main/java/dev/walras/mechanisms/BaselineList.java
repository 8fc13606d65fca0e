package dev.walras.mechanisms;

import dev.walras.mechanisms.baseline.GreedyOrder;
import dev.walras.mechanisms.baseline.NoTrade;
import dev.walras.mechanisms.baseline.RandomOrder;
import dev.walras.mechanisms.trading.Fifo;
import java.util.List;

/** What everything else is held against. */
final class BaselineList {
    static final List<Mechanisms.Entry> ENTRIES = List.of(
            new Mechanisms.Entry(GreedyOrder.SPEC, List.of(), request -> new GreedyOrder()),
            new Mechanisms.Entry(RandomOrder.SPEC, List.of(), request -> new RandomOrder()),
            new Mechanisms.Entry(Fifo.SPEC, List.of(), request -> new Fifo()),
            new Mechanisms.Entry(NoTrade.SPEC, List.of(), request -> new NoTrade()));

    private BaselineList() {}
}
