package dev.walras.mechanisms;

import dev.walras.mechanisms.online.SecretaryAuction;
import dev.walras.mechanisms.online.ThresholdSale;
import dev.walras.mechanisms.trading.BaseFeeMarket;
import dev.walras.mechanisms.trading.FrequentBatch;
import java.util.List;

/** Decisions made as participants arrive. */
final class OnlineList {
    static final List<Mechanisms.Entry> ENTRIES = List.of(
            new Mechanisms.Entry(
                    SecretaryAuction.SPEC,
                    SecretaryAuction.SETTINGS,
                    request -> new SecretaryAuction(request.settings())),
            new Mechanisms.Entry(
                    ThresholdSale.PROPHET,
                    ThresholdSale.PROPHET_SETTINGS,
                    request -> ThresholdSale.prophet(request.settings())),
            new Mechanisms.Entry(
                    ThresholdSale.KNAPSACK,
                    ThresholdSale.SETTINGS,
                    request -> ThresholdSale.knapsack(request.settings())),
            new Mechanisms.Entry(
                    ThresholdSale.K_SEARCH,
                    ThresholdSale.SETTINGS,
                    request -> ThresholdSale.kSearch(request.settings())),
            new Mechanisms.Entry(
                    ThresholdSale.ONE_WAY, ThresholdSale.SETTINGS, request -> ThresholdSale.oneWay(request.settings())),
            new Mechanisms.Entry(
                    BaseFeeMarket.SPEC, BaseFeeMarket.SETTINGS, request -> new BaseFeeMarket(request.settings())),
            new Mechanisms.Entry(
                    FrequentBatch.SPEC, FrequentBatch.SETTINGS, request -> new FrequentBatch(request.settings())));

    private OnlineList() {}
}
