package dev.walras.mechanisms;

import dev.walras.market.Nearest;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Settings;
import dev.walras.mechanisms.auction.FirstPrice;
import dev.walras.mechanisms.auction.KDoubleAuction;
import dev.walras.mechanisms.auction.LosGreedy;
import dev.walras.mechanisms.auction.McAfeeDoubleAuction;
import dev.walras.mechanisms.auction.SbbaDoubleAuction;
import dev.walras.mechanisms.auction.UniformPrice;
import dev.walras.mechanisms.auction.Vcg;
import dev.walras.mechanisms.baseline.GreedyOrder;
import dev.walras.mechanisms.baseline.NoTrade;
import dev.walras.mechanisms.baseline.RandomOrder;
import dev.walras.mechanisms.matching.DeferredAcceptance;
import dev.walras.mechanisms.price.AnalyticCentre;
import dev.walras.mechanisms.price.AscendingClock;
import dev.walras.mechanisms.price.BertsekasAuction;
import dev.walras.mechanisms.price.Subgradient;
import dev.walras.mechanisms.price.Tatonnement;
import dev.walras.mechanisms.trading.ContinuousDoubleAuction;
import dev.walras.mechanisms.trading.Fifo;
import dev.walras.mechanisms.trading.PostedPrice;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** The list of mechanisms: one line each, in the order in which tables show them. */
public final class Mechanisms {
    private static final List<Entry> ALL = List.of(
            // Auctions.
            new Entry(Vcg.SPEC, List.of(), request -> new Vcg(request.planner())),
            new Entry(FirstPrice.SPEC, List.of(), request -> new FirstPrice(request.planner())),
            new Entry(UniformPrice.SPEC, UniformPrice.SETTINGS, request -> UniformPrice.of(request.settings())),
            new Entry(LosGreedy.SPEC, LosGreedy.SETTINGS, request -> LosGreedy.of(request.settings())),
            new Entry(McAfeeDoubleAuction.SPEC, List.of(), request -> new McAfeeDoubleAuction()),
            new Entry(SbbaDoubleAuction.SPEC, List.of(), request -> new SbbaDoubleAuction()),
            new Entry(KDoubleAuction.SPEC, KDoubleAuction.SETTINGS, request -> KDoubleAuction.of(request.settings())),
            // Matching.
            new Entry(
                    DeferredAcceptance.SPEC,
                    DeferredAcceptance.SETTINGS,
                    request -> DeferredAcceptance.of(request.settings())),
            // Price processes.
            new Entry(Tatonnement.SPEC, Tatonnement.SETTINGS, request -> new Tatonnement(request.settings())),
            new Entry(Subgradient.SPEC, Subgradient.SETTINGS, request -> Subgradient.last(request.settings())),
            new Entry(
                    Subgradient.AVERAGE_SPEC, Subgradient.SETTINGS, request -> Subgradient.average(request.settings())),
            new Entry(AnalyticCentre.SPEC, AnalyticCentre.SETTINGS, request -> new AnalyticCentre(request.settings())),
            new Entry(
                    BertsekasAuction.SPEC,
                    BertsekasAuction.SETTINGS,
                    request -> new BertsekasAuction(request.settings())),
            new Entry(AscendingClock.SPEC, AscendingClock.SETTINGS, request -> new AscendingClock(request.settings())),
            // Trading.
            new Entry(
                    ContinuousDoubleAuction.SPEC,
                    ContinuousDoubleAuction.SETTINGS,
                    request -> new ContinuousDoubleAuction(request.settings())),
            new Entry(PostedPrice.SPEC, PostedPrice.SETTINGS, request -> new PostedPrice(request.settings())),
            // Baselines.
            new Entry(GreedyOrder.SPEC, List.of(), request -> new GreedyOrder()),
            new Entry(RandomOrder.SPEC, List.of(), request -> new RandomOrder()),
            new Entry(Fifo.SPEC, List.of(), request -> new Fifo()),
            new Entry(NoTrade.SPEC, List.of(), request -> new NoTrade()));

    private Mechanisms() {}

    /**
     * What a mechanism is made from.
     *
     * @param settings its settings, as text
     * @param planner the central solver for rules that need an optimum, such as VCG
     */
    public record Request(Settings settings, CentralSolver planner) {}

    /**
     * One mechanism of the list.
     *
     * @param spec the facts, under default settings and a planner that handles every market
     * @param settings the settings it reads, empty when it has none
     * @param make makes it
     */
    public record Entry(
            MechanismSpec spec, List<Settings.Setting> settings, Function<Request, ? extends Mechanism> make) {
        public Entry {
            settings = List.copyOf(settings);
        }
    }

    /** Every mechanism, in a fixed order. */
    public static List<Entry> all() {
        return ALL;
    }

    /**
     * The mechanism called {@code id}.
     *
     * @param settings text by key; what is not given has its default
     * @param planner the central solver for rules that need an optimum
     * @throws IllegalArgumentException when there is no such mechanism (the message names the nearest), it has no such
     *     setting, or a setting is out of range
     */
    public static Mechanism make(String id, Map<String, String> settings, CentralSolver planner) {
        Settings given = new Settings(id, settings);
        Mechanism mechanism = find(id).make().apply(new Request(given, planner));
        given.requireAllRead();
        return mechanism;
    }

    /** Every mechanism with its default settings, in the order of {@link #all}. */
    public static List<Mechanism> defaults(CentralSolver planner) {
        List<Mechanism> made = new ArrayList<>();
        for (Entry entry : ALL) {
            made.add(make(entry.spec().id(), Map.of(), planner));
        }
        return List.copyOf(made);
    }

    private static Entry find(String id) {
        List<String> ids = new ArrayList<>();
        for (Entry entry : ALL) {
            ids.add(entry.spec().id());
            if (entry.spec().id().equals(id)) {
                return entry;
            }
        }
        String hint = Nearest.hint(id, ids);
        throw new IllegalArgumentException("there is no mechanism \"" + id + "\""
                + (hint.isEmpty() ? "\nMaybe one of " + String.join(", ", ids) + " was meant." : hint));
    }
}
