package dev.walras.models;

import java.util.List;
import java.util.stream.Stream;

/** Auctions in rounds, and greedy auctions of cloud resources. */
final class IterativeModels {
    static final List<Model> LIST =
            Stream.of(CloudModels.LIST).flatMap(List::stream).toList();

    private IterativeModels() {}
}
