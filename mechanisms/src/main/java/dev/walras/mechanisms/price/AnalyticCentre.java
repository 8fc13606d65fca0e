package dev.walras.mechanisms.price;

import dev.walras.market.LongVector;
import dev.walras.market.Trait;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.PriceSignal;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import dev.walras.mechanism.UnsupportedMarketException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Announces the analytic centre of the prices that earlier rounds have not ruled out.
 *
 * <p>The dual function {@code D(p) = p x endowment + sum of best replies at p} is convex, minus the excess demand
 * {@code z(p)} is a subgradient of it, and what minimises it contains all Walrasian prices. So a round at <i>p</i>
 * leaves only prices <i>q</i> with {@code z(p) (q - p) >= 0}, a half-space through <i>p</i>. The next prices are the
 * centre of a box and all half-spaces so far ({@link Localisation}), rounded to micros. No step is to be tuned, and no
 * kink of the dual makes prices oscillate: each round cuts off a fair share of what is left in all goods at once.
 *
 * <p>The box is found first: from 0, then 1 micro, one price of all goods that were short in any round is multiplied by
 * 4 until in sum they are left over; the box reaches 4 times as far, and grows for a good whose price comes near its
 * end. Nothing but public excess demands enters, so no bound on values is needed.
 *
 * <p>The process ends when nothing is short and what has a price is used up (CLEARED); when the dual value is proved to
 * be within {@code tolerance} of its minimum over the box, relative to the sum over goods of price times largest |z|
 * seen, or no price moved by more than a micro in 3 rounds (TOLERANCE); when the set is too thin for double arithmetic
 * (QUIESCENT); or at a limit. The proof: {@code D(p) - D(q) <= z(p) (q - p)}, whose largest value over the set is at
 * most the number of half-spaces times its largest value over the ellipsoid around the centre. {@link Recovery}, or
 * {@link Mixture} where that trades more, makes a feasible outcome of the last prices, which is the weak link where
 * many are indifferent, as along chains of conversions. Without Walrasian prices (complements, coarse lots) the
 * auditor's bound shows the gap.
 *
 * <p>Some 10 to 25 rounds a good were measured; each takes a pass over the market, two messages for every participant,
 * and O(n^3) time of the broadcaster. At most {@value #MOST_GOODS} goods.
 *
 * <p>Reference: J.-L. Goffin, A. Haurie and J.-P. Vial, Decomposition and nondifferentiable optimization with the
 * projective algorithm, Management Science 38(2), 1992, 284-302, doi:10.1287/mnsc.38.2.284. Differs from it: values of
 * the dual are not known here, so there is no cut of the objective; cuts far from the centre are dropped; the box
 * grows. Use {@code price.tatonnement} for one good, or for more goods than this handles.
 */
public final class AnalyticCentre implements PriceSignal {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "price.analytic-centre",
            "Cutting planes at analytic centres",
            InformationClass.PRICE_BROADCAST,
            EnumSet.complementOf(EnumSet.of(Trait.BUDGETS)),
            Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT),
            "J.-L. Goffin, A. Haurie, J.-P. Vial, Decomposition and nondifferentiable optimization with the projective"
                    + " algorithm, Management Science 38(2), 1992, 284-302, doi:10.1287/mnsc.38.2.284");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("tolerance", "gap of the dual value that suffices, relative to turnover", "1e-6"),
            new Settings.Setting("rounds", "most rounds; the limit of the run counts too", "1000"));

    /** More goods than this are refused: a round would take a second and more. */
    static final int MOST_GOODS = 600;

    /** Factor of a price while its good is short, and of the box beyond. */
    private static final long BRACKET = 4;

    /** The least size of the box, in micros a unit. */
    private static final double LEAST_BOX = 16;

    /** Beyond this share of the box it is enlarged. */
    private static final double NEAR_END = 0.8;

    /** Prices are settled when none moved by more than a micro for so many rounds. */
    private static final int STILL_ROUNDS = 3;

    private final double tolerance;
    private final int rounds;

    /** With the {@link #SETTINGS} given. */
    public AnalyticCentre(Settings settings) {
        this.tolerance = settings.real("tolerance", 1e-6, 0, 1);
        this.rounds = (int) settings.integer("rounds", 1000, 1, Integer.MAX_VALUE);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome run(Floor floor, RunContext context) {
        Tatonnement.requireSupported(SPEC, floor);
        if (floor.goods().size() > MOST_GOODS) {
            throw new UnsupportedMarketException(SPEC.id() + " handles at most " + MOST_GOODS + " goods, not "
                    + floor.goods().size() + "\nMaybe price.tatonnement");
        }
        return new Run(floor, context).outcome();
    }

    /** One run. */
    private final class Run {
        private final Floor floor;
        private final Rounds rounds;
        private final long[] prices;
        private final double[] largestExcess;
        private final List<Mixture.Visit> visits = new ArrayList<>();
        private long[] excess = {};
        private int still;

        Run(Floor floor, RunContext context) {
            this.floor = floor;
            this.rounds = new Rounds(floor, context, AnalyticCentre.this.rounds);
            this.prices = new long[floor.goods().size()];
            this.largestExcess = new double[prices.length];
        }

        Outcome outcome() {
            Termination termination = bracket();
            if (termination == null) {
                termination = narrow(new Localisation(box()));
            }
            return Recovery.outcome(floor, visits, prices, new Recovery.Ending(termination, rounds.count()));
        }

        /** One round at {@link #prices}; returns why to stop, if so. */
        private @Nullable Termination announce() {
            excess = rounds.excess(prices);
            if (visits.size() == Mixture.MOST_VISITS) {
                visits.remove(0);
            }
            visits.add(new Mixture.Visit(LongVector.of(prices), LongVector.of(excess)));
            boolean cleared = true;
            for (int g = 0; g < prices.length; g++) {
                largestExcess[g] = Math.max(largestExcess[g], Math.abs((double) excess[g]));
                cleared &= excess[g] == 0 || (excess[g] < 0 && prices[g] == 0);
            }
            return cleared ? Termination.CLEARED : rounds.limitReached();
        }

        /** Raises one price of all goods that were short ever until they are left over in sum; why to stop, if so. */
        private @Nullable Termination bracket() {
            boolean[] wanted = new boolean[prices.length];
            long highest = 0;
            while (true) {
                Termination termination = announce();
                double sum = 0;
                boolean more = false;
                for (int g = 0; g < prices.length; g++) {
                    more |= excess[g] > 0 && !wanted[g];
                    wanted[g] |= excess[g] > 0;
                    sum += wanted[g] ? excess[g] : 0;
                }
                if (termination != null || (sum <= 0 && !more)) {
                    return termination;
                }
                highest = sum > 0 ? Math.max(1, BRACKET * highest) : highest;
                if (highest > Tatonnement.HIGHEST_PRICE) {
                    return Termination.DIVERGED;
                }
                for (int g = 0; g < prices.length; g++) {
                    prices[g] = wanted[g] ? highest : 0;
                }
            }
        }

        private double[] box() {
            double least = LEAST_BOX;
            for (long price : prices) {
                least = Math.max(least, (double) BRACKET * price);
            }
            double[] highest = new double[prices.length];
            Arrays.fill(highest, least);
            return highest;
        }

        /** Announces centres and cuts; returns why it stopped. */
        private Termination narrow(Localisation left) {
            Termination termination = null;
            while (termination == null) {
                if (!left.centre()) {
                    return Termination.QUIESCENT;
                }
                if (!round(left)) {
                    return Termination.TOLERANCE;
                }
                termination = announce();
                if (termination == null) {
                    termination = learn(left);
                }
            }
            return termination;
        }

        /** Cuts at the prices announced; returns why to stop, if so. */
        private @Nullable Termination learn(Localisation left) {
            double gap = left.cut(prices, excess);
            double turnover = 0;
            for (int g = 0; g < prices.length; g++) {
                turnover += prices[g] * largestExcess[g];
                if (prices[g] > NEAR_END * left.highest(g)) {
                    left.raise(g, BRACKET);
                    if (left.highest(g) > BRACKET * Tatonnement.HIGHEST_PRICE) {
                        return Termination.DIVERGED;
                    }
                }
            }
            return gap <= tolerance * turnover ? Termination.TOLERANCE : null;
        }

        /** Takes the centre's prices, in micros; whether they still move. */
        private boolean round(Localisation left) {
            boolean moved = false;
            for (int g = 0; g < prices.length; g++) {
                long price = Math.round(left.price(g));
                moved |= Math.abs(price - prices[g]) > 1;
                prices[g] = price;
            }
            still = moved ? 0 : still + 1;
            return still < STILL_ROUNDS;
        }
    }
}
