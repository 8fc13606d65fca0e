package dev.walras.mechanisms.baseline;

import dev.walras.market.Market;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import java.util.EnumSet;
import java.util.SplittableRandom;

/**
 * Bids in random order, served from asks in random order, at bid and ask: what trade without any ranking is worth.
 *
 * <p>As {@link GreedyOrder}, but both sides are shuffled (purposes {@code "order of bids"} and {@code "order of asks"}
 * of the run's seed, from which no generator draws an instance); still nobody trades at a loss.
 *
 * <p>Any market. O(n) for small lots without conversions. Individually rational, no deficit; no bound on welfare. A
 * baseline: the low end of what a mechanism that looks at values should reach.
 */
public final class RandomOrder implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "base.random",
            "Bids and asks in random order, at bid and ask",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "none: random serial order");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        Serving serving = new Serving(reports, shuffled(Serving.asks(reports), context.random("order of asks")));
        for (int bid : shuffled(Serving.bids(reports), context.random("order of bids"))) {
            serving.serve(bid);
        }
        return serving.outcome();
    }

    /** Shuffles in place (Fisher and Yates). */
    private static int[] shuffled(int[] orders, SplittableRandom random) {
        for (int i = orders.length - 1; i > 0; i--) {
            int j = random.nextInt(i + 1);
            int kept = orders[i];
            orders[i] = orders[j];
            orders[j] = kept;
        }
        return orders;
    }
}
