package dev.walras.models;

import java.util.List;

/** Metrics and statistics. */
final class MetricModels {
    static final List<Model> LIST = List.of();

    private MetricModels() {}
}
