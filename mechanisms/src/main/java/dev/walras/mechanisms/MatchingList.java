package dev.walras.mechanisms;

import dev.walras.mechanisms.matching.DeferredAcceptance;
import java.util.List;

/** Matching. */
final class MatchingList {
    static final List<Mechanisms.Entry> ENTRIES = List.of(new Mechanisms.Entry(
            DeferredAcceptance.SPEC,
            DeferredAcceptance.SETTINGS,
            request -> DeferredAcceptance.of(request.settings())));

    private MatchingList() {}
}
