package dev.walras.mechanisms;

import java.util.List;

/** Auctions in rounds. */
final class IterativeList {
    static final List<Mechanisms.Entry> ENTRIES = List.of();

    private IterativeList() {}
}
