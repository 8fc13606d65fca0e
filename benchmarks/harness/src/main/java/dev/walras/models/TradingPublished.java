package dev.walras.models;

import java.util.List;

/** Numbers of papers on traders and posted prices. */
final class TradingPublished {
    static final List<Published> LIST = List.of();

    private TradingPublished() {}
}
