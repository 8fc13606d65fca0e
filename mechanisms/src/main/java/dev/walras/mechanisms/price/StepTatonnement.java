package dev.walras.mechanisms.price;

import dev.walras.market.Good;
import dev.walras.market.Trait;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.Reply;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Tatonnement by the classical rules, whose step answers to the size of excess demand: additive, multiplicative and
 * entropic.
 *
 * <p>In every round all prices are announced, and everybody replies. With <i>x</i> the units received, <i>s</i> those
 * given and endowed, and <i>z = x - s</i>, each price becomes
 *
 * <ul>
 *   <li>{@code additive}: {@code [p + step z]+};
 *   <li>{@code multiplicative}: {@code p (1 + step clip(z / s, -1, 1))};
 *   <li>{@code entropic}: {@code p exp(step z / max(x, s))}.
 * </ul>
 *
 * <p>Replies in whole lots jump at a price, so that a constant step never settles. By default ({@code damping=turns})
 * the step of a good is divided by one plus the number of times that the sign of its excess demand has changed, as in
 * Kesten's rule; {@code damping=none} is the rule as in books, for comparison. The multiplicative rules start at a
 * micro and, when damped, double or halve a price until the first change of sign of its good, which brackets a price of
 * any scale; the additive rule without a step given begins with a micro a unit and doubles that likewise. No step
 * depends on anything but announced prices and replies. A price below a micro is announced as 0 and can rise again.
 *
 * <p>Ends when nothing is short and what has a price is used up (CLEARED), when the price of the only good is settled
 * to a micro or {@code tolerance} (TOLERANCE), at a price beyond all bounds (DIVERGED), or at a limit on rounds, which
 * is the rule with many goods. {@link Recovery} makes a feasible outcome of the final prices. One pass over the market
 * and two messages for every participant a round.
 *
 * <p>References: R. Cole, L. Fleischer, Fast-converging tatonnement algorithms for one-time and ongoing market
 * problems, STOC 2008, doi:10.1145/1374376.1374422; Y. K. Cheung, R. Cole, N. R. Devanur, Tatonnement beyond gross
 * substitutes? Gradient descent to the rescue, STOC 2013, doi:10.1145/2488608.2488633; H. Kesten, Accelerated
 * stochastic approximation, Annals of Mathematical Statistics 29(1), 1958, 41-59, doi:10.1214/aoms/1177706705. Differs
 * from all in that demand is for whole lots. Use {@link Tatonnement} where few rounds matter more than the textbook
 * rule.
 */
public final class StepTatonnement implements PriceSignal {
    private static final Set<Guarantee> CLAIMS = Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT);

    /** The facts of the additive rule. */
    public static final MechanismSpec ADDITIVE = spec(
            "price.tatonnement-additive",
            "Tatonnement with additive steps",
            "L. Walras, Elements d'economie politique pure, 1874; P. A. Samuelson, Foundations of Economic Analysis,"
                    + " 1947");

    /** The facts of the multiplicative rule. */
    public static final MechanismSpec MULTIPLICATIVE = spec(
            "price.tatonnement-multiplicative",
            "Tatonnement with multiplicative steps",
            "R. Cole, L. Fleischer, Fast-converging tatonnement algorithms, STOC 2008, doi:10.1145/1374376.1374422");

    /** The facts of the entropic rule. */
    public static final MechanismSpec ENTROPIC = spec(
            "price.tatonnement-entropic",
            "Tatonnement with exponential steps",
            "Y. K. Cheung, R. Cole, N. R. Devanur, Tatonnement beyond gross substitutes?, STOC 2013,"
                    + " doi:10.1145/2488608.2488633");

    private static MechanismSpec spec(String id, String name, String reference) {
        return new MechanismSpec(
                id,
                name,
                InformationClass.PRICE_BROADCAST,
                EnumSet.complementOf(EnumSet.of(Trait.BUDGETS)),
                CLAIMS,
                reference);
    }

    private static final Settings.Setting DAMPING = new Settings.Setting(
            "damping", "turns: divide a good's step by 1 + its changes of sign; none: constant steps", "turns");
    private static final Settings.Setting TOLERANCE =
            new Settings.Setting("tolerance", "change at which the price of a lone good is settled, relative", "1e-6");
    private static final Settings.Setting ROUNDS =
            new Settings.Setting("rounds", "most rounds; the limit of the run counts too", "1000");

    /** What can be set for the additive rule. */
    public static final List<Settings.Setting> ADDITIVE_SETTINGS = List.of(
            new Settings.Setting("step", "micros a unit of excess demand; 0 looks for it", "0"),
            new Settings.Setting("start", "price of every good in round 1, in micros a unit", "0"),
            DAMPING,
            TOLERANCE,
            ROUNDS);

    /** What can be set for the multiplicative rule. */
    public static final List<Settings.Setting> MULTIPLICATIVE_SETTINGS = List.of(
            new Settings.Setting("step", "largest relative change of a price in a round, below 1", "0.25"),
            new Settings.Setting("start", "price of every good in round 1, in micros a unit", "1"),
            DAMPING,
            TOLERANCE,
            ROUNDS);

    /** What can be set for the entropic rule. */
    public static final List<Settings.Setting> ENTROPIC_SETTINGS = List.of(
            new Settings.Setting("step", "largest change of the logarithm of a price in a round", "0.2"),
            new Settings.Setting("start", "price of every good in round 1, in micros a unit", "1"),
            DAMPING,
            TOLERANCE,
            ROUNDS);

    /** How steps shrink. */
    public enum Damping {
        /** By the number of changes of sign. */
        TURNS,
        /** Not at all. */
        NONE
    }

    /** How a price moves, given its step. */
    @FunctionalInterface
    private interface Rule {
        double next(double price, double step, double received, double supplied);
    }

    private final MechanismSpec spec;
    private final Rule rule;
    private final double step;
    private final double start;
    private final Damping damping;
    private final double tolerance;
    private final int rounds;

    private StepTatonnement(MechanismSpec spec, Rule rule, double step, double start, Settings settings) {
        this.spec = spec;
        this.rule = rule;
        this.step = step;
        this.start = start;
        this.damping = settings.choice("damping", Damping.TURNS, Damping.class);
        this.tolerance = settings.real("tolerance", 1e-6, 0, 1);
        this.rounds = (int) settings.integer("rounds", 1000, 1, Integer.MAX_VALUE);
    }

    /** The additive rule, with the {@link #ADDITIVE_SETTINGS} given. */
    public static StepTatonnement additive(Settings settings) {
        return new StepTatonnement(
                ADDITIVE,
                (price, step, received, supplied) -> Math.max(0, price + step * (received - supplied)),
                settings.real("step", 0, 0, 1e15),
                (double) settings.integer("start", 0, 0, Tatonnement.HIGHEST_PRICE),
                settings);
    }

    /** The multiplicative rule, with the {@link #MULTIPLICATIVE_SETTINGS} given. */
    public static StepTatonnement multiplicative(Settings settings) {
        return new StepTatonnement(
                MULTIPLICATIVE,
                (price, step, received, supplied) -> {
                    double relative = (received - supplied) / Math.max(1, supplied);
                    return price * (1 + step * Math.max(-1, Math.min(1, relative)));
                },
                settings.real("step", 0.25, 1e-9, 0.999),
                (double) settings.integer("start", 1, 1, Tatonnement.HIGHEST_PRICE),
                settings);
    }

    /** The entropic rule, with the {@link #ENTROPIC_SETTINGS} given. */
    public static StepTatonnement entropic(Settings settings) {
        return new StepTatonnement(
                ENTROPIC,
                (price, step, received, supplied) -> {
                    double larger = Math.max(received, supplied);
                    return larger > 0 ? price * Math.exp(step * (received - supplied) / larger) : price;
                },
                settings.real("step", 0.2, 1e-9, 10),
                (double) settings.integer("start", 1, 1, Tatonnement.HIGHEST_PRICE),
                settings);
    }

    @Override
    public MechanismSpec spec() {
        return spec;
    }

    @Override
    public Outcome run(Floor floor, RunContext context) {
        Tatonnement.requireSupported(spec, floor);
        return new Run(floor, context).outcome();
    }

    /** One run. */
    private final class Run {
        private final Floor floor;
        private final Rounds rounds;
        private final double[] prices;
        private final long[] announced;
        private final int[] turns;
        private final int[] sign;
        private final double[] searched;
        private final boolean searches = step == 0;
        private final boolean brackets = !searches && damping == Damping.TURNS && !spec.equals(ADDITIVE);

        Run(Floor floor, RunContext context) {
            this.floor = floor;
            this.rounds = new Rounds(floor, context, StepTatonnement.this.rounds);
            int goods = floor.goods().size();
            this.prices = new double[goods];
            this.announced = new long[goods];
            this.turns = new int[goods];
            this.sign = new int[goods];
            this.searched = new double[goods];
            java.util.Arrays.fill(prices, start);
            java.util.Arrays.fill(searched, searches ? 1 : step);
        }

        Outcome outcome() {
            Termination termination = null;
            while (termination == null) {
                for (int g = 0; g < prices.length; g++) {
                    announced[g] = (long) prices[g];
                }
                List<Reply> replies = floor.replies(announced);
                rounds.ended(announced);
                termination = move(replies);
                termination = termination == null ? rounds.limitReached() : termination;
            }
            return Recovery.outcome(floor, announced, termination, rounds.count());
        }

        /** Moves all prices; returns why to stop instead, if so. */
        private @Nullable Termination move(List<Reply> replies) {
            double[] received = new double[prices.length];
            double[] supplied = new double[prices.length];
            List<Good> goods = floor.goods();
            for (int g = 0; g < prices.length; g++) {
                supplied[g] = goods.get(g).endowment();
            }
            for (Reply reply : replies) {
                for (Reply.Trade trade : reply.trades()) {
                    for (int i = 0; i < trade.perLot().size(); i++) {
                        double units = (double) trade.lots() * trade.perLot().units(i);
                        (units > 0 ? received : supplied)[trade.perLot().good(i)] += Math.abs(units);
                    }
                }
            }
            boolean cleared = true;
            boolean settled = true;
            for (int g = 0; g < prices.length; g++) {
                double excess = received[g] - supplied[g];
                if (excess > 0 || (excess < 0 && announced[g] > 0)) {
                    cleared = false;
                    settled &= move(g, received[g], supplied[g]);
                    if (!(prices[g] <= Tatonnement.HIGHEST_PRICE)) {
                        return Termination.DIVERGED;
                    }
                }
            }
            return cleared ? Termination.CLEARED : settled && prices.length == 1 ? Termination.TOLERANCE : null;
        }

        /** Moves one price; true when it is settled. */
        private boolean move(int good, double received, double supplied) {
            int now = received > supplied ? 1 : -1;
            if (sign[good] == -now) {
                turns[good]++;
            } else if (searches && turns[good] == 0 && sign[good] != 0) {
                searched[good] *= 2;
            }
            sign[good] = now;
            double damped = damping == Damping.TURNS ? searched[good] / (1 + turns[good]) : searched[good];
            double before = prices[good];
            double next = rule.next(before, damped, received, supplied);
            if (brackets && turns[good] == 0) {
                next = now > 0 ? Math.max(next, 2 * before) : Math.min(next, before / 2);
            }
            // Half a micro is announced as 0, and is what multiplicative rules rise from again.
            prices[good] = Math.max(0.5, next);
            return turns[good] > 0 && Math.abs(next - before) <= Math.max(1, tolerance * before);
        }
    }
}
