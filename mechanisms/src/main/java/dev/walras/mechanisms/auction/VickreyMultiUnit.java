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
 * Vickrey's auction of several units of one good: the highest unit bids win, and who wins <i>k</i> units pays the
 * <i>k</i> highest losing bids of others, which would win without it.
 *
 * <p>Every order bids for up to {@code maxLots} units at its value each; the orders of one participant together are its
 * marginal bids, so that its demand falls with the price. Ties to the order with the lower index. A reserve enters as a
 * bidder who wants every unit at it, which keeps the auction truthful. Only for one good that the operator sells by the
 * unit. O(n log n) in the number of orders, whatever the number of units, for all payments together.
 *
 * <p>Truthful, efficient (without a reserve), individually rational, no deficit; revenue can be far below that of
 * {@link UniformPrice}, and units have different prices for different participants.
 *
 * <p>Reference: W. Vickrey, Counterspeculation, auctions, and competitive sealed tenders, Journal of Finance 16(1),
 * 1961, 8-37, doi:10.1111/j.1540-6261.1961.tb02789.x; V. Krishna, Auction Theory, 2nd ed., Academic Press, 2010,
 * chapter 12. Use {@link AusubelClock} where bidders should not reveal what they would pay for units they win,
 * {@link Vcg} for several goods.
 */
public final class VickreyMultiUnit implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "auction.vickrey-multi-unit",
            "Vickrey's multi-unit auction",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.ENDOWMENT, Trait.MULTI_LOT, Trait.PORTFOLIO),
            EnumSet.of(Guarantee.EFFICIENT, Guarantee.TRUTHFUL, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "W. Vickrey, Counterspeculation, auctions, and competitive sealed tenders, Journal of Finance 16(1), 1961,"
                    + " doi:10.1111/j.1540-6261.1961.tb02789.x");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(HighestBids.RESERVE);

    private final long reserve;

    /**
     * With a reserve.
     *
     * @param reserve the least price of a unit, in micros, 0 or more
     */
    public VickreyMultiUnit(long reserve) {
        this.reserve = HighestBids.checked(reserve);
    }

    /** As {@code settings} say. */
    public static VickreyMultiUnit of(Settings settings) {
        return new VickreyMultiUnit(HighestBids.reserve(settings));
    }

    @Override
    public MechanismSpec spec() {
        return HighestBids.facts(SPEC, reserve);
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        HighestBids sale = new HighestBids(reports, reserve, Rationing.FIRST);
        long[] payments = new Losers(reports, sale).payments();
        return new Outcome(Fills.of(sale.lots()), Payments.of(payments), null, Termination.COMPLETED, 1);
    }

    /** The losing unit bids in order, with running totals, so that a participant's own can be left out of a sum. */
    private static final class Losers {
        private final Market market;
        private final HighestBids sale;
        private final int[] orders;
        private final long[] unitsBefore;
        private final long[] microsBefore;

        Losers(Market market, HighestBids sale) {
            this.market = market;
            this.sale = sale;
            this.orders = sale.ranked();
            this.unitsBefore = new long[orders.length + 1];
            this.microsBefore = new long[orders.length + 1];
            for (int i = 0; i < orders.length; i++) {
                long lost = lost(orders[i]);
                unitsBefore[i + 1] = unitsBefore[i] + lost;
                microsBefore[i + 1] = microsBefore[i] + lost * market.valueMicrosPerLot(orders[i]);
            }
        }

        private long lost(int order) {
            return market.maxLots(order) - sale.lots()[order];
        }

        /** What everybody pays, in micros. */
        long[] payments() {
            long[] won = new long[market.participants()];
            long[] ownUnits = new long[market.participants()];
            long[] ownMicros = new long[market.participants()];
            boolean[] settled = new boolean[market.participants()];
            long[] payments = new long[market.participants()];
            for (int order : orders) {
                won[market.owner(order)] += sale.lots()[order];
            }
            for (int i = 0; i < orders.length; i++) {
                int owner = market.owner(orders[i]);
                long lost = lost(orders[i]);
                if (lost == 0 || settled[owner]) {
                    continue;
                }
                if (unitsBefore[i] - ownUnits[owner] >= won[owner]) {
                    payments[owner] = first(won[owner] + ownUnits[owner]) - ownMicros[owner];
                    settled[owner] = true;
                } else {
                    ownUnits[owner] += lost;
                    ownMicros[owner] += lost * market.valueMicrosPerLot(orders[i]);
                }
            }
            for (int p = 0; p < payments.length; p++) {
                if (!settled[p]) {
                    payments[p] = first(won[p] + ownUnits[p]) - ownMicros[p];
                }
            }
            return payments;
        }

        /** The sum of the {@code units} highest losing unit bids, each missing one counted at the reserve. */
        private long first(long units) {
            int low = 0;
            int high = orders.length;
            while (low < high) {
                int middle = (low + high + 1) >>> 1;
                if (unitsBefore[middle] <= units) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            long rest = units - unitsBefore[low];
            long price = low < orders.length ? market.valueMicrosPerLot(orders[low]) : sale.reserve();
            return microsBefore[low] + rest * price;
        }
    }
}
