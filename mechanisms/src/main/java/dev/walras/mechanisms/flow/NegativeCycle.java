package dev.walras.mechanisms.flow;

import dev.walras.market.Fills;
import dev.walras.market.Market;
import dev.walras.market.Order;
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
import org.apache.commons.math3.fraction.BigFraction;
import org.jspecify.annotations.Nullable;

/**
 * An arbitrageur who buys at asks, converts, and sells to bids, along the cycle from money to money that earns the most
 * for each unit of money, again and again until none earns.
 *
 * <p>What a unit of every good costs along the cheapest way - from the endowment, from an ask, or by a conversion with
 * its fee and its ratio of what it takes to what it makes - is found by Bellman-Ford in exact fractions. The bid that
 * pays the largest multiple of that cost closes the best cycle. It is used with as many lots as all orders on it allow,
 * or half, a quarter, ... of them if whole lots would waste what is earned; units left over can be used later. A bid
 * that whole lots make a loss is left out. Orders are quotes: each pays, or is paid, its limit, and the operator keeps
 * what the cycles earn.
 *
 * <p>Not for orders of several goods on one side, minimum fills and budgets. O(cycles x goods x orders); a cycle uses
 * up an order, or leaves out a bid. Individually rational, no deficits; no promise about the optimum, as what is traded
 * is never undone: see {@link CycleCancelling} for single units.
 *
 * <p>Reference: R. Sedgewick, K. Wayne, Algorithms, 4th edition, Addison-Wesley, 2011, section 4.4 (arbitrage). Differs
 * from it in that conversions have capacities and whole lots. On plain rates: {@link RateGraph}.
 */
public final class NegativeCycle implements SealedBid {
    /** The facts. */
    public static final MechanismSpec SPEC = new MechanismSpec(
            "arb.negative-cycle",
            "Arbitrage along negative cycles",
            InformationClass.CENTRAL,
            EnumSet.of(
                    Trait.MANY_GOODS,
                    Trait.TWO_SIDED,
                    Trait.CONVERSION,
                    Trait.ENDOWMENT,
                    Trait.MULTI_LOT,
                    Trait.COARSE_LOTS,
                    Trait.PORTFOLIO,
                    Trait.EXCLUSIVE),
            EnumSet.of(Guarantee.NO_DEFICIT, Guarantee.INDIVIDUALLY_RATIONAL),
            "R. Sedgewick, K. Wayne, Algorithms, 4th edition, Addison-Wesley, 2011, section 4.4");

    @Override
    public MechanismSpec spec() {
        return SPEC;
    }

    @Override
    public Outcome clear(Market reports, RunContext context) {
        SPEC.requireSupported(reports);
        Run run = new Run(reports);
        int cycles = 0;
        Termination termination = Termination.COMPLETED;
        while (run.step()) {
            cycles++;
            if (context.cancelled().getAsBoolean()) {
                termination = Termination.CANCELLED;
                break;
            }
        }
        return run.outcome(termination, Math.max(1, cycles));
    }

    /** How a unit of a good is got most cheaply: the last order, and how what it takes is got. */
    private record Way(
            BigFraction cost, int order, @Nullable Way before) {
        boolean uses(Market market, int other) {
            int group = market.group(other);
            for (Way way = this; way != null && way.order >= 0; way = way.before) {
                if (way.order == other || (group != Order.NO_GROUP && market.group(way.order) == group)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** One session. */
    private static final class Run {
        private static final int ENDOWED = -1;

        private final Market market;
        private final long[] lots;
        private final long[] stock;
        private final int[] filledOfGroup;
        private final boolean[] leftOut;
        private final long[] planned;

        Run(Market market) {
            this.market = market;
            this.lots = new long[market.orders()];
            this.stock = new long[market.goods()];
            this.filledOfGroup = new int[market.groups()];
            this.leftOut = new boolean[market.orders()];
            this.planned = new long[market.orders()];
            Arrays.setAll(stock, market::endowment);
            Arrays.fill(filledOfGroup, -1);
        }

        private boolean open(int order) {
            int group = market.group(order);
            boolean free = group == Order.NO_GROUP || filledOfGroup[group] < 0 || filledOfGroup[group] == order;
            return free && lots[order] < market.maxLots(order);
        }

        /** The entry of the bundle that is received (sign 1) or given (-1); -1 when there is none. */
        private int entry(int order, int sign) {
            for (int i = 0; i < market.bundleSize(order); i++) {
                if (Long.signum(market.bundleUnits(order, i)) == sign) {
                    return i;
                }
            }
            return -1;
        }

        private @Nullable Way[] cheapest() {
            @Nullable Way[] ways = new @Nullable Way[market.goods()];
            for (int g = 0; g < ways.length; g++) {
                ways[g] = stock[g] > 0 ? new Way(BigFraction.ZERO, ENDOWED, null) : null;
            }
            boolean changed = true;
            for (int round = 0; changed && round <= market.goods(); round++) {
                changed = false;
                for (int k = 0; k < market.orders(); k++) {
                    int gives = entry(k, -1);
                    if (gives >= 0 && open(k)) {
                        Way way = way(ways, k, entry(k, 1), -market.bundleUnits(k, gives));
                        int good = market.bundleGood(k, gives);
                        Way known = ways[good];
                        if (way != null && (known == null || way.cost.compareTo(known.cost) < 0)) {
                            ways[good] = way;
                            changed = true;
                        }
                    }
                }
            }
            return ways;
        }

        /** A unit through {@code order}, whose lot makes {@code made} units. */
        private @Nullable Way way(@Nullable Way[] ways, int order, int receives, long made) {
            BigFraction cost = new BigFraction(BigInteger.valueOf(-market.valueMicrosPerLot(order)));
            Way before = null;
            if (receives >= 0) {
                before = ways[market.bundleGood(order, receives)];
                if (before == null || before.uses(market, order)) {
                    return null;
                }
                cost = cost.add(before.cost.multiply(BigInteger.valueOf(market.bundleUnits(order, receives))));
            }
            return new Way(cost.divide(BigInteger.valueOf(made)), order, before);
        }

        /** Uses the best cycle, or leaves out a bid for which it earns nothing in whole lots; false when none earns. */
        boolean step() {
            @Nullable Way[] ways = cheapest();
            int best = -1;
            BigFraction most = BigFraction.ZERO;
            boolean free = false;
            for (int k = 0; k < market.orders(); k++) {
                if (entry(k, -1) >= 0 || leftOut[k] || market.valueMicrosPerLot(k) <= 0 || !open(k)) {
                    continue;
                }
                Way way = ways[market.bundleGood(k, 0)];
                if (way == null || way.uses(market, k)) {
                    continue;
                }
                BigFraction worth = new BigFraction(
                        BigInteger.valueOf(market.valueMicrosPerLot(k)), BigInteger.valueOf(market.bundleUnits(k, 0)));
                boolean nothing = way.cost.compareTo(BigFraction.ZERO) <= 0;
                BigFraction multiple = nothing ? worth.subtract(way.cost) : worth.divide(way.cost);
                boolean better = nothing == free ? multiple.compareTo(most) > 0 : nothing;
                if (worth.compareTo(way.cost) > 0 && (best < 0 || better)) {
                    best = k;
                    most = multiple;
                    free = nothing;
                }
            }
            if (best < 0) {
                return false;
            }
            Way way = ways[market.bundleGood(best, 0)];
            use(best, way);
            return true;
        }

        private void use(int bid, @Nullable Way way) {
            long most = market.maxLots(bid) - lots[bid];
            long low = 0;
            while (low < most) {
                long middle = low + (most - low + 1) / 2;
                if (plan(bid, way, middle) == Long.MIN_VALUE) {
                    most = middle - 1;
                } else {
                    low = middle;
                }
            }
            long chosen = 0;
            long earned = 0;
            for (long count = low; count > 0; count /= 2) {
                long earns = plan(bid, way, count);
                if (earns > earned) {
                    chosen = count;
                    earned = earns;
                }
            }
            if (chosen == 0) {
                leftOut[bid] = true;
                return;
            }
            plan(bid, way, chosen);
            trade(bid, chosen);
            for (Way each = way; each != null && each.order >= 0; each = each.before) {
                trade(each.order, planned[each.order]);
            }
        }

        /** Lots along the way for {@code count} lots of a bid; what they earn, the least long when that is too much. */
        private long plan(int bid, @Nullable Way way, long count) {
            long needed = Math.multiplyExact(count, market.bundleUnits(bid, 0));
            long earns = count * market.valueMicrosPerLot(bid);
            int good = market.bundleGood(bid, 0);
            for (Way each = way; each != null && each.order >= 0; each = each.before) {
                int order = each.order;
                long made = -market.bundleUnits(order, entry(order, -1));
                planned[order] = Math.ceilDiv(Math.max(0, needed - stock[good]), made);
                if (planned[order] > market.maxLots(order) - lots[order]) {
                    return Long.MIN_VALUE;
                }
                earns += planned[order] * market.valueMicrosPerLot(order);
                int receives = entry(order, 1);
                if (receives < 0) {
                    return earns;
                }
                good = market.bundleGood(order, receives);
                needed = planned[order] * market.bundleUnits(order, receives);
            }
            return needed > stock[good] ? Long.MIN_VALUE : earns;
        }

        private void trade(int order, long count) {
            if (count > 0) {
                lots[order] += count;
                if (market.group(order) != Order.NO_GROUP) {
                    filledOfGroup[market.group(order)] = order;
                }
                for (int i = 0; i < market.bundleSize(order); i++) {
                    stock[market.bundleGood(order, i)] -= count * market.bundleUnits(order, i);
                }
            }
        }

        Outcome outcome(Termination termination, int rounds) {
            long[] payments = new long[market.participants()];
            for (int k = 0; k < lots.length; k++) {
                payments[market.owner(k)] += lots[k] * market.valueMicrosPerLot(k);
            }
            return new Outcome(Fills.of(lots), Payments.of(payments), null, termination, rounds);
        }
    }
}
