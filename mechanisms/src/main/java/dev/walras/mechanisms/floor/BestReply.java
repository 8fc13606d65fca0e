package dev.walras.mechanisms.floor;

import dev.walras.market.Grouping;
import dev.walras.market.Market;
import dev.walras.market.Participant;
import dev.walras.mechanism.Floor;
import dev.walras.mechanism.Reply;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The best replies of participants to prices, as defined by {@link Floor}: the one place where floors and venues read
 * values.
 *
 * <p>The margin of an order, {@code value - prices x perLot}, is exact when it fits a {@code long} and otherwise the
 * nearest {@code long}, so that its sign is always right. Margins times lots are compared as 128-bit numbers. Linear in
 * the entries of the orders asked. Not thread-safe: {@link #ask} keeps scratch space.
 */
public final class BestReply {
    /** How often a participant goes through its orders while what it gives makes further orders possible. */
    private static final int PASSES = 8;

    private static final int NONE = -1;

    private final Market market;
    private final long[] own;

    /** The replies of the participants of {@code market}, whose values are those they act upon. */
    public BestReply(Market market) {
        this.market = market;
        this.own = new long[market.goods()];
    }

    /** What a lot of {@code order} gains its owner at {@code prices}, in micros, cut to the range of a long. */
    public long margin(int order, long[] prices) {
        long margin = market.valueMicrosPerLot(order);
        for (int i = 0; i < market.bundleSize(order); i++) {
            long price = prices[market.bundleGood(order, i)];
            long units = market.bundleUnits(order, i);
            long cost = price * units;
            long left = margin - cost;
            boolean overflow = Math.multiplyHigh(price, units) != cost >> 63 || ((margin ^ cost) & (margin ^ left)) < 0;
            if (overflow) {
                return wideMargin(order, prices);
            }
            margin = left;
        }
        return margin;
    }

    private long wideMargin(int order, long[] prices) {
        BigInteger margin = BigInteger.valueOf(market.valueMicrosPerLot(order));
        for (int i = 0; i < market.bundleSize(order); i++) {
            margin = margin.subtract(BigInteger.valueOf(prices[market.bundleGood(order, i)])
                    .multiply(BigInteger.valueOf(market.bundleUnits(order, i))));
        }
        return margin.bitLength() <= 63 ? margin.longValue() : margin.signum() < 0 ? Long.MIN_VALUE : Long.MAX_VALUE;
    }

    /** Whether {@code margin x lots} exceeds {@code otherMargin x otherLots}, exactly. */
    static boolean exceeds(long margin, long lots, long otherMargin, long otherLots) {
        long high = Math.multiplyHigh(margin, lots);
        long otherHigh = Math.multiplyHigh(otherMargin, otherLots);
        return high != otherHigh ? high > otherHigh : Long.compareUnsigned(margin * lots, otherMargin * otherLots) > 0;
    }

    /** The order of {@code group} with the largest positive margin times {@code maxLots}, or -1. */
    int bestOfGroup(int group, long[] prices) {
        Grouping groups = market.ordersByGroup();
        int best = NONE;
        long bestMargin = 0;
        for (int i = 0; i < groups.size(group); i++) {
            int order = groups.member(group, i);
            long margin = margin(order, prices);
            if (margin > 0
                    && (best == NONE || exceeds(margin, market.maxLots(order), bestMargin, market.maxLots(best)))) {
                best = order;
                bestMargin = margin;
            }
        }
        return best;
    }

    /** The best reply of {@code participant} at {@code prices} when everything is available; abstains at no gain. */
    public Reply reply(int participant, long[] prices) {
        Grouping orders = market.ordersByParticipant();
        List<Reply.Trade> trades = new ArrayList<>();
        for (int i = 0; i < orders.size(participant); i++) {
            int order = orders.member(participant, i);
            int group = market.group(order);
            if (group < 0) {
                if (margin(order, prices) > 0) {
                    trades.add(trade(order, market.maxLots(order)));
                }
            } else if (market.ordersByGroup().member(group, 0) == order) {
                int best = bestOfGroup(group, prices);
                if (best != NONE) {
                    trades.add(trade(best, market.maxLots(best)));
                }
            }
        }
        trades.sort(Comparator.comparingInt(Reply.Trade::handle));
        return new Reply(participant, trades);
    }

    /**
     * The best reply of {@code participant} within what is available; accepts at no gain.
     *
     * <p>It goes through its lone orders and exclusive groups by first handle and fills each as far as what is left
     * allows. What its own trades give counts as available to the others, so it goes through them again, up to 8 times,
     * while there is more to take. What it pays in one reply stays within its budget; what it is paid does not count,
     * as it may not come.
     *
     * @param available units of each good that can be received
     * @param skip sorted handles settled already; the groups they belong to are settled too
     */
    public Reply ask(int participant, long[] prices, long[] available, int[] skip) {
        return new Asked(prices, available, skip).reply(participant);
    }

    /** One call of {@link #ask}. */
    private final class Asked {
        private final long[] prices;
        private final long[] available;
        private final int[] skip;
        private final int[] skippedGroups;
        private final List<Reply.Trade> trades = new ArrayList<>();
        private boolean gave;
        private long budget;

        Asked(long[] prices, long[] available, int[] skip) {
            this.prices = prices;
            this.available = available;
            this.skip = skip;
            this.skippedGroups = Arrays.stream(skip).map(market::group).sorted().toArray();
        }

        Reply reply(int participant) {
            Grouping orders = market.ordersByParticipant();
            budget = market.budgetMicros(participant);
            boolean[] done = new boolean[orders.size(participant)];
            int pass = 0;
            do {
                gave = false;
                for (int i = 0; i < done.length; i++) {
                    done[i] = done[i] || offer(orders.member(participant, i));
                }
                pass++;
            } while (gave && pass < PASSES);
            trades.sort(Comparator.comparingInt(Reply.Trade::handle));
            for (Reply.Trade trade : trades) {
                for (int i = 0; i < trade.perLot().size(); i++) {
                    own[trade.perLot().good(i)] = 0;
                }
            }
            return new Reply(participant, trades);
        }

        /** Takes what it can of a lone order, or of the group whose first order this is; true when it is settled. */
        private boolean offer(int order) {
            int group = market.group(order);
            if (group < 0) {
                return Arrays.binarySearch(skip, order) >= 0 || accept(best(order, NONE));
            }
            if (market.ordersByGroup().member(group, 0) != order || Arrays.binarySearch(skippedGroups, group) >= 0) {
                return true;
            }
            int best = NONE;
            for (int i = 0; i < market.ordersByGroup().size(group); i++) {
                best = best(market.ordersByGroup().member(group, i), best);
            }
            return accept(best);
        }

        /** The better of an order and the best so far; the latter on ties. */
        private int best(int order, int best) {
            long margin = margin(order, prices);
            if (margin < 0) {
                return best;
            }
            long lots = allowed(order);
            if (lots < market.minLots(order)) {
                return best;
            }
            return best == NONE || exceeds(margin, lots, margin(best, prices), allowed(best)) ? order : best;
        }

        private boolean accept(int order) {
            if (order == NONE) {
                return false;
            }
            long lots = allowed(order);
            trades.add(trade(order, lots));
            if (budget != Participant.NO_BUDGET) {
                budget -= Math.max(0, costPerLot(order)) * lots;
            }
            for (int i = 0; i < market.bundleSize(order); i++) {
                own[market.bundleGood(order, i)] += lots * market.bundleUnits(order, i);
                gave |= market.bundleUnits(order, i) < 0;
            }
            return true;
        }

        private long allowed(int order) {
            long lots = market.maxLots(order);
            for (int i = 0; i < market.bundleSize(order); i++) {
                long units = market.bundleUnits(order, i);
                if (units > 0) {
                    int good = market.bundleGood(order, i);
                    lots = Math.min(lots, left(available[good], own[good]) / units);
                }
            }
            if (budget != Participant.NO_BUDGET && costPerLot(order) > 0) {
                lots = Math.min(lots, budget / costPerLot(order));
            }
            return lots;
        }

        /** What a lot costs at the prices, in micros; at most its value, as only orders without loss are taken. */
        private long costPerLot(int order) {
            return margin(order, prices) == Long.MAX_VALUE
                    ? 0
                    : Math.subtractExact(market.valueMicrosPerLot(order), margin(order, prices));
        }

        /** {@code available - taken}, from 0 to the largest long; {@code taken} is negative when given. */
        private static long left(long available, long taken) {
            long left = available - taken;
            return taken < 0 && left < 0 ? Long.MAX_VALUE : Math.max(0, left);
        }
    }

    private Reply.Trade trade(int order, long lots) {
        return new Reply.Trade(order, market.bundle(order), market.minLots(order), lots);
    }

    /**
     * A bid of a participant of unit demand, as {@link Floor#bid} defines it.
     *
     * @throws ArithmeticException when the price offered would not fit a long
     */
    Floor.@Nullable Bid bid(int participant, long[] prices, long increment) {
        Grouping orders = market.ordersByParticipant();
        int best = NONE;
        long bestMargin = -1;
        long second = 0;
        for (int i = 0; i < orders.size(participant); i++) {
            int order = orders.member(participant, i);
            long margin = margin(order, prices);
            if (margin > bestMargin) {
                second = Math.max(second, bestMargin);
                best = order;
                bestMargin = margin;
            } else {
                second = Math.max(second, margin);
            }
        }
        if (best == NONE) {
            return null;
        }
        int good = market.bundleGood(best, 0);
        long price = Math.addExact(Math.addExact(prices[good], bestMargin - second), increment);
        return new Floor.Bid(best, good, price);
    }
}
