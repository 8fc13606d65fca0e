package dev.walras.mechanisms;

import dev.walras.mechanisms.price.AnalyticCentre;
import dev.walras.mechanisms.price.AscendingClock;
import dev.walras.mechanisms.price.BertsekasAuction;
import dev.walras.mechanisms.price.CrawfordKnoer;
import dev.walras.mechanisms.price.RidgePrices;
import dev.walras.mechanisms.price.Subgradient;
import dev.walras.mechanisms.price.Tatonnement;
import java.util.List;

/** Price processes. */
final class PriceList {
    static final List<Mechanisms.Entry> ENTRIES = List.of(
            new Mechanisms.Entry(
                    Tatonnement.SPEC, Tatonnement.SETTINGS, request -> new Tatonnement(request.settings())),
            new Mechanisms.Entry(
                    Subgradient.SPEC, Subgradient.SETTINGS, request -> Subgradient.last(request.settings())),
            new Mechanisms.Entry(
                    Subgradient.AVERAGE_SPEC, Subgradient.SETTINGS, request -> Subgradient.average(request.settings())),
            new Mechanisms.Entry(
                    AnalyticCentre.SPEC, AnalyticCentre.SETTINGS, request -> new AnalyticCentre(request.settings())),
            new Mechanisms.Entry(
                    RidgePrices.SPEC, RidgePrices.SETTINGS, request -> new RidgePrices(request.settings())),
            new Mechanisms.Entry(
                    BertsekasAuction.SPEC,
                    BertsekasAuction.SETTINGS,
                    request -> new BertsekasAuction(request.settings())),
            new Mechanisms.Entry(
                    CrawfordKnoer.SPEC, CrawfordKnoer.SETTINGS, request -> new CrawfordKnoer(request.settings())),
            new Mechanisms.Entry(
                    AscendingClock.SPEC, AscendingClock.SETTINGS, request -> new AscendingClock(request.settings())));

    private PriceList() {}
}
