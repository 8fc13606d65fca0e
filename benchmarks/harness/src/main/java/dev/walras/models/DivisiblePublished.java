package dev.walras.models;

import java.util.List;

/** Numbers of papers on divisible goods. */
final class DivisiblePublished {
    static final List<Published> LIST = List.of();

    private DivisiblePublished() {}
}
