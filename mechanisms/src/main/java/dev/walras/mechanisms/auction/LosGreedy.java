package dev.walras.mechanisms.auction;

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
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import java.util.EnumSet;
import java.util.List;

/**
 * The greedy auction of Lehmann, O'Callaghan and Shoham: bids by value over a power of their size, taken while they
 * fit, paying critical values.
 *
 * <p>Each participant has one order, for a bundle of the operator's goods. The orders with positive value are ranked by
 * {@code value / size^l}, where both are those of the least it accepts ({@code minLots}) and the size counts units;
 * ties to the lower index. In that order each gets as many lots as still fit; fewer than its {@code minLots} is none.
 * It pays, for each lot, the least value a lot, in whole micros, with which it would still have got that lot, or 0 if
 * any positive value would do.
 *
 * <p>Only for goods that the operator sells and for one order a participant. O(n log n) for the fills, O(n) more for
 * the payment of each winner; ranks are compared exactly. Truthful, individually rational, no deficit. With single lots
 * of single units and <i>l</i> = 1/2 welfare is at least the optimum over the square root of the number of goods; with
 * other sizes or exponents there is no such bound.
 *
 * <p>Reference: D. Lehmann, L. I. O'Callaghan, Y. Shoham, Truth revelation in approximately efficient combinatorial
 * auctions, Journal of the ACM 49(5), 2002, 577-602, doi:10.1145/585265.585266. Differs from the paper in allowing
 * several units of a good and several lots of a bundle, for which payments follow R. B. Myerson, Optimal auction
 * design, Mathematics of Operations Research 6(1), 1981, 58-73, doi:10.1287/moor.6.1.58. Use {@link Vcg} when the
 * optimum can be computed.
 */
public final class LosGreedy implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.greedy-los",
            "Greedy auction of Lehmann, O'Callaghan and Shoham",
            InformationClass.CENTRAL,
            EnumSet.of(
                    Trait.MANY_GOODS,
                    Trait.BUNDLES,
                    Trait.ENDOWMENT,
                    Trait.MULTI_LOT,
                    Trait.COARSE_LOTS,
                    Trait.ALL_OR_NONE),
            EnumSet.of(Guarantee.TRUTHFUL, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "D. Lehmann, L. I. O'Callaghan, Y. Shoham, Truth revelation in approximately efficient combinatorial"
                    + " auctions, Journal of the ACM 49(5), 2002, doi:10.1145/585265.585266");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(new Settings.Setting(
            "exponent", "the power l of the size by which values are divided, a fraction with terms up to 8", "1/2"));

    private final SizeNorm norm;

    /** With {@code norm} to rank bids. */
    LosGreedy(SizeNorm norm) {
        this.norm = norm;
    }

    /** As {@code settings} say: {@code exponent}. */
    public static LosGreedy of(Settings settings) {
        return new LosGreedy(SizeNorm.parse(settings.text("exponent", "1/2")));
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        return new Run(reports).outcome();
    }

    /** One auction. */
    private final class Run {
        private final Market market;
        private final SizeNorm.Ranking ranking;
        private final int[] order;
        private final long[] lots;
        private final long[] payments;

        Run(Market market) {
            this.market = market;
            this.ranking = norm.rank(market);
            this.order = ranking.best();
            this.lots = new long[market.orders()];
            this.payments = new long[market.participants()];
        }

        Outcome outcome() {
            long[] left = new long[market.goods()];
            for (int g = 0; g < left.length; g++) {
                left[g] = market.endowment(g);
            }
            for (int rank = 0; rank < order.length; rank++) {
                int k = order[rank];
                lots[k] = fitting(k, left);
                if (lots[k] > 0) {
                    payments[market.owner(k)] = payment(rank, left.clone());
                    take(k, lots[k], left);
                }
            }
            return new Outcome(Fills.of(lots), Payments.of(payments), null, Termination.COMPLETED, 1);
        }

        /**
         * What the order of {@code rank} pays: those after it are served without it, and each time that leaves it fewer
         * lots, the lots lost cost the value it takes to come before the one served.
         *
         * @param left what is left when its turn comes; used up
         */
        private long payment(int rank, long[] left) {
            int k = order[rank];
            long due = 0;
            long mine = lots[k];
            for (int r = rank + 1; r < order.length && mine > 0; r++) {
                int rival = order[r];
                long served = fitting(rival, left);
                if (served > 0) {
                    take(rival, served, left);
                    long still = fitting(k, left);
                    if (still < mine) {
                        due += (mine - still) * ranking.leastValueBefore(k, rival);
                        mine = still;
                    }
                }
            }
            return due;
        }

        /** How many lots of {@code k} fit, 0 when fewer than its minimum. */
        private long fitting(int k, long[] left) {
            long most = market.maxLots(k);
            for (int i = 0; i < market.bundleSize(k); i++) {
                most = Math.min(most, left[market.bundleGood(k, i)] / market.bundleUnits(k, i));
            }
            return most < market.minLots(k) ? 0 : most;
        }

        private void take(int k, long n, long[] left) {
            for (int i = 0; i < market.bundleSize(k); i++) {
                left[market.bundleGood(k, i)] -= n * market.bundleUnits(k, i);
            }
        }
    }
}
