package dev.walras.mechanisms.matching;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Termination;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.IntStream;

/**
 * Greedy generalized assignment: jobs that fit on one of several servers, by value per unit of load, at critical
 * values.
 *
 * <p>A job is an exclusive group of bids, each for some units of one good: the load on that server, whose capacity is
 * the endowment. Bids by falling value per unit, ties to the lower index, are served while their load fits and their
 * job has no server yet. The winner pays the least value at which its bid, all others unchanged, would still win: the
 * others are served without it until its load no longer fits or its job goes elsewhere. O(n^2) for <i>n</i> bids in the
 * worst case.
 *
 * <p>Individually rational, no deficits. Truthful where every job has one bid; with several, raising one may move the
 * job to a server it likes less. No fraction of the optimum is promised.
 *
 * <p>Reference: D. Lehmann, L. I. O'Callaghan, Y. Shoham, Truth revelation in approximately efficient combinatorial
 * auctions, Journal of the ACM 49(5), 2002, 577-602, doi:10.1145/585265.585266. Differs from it in that bids of a job
 * exclude each other. For bounds, rounding and prices of capacity see {@link GeneralizedAssignment}.
 */
public final class GapGreedy implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "match.gap-greedy",
            "Greedy generalized assignment",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.MANY_GOODS, Trait.ENDOWMENT, Trait.EXCLUSIVE, Trait.COARSE_LOTS),
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "D. Lehmann, L. I. O'Callaghan, Y. Shoham, Truth revelation in approximately efficient combinatorial"
                    + " auctions, Journal of the ACM 49(5), 2002, doi:10.1145/585265.585266");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        int[] ranked = IntStream.range(0, reports.orders())
                .filter(k -> reports.valueMicrosPerLot(k) > 0)
                .boxed()
                .sorted((a, b) -> compareDensity(reports, b, a))
                .mapToInt(k -> k)
                .toArray();
        long[] left = new long[reports.goods()];
        Arrays.setAll(left, reports::endowment);
        boolean[] served = new boolean[reports.participants()];
        long[] lots = new long[reports.orders()];
        long[] payments = new long[reports.participants()];
        for (int rank = 0; rank < ranked.length; rank++) {
            int k = ranked[rank];
            if (wins(reports, k, left, served)) {
                payments[reports.owner(k)] = critical(reports, ranked, rank, left.clone(), served.clone());
                take(reports, k, left, served);
                lots[k] = 1;
            }
        }
        return new Outcome(Fills.of(lots), Payments.of(payments), null, Termination.COMPLETED, 1);
    }

    private static boolean wins(Market market, int k, long[] left, boolean[] served) {
        return !served[market.owner(k)] && market.bundleUnits(k, 0) <= left[market.bundleGood(k, 0)];
    }

    private static void take(Market market, int k, long[] left, boolean[] served) {
        left[market.bundleGood(k, 0)] -= market.bundleUnits(k, 0);
        served[market.owner(k)] = true;
    }

    /** The least value at which the bid of {@code rank} comes before the one that shuts it out; 0 when none does. */
    private static long critical(Market market, int[] ranked, int rank, long[] left, boolean[] served) {
        int k = ranked[rank];
        for (int r = rank + 1; r < ranked.length; r++) {
            int rival = ranked[r];
            if (wins(market, rival, left, served)) {
                take(market, rival, left, served);
                if (!wins(market, k, left, served)) {
                    BigInteger[] value = BigInteger.valueOf(market.valueMicrosPerLot(rival))
                            .multiply(BigInteger.valueOf(market.bundleUnits(k, 0)))
                            .divideAndRemainder(BigInteger.valueOf(market.bundleUnits(rival, 0)));
                    return value[0].longValueExact() + value[1].signum();
                }
            }
        }
        return 0;
    }

    private static int compareDensity(Market market, int a, int b) {
        return BigInteger.valueOf(market.valueMicrosPerLot(a))
                .multiply(BigInteger.valueOf(market.bundleUnits(b, 0)))
                .compareTo(BigInteger.valueOf(market.valueMicrosPerLot(b))
                        .multiply(BigInteger.valueOf(market.bundleUnits(a, 0))));
    }
}
