package dev.walras.models;

import java.util.List;

/** Single traders: how they learn and what they shout. */
final class TraderModels {
    static final List<Model> LIST = List.of();

    private TraderModels() {}
}
