package dev.walras.models;

import java.util.List;

/** Numbers of papers on equilibria. */
final class GamePublished {
    static final List<Published> LIST = List.of();

    private GamePublished() {}
}
