package dev.walras.mechanisms;

import java.util.List;

/** Decisions made as participants arrive. */
final class OnlineList {
    static final List<Mechanisms.Entry> ENTRIES = List.of();

    private OnlineList() {}
}
