package dev.walras.mechanisms;

import java.util.List;

/** Shares of divisible goods: fairness, proportional sharing, pacing. */
final class DivisibleList {
    static final List<Mechanisms.Entry> ENTRIES = List.of();

    private DivisibleList() {}
}
