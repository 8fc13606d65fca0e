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
 * prices begin at {@code start}, all steps at one micro. In every round all prices are announced; then each moves by
 * {@code step x max(1/10, |z| / Q)} against the sign of its good's excess, where <i>Q</i> is the largest |z| of the
 * good so far, and not below 0. The step doubles until the good's first change of sign, which brackets a price of any
 * size in some 2 log2(price) rounds; from then on it is halved at a change of sign, but not below {@code settle / k}
 * times the good's highest price so far (k the round), and grows by {@code growth} otherwise. With one good there is
 * nothing to wait for, and the step may fall to a micro.
 *
 * <p>The process ends when nothing is short and what has a price is used up (CLEARED); with one good, where the last
 * unit is short at one price and left over at the next, when its step at a change of sign is within {@code tolerance}
 * of its price, or a micro (TOLERANCE); or at a limit on rounds, which is the rule with many goods. Nothing but public
 * excess demands enters, so no bound on values is needed. {@link Recovery} makes a feasible outcome of the final
 * prices. Without Walrasian prices (complements, coarse lots) the auditor's bound shows the gap. Where many
 * participants find many goods equally good, they all turn to the same one in every round, and convergence is slow.
 *
 * <p>Each round takes one pass over the market and two messages for every participant.
 *
 * <p>Reference: L. Walras, Éléments d'économie politique pure, 1874; the rule for the steps is that of M. Riedmiller
 * and H. Braun, A direct adaptive method for faster backpropagation learning: the RPROP algorithm, IEEE International
 * Conference on Neural Networks, 1993, doi:10.1109/ICNN.1993.298623. Differs from both: the price is bracketed first,
 * the step is weighted by the relative excess, and has a lowest value that falls as 1/k. Use
 * {@code price.subgradient-average} where a provable rate for the bound matters more than speed.
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
            new Settings.Setting("settle", "k times the least step of round k, relative to the highest price", "3"),
            new Settings.Setting("tolerance", "step at which a price is settled, relative to the price", "1e-6"),
            new Settings.Setting("rounds", "most rounds; the limit of the run counts too", "1000"));

    /** Prices beyond this have diverged, in micros a unit: 2^53, what a double holds exactly. */
    static final long HIGHEST_PRICE = 1L << 53;

    private final long start;
    private final double growth;
    private final double settle;
    private final double tolerance;
    private final int rounds;

    /** With the {@link #SETTINGS} given. */
    public Tatonnement(Settings settings) {
        this.start = settings.integer("start", 0, 0, HIGHEST_PRICE);
        this.growth = settings.real("growth", 1.2, 1, 2);
        this.settle = settings.real("settle", 3, 0, 1e6);
        this.tolerance = settings.real("tolerance", 1e-6, 0, 1);
        this.rounds = (int) settings.integer("rounds", 1000, 1, Integer.MAX_VALUE);
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
        private final Price[] goods;
        private final double settle;

        Run(Floor floor, RunContext context) {
            this.floor = floor;
            this.rounds = new Rounds(floor, context, Tatonnement.this.rounds);
            this.goods = new Price[floor.goods().size()];
            this.settle = goods.length > 1 ? Tatonnement.this.settle : 0;
            for (int g = 0; g < goods.length; g++) {
                goods[g] = new Price();
            }
        }

        Outcome outcome() {
            long[] prices = new long[goods.length];
            Termination termination = null;
            while (termination == null) {
                for (int g = 0; g < goods.length; g++) {
                    prices[g] = (long) goods[g].price;
                }
                termination = move(rounds.excess(prices));
                termination = termination == null ? rounds.limitReached() : termination;
            }
            return Recovery.outcome(floor, prices, termination, rounds.count());
        }

        /** Moves all prices; returns why to stop instead, if so. */
        private @Nullable Termination move(long[] excess) {
            boolean settled = true;
            boolean cleared = true;
            for (int g = 0; g < goods.length; g++) {
                if (excess[g] > 0 || (excess[g] < 0 && goods[g].price >= 1)) {
                    cleared = false;
                    goods[g].move(excess[g], settle / rounds.count());
                    settled &= goods[g].settled;
                    if (goods[g].price > HIGHEST_PRICE) {
                        return Termination.DIVERGED;
                    }
                }
            }
            return cleared ? Termination.CLEARED : settled && goods.length == 1 ? Termination.TOLERANCE : null;
        }
    }

    /** The price of one good and how it moves. */
    private final class Price {
        private double price = start;
        private double highest = start;
        private double step = 1;
        private double largestExcess;
        private int sign;
        private boolean bracketed;
        private boolean settled;

        void move(long excess, double leastShare) {
            int before = sign;
            sign = Long.signum(excess);
            boolean turned = before == -sign;
            bracketed |= turned;
            settled = turned && step <= Math.max(1, tolerance * price);
            if (turned) {
                step = Math.max(Math.max(1, leastShare * highest), step / 2);
            } else if (before != 0) {
                step *= bracketed ? growth : 2;
            }
            largestExcess = Math.max(largestExcess, Math.abs((double) excess));
            double weight = Math.max(0.1, Math.abs((double) excess) / largestExcess);
            price = Math.max(0, price + sign * Math.max(1, step * weight));
            highest = Math.max(highest, price);
        }
    }
}
