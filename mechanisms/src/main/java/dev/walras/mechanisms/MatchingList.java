package dev.walras.mechanisms;

import dev.walras.mechanisms.bargaining.AlternatingOffers;
import dev.walras.mechanisms.matching.AssignmentCore;
import dev.walras.mechanisms.matching.ContractNetTrading;
import dev.walras.mechanisms.matching.DeferredAcceptance;
import dev.walras.mechanisms.matching.GapGreedy;
import dev.walras.mechanisms.matching.ScoringAuction;
import dev.walras.mechanisms.matching.ScoringProcurement;
import dev.walras.mechanisms.matching.TopTradingCycles;
import java.util.List;

/** Matching, service levels and bargaining. */
final class MatchingList {
    static final List<Mechanisms.Entry> ENTRIES = List.of(
            new Mechanisms.Entry(
                    DeferredAcceptance.SPEC,
                    DeferredAcceptance.SETTINGS,
                    request -> DeferredAcceptance.of(request.settings())),
            new Mechanisms.Entry(TopTradingCycles.SPEC, List.of(), request -> new TopTradingCycles()),
            new Mechanisms.Entry(
                    AssignmentCore.SPEC,
                    AssignmentCore.SETTINGS,
                    request -> AssignmentCore.of(request.settings(), request.planner())),
            new Mechanisms.Entry(GapGreedy.SPEC, List.of(), request -> new GapGreedy()),
            new Mechanisms.Entry(
                    ScoringProcurement.FIRST_SCORE,
                    List.of(),
                    request -> new ScoringProcurement(ScoringAuction.Rule.FIRST_SCORE)),
            new Mechanisms.Entry(
                    ScoringProcurement.SECOND_SCORE,
                    List.of(),
                    request -> new ScoringProcurement(ScoringAuction.Rule.SECOND_SCORE)),
            new Mechanisms.Entry(ContractNetTrading.SPEC, List.of(), request -> new ContractNetTrading()),
            new Mechanisms.Entry(
                    AlternatingOffers.SPEC,
                    AlternatingOffers.SETTINGS,
                    request -> new AlternatingOffers(request.settings())));

    private MatchingList() {}
}
