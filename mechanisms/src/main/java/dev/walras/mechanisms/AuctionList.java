package dev.walras.mechanisms;

import dev.walras.mechanisms.auction.FirstPrice;
import dev.walras.mechanisms.auction.KDoubleAuction;
import dev.walras.mechanisms.auction.LosGreedy;
import dev.walras.mechanisms.auction.McAfeeDoubleAuction;
import dev.walras.mechanisms.auction.SbbaDoubleAuction;
import dev.walras.mechanisms.auction.UniformPrice;
import dev.walras.mechanisms.auction.Vcg;
import java.util.List;

/** Sealed auctions of one good, and of packages. */
final class AuctionList {
    static final List<Mechanisms.Entry> ENTRIES = List.of(
            new Mechanisms.Entry(Vcg.SPEC, List.of(), request -> new Vcg(request.planner())),
            new Mechanisms.Entry(FirstPrice.SPEC, List.of(), request -> new FirstPrice(request.planner())),
            new Mechanisms.Entry(
                    UniformPrice.SPEC, UniformPrice.SETTINGS, request -> UniformPrice.of(request.settings())),
            new Mechanisms.Entry(LosGreedy.SPEC, LosGreedy.SETTINGS, request -> LosGreedy.of(request.settings())),
            new Mechanisms.Entry(McAfeeDoubleAuction.SPEC, List.of(), request -> new McAfeeDoubleAuction()),
            new Mechanisms.Entry(SbbaDoubleAuction.SPEC, List.of(), request -> new SbbaDoubleAuction()),
            new Mechanisms.Entry(
                    KDoubleAuction.SPEC, KDoubleAuction.SETTINGS, request -> KDoubleAuction.of(request.settings())));

    private AuctionList() {}
}
