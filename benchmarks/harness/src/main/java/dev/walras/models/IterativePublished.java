package dev.walras.models;

import java.util.List;

/** Numbers of papers on auctions in rounds. */
final class IterativePublished {
    static final List<Published> LIST = List.of();

    private IterativePublished() {}
}
