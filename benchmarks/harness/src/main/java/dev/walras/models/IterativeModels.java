package dev.walras.models;

import java.util.List;

/** Auctions in rounds, and greedy auctions of cloud resources. */
final class IterativeModels {
    static final List<Model> LIST = List.of();

    private IterativeModels() {}
}
