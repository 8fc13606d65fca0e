package dev.walras.models;

import java.util.List;

/** Divisible goods: price processes, Fisher markets, fair shares, pacing. */
final class DivisibleModels {
    static final List<Model> LIST = List.of();

    private DivisibleModels() {}
}
