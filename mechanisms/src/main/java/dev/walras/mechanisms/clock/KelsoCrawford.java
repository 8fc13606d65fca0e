package dev.walras.mechanisms.clock;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Settings;
import dev.walras.mechanism.Termination;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/**
 * The ascending auction of Kelso and Crawford, for goods: bidders keep what they hold at the price they gave and take
 * from others what they want at an increment more.
 *
 * <p>The first unsatisfied bidder names its best set of items at its prices (what it holds at the price, all else an
 * increment above), which must contain what it holds; ties go to fewer items. What is new in it rises by an increment
 * and changes hands. It ends when everybody is satisfied with what it holds.
 *
 * <p>When items are gross substitutes to everybody, nobody is sorry to keep what it holds, and the result is a
 * Walrasian equilibrium within an increment an item: with increments below the least difference of values it is
 * efficient. Prices never fall, so it always ends; where a bidder would rather give back something it holds, items are
 * complements to it, {@link ItemAuction.Course#substitutes} is false, the termination is {@link Termination#QUIESCENT}
 * instead of {@link Termination#CLEARED}, and a bidder may pay more than what it holds is worth. Each bid takes a pass
 * over the bidder's orders; there are at most (highest price / increment) bids an item.
 *
 * <p>Reference: A. S. Kelso, V. P. Crawford, Job matching, coalition formation, and gross substitutes, Econometrica
 * 50(6), 1982, 1483-1504, doi:10.2307/1913392; for goods, F. Gul, E. Stacchetti, The English auction with
 * differentiated commodities, Journal of Economic Theory 92(1), 2000, 66-95, doi:10.1006/jeth.1999.2580. Proxies bid
 * here by reported values; see {@link AscendingProxy} on messages. Use {@link IterativeBundle} where items are
 * complements.
 */
public final class KelsoCrawford implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "price.kelso-crawford",
            "Ascending auction of Kelso and Crawford",
            InformationClass.REVEALED_BIDS,
            Bidding.handled(),
            EnumSet.of(Guarantee.NO_DEFICIT),
            "A. S. Kelso, V. P. Crawford, Job matching, coalition formation, and gross substitutes, Econometrica 50(6),"
                    + " 1982, doi:10.2307/1913392");

    /** What can be set. */
    public static final List<Settings.Setting> SETTINGS = List.of(Increment.ABSOLUTE, Increment.SHARE);

    private static final int MOST_ITEMS = 10_000;

    private final Increment.Asked increment;

    /** With the {@link #SETTINGS} given. */
    public KelsoCrawford(Settings settings) {
        this.increment = Increment.Asked.of(settings);
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        Increment money = increment.in(reports);
        Items items = new Items(reports);
        List<ItemAuction.Bidder> bidders = new ArrayList<>();
        long[] values = money.values(reports);
        for (int p = 0; p < reports.participants(); p++) {
            bidders.add(new Buyer(reports, items, values, p));
        }
        ItemAuction.Course course = new ItemAuction(bidders, items.count).run(money.step(), context);
        long[] lots = new long[reports.orders()];
        long[] payments = new long[reports.participants()];
        for (int p = 0; p < payments.length; p++) {
            BitSet held = course.held().get(p);
            int order = new Buyer(reports, items, values, p).bestWithin(held);
            if (order >= 0) {
                lots[order] = 1;
            }
            for (int item = held.nextSetBit(0); item >= 0; item = held.nextSetBit(item + 1)) {
                payments[p] += money.micros(course.prices().get(item));
            }
        }
        Termination end = course.termination() == Termination.CLEARED && !course.substitutes()
                ? Termination.QUIESCENT
                : course.termination();
        return new Outcome(Fills.of(lots), Payments.of(payments), null, end, Math.max(1, course.rounds()));
    }

    /** Every unit of every good that somebody can want, as an item. */
    private static final class Items {
        private final int[] first;
        private final int count;

        Items(Market market) {
            long[] wanted = new long[market.goods()];
            for (int k = 0; k < market.orders(); k++) {
                for (int i = 0; i < market.bundleSize(k); i++) {
                    wanted[market.bundleGood(k, i)] += market.bundleUnits(k, i);
                }
            }
            this.first = new int[market.goods() + 1];
            long total = 0;
            for (int g = 0; g < wanted.length; g++) {
                total += Math.min(wanted[g], Math.min(market.endowment(g), MOST_ITEMS));
                first[g + 1] = (int) Math.min(total, MOST_ITEMS);
            }
            this.count = first[wanted.length];
        }
    }

    /** A participant with mutually exclusive orders. */
    private static final class Buyer implements ItemAuction.Bidder {
        private final Market market;
        private final Items items;
        private final long[] values;
        private final int participant;

        Buyer(Market market, Items items, long[] values, int participant) {
            this.market = market;
            this.items = items;
            this.values = values;
            this.participant = participant;
        }

        @Override
        public ItemAuction.Demand demand(BitSet held, long[] cost) {
            ItemAuction.Demand kept = candidate(held, held, cost);
            ItemAuction.Demand best = kept;
            long free = 0;
            for (int i = 0; i < market.ordersByParticipant().size(participant); i++) {
                int order = market.ordersByParticipant().member(participant, i);
                BitSet set = cheapest(order, held, cost);
                if (set == null) {
                    continue;
                }
                free = Math.max(free, values[order] - sum(set, cost));
                BitSet all = (BitSet) set.clone();
                all.or(held);
                ItemAuction.Demand with = candidate(all, held, cost);
                boolean fewer = with.items().cardinality() < best.items().cardinality();
                if (with.profit() > best.profit() || (with.profit() == best.profit() && fewer)) {
                    best = with;
                }
            }
            return new ItemAuction.Demand(best.items(), best.profit(), Math.max(free, best.profit()));
        }

        private ItemAuction.Demand candidate(BitSet set, BitSet held, long[] cost) {
            int order = bestWithin(set);
            long profit = (order < 0 ? 0 : values[order]) - sum(set, cost);
            return new ItemAuction.Demand(order < 0 ? held : set, profit, profit);
        }

        private static long sum(BitSet set, long[] cost) {
            return set.stream().mapToLong(item -> cost[item]).sum();
        }

        /** The items for {@code order}: held ones first, then the cheapest; null when there are too few. */
        private @Nullable BitSet cheapest(int order, BitSet held, long[] cost) {
            BitSet set = new BitSet();
            for (int i = 0; i < market.bundleSize(order); i++) {
                int good = market.bundleGood(order, i);
                int from = items.first[good];
                int to = items.first[good + 1];
                long units = market.bundleUnits(order, i);
                if (units > to - from) {
                    return null;
                }
                IntStream.range(from, to)
                        .boxed()
                        .sorted(Comparator.comparing((Integer item) -> !held.get(item))
                                .thenComparingLong(item -> cost[item]))
                        .limit(units)
                        .forEach(set::set);
            }
            return set;
        }

        /** The most valuable order that {@code set} serves, the first of equal ones; -1 for none. */
        int bestWithin(BitSet set) {
            int best = -1;
            for (int i = 0; i < market.ordersByParticipant().size(participant); i++) {
                int order = market.ordersByParticipant().member(participant, i);
                if (values[order] >= 0 && serves(set, order) && (best < 0 || values[order] > values[best])) {
                    best = order;
                }
            }
            return best;
        }

        private boolean serves(BitSet set, int order) {
            for (int i = 0; i < market.bundleSize(order); i++) {
                int good = market.bundleGood(order, i);
                long have = set.get(items.first[good], items.first[good + 1]).cardinality();
                if (have < market.bundleUnits(order, i)) {
                    return false;
                }
            }
            return true;
        }
    }
}
