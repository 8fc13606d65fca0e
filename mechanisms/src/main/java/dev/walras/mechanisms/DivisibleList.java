package dev.walras.mechanisms;

import dev.walras.mechanisms.divisible.FirstPricePacingAuction;
import dev.walras.mechanisms.divisible.FisherShare;
import dev.walras.mechanisms.divisible.KellyShare;
import dev.walras.mechanisms.divisible.ProportionalResponseShare;
import dev.walras.mechanisms.divisible.ResourceShare;
import dev.walras.mechanisms.divisible.SecondPricePacingAuction;
import dev.walras.mechanisms.price.StepTatonnement;
import java.util.List;

/** Shares of divisible goods: price processes, fairness, proportional sharing, pacing. */
final class DivisibleList {
    static final List<Mechanisms.Entry> ENTRIES = List.of(
            new Mechanisms.Entry(
                    StepTatonnement.MULTIPLICATIVE,
                    StepTatonnement.MULTIPLICATIVE_SETTINGS,
                    request -> StepTatonnement.multiplicative(request.settings())),
            new Mechanisms.Entry(
                    StepTatonnement.ENTROPIC,
                    StepTatonnement.ENTROPIC_SETTINGS,
                    request -> StepTatonnement.entropic(request.settings())),
            new Mechanisms.Entry(
                    StepTatonnement.ADDITIVE,
                    StepTatonnement.ADDITIVE_SETTINGS,
                    request -> StepTatonnement.additive(request.settings())),
            new Mechanisms.Entry(FisherShare.SPEC, List.of(), request -> FisherShare.market()),
            new Mechanisms.Entry(
                    ProportionalResponseShare.SPEC,
                    ProportionalResponseShare.SETTINGS,
                    request -> new ProportionalResponseShare(request.settings())),
            new Mechanisms.Entry(FisherShare.EQUAL_INCOMES, List.of(), request -> FisherShare.equalIncomes()),
            new Mechanisms.Entry(
                    ResourceShare.DOMINANT,
                    ResourceShare.SETTINGS,
                    request -> ResourceShare.dominant(request.settings())),
            new Mechanisms.Entry(
                    ResourceShare.ASSETS, ResourceShare.SETTINGS, request -> ResourceShare.assets(request.settings())),
            new Mechanisms.Entry(KellyShare.SPEC, KellyShare.SETTINGS, request -> new KellyShare(request.settings())),
            new Mechanisms.Entry(FirstPricePacingAuction.SPEC, List.of(), request -> new FirstPricePacingAuction()),
            new Mechanisms.Entry(
                    SecondPricePacingAuction.SPEC,
                    SecondPricePacingAuction.SETTINGS,
                    request -> new SecondPricePacingAuction(request.settings())));

    private DivisibleList() {}
}
