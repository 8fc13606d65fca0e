package dev.walras.mechanisms;

import dev.walras.mechanisms.cloud.CaGreedy;
import dev.walras.mechanisms.cloud.CaProvision;
import dev.walras.mechanisms.cloud.DeadlineScheduling;
import dev.walras.mechanisms.cloud.VmGreedy;
import java.util.List;

/** Auctions in rounds. */
final class IterativeList {
    static final List<Mechanisms.Entry> ENTRIES = List.of(
            new Mechanisms.Entry(
                    CaProvision.SPEC, CaProvision.SETTINGS, request -> new CaProvision(request.settings())),
            new Mechanisms.Entry(CaGreedy.SPEC, CaGreedy.SETTINGS, request -> new CaGreedy(request.settings())),
            new Mechanisms.Entry(VmGreedy.SPEC, VmGreedy.SETTINGS, request -> new VmGreedy(request.settings())),
            new Mechanisms.Entry(
                    DeadlineScheduling.SPEC,
                    DeadlineScheduling.SETTINGS,
                    request -> new DeadlineScheduling(request.settings())));

    private IterativeList() {}
}
