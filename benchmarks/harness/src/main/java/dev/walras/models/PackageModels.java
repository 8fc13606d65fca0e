package dev.walras.models;

import java.util.List;

/** Sealed auctions of packages, exchanges, and Walrasian analysis. */
final class PackageModels {
    static final List<Model> LIST = List.of();

    private PackageModels() {}
}
