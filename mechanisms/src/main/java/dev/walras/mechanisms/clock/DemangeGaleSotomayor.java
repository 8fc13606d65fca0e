package dev.walras.mechanisms.clock;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Payments;
import dev.walras.market.Prices;
import dev.walras.market.Trait;
import dev.walras.mechanism.Guarantee;
import dev.walras.mechanism.InformationClass;
import dev.walras.mechanism.Limits;
import dev.walras.mechanism.MechanismSpec;
import dev.walras.mechanism.Outcome;
import dev.walras.mechanism.RunContext;
import dev.walras.mechanism.SealedBid;
import dev.walras.mechanism.Termination;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumSet;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The exact auction of Demange, Gale and Sotomayor: the prices of a minimal overdemanded set of goods rise together
 * until no set is overdemanded.
 *
 * <p>Each participant wants at most one unit. Prices begin at 0; everybody names all goods of largest profit above 0. A
 * set of goods is overdemanded when more participants name only goods in it than it has units, and minimal when no part
 * of it is. Its prices rise until one of those participants names another good, or is content with nothing. In the
 * paper prices rise by 1 and values are whole; here each rise is as long as the set stays minimal and overdemanded,
 * which gives the same prices and is exact for any values. Afterwards everybody with profit gets a good it names, and
 * goods of positive price are all sold, to participants who are indifferent where needed.
 *
 * <p>The final prices are the least Walrasian prices, so that everybody pays its Vickrey payment: efficient, truthful,
 * individually rational, no deficit. A rise takes O(goods) matchings of O(bids x participants); each participant's set
 * of goods named grows or is left at most once for every rise of which it is the reason.
 *
 * <p>Two sets may rise in turns by a small difference of values, so that the number of rises grows with values over
 * differences; the limit on rounds of a run is not heeded, as outcomes that are cut short are not truthful.
 *
 * <p>Participants reveal every good of largest profit in each round. Here they report values once, and the rounds are
 * played by proxies: the traffic counted is that of the report. It refuses bundles and several units or orders a
 * participant.
 *
 * <p>Reference: G. Demange, D. Gale, M. Sotomayor, Multi-item auctions, Journal of Political Economy 94(4), 1986,
 * 863-872, doi:10.1086/261411; the payments are Vickrey's by H. B. Leonard, Elicitation of honest preferences for the
 * assignment of individuals to positions, Journal of Political Economy 91(3), 1983, 461-479, doi:10.1086/261158. Use
 * {@code price.bertsekas-auction} for large assignments.
 */
public final class DemangeGaleSotomayor implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "price.dgs",
            "Exact auction of Demange, Gale and Sotomayor",
            InformationClass.REVEALED_BIDS,
            EnumSet.of(Trait.MANY_GOODS, Trait.ENDOWMENT, Trait.EXCLUSIVE),
            EnumSet.of(Guarantee.EFFICIENT, Guarantee.TRUTHFUL, Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "G. Demange, D. Gale, M. Sotomayor, Multi-item auctions, Journal of Political Economy 94(4), 1986, 863-872,"
                    + " doi:10.1086/261411");

    /**
     * One rise.
     *
     * @param goods the minimal overdemanded set, in increasing order
     * @param byMicros how far its prices rise
     */
    public record Rise(List<Integer> goods, long byMicros) {
        public Rise {
            goods = List.copyOf(goods);
        }
    }

    /**
     * The auction with its course.
     *
     * @param outcome what it ends in
     * @param rises the rises of prices, in order
     */
    public record Course(Outcome outcome, List<Rise> rises) {
        public Course {
            rises = List.copyOf(rises);
        }
    }

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        return course(reports, context).outcome();
    }

    /** The auction with every rise of prices. */
    public Course course(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        // A limit on rounds would cut off what makes the payments Vickrey's: only time and cancellation end it early.
        Limits limits = context.limits().withRounds(Integer.MAX_VALUE);
        return new Run(reports, context.withLimits(limits)).course();
    }

    /** One auction. */
    private static final class Run {
        private static final int NOBODY = -1;

        private final Market market;
        private final Bidding bidding;
        private final long[] prices;
        private final int[] units;
        private final int[] order;
        private final List<Rise> rises = new ArrayList<>();

        Run(Market market, RunContext context) {
            this.market = market;
            this.bidding = new Bidding(market, context);
            this.prices = new long[market.goods()];
            this.units = new int[market.goods()];
            for (int g = 0; g < units.length; g++) {
                units[g] = (int) Math.min(market.endowment(g), market.participants());
            }
            this.order = new int[market.participants()];
            Arrays.fill(order, NOBODY);
        }

        Course course() {
            Termination end = null;
            while (end == null) {
                List<BitSet> named = named();
                int[] assigned = matching(named, 1);
                BitSet over = overdemanded(named, assigned);
                end = over.isEmpty() ? Termination.CLEARED : bidding.limitReached();
                if (end == null) {
                    raise(over, named);
                }
            }
            return new Course(outcome(end), rises);
        }

        private long profit(int k) {
            return units[market.bundleGood(k, 0)] == 0
                    ? -1
                    : market.valueMicrosPerLot(k) - prices[market.bundleGood(k, 0)];
        }

        private long best(int p) {
            long best = 0;
            for (int i = 0; i < market.ordersByParticipant().size(p); i++) {
                best = Math.max(best, profit(market.ordersByParticipant().member(p, i)));
            }
            return best;
        }

        /** The goods of largest profit of everybody, also where that is 0. */
        private List<BitSet> named() {
            List<BitSet> named = new ArrayList<>();
            for (int p = 0; p < market.participants(); p++) {
                BitSet goods = new BitSet();
                long best = best(p);
                for (int i = 0; i < market.ordersByParticipant().size(p); i++) {
                    int k = market.ordersByParticipant().member(p, i);
                    if (profit(k) == best) {
                        goods.set(market.bundleGood(k, 0));
                    }
                }
                named.add(goods);
            }
            return named;
        }

        /** The good of everybody in a largest matching of those with a profit of {@code least} or more. */
        private int[] matching(List<BitSet> named, long least) {
            int[] good = new int[named.size()];
            Arrays.fill(good, NOBODY);
            int[] free = units.clone();
            for (int p = 0; p < good.length; p++) {
                if (best(p) >= least) {
                    augment(p, named, new Matching(good, free));
                }
            }
            return good;
        }

        /** A matching being made: the good of everybody, units free, and goods visited. */
        private static final class Matching {
            private final int[] good;
            private final int[] free;
            private final BitSet seen = new BitSet();

            Matching(int[] good, int[] free) {
                this.good = good;
                this.free = free;
            }
        }

        private boolean augment(int p, List<BitSet> named, Matching matching) {
            for (int g = named.get(p).nextSetBit(0); g >= 0; g = named.get(p).nextSetBit(g + 1)) {
                if (matching.seen.get(g)) {
                    continue;
                }
                matching.seen.set(g);
                if (matching.free[g] > 0) {
                    matching.free[g]--;
                    matching.good[p] = g;
                    return true;
                }
                for (int q = 0; q < matching.good.length; q++) {
                    if (matching.good[q] == g && augment(q, named, matching)) {
                        matching.good[p] = g;
                        return true;
                    }
                }
            }
            return false;
        }

        /** A minimal overdemanded set, empty when there is none. */
        private BitSet overdemanded(List<BitSet> named, int[] assigned) {
            BitSet set = reached(named, assigned, within(named, null));
            boolean smaller = !set.isEmpty();
            while (smaller) {
                smaller = false;
                for (int g = set.nextSetBit(0); g >= 0 && !smaller; g = set.nextSetBit(g + 1)) {
                    BitSet part = (BitSet) set.clone();
                    part.clear(g);
                    BitSet members = within(named, part);
                    BitSet found = reached(named, matchingOf(named, members), members);
                    smaller = !found.isEmpty();
                    set = smaller ? found : set;
                }
            }
            return set;
        }

        private int[] matchingOf(List<BitSet> named, BitSet members) {
            List<BitSet> some = new ArrayList<>();
            for (int p = 0; p < named.size(); p++) {
                some.add(members.get(p) ? named.get(p) : new BitSet());
            }
            return matching(some, 1);
        }

        /** Those with profit who name only goods of {@code set}; all with profit when it is null. */
        private BitSet within(List<BitSet> named, @Nullable BitSet set) {
            BitSet members = new BitSet();
            for (int p = 0; p < named.size(); p++) {
                BitSet outside = (BitSet) named.get(p).clone();
                if (set != null) {
                    outside.andNot(set);
                }
                if (best(p) > 0 && (set == null || outside.isEmpty())) {
                    members.set(p);
                }
            }
            return members;
        }

        /** The goods on alternating paths from the first of {@code members} without a good; empty when all have one. */
        private static BitSet reached(List<BitSet> named, int[] assigned, BitSet members) {
            BitSet goods = new BitSet();
            int first = members.nextSetBit(0);
            while (first >= 0 && assigned[first] != NOBODY) {
                first = members.nextSetBit(first + 1);
            }
            if (first < 0) {
                return goods;
            }
            goods.or(named.get(first));
            for (boolean grown = true; grown; ) {
                int before = goods.cardinality();
                for (int p = 0; p < assigned.length; p++) {
                    if (assigned[p] != NOBODY && goods.get(assigned[p])) {
                        goods.or(named.get(p));
                    }
                }
                grown = goods.cardinality() > before;
            }
            return goods;
        }

        private void raise(BitSet set, List<BitSet> named) {
            BitSet members = within(named, set);
            long by = Long.MAX_VALUE;
            for (int p = members.nextSetBit(0); p >= 0; p = members.nextSetBit(p + 1)) {
                long outside = 0;
                for (int i = 0; i < market.ordersByParticipant().size(p); i++) {
                    int k = market.ordersByParticipant().member(p, i);
                    outside = Math.max(outside, set.get(market.bundleGood(k, 0)) ? 0 : profit(k));
                }
                by = Math.min(by, best(p) - outside);
            }
            for (int g = set.nextSetBit(0); g >= 0; g = set.nextSetBit(g + 1)) {
                prices[g] += by;
            }
            rises.add(new Rise(set.stream().boxed().toList(), by));
            bidding.ended(members.cardinality(), order);
        }

        /** Everybody with profit gets a good it names; then goods of positive price go to who is indifferent. */
        private Outcome outcome(Termination end) {
            List<BitSet> named = named();
            int[] good = matching(named, 1);
            for (int g = 0; g < prices.length; g++) {
                while (prices[g] > 0 && sell(g, good, named, new BitSet())) {
                    // Each sale adds one unit.
                }
            }
            long[] lots = new long[market.orders()];
            long[] payments = new long[market.participants()];
            for (int k = 0; k < lots.length; k++) {
                int p = market.owner(k);
                if (good[p] == market.bundleGood(k, 0) && profit(k) == best(p) && lots[k] == 0) {
                    lots[k] = 1;
                    payments[p] = prices[good[p]];
                    good[p] = NOBODY;
                }
            }
            return new Outcome(Fills.of(lots), Payments.of(payments), stated(), end, Math.max(1, bidding.rounds()));
        }

        /** Sells one more unit of {@code g}, perhaps to one who gives up a good that can be sold to another. */
        private boolean sell(int g, int[] good, List<BitSet> named, BitSet seen) {
            int sold = 0;
            for (int owned : good) {
                sold += owned == g ? 1 : 0;
            }
            if (sold >= units[g] || seen.get(g)) {
                return false;
            }
            seen.set(g);
            for (int p = 0; p < good.length; p++) {
                if (good[p] == NOBODY && named.get(p).get(g)) {
                    good[p] = g;
                    return true;
                }
            }
            for (int p = 0; p < good.length; p++) {
                int old = good[p];
                if (old != g && old != NOBODY && named.get(p).get(g)) {
                    good[p] = g;
                    if (prices[old] == 0 || sell(old, good, named, seen)) {
                        return true;
                    }
                    good[p] = old;
                }
            }
            return false;
        }

        /** The prices; where there is no unit, the highest value, at which nobody wants one. */
        private Prices stated() {
            long[] stated = prices.clone();
            for (int k = 0; k < market.orders(); k++) {
                int g = market.bundleGood(k, 0);
                if (units[g] == 0) {
                    stated[g] = Math.max(stated[g], market.valueMicrosPerLot(k));
                }
            }
            return Prices.of(stated);
        }
    }
}
