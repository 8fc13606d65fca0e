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
import dev.walras.mechanism.Termination;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.SplittableRandom;
import org.apache.commons.math3.fraction.BigFraction;

/**
 * Truthful trade of sets: buyers who each want one unit of every good, and sellers of one unit of one good.
 *
 * <p>The rules are those of {@link ProcurementSets}, with the buyers as the first category and the sellers of each good
 * as one more: the {@link #ascending} auction, whose prices add up to nothing, so that the operator neither gains nor
 * pays; and {@link #reduction}, which gives up the last deal and may leave the operator a surplus. Where a category has
 * more traders than there are deals, the lottery draws one number for every order before any bid is read (purpose
 * {@code "lottery"} of the run's seed), and the least numbers trade. Orders of another form are left out.
 *
 * <p>No endowment, one order of one unit each participant. O(n log n). Truthful whatever the lottery draws,
 * individually rational. Prices of the ascending auction are whole, since the values are and a deal takes one of each.
 *
 * <p>References as for {@link ProcurementSets}. Differs from them in counting a cost below 0 as 0, so that no price is
 * negative, and in leaving out values below 0.
 */
public final class ProcurementAuction implements SealedBid {
    /** The facts of the ascending auction. */
    public static final MechanismSpec ASCENDING = new MechanismSpec(
            "auction.procurement-ascending",
            "Ascending auction of procurement sets",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.TWO_SIDED, Trait.MANY_GOODS, Trait.BUNDLES),
            EnumSet.of(
                    Guarantee.TRUTHFUL,
                    Guarantee.NO_DEFICIT,
                    Guarantee.BUDGET_BALANCED,
                    Guarantee.INDIVIDUALLY_RATIONAL),
            "R. Gonen, E. Segal-Halevi, Strongly budget balanced auctions for multi-sided markets, AAAI 2020");

    /** The facts of trade reduction. */
    public static final MechanismSpec REDUCTION = new MechanismSpec(
            "auction.trade-reduction",
            "Trade reduction of procurement sets",
            InformationClass.CENTRAL,
            EnumSet.of(Trait.TWO_SIDED, Trait.MANY_GOODS, Trait.BUNDLES),
            EnumSet.of(Guarantee.TRUTHFUL, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "M. Babaioff, N. Nisan, Concurrent auctions across the supply chain, JAIR 21, 2004,"
                    + " doi:10.1613/jair.1316");

    private final MechanismSpec spec;

    private ProcurementAuction(MechanismSpec spec) {
        this.spec = spec;
    }

    /** The ascending auction. */
    public static ProcurementAuction ascending() {
        return new ProcurementAuction(ASCENDING);
    }

    /** Trade reduction. */
    public static ProcurementAuction reduction() {
        return new ProcurementAuction(REDUCTION);
    }

    @Override
    public MechanismSpec spec() {
        return spec;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        spec.requireSupported(reports);
        List<List<Integer>> orders = categories(reports);
        List<List<BigFraction>> values = new ArrayList<>();
        for (List<Integer> category : orders) {
            values.add(category.stream().map(k -> value(reports, k)).toList());
        }
        ProcurementSets sets = new ProcurementSets(values, Collections.nCopies(values.size(), 1));
        ProcurementSets.Result result = spec.equals(ASCENDING) ? sets.ascending() : sets.reduction();
        long[] numbers = numbers(reports.orders(), context);
        long[] lots = new long[reports.orders()];
        long[] payments = new long[reports.participants()];
        for (int c = 0; c < orders.size() && result.deals() > 0; c++) {
            List<Integer> category = orders.get(c);
            List<Integer> left = new ArrayList<>(
                    result.remaining().get(c).stream().map(category::get).toList());
            left.sort((a, b) -> Long.compare(numbers[a], numbers[b]));
            BigFraction price = result.prices().get(c);
            if (price == null) {
                throw new IllegalStateException("deals without a price of category " + c);
            }
            for (int order : left.subList(0, result.deals())) {
                lots[order] = 1;
                payments[reports.owner(order)] += price.getNumerator().longValueExact();
            }
        }
        return new Outcome(Fills.of(lots), Payments.of(payments), null, Termination.COMPLETED, 1);
    }

    private static long[] numbers(int orders, RunContext context) {
        SplittableRandom lottery = context.random("lottery");
        return lottery.longs(orders).toArray();
    }

    private static BigFraction value(Market market, int order) {
        long value = market.valueMicrosPerLot(order);
        return new BigFraction(BigInteger.valueOf(market.bundleUnits(order, 0) > 0 ? value : Math.min(0, value)));
    }

    /** The orders of the buyers of everything, and of the sellers of each good. */
    private static List<List<Integer>> categories(Market market) {
        List<List<Integer>> categories = new ArrayList<>();
        for (int c = 0; c <= market.goods(); c++) {
            categories.add(new ArrayList<>());
        }
        for (int k = 0; k < market.orders(); k++) {
            int size = market.bundleSize(k);
            boolean whole = size == market.goods() && market.valueMicrosPerLot(k) >= 0;
            for (int i = 0; i < size; i++) {
                whole &= market.bundleUnits(k, i) == 1;
            }
            if (whole) {
                categories.get(0).add(k);
            } else if (size == 1 && market.bundleUnits(k, 0) == -1) {
                categories.get(1 + market.bundleGood(k, 0)).add(k);
            }
        }
        return categories;
    }
}
