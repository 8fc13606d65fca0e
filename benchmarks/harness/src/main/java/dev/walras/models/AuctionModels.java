package dev.walras.models;

import java.util.List;

/** Auctions of one good, and double auctions. */
final class AuctionModels {
    static final List<Model> LIST = List.of();

    private AuctionModels() {}
}
