package dev.walras.mechanisms;

import dev.walras.mechanisms.clock.AscendingProxy;
import dev.walras.mechanisms.clock.CombinatorialClock;
import dev.walras.mechanisms.clock.DeferredAcceptanceClock;
import dev.walras.mechanisms.clock.DemangeGaleSotomayor;
import dev.walras.mechanisms.clock.IterativeBundle;
import dev.walras.mechanisms.clock.KelsoCrawford;
import dev.walras.mechanisms.clock.SimultaneousAscending;
import dev.walras.mechanisms.cloud.CaGreedy;
import dev.walras.mechanisms.cloud.CaProvision;
import dev.walras.mechanisms.cloud.DeadlineScheduling;
import dev.walras.mechanisms.cloud.VmGreedy;
import dev.walras.mechanisms.combinatorial.CoreSelecting;
import java.util.List;

/** Auctions in rounds. */
final class IterativeList {
    static final List<Mechanisms.Entry> ENTRIES = List.of(
            new Mechanisms.Entry(
                    CombinatorialClock.SPEC,
                    CombinatorialClock.SETTINGS,
                    request -> new CombinatorialClock(
                            new CoreSelecting(
                                    request.planner(), CoreSelecting.Rule.NEAREST, CoreSelecting.Reference.VCG),
                            request.settings())),
            new Mechanisms.Entry(
                    SimultaneousAscending.SPEC,
                    SimultaneousAscending.SETTINGS,
                    request -> new SimultaneousAscending(request.settings())),
            new Mechanisms.Entry(
                    KelsoCrawford.SPEC, KelsoCrawford.SETTINGS, request -> new KelsoCrawford(request.settings())),
            new Mechanisms.Entry(DemangeGaleSotomayor.SPEC, List.of(), request -> new DemangeGaleSotomayor()),
            new Mechanisms.Entry(
                    DeferredAcceptanceClock.SPEC,
                    DeferredAcceptanceClock.SETTINGS,
                    request -> new DeferredAcceptanceClock(request.settings())),
            new Mechanisms.Entry(
                    AscendingProxy.SPEC,
                    AscendingProxy.SETTINGS,
                    request -> new AscendingProxy(request.planner(), request.settings())),
            new Mechanisms.Entry(
                    IterativeBundle.SPEC,
                    IterativeBundle.SETTINGS,
                    request -> new IterativeBundle(request.planner(), request.settings())),
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
