package dev.walras.models;

import java.util.List;

/** Games, equilibria and learning. */
final class GameModels {
    static final List<Model> LIST = List.of();

    private GameModels() {}
}
