package dev.walras.mechanisms;

import dev.walras.mechanisms.auction.AusubelClock;
import dev.walras.mechanisms.auction.CallMarket;
import dev.walras.mechanisms.auction.Discriminatory;
import dev.walras.mechanisms.auction.FirstPrice;
import dev.walras.mechanisms.auction.KDoubleAuction;
import dev.walras.mechanisms.auction.LosGreedy;
import dev.walras.mechanisms.auction.McAfeeDoubleAuction;
import dev.walras.mechanisms.auction.ProcurementAuction;
import dev.walras.mechanisms.auction.SbbaDoubleAuction;
import dev.walras.mechanisms.auction.SpotPrice;
import dev.walras.mechanisms.auction.UniformPrice;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.mechanisms.auction.VickreyDoubleAuction;
import dev.walras.mechanisms.auction.VickreyMultiUnit;
import java.util.List;

/** Sealed auctions of one good, and of packages. */
final class AuctionList {
    static final List<Mechanisms.Entry> ENTRIES = List.of(
            new Mechanisms.Entry(Vcg.SPEC, List.of(), request -> new Vcg(request.planner())),
            new Mechanisms.Entry(FirstPrice.SPEC, List.of(), request -> new FirstPrice(request.planner())),
            new Mechanisms.Entry(
                    UniformPrice.SPEC, UniformPrice.SETTINGS, request -> UniformPrice.of(request.settings())),
            new Mechanisms.Entry(
                    Discriminatory.SPEC, Discriminatory.SETTINGS, request -> Discriminatory.of(request.settings())),
            new Mechanisms.Entry(
                    VickreyMultiUnit.SPEC,
                    VickreyMultiUnit.SETTINGS,
                    request -> VickreyMultiUnit.of(request.settings())),
            new Mechanisms.Entry(
                    AusubelClock.SPEC, AusubelClock.SETTINGS, request -> AusubelClock.of(request.settings())),
            new Mechanisms.Entry(SpotPrice.SPEC, SpotPrice.SETTINGS, request -> SpotPrice.of(request.settings())),
            new Mechanisms.Entry(LosGreedy.SPEC, LosGreedy.SETTINGS, request -> LosGreedy.of(request.settings())),
            new Mechanisms.Entry(McAfeeDoubleAuction.SPEC, List.of(), request -> new McAfeeDoubleAuction()),
            new Mechanisms.Entry(SbbaDoubleAuction.SPEC, List.of(), request -> new SbbaDoubleAuction()),
            new Mechanisms.Entry(
                    KDoubleAuction.SPEC, KDoubleAuction.SETTINGS, request -> KDoubleAuction.of(request.settings())),
            new Mechanisms.Entry(VickreyDoubleAuction.SPEC, List.of(), request -> new VickreyDoubleAuction()),
            new Mechanisms.Entry(ProcurementAuction.ASCENDING, List.of(), request -> ProcurementAuction.ascending()),
            new Mechanisms.Entry(ProcurementAuction.REDUCTION, List.of(), request -> ProcurementAuction.reduction()),
            new Mechanisms.Entry(CallMarket.SPEC, CallMarket.SETTINGS, request -> CallMarket.of(request.settings())));

    private AuctionList() {}
}
