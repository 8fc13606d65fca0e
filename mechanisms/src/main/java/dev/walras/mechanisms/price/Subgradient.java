package dev.walras.mechanisms.price;

import dev.walras.market.Good;
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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Projected subgradient steps on the Lagrangian dual of the market: every price moves in proportion to the excess
 * demand of its good, by steps that shrink in the number of rounds.
 *
 * <p>The dual function {@code D(p) = p x endowment + sum of best replies at p} is convex and minus the excess demand
 * {@code z(p)} is a subgradient of it, so {@code p <- max(0, p + step_k z(p))} approaches its minimum, which is the
 * optimum of the linear relaxation over the best replies. With {@code step} given, {@code step_k = step / k} or
 * {@code step / sqrt(k)}. Without it, each price is a bet on the sign of its good's excess demand, whose stake is what
 * such bets have won so far: with <i>L</i> the largest |z| so far, <i>S</i> the sum of z, <i>A</i> the sum of |z| and
 * <i>R = max(0, sum of z x price)</i>, each over the rounds so far, {@code p = max(0, S / (L (A + L)) x (L + R))}
 * micros. Such a price grows exponentially while its good stays short and has no step to be tuned: nothing about values
 * need be known. Prices are kept as doubles and announced rounded to micros.
 *
 * <p>The final prices are the last ones, or their average with weights that grow linearly in the round, which converges
 * where the last ones oscillate. {@link Recovery} makes a feasible outcome of them. The process ends when the market
 * clears, or at a limit on rounds: like every subgradient method it does not know when it is done. O(1/sqrt(k)), up to
 * a logarithm, for the average with equal weights.
 *
 * <p>Reference: N. Z. Shor, Minimization Methods for Non-Differentiable Functions, Springer, 1985,
 * doi:10.1007/978-3-642-82118-9; without step: F. Orabona and T. Tommasi, Training deep networks without learning rates
 * through coin betting, NIPS 2017, arXiv:1705.07795 (algorithm 2), with the projection of A. Cutkosky and F. Orabona,
 * Black-box reductions for parameter-free online learning in Banach spaces, COLT 2018, arXiv:1802.06293: below price 0
 * an excess of supply counts as none. Differs from it: the average weights later rounds more.
 */
public final class Subgradient implements PriceSignal {
    /** The facts of the process that ends at its last prices. */
    public static final MechanismSpec SPEC = spec("price.subgradient", "Dual subgradient, last prices");

    /** The facts of the process that ends at its average prices. */
    public static final MechanismSpec AVERAGE_SPEC =
            spec("price.subgradient-average", "Dual subgradient, average prices");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting(
                    "step", "step of round 1 in micros a unit, for a unit of excess demand; 0 bets instead", "0"),
            new Settings.Setting("schedule", "how the step shrinks in the round: harmonic or root", "root"),
            new Settings.Setting("start", "price of every good in round 1, in micros a unit", "0"),
            new Settings.Setting("rounds", "most rounds; the limit of the run counts too", "1000"));

    /** How the step shrinks in the number of the round. */
    public enum Schedule {
        /** As 1 / k. */
        HARMONIC,
        /** As 1 / sqrt(k). */
        ROOT
    }

    private final MechanismSpec spec;
    private final boolean averages;
    private final double step;
    private final Schedule schedule;
    private final long start;
    private final int rounds;

    private Subgradient(MechanismSpec spec, Settings settings) {
        this.spec = spec;
        this.averages = spec.equals(AVERAGE_SPEC);
        this.step = settings.real("step", 0, 0, Tatonnement.HIGHEST_PRICE);
        this.schedule = settings.choice("schedule", Schedule.ROOT, Schedule.class);
        this.start = settings.integer("start", 0, 0, Tatonnement.HIGHEST_PRICE);
        this.rounds = (int) settings.integer("rounds", 1000, 1, Integer.MAX_VALUE);
    }

    /** The process that ends at its last prices, with the {@link #SETTINGS} given. */
    public static Subgradient last(Settings settings) {
        return new Subgradient(SPEC, settings);
    }

    /** The process that ends at its average prices, with the {@link #SETTINGS} given. */
    public static Subgradient average(Settings settings) {
        return new Subgradient(AVERAGE_SPEC, settings);
    }

    private static MechanismSpec spec(String id, String name) {
        return new MechanismSpec(
                id,
                name,
                InformationClass.PRICE_BROADCAST,
                EnumSet.complementOf(EnumSet.of(Trait.BUDGETS)),
                Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT),
                "N. Z. Shor, Minimization Methods for Non-Differentiable Functions, Springer, 1985,"
                        + " doi:10.1007/978-3-642-82118-9");
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
        private final double[] average;
        private final Bet[] bets;
        private int averaged;

        Run(Floor floor, RunContext context) {
            List<Good> goods = floor.goods();
            this.floor = floor;
            this.rounds = new Rounds(floor, context, Subgradient.this.rounds);
            this.prices = new double[goods.size()];
            this.average = new double[goods.size()];
            this.bets = new Bet[goods.size()];
            for (int g = 0; g < prices.length; g++) {
                prices[g] = start;
                bets[g] = new Bet();
            }
        }

        Outcome outcome() {
            Termination termination = null;
            while (termination == null) {
                long[] announced = rounded(prices);
                long[] excess = rounds.excess(announced);
                boolean cleared = true;
                for (int g = 0; g < excess.length; g++) {
                    cleared &= excess[g] == 0 || (excess[g] < 0 && announced[g] == 0);
                }
                if (cleared) {
                    return Recovery.outcome(floor, announced, Termination.CLEARED, rounds.count());
                }
                termination = move(excess);
                termination = termination == null ? rounds.limitReached() : termination;
                if (termination != null && !averages) {
                    return Recovery.outcome(floor, announced, termination, rounds.count());
                }
            }
            return Recovery.outcome(floor, rounded(average), termination, rounds.count());
        }

        private @Nullable Termination move(long[] excess) {
            averaged++;
            for (int g = 0; g < prices.length; g++) {
                average[g] += 2.0 / (averaged + 1) * (prices[g] - average[g]);
                if (step == 0) {
                    prices[g] = bets[g].next(excess[g]);
                } else {
                    double shrink = schedule == Schedule.HARMONIC ? averaged : Math.sqrt(averaged);
                    prices[g] = Math.max(0, prices[g] + step * excess[g] / shrink);
                }
                if (prices[g] > Tatonnement.HIGHEST_PRICE) {
                    return Termination.DIVERGED;
                }
            }
            return null;
        }

        private static long[] rounded(double[] values) {
            long[] rounded = new long[values.length];
            for (int g = 0; g < values.length; g++) {
                rounded[g] = Math.round(values[g]);
            }
            return rounded;
        }
    }

    /** The price of one good without a step. */
    private final class Bet {
        private double largest;
        private double sum;
        private double absolute;
        private double reward;
        private double offset;

        /** The next price, given the excess demand at the last. */
        double next(long excess) {
            double z = offset < 0 && excess < 0 ? 0 : excess;
            largest = Math.max(largest, Math.abs(z));
            if (largest == 0) {
                return start;
            }
            absolute += Math.abs(z);
            sum += z;
            reward = Math.max(0, reward + offset * z);
            offset = sum / (largest * (absolute + largest)) * (largest + reward);
            return Math.max(0, start + offset);
        }
    }
}
