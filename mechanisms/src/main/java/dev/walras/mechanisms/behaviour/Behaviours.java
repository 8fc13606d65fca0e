package dev.walras.mechanisms.behaviour;

import dev.walras.market.Nearest;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Settings.Setting;
import dev.walras.mechanisms.game.SelfPlay;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The list of behaviours, and how they are written: {@code zi-c}; with settings, {@code zi-c(shouts=2000)}; a mixture,
 * {@code mix(zi-c:0.5,truthful:0.5)}, whose parts may have settings too. {@code shading-20} is short for
 * {@code shading(share=0.2)}.
 */
public final class Behaviours {
    /** Everybody reports the truth. */
    public static final String TRUTHFUL = "truthful";

    private static final String MIX = "mix";
    private static final Pattern SHADING = Pattern.compile("shading-([0-9]{1,2})");
    private static final Pattern CALL = Pattern.compile("([a-z0-9-]+)(?:\\((.*)\\))?");
    private static final Setting SHOUTS =
            new Setting("shouts", "how many submissions a session has; 0 for 50 an order", "0");

    private static final String GODE_SUNDER =
            "D. K. Gode and S. Sunder, Allocative efficiency of markets with zero-intelligence traders, JPE 101(1),"
                    + " 1993, 119-137, doi:10.1086/261868";

    private static final String CLIFF_BSE =
            "D. Cliff, BSE: a minimal simulation of a limit-order-book stock exchange, 2018, arXiv:1809.06027";

    private static final List<Entry> TRADERS = List.of(
            new Entry(TRUTHFUL, "Truthful", "", List.of(), settings -> new Truthful()),
            new Entry(
                    "shading",
                    "Shading by a share of the value",
                    "",
                    List.of(new Setting("share", "share by which values are understated, 0 to 1", "0.2")),
                    settings -> new Shading(settings.real("share", 0.2, 0, 1))),
            new Entry(
                    "zi-c",
                    "Zero intelligence, constrained",
                    GODE_SUNDER,
                    List.of(SHOUTS),
                    settings -> new ZeroIntelligence(ZeroIntelligence.Discipline.CONSTRAINED, null, shouts(settings))),
            new Entry(
                    "zi-u",
                    "Zero intelligence, unconstrained",
                    GODE_SUNDER,
                    List.of(SHOUTS),
                    settings ->
                            new ZeroIntelligence(ZeroIntelligence.Discipline.UNCONSTRAINED, null, shouts(settings))),
            new Entry(
                    "zip",
                    "Zero intelligence plus",
                    "D. Cliff and J. Bruten, Zero is not enough, HPL-97-141, 1997",
                    List.of(
                            new Setting("momentum", "code: 0 to 0.1; paper: 0.2 to 0.8; none", "code"),
                            new Setting("sign-change", "a margin that would make a loss: clip to 0, or reject", "clip"),
                            SHOUTS),
                    settings -> new Zip(
                            settings.choice("momentum", Zip.Momentum.CODE, Zip.Momentum.class),
                            settings.choice("sign-change", ZipMargin.SignChange.CLIP, ZipMargin.SignChange.class),
                            shouts(settings))),
            new Entry(
                    "gd",
                    "Gjerstad and Dickhaut",
                    "S. Gjerstad and J. Dickhaut, Price formation in double auctions, GEB 22(1), 1998, 1-29,"
                            + " doi:10.1006/game.1997.0576",
                    List.of(new Setting("memory", "how many trades it remembers", "5"), SHOUTS),
                    settings ->
                            new GjerstadDickhaut((int) settings.integer("memory", 5, 1, 1_000_000), shouts(settings))),
            new Entry(
                    "aa",
                    "Adaptive aggressive",
                    "P. Vytelingum, D. Cliff and N. R. Jennings, Strategic bidding in continuous double auctions,"
                            + " Artificial Intelligence 172(14), 2008, 1700-1729, doi:10.1016/j.artint.2008.06.001",
                    List.of(
                            new Setting("eta", "how many steps a quote is from its target", "3"),
                            new Setting("window", "how many trades the price estimate weighs", "30"),
                            new Setting("decay", "weight of a trade relative to the next", "0.9"),
                            SHOUTS),
                    settings -> new AdaptiveAggressive(
                            settings.real("eta", 3, 1, 1e6),
                            (int) settings.integer("window", 30, 1, 1_000_000),
                            settings.real("decay", 0.9, 1e-9, 1),
                            shouts(settings))),
            new Entry(
                    "giveaway",
                    "Always shouts its limit",
                    CLIFF_BSE,
                    List.of(SHOUTS),
                    settings -> new Giveaway(shouts(settings))),
            new Entry(
                    "shaver",
                    "Beats the best quote by a tick",
                    CLIFF_BSE,
                    List.of(SHOUTS),
                    settings -> new Shaver(shouts(settings))),
            new Entry(
                    "sniper",
                    "Waits for the end of the session",
                    "J. Rust, J. H. Miller and R. Palmer, Characterizing effective trading strategies, JEDC 18(1), 1994,"
                            + " 61-96, doi:10.1016/0165-1889(94)90069-8",
                    List.of(new Setting("wake", "share of the session left when it wakes", "0.2"), SHOUTS),
                    settings -> new Sniper(settings.real("wake", 0.2, 1e-9, 1), shouts(settings))));

    private static final List<Entry> ALL =
            Stream.concat(TRADERS.stream(), learners().stream()).toList();

    private Behaviours() {}

    /** Those who practise before the run that counts. */
    private static List<Entry> learners() {
        return List.of(
                learner(
                        "exp3",
                        "EXP3 over shares of shading",
                        "P. Auer, N. Cesa-Bianchi, Y. Freund, R. E. Schapire, SIAM Journal on Computing 32(1), 2002,"
                                + " 48-77, doi:10.1137/S0097539701398375",
                        SelfPlay.Method.EXP3),
                learner(
                        "q-learning",
                        "Q-learning over shares of shading",
                        "C. J. C. H. Watkins, P. Dayan, Machine Learning 8, 1992, 279-292, doi:10.1007/BF00992698",
                        SelfPlay.Method.Q_LEARNING),
                learner(
                        "regret-matching",
                        "Regret matching over shares of shading",
                        "S. Hart, A. Mas-Colell, Econometrica 68(5), 2000, 1127-1150, doi:10.1111/1468-0262.00153",
                        SelfPlay.Method.REGRET_MATCHING),
                learner("best-response", "Myopic best replies in turn", "", SelfPlay.Method.BEST_RESPONSE));
    }

    private static Entry learner(String id, String name, String reference, SelfPlay.Method method) {
        String rounds = method == SelfPlay.Method.BEST_RESPONSE ? "5" : "200";
        return new Entry(
                id,
                name,
                reference,
                List.of(new Setting("rounds", "rounds of practice before the run that counts", rounds)),
                settings ->
                        new Practised(method, (int) settings.integer("rounds", Long.parseLong(rounds), 1, 1_000_000)));
    }

    /**
     * One behaviour of the list.
     *
     * @param id by which it is asked for
     * @param name what it is called
     * @param reference the source, empty when there is none
     * @param settings its settings, empty when it has none
     * @param make makes it
     */
    public record Entry(
            String id, String name, String reference, List<Setting> settings, Function<Settings, Behaviour> make) {
        public Entry {
            settings = List.copyOf(settings);
        }

        private Behaviour make(Map<String, String> values) {
            Settings given = new Settings("behaviour " + id, values);
            Behaviour made = make.apply(given);
            given.requireAllRead();
            return made;
        }
    }

    /** Every behaviour, in a fixed order. */
    public static List<Entry> all() {
        return ALL;
    }

    /** The ids, in order, and that of mixtures with an example of its form. */
    public static List<String> ids() {
        List<String> ids = new ArrayList<>(ALL.stream().map(Entry::id).toList());
        ids.add(MIX + "(" + TRUTHFUL + ":0.5,zi-c:0.5)");
        return List.copyOf(ids);
    }

    /**
     * {@code text}, when it says a behaviour.
     *
     * @throws IllegalArgumentException when it does not; the message names the nearest
     */
    public static String require(String text) {
        of(text);
        return text;
    }

    /**
     * The behaviour that {@code text} says.
     *
     * @throws IllegalArgumentException when there is none, or it has no such setting; the message names the nearest
     */
    public static Behaviour of(String text) {
        Matcher shading = SHADING.matcher(text);
        if (shading.matches()) {
            return new Shading(Integer.parseInt(shading.group(1)) / 100.0);
        }
        Matcher call = CALL.matcher(text);
        if (!call.matches()) {
            throw unknown(text);
        }
        List<String> arguments = call.group(2) == null ? List.of() : split(call.group(2));
        return call.group(1).equals(MIX)
                ? mixture(text, arguments)
                : find(call.group(1)).make(Settings.parse(arguments.toArray(new String[0])));
    }

    private static Mixture mixture(String text, List<String> parts) {
        List<Mixture.Member> members = new ArrayList<>();
        for (String part : parts) {
            int colon = part.lastIndexOf(':');
            try {
                members.add(new Mixture.Member(
                        of(part.substring(0, colon)), Double.parseDouble(part.substring(colon + 1))));
            } catch (NumberFormatException | StringIndexOutOfBoundsException e) {
                throw new IllegalArgumentException(
                        "\"" + part + "\" in \"" + text + "\" is not of the form behaviour:share", e);
            }
        }
        return new Mixture(members);
    }

    /** The parts of {@code text} between commas that are in no parentheses. */
    private static List<String> split(String text) {
        List<String> parts = new ArrayList<>();
        int depth = 0;
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            depth += c == '(' ? 1 : c == ')' ? -1 : 0;
            if (c == ',' && depth == 0) {
                parts.add(text.substring(from, i).strip());
                from = i + 1;
            }
        }
        parts.add(text.substring(from).strip());
        return parts;
    }

    private static Entry find(String id) {
        for (Entry entry : ALL) {
            if (entry.id().equals(id)) {
                return entry;
            }
        }
        throw unknown(id);
    }

    private static IllegalArgumentException unknown(String id) {
        return new IllegalArgumentException("there is no behaviour \"" + id + "\"; there are "
                + String.join(", ", ids())
                + Nearest.hint(id, ids()));
    }

    private static long shouts(Settings settings) {
        return settings.integer("shouts", 0, 0, Long.MAX_VALUE);
    }
}
