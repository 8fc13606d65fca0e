package dev.walras.models;

import java.util.List;

/** Decisions made one after the other. */
final class OnlineModels {
    static final List<Model> LIST = List.of();

    private OnlineModels() {}
}
