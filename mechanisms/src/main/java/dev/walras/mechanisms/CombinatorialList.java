package dev.walras.mechanisms;

import dev.walras.mechanisms.combinatorial.CoreSelecting;
import dev.walras.mechanisms.combinatorial.KPricingExchange;
import dev.walras.mechanisms.combinatorial.PackageExchange;
import java.util.List;

/** Auctions and exchanges of packages. */
final class CombinatorialList {
    static final List<Mechanisms.Entry> ENTRIES = List.of(
            new Mechanisms.Entry(
                    CoreSelecting.SPEC,
                    CoreSelecting.SETTINGS,
                    request -> CoreSelecting.of(request.settings(), request.planner())),
            new Mechanisms.Entry(
                    PackageExchange.SPEC,
                    PackageExchange.SETTINGS,
                    request -> PackageExchange.of(request.settings(), request.planner())),
            new Mechanisms.Entry(
                    KPricingExchange.SPEC,
                    KPricingExchange.SETTINGS,
                    request -> KPricingExchange.of(request.settings(), request.planner())));

    private CombinatorialList() {}
}
