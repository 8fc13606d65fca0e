package dev.walras.mechanisms;

import dev.walras.mechanisms.trading.BilateralTrade;
import dev.walras.mechanisms.trading.ContinuousDoubleAuction;
import dev.walras.mechanisms.trading.PostedPrice;
import java.util.List;

/** Trading as orders arrive. */
final class TradingList {
    static final List<Mechanisms.Entry> ENTRIES = List.of(
            new Mechanisms.Entry(
                    ContinuousDoubleAuction.SPEC,
                    ContinuousDoubleAuction.SETTINGS,
                    request -> new ContinuousDoubleAuction(request.settings())),
            new Mechanisms.Entry(
                    BilateralTrade.SPEC, BilateralTrade.SETTINGS, request -> new BilateralTrade(request.settings())),
            new Mechanisms.Entry(
                    PostedPrice.SPEC, PostedPrice.SETTINGS, request -> new PostedPrice(request.settings())));

    private TradingList() {}
}
