package dev.walras.mechanisms.divisible;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Participant;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.PriorityQueue;
import java.util.Set;

/**
 * Shares the operator's goods among participants who run tasks, lot by lot: the next lot goes to whoever has least so
 * far.
 *
 * <p>The order of a participant is its task: a lot uses its bundle. {@link #DOMINANT} counts the largest part of any
 * endowment that a participant holds (dominant resource fairness), {@link #ASSETS} the sum of its parts (asset
 * fairness), divided by its weight. Ties go to the lower order. Whoever's next lot does not fit, or has its most lots,
 * is out, and the others go on. With {@code weights=budget} a participant counts as much as its budget, the mean of the
 * budgets given when it has none, and takes no part with a budget of 0. Nobody pays.
 *
 * <p>One order a participant, without minimum fill, of goods of the operator. Values count only by their sign: who
 * reports a value of 0 or less gets nothing; so no misreport of values pays. Demands are taken as they are: in the
 * divisible form ({@link DominantResourceFairness}) misreporting them does not pay either. O(T log n) for T lots given.
 *
 * <p>Reference: see {@link DominantResourceFairness}. Use {@link FisherShare#equalIncomes} to count values too.
 */
public final class ResourceShare implements SealedBid {
    private static final Set<Trait> HANDLED = EnumSet.of(
            Trait.MANY_GOODS, Trait.BUNDLES, Trait.ENDOWMENT, Trait.MULTI_LOT, Trait.COARSE_LOTS, Trait.BUDGETS);
    private static final Set<Guarantee> CLAIMS = EnumSet.of(
            Guarantee.TRUTHFUL, Guarantee.NO_DEFICIT, Guarantee.BUDGET_BALANCED, Guarantee.INDIVIDUALLY_RATIONAL);

    /** The facts of dominant resource fairness. */
    public static final MechanismSpec DOMINANT = new MechanismSpec(
            "share.drf",
            "Dominant resource fairness",
            InformationClass.CENTRAL,
            HANDLED,
            CLAIMS,
            "A. Ghodsi, M. Zaharia, B. Hindman, A. Konwinski, S. Shenker, I. Stoica, Dominant resource fairness, NSDI"
                    + " 2011");

    /** The facts of asset fairness. */
    public static final MechanismSpec ASSETS = new MechanismSpec(
            "share.asset-fairness",
            "Asset fairness",
            InformationClass.CENTRAL,
            HANDLED,
            CLAIMS,
            "A. Ghodsi, M. Zaharia, B. Hindman, A. Konwinski, S. Shenker, I. Stoica, Dominant resource fairness, NSDI"
                    + " 2011");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(new Settings.Setting(
            "weights", "equal: everybody counts the same; budget: everybody counts as much as its budget", "equal"));

    /** What participants count. */
    public enum Weights {
        /** All the same. */
        EQUAL,
        /** As much as their budgets. */
        BUDGET
    }

    private final MechanismSpec spec;
    private final Weights weights;

    private ResourceShare(MechanismSpec spec, Settings settings) {
        this.spec = spec;
        this.weights = settings.choice("weights", Weights.EQUAL, Weights.class);
    }

    /** Dominant resource fairness. */
    public static ResourceShare dominant(Settings settings) {
        return new ResourceShare(DOMINANT, settings);
    }

    /** Asset fairness. */
    public static ResourceShare assets(Settings settings) {
        return new ResourceShare(ASSETS, settings);
    }

    @Override
    public MechanismSpec spec() {
        return spec;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        spec.requireSupported(reports);
        long[] lots = new long[reports.orders()];
        Termination termination = fill(reports, lots, context);
        return new Outcome(Fills.of(lots), Payments.none(reports.participants()), null, termination, 1);
    }

    /** Who gets the next lot: the order that holds least. */
    private record Turn(int order, double held) {}

    private Termination fill(Market market, long[] lots, RunContext context) {
        double[] weight = weights(market);
        double[] step = new double[market.orders()];
        long[] left = new long[market.goods()];
        for (int g = 0; g < left.length; g++) {
            left[g] = market.endowment(g);
        }
        PriorityQueue<Turn> turns =
                new PriorityQueue<>(Comparator.comparingDouble(Turn::held).thenComparingInt(Turn::order));
        for (int k = 0; k < market.orders(); k++) {
            if (market.valueMicrosPerLot(k) > 0 && weight[market.owner(k)] > 0 && Lots.room(market, k, left) > 0) {
                step[k] = share(market, k) / weight[market.owner(k)];
                turns.add(new Turn(k, 0));
            }
        }
        long given = 0;
        while (!turns.isEmpty()) {
            int order = turns.remove().order();
            if (lots[order] < market.maxLots(order) && Lots.room(market, order, left) > 0) {
                lots[order]++;
                for (int i = 0; i < market.bundleSize(order); i++) {
                    left[market.bundleGood(order, i)] -= market.bundleUnits(order, i);
                }
                // Rounded, so that equal shares that were computed in different ways tie.
                turns.add(new Turn(order, (float) (step[order] * lots[order])));
            }
            if ((++given & 0xfff) == 0 && context.cancelled().getAsBoolean()) {
                return Termination.CANCELLED;
            }
        }
        return Termination.COMPLETED;
    }

    /** The part of endowments that one lot holds: the largest, or the sum. */
    private double share(Market market, int order) {
        List<Double> parts = new ArrayList<>();
        for (int i = 0; i < market.bundleSize(order); i++) {
            parts.add((double) market.bundleUnits(order, i) / market.endowment(market.bundleGood(order, i)));
        }
        // In order of size, so that rounding does not depend on the order of goods.
        parts.sort(Comparator.naturalOrder());
        double share = 0;
        for (double part : parts) {
            share = spec.equals(DOMINANT) ? Math.max(share, part) : share + part;
        }
        return share;
    }

    private double[] weights(Market market) {
        double[] counts = new double[market.participants()];
        java.util.Arrays.fill(counts, 1);
        if (weights == Weights.EQUAL) {
            return counts;
        }
        double sum = 0;
        int given = 0;
        for (int p = 0; p < counts.length; p++) {
            if (market.budgetMicros(p) != Participant.NO_BUDGET) {
                sum += market.budgetMicros(p);
                given++;
            }
        }
        double mean = sum > 0 ? sum / given : 1;
        for (int p = 0; p < counts.length; p++) {
            boolean none = market.budgetMicros(p) == Participant.NO_BUDGET;
            counts[p] = none || sum == 0 ? 1 : market.budgetMicros(p) / mean;
        }
        return counts;
    }
}
