package dev.walras.models;

import java.util.List;

/** Matching, service levels and bargaining. */
final class MatchingModels {
    static final List<Model> LIST = List.of();

    private MatchingModels() {}
}
