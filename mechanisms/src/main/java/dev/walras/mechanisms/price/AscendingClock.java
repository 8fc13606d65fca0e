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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Simultaneous ascending clocks: the prices of all goods that are short rise together until none is.
 *
 * <p>All goods belong to the operator. Prices begin at {@code start}; in every round participants state their best
 * replies, and the price of each good of which more is wanted than there is rises by {@code increment} micros, or by
 * {@code relative} times itself if that is more. Prices never fall, so goods may stay unsold: where buyers want goods
 * together, and where an increment drives several away at once. {@link Recovery} offers such goods at the final prices.
 *
 * <p>With goods that are substitutes to everybody the final prices are within an increment a good of the least
 * Walrasian prices. Rounds: at most goods x log(highest value) / relative. Every round takes one pass and two messages
 * a participant.
 *
 * <p>Reference: L. M. Ausubel and P. Cramton, Auctioning many divisible goods, Journal of the European Economic
 * Association 2, 2004, 480-493, doi:10.1162/154247604323068168; for one unit of each good, G. Demange, D. Gale and M.
 * Sotomayor, Multi-item auctions, Journal of Political Economy 94(4), 1986, 863-872, doi:10.1086/261411. Differs from
 * the latter: all goods that are short rise, not a minimal overdemanded set.
 */
public final class AscendingClock implements PriceSignal {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "price.ascending-clock",
            "Simultaneous ascending clocks",
            InformationClass.PRICE_BROADCAST,
            EnumSet.complementOf(EnumSet.of(Trait.TWO_SIDED, Trait.CONVERSION, Trait.BUDGETS)),
            Set.of(Guarantee.INDIVIDUALLY_RATIONAL, Guarantee.NO_DEFICIT),
            "L. M. Ausubel and P. Cramton, Auctioning many divisible goods, JEEA 2, 2004, 480-493,"
                    + " doi:10.1162/154247604323068168");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(
            new Settings.Setting("start", "price of every good in round 1, in micros a unit", "0"),
            new Settings.Setting("increment", "least step of a clock, in micros a unit", "1"),
            new Settings.Setting("relative", "least step of a clock as a share of its price", "0.05"));

    private final long start;
    private final long increment;
    private final double relative;

    /** With the {@link #SETTINGS} given. */
    public AscendingClock(Settings settings) {
        this.start = settings.integer("start", 0, 0, Tatonnement.HIGHEST_PRICE);
        this.increment = settings.integer("increment", 1, 1, Tatonnement.HIGHEST_PRICE);
        this.relative = settings.real("relative", 0.05, 0, 1);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome run(Floor floor, RunContext context) {
        Tatonnement.requireSupported(SPEC, floor);
        Rounds rounds = new Rounds(floor, context, Integer.MAX_VALUE);
        long[] prices = new long[floor.goods().size()];
        Arrays.fill(prices, start);
        Termination termination = null;
        while (termination == null) {
            long[] announced = prices.clone();
            termination = raise(prices, rounds.excess(prices));
            termination = termination == null ? rounds.limitReached() : termination;
            if (termination != null) {
                prices = announced;
            }
        }
        return Recovery.outcome(floor, prices, termination, rounds.count());
    }

    private @Nullable Termination raise(long[] prices, long[] excess) {
        Termination termination = Termination.CLEARED;
        for (int g = 0; g < prices.length; g++) {
            if (excess[g] > 0) {
                prices[g] += Math.max(increment, (long) (relative * prices[g]));
                if (prices[g] > Tatonnement.HIGHEST_PRICE) {
                    return Termination.DIVERGED;
                }
                termination = null;
            }
        }
        return termination;
    }
}
