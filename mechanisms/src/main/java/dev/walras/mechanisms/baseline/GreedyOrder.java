package dev.walras.mechanisms.baseline;

import dev.walras.market.Market;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import java.util.Arrays;
import java.util.Comparator;
import java.util.EnumSet;

/**
 * Best bids first: bids by value per unit are served from asks by cost per unit, at bid and ask.
 *
 * <p>Bids are the orders that only receive, ranked by falling {@code value / units} over all goods of a lot; asks are
 * the orders that give, by rising {@code cost / units given}, where the cost of a conversion includes the least at
 * which asks offer what it needs; ties to the lower index. Each bid in turn takes lots from what is endowed, then from
 * the asks in their order, as long as it covers them: a lot of an ask is bought whole, and what a bid leaves of it is
 * free for the bids after it. Buyers pay what they bid and sellers are paid what they ask, so that the operator keeps
 * the difference.
 *
 * <p>Any market. O(n log n) for small lots without conversions. Individually rational, no deficit; no bound on welfare,
 * and not truthful. A baseline: a first dispatcher that anybody would write.
 */
public final class GreedyOrder implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "base.greedy",
            "Best bids first, at bid and ask",
            InformationClass.CENTRAL,
            MechanismSpec.anyMarket(),
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "none: greedy list scheduling by value density");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        Serving serving = new Serving(reports, sorted(Serving.asks(reports), SupplyCost.perUnit(reports)));
        double[] density = new double[reports.orders()];
        int[] bids = Serving.bids(reports);
        for (int k : bids) {
            double units = 0;
            for (int i = 0; i < reports.bundleSize(k); i++) {
                units += reports.bundleUnits(k, i);
            }
            density[k] = -reports.valueMicrosPerLot(k) / units;
        }
        for (int bid : sorted(bids, density)) {
            serving.serve(bid);
        }
        return serving.outcome();
    }

    /** By rising key, ties to the lower index. */
    private static int[] sorted(int[] orders, double[] key) {
        return Arrays.stream(orders)
                .boxed()
                .sorted(Comparator.comparingDouble((Integer k) -> key[k]))
                .mapToInt(Integer::intValue)
                .toArray();
    }
}
