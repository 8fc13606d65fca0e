package dev.walras.models;

import java.util.List;

/** Numbers of papers on package auctions. */
final class PackagePublished {
    static final List<Published> LIST = List.of();

    private PackagePublished() {}
}
