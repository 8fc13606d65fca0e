package dev.walras.models;

import java.util.List;

/** Numbers of papers on flows, power and pools. */
final class FlowPublished {
    static final List<Published> LIST = List.of();

    private FlowPublished() {}
}
