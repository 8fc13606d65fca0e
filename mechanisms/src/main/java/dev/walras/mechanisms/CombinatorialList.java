package dev.walras.mechanisms;

import java.util.List;

/** Auctions and exchanges of packages. */
final class CombinatorialList {
    static final List<Mechanisms.Entry> ENTRIES = List.of();

    private CombinatorialList() {}
}
