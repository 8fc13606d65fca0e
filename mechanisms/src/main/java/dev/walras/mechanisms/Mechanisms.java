package dev.walras.mechanisms;

import dev.walras.market.Nearest;
import dev.walras.mechanism.CentralSolver;
import dev.walras.mechanism.Mechanism;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Stream;

/** The list of mechanisms, group by group, in the order in which tables show them; each group is a file of its own. */
public final class Mechanisms {
    private static final List<Entry> ALL = Stream.of(
                    AuctionList.ENTRIES,
                    CombinatorialList.ENTRIES,
                    IterativeList.ENTRIES,
                    MatchingList.ENTRIES,
                    PriceList.ENTRIES,
                    DivisibleList.ENTRIES,
                    FlowList.ENTRIES,
                    TradingList.ENTRIES,
                    OnlineList.ENTRIES,
                    BaselineList.ENTRIES)
            .flatMap(List::stream)
            .toList();

    /** A setting that every sealed auction has besides its own. */
    public static final Settings.Setting TIES = new Settings.Setting(
            "ties", "who goes first among equals: input (the lower index) or lottery (drawn from the seed)", "input");

    private enum Ties {
        INPUT,
        LOTTERY
    }

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
        if (mechanism instanceof SealedBid rule && given.choice(TIES.key(), Ties.INPUT, Ties.class) == Ties.LOTTERY) {
            mechanism = new TieLottery(rule);
        }
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
