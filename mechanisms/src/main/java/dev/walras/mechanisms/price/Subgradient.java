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
 * {@code step / sqrt(k)}. Without it each good gets a step of its own from what the coordinate has heard: prices are
 * doubled from one micro while their goods are short; the price at which a good first ceases to be short is its scale
 * <i>P</i>, the largest excess demand heard of so far (or the endowment) its quantity <i>Q</i>, and its {@code step_k}
 * is {@code P / (Q sqrt(k))}, <i>k</i> counted from then on: a diagonally preconditioned subgradient. Prices are kept
 * as doubles and announced rounded to micros.
 *
 * <p>The final prices are the last ones, or their average weighted by the number of the round since no price was
 * doubled, which converges where the last ones oscillate. {@link Recovery} makes a feasible outcome of them. The
 * process ends when the market clears, or at a limit on rounds: like every subgradient method it does not know when it
 * is done. O(1/sqrt(k)) for the best and the average iterate.
 *
 * <p>Reference: N. Z. Shor, Minimization Methods for Non-Differentiable Functions, Springer, 1985,
 * doi:10.1007/978-3-642-82118-9; averages weighted by the round: S. Lacoste-Julien, M. Schmidt and F. Bach, A simpler
 * approach to obtaining an O(1/t) convergence rate for the projected stochastic subgradient method, 2012,
 * arXiv:1212.2002. Differs from them: the steps of a run without given step have a scale for each good.
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
                    "step", "first step in micros a unit, for a unit of excess demand; 0 finds one for each good", "0"),
            new Settings.Setting("schedule", "how the step shrinks in the round: harmonic or root", "root"),
            new Settings.Setting("start", "price of every good in round 1, in micros a unit", "0"),
            new Settings.Setting("rounds", "most rounds; the limit of the run counts too", "500"));

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
        this.rounds = (int) settings.integer("rounds", 500, 1, Integer.MAX_VALUE);
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
        private final double[] last;
        private final double[] scale;
        private final double[] quantity;
        private final int[] moved;
        private boolean settling;
        private int averaged;

        Run(Floor floor, RunContext context) {
            List<Good> goods = floor.goods();
            this.floor = floor;
            this.rounds = new Rounds(floor, context, Subgradient.this.rounds);
            this.prices = new double[goods.size()];
            this.average = new double[goods.size()];
            this.last = new double[goods.size()];
            this.scale = new double[goods.size()];
            this.quantity = new double[goods.size()];
            this.moved = new int[goods.size()];
            for (int g = 0; g < prices.length; g++) {
                prices[g] = start;
                quantity[g] = goods.get(g).endowment();
                scale[g] = step > 0 ? 1 : 0;
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
                    quantity[g] = Math.max(quantity[g], Math.abs((double) excess[g]));
                }
                if (cleared) {
                    return Recovery.outcome(floor, announced, Termination.CLEARED, rounds.count());
                }
                termination = move(excess);
                accumulate();
                termination = termination == null ? rounds.limitReached() : termination;
                if (termination != null && !averages) {
                    return Recovery.outcome(floor, announced, termination, rounds.count());
                }
            }
            return Recovery.outcome(floor, rounded(average), termination, rounds.count());
        }

        /** Moves all prices: those without scale by doubling while short, the others by their steps. */
        private @Nullable Termination move(long[] excess) {
            settling = true;
            for (int g = 0; g < prices.length; g++) {
                last[g] = prices[g];
                if (scale[g] == 0 && excess[g] <= 0) {
                    scale[g] = prices[g];
                }
                if (scale[g] > 0) {
                    double unit = step > 0 ? step : scale[g] / Math.max(1, quantity[g]);
                    moved[g]++;
                    double shrink = schedule == Schedule.HARMONIC ? moved[g] : Math.sqrt(moved[g]);
                    prices[g] = Math.max(0, prices[g] + unit * excess[g] / shrink);
                } else if (excess[g] > 0) {
                    settling = false;
                    prices[g] = Math.max(1, 2 * prices[g]);
                }
                if (prices[g] > Tatonnement.HIGHEST_PRICE) {
                    return Termination.DIVERGED;
                }
            }
            return null;
        }

        /** Takes the prices just answered into the average, from the first round on in which none was doubled. */
        private void accumulate() {
            if (settling || averaged > 0) {
                averaged++;
                for (int g = 0; g < last.length; g++) {
                    average[g] += 2.0 / (averaged + 1) * (last[g] - average[g]);
                }
            } else {
                System.arraycopy(last, 0, average, 0, last.length);
            }
        }

        private static long[] rounded(double[] values) {
            long[] rounded = new long[values.length];
            for (int g = 0; g < values.length; g++) {
                rounded[g] = Math.round(values[g]);
            }
            return rounded;
        }
    }
}
