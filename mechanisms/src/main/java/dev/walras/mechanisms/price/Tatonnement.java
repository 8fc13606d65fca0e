package dev.walras.mechanisms.price;

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
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Raises the price of what is short and lowers the price of what is left over, by steps of each good's own that grow
 * while the sign of its excess demand stays and shrink when it changes.
 *
 * <p>Excess demand <i>z</i> of a good is what the best replies receive, minus what they give, minus the endowment. All
 * prices begin at {@code start}, all steps at one micro. In every round all prices are announced, then each moves by
 * its step against the sign of its good's shortage; it does not fall below 0. The step doubles until the good's first
 * change of sign, which brackets a price of any size within a factor of two in some 2 log2(price) rounds; from then on
 * it is halved at a change of sign and grows by {@code growth} otherwise. A good is settled when nothing is short or
 * left over, when it is left over at price 0, or when its step has come down to {@code tolerance} times its price, or a
 * micro, at a change of sign. The process ends when all goods are settled.
 *
 * <p>Nothing but the signs of public excess demands enters, so no bound on values is needed. {@link Recovery} makes a
 * feasible outcome of the final prices. Without Walrasian prices (complements, coarse lots) it stops at a limit, or
 * where its steps have become small, and the auditor's bound shows the gap.
 *
 * <p>Each round takes one pass over the market and two messages for every participant.
 *
 * <p>Reference: L. Walras, Éléments d'économie politique pure, 1874; the rule for the steps is that of M. Riedmiller
 * and H. Braun, A direct adaptive method for faster backpropagation learning: the RPROP algorithm, IEEE International
 * Conference on Neural Networks, 1993, doi:10.1109/ICNN.1993.298623. Differs from both: the step is bracketed first,
 * and the price is kept after a change of sign. Use {@code price.subgradient-average} where a provable rate for the
 * bound matters more than speed.
 */
public final class Tatonnement implements PriceSignal {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "price.tatonnement",
            "Tatonnement with adaptive steps",
            InformationClass.PRICE_BROADCAST,
            EnumSet.complementOf(EnumSet.of(Trait.BUDGETS)),
            Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT),
            "L. Walras, Elements d'economie politique pure, 1874; M. Riedmiller and H. Braun, RPROP, ICNN 1993,"
                    + " doi:10.1109/ICNN.1993.298623");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("start", "price of every good in round 1, in micros a unit", "0"),
            new Settings.Setting("growth", "factor of the step while the sign of excess demand stays", "1.2"),
            new Settings.Setting("tolerance", "step at which a price is settled, relative to the price", "1e-5"),
            new Settings.Setting("rounds", "most rounds; the limit of the run counts too", "500"));

    /** Prices beyond this have diverged, in micros a unit: 2^53, what a double holds exactly. */
    static final long HIGHEST_PRICE = 1L << 53;

    private final long start;
    private final double growth;
    private final double tolerance;
    private final int rounds;

    /** With the {@link #SETTINGS} given. */
    public Tatonnement(Settings settings) {
        this.start = settings.integer("start", 0, 0, HIGHEST_PRICE);
        this.growth = settings.real("growth", 1.2, 1, 2);
        this.tolerance = settings.real("tolerance", 1e-5, 0, 1);
        this.rounds = (int) settings.integer("rounds", 500, 1, Integer.MAX_VALUE);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome run(Floor floor, RunContext context) {
        requireSupported(SPEC, floor);
        return new Run(floor, context).outcome();
    }

    /** Throws when the floor's market has a trait that is not handled. */
    static void requireSupported(MechanismSpec spec, Floor floor) {
        for (Trait trait : floor.traits()) {
            if (!spec.handles().contains(trait)) {
                throw new UnsupportedMarketException(spec.id() + " does not handle " + trait.description());
            }
        }
    }

    /** One run. */
    private final class Run {
        private final Floor floor;
        private final Rounds rounds;
        private final long[] prices;
        private final double[] steps;
        private final int[] signs;
        private final boolean[] bracketed;
        private boolean settled;
        private boolean cleared;

        Run(Floor floor, RunContext context) {
            int goods = floor.goods().size();
            this.floor = floor;
            this.rounds = new Rounds(floor, context, Tatonnement.this.rounds);
            this.prices = new long[goods];
            this.steps = new double[goods];
            this.signs = new int[goods];
            this.bracketed = new boolean[goods];
            for (int g = 0; g < goods; g++) {
                prices[g] = start;
                steps[g] = 1;
            }
        }

        Outcome outcome() {
            Termination termination = null;
            while (termination == null) {
                long[] excess = rounds.excess(prices);
                long[] announced = prices.clone();
                termination = move(excess);
                if (termination == null) {
                    termination = rounds.limitReached();
                }
                if (termination != null) {
                    System.arraycopy(announced, 0, prices, 0, prices.length);
                }
            }
            return Recovery.outcome(floor, prices, termination, rounds.count());
        }

        /** Moves all prices; returns why to stop instead, if so. */
        private @Nullable Termination move(long[] excess) {
            settled = true;
            cleared = true;
            for (int g = 0; g < prices.length; g++) {
                int sign = excess[g] < 0 && prices[g] == 0 ? 0 : Long.signum(excess[g]);
                if (sign != 0) {
                    cleared = false;
                    move(g, sign);
                    if (prices[g] > HIGHEST_PRICE) {
                        return Termination.DIVERGED;
                    }
                }
            }
            return cleared ? Termination.CLEARED : settled ? Termination.TOLERANCE : null;
        }

        private void move(int g, int sign) {
            boolean turned = signs[g] != 0 && signs[g] != sign;
            bracketed[g] |= turned;
            double floorOfStep = Math.max(1, tolerance * prices[g]);
            settled &= turned && steps[g] <= floorOfStep;
            if (turned) {
                steps[g] = Math.max(1, steps[g] / 2);
            } else if (signs[g] != 0) {
                steps[g] *= bracketed[g] ? growth : 2;
            }
            signs[g] = sign;
            prices[g] = Math.max(0, prices[g] + sign * (long) steps[g]);
        }
    }
}
